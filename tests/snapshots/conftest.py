"""Captures as the middleware makes them, of a site that answers in Chinese."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from xzcrawl.items import Capture

Make = Callable[..., Capture]

#: 2023-07-20 12:00 in Xuzhou.
NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)
HEAD = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def capture(number: int, body: bytes | None = None, **more: Any) -> Capture:
    """The exchange of this number: a page of its own unless ``body`` is given."""
    asked = NOON + timedelta(seconds=number, microseconds=number)
    values: dict[str, Any] = {
        "record_id": UUID(int=number).urn,
        "site": "xz.example",
        "kind": "article",
        "url": f"http://xz.example/?id={number}",
        "status": 200,
        "request_head": f"GET /?id={number} HTTP/1.1\r\nHost: xz.example\r\n\r\n".encode(),
        "response_head": HEAD,
        "body": f"<html>徐州第{number}篇。".encode() if body is None else body,
        "requested_at": asked,
        "fetched_at": asked + timedelta(seconds=1),
    }
    return Capture(**(values | more))


@pytest.fixture
def make() -> Make:
    return capture
