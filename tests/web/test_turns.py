"""Few pages are made at once, and nothing else waits for them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Semaphore

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import client
from xzcrawl.archive.overview import Overview
from xzcrawl.web import create_app
from xzcrawl.web.turns import PAGES_AT_ONCE

BEYOND = 2


@contextmanager
def busy(
    archive: Overview, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, Semaphore]]:
    """A reader where all pages that may be made at once are, and more are asked for; and each that begins."""
    begun, may_end = Semaphore(0), Event()

    def count_tags(_: Overview) -> list[object]:
        begun.release()
        assert may_end.wait(30), "somebody waits for the pages"
        return []

    monkeypatch.setattr(Overview, "tags", count_tags)
    asked = PAGES_AT_ONCE + BEYOND
    with client(create_app(archive, folder)) as reader, ThreadPoolExecutor(asked) as readers:
        pages = [readers.submit(reader.get, "/tags") for _ in range(asked)]
        try:
            for _ in range(PAGES_AT_ONCE):
                assert begun.acquire(timeout=30)
            yield reader, begun
        finally:
            may_end.set()
        assert [page.result().status_code for page in pages] == [200] * asked


def test_few_pages_are_made_at_once(archive: Overview, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with busy(archive, folder, monkeypatch) as (reader, begun):
        reader.get("/healthz")
        assert not begun.acquire(blocking=False)
    assert all(begun.acquire(blocking=False) for _ in range(BEYOND))


@pytest.mark.parametrize(
    "address", ["/export/jsonl", "/feed.atom", "/healthz", "/metrics", "/static/style.css", "/token"]
)
def test_what_is_no_page_does_not_wait_for_pages(
    archive: Overview, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with busy(archive, folder, monkeypatch) as (reader, _):
        assert reader.get(address).status_code == 200


def test_a_page_that_fails_leaves_its_turn_to_others(archive: Overview, folder: Path) -> None:
    with client(create_app(archive, folder)) as reader:
        missing = [reader.get("/articles/99").status_code for _ in range(PAGES_AT_ONCE + 1)]
    assert missing == [404] * (PAGES_AT_ONCE + 1)
