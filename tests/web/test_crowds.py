"""Few pages and few exports are made at once, and nothing else waits for them."""

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import client, served
from xzcrawl.archive import Archive
from xzcrawl.archive.overview import Overview
from xzcrawl.web import create_app
from xzcrawl.web.limits import EXPORTS_AT_ONCE, PAGES_AT_ONCE

BEYOND = 2
#: An address of each kind, what of the archive it asks for, and how many are made at once.
KINDS = {
    "pages": ("/tags", (Overview, "tags"), PAGES_AT_ONCE),
    "exports": ("/export/jsonl", (Archive, "articles"), EXPORTS_AT_ONCE),
}


class Work:
    """What is made of an archive's answers, which wait until they may end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, door: type, method: str) -> None:
        self.begun, self._may_end = threading.Semaphore(0), threading.Event()
        self.end = self._may_end.set
        monkeypatch.setattr(door, method, self._answer)

    def _answer(self, **_: object) -> list[object]:
        self.begun.release()
        assert self._may_end.wait(30), "somebody waits for it"
        return []

    def await_begun(self, count: int) -> None:
        """Wait until so many have begun."""
        for _ in range(count):
            assert self.begun.acquire(timeout=30)

    def count_begun(self) -> int:
        """How many more have begun."""
        return sum(iter(lambda: self.begun.acquire(blocking=False), False))


Busy = Callable[[str], AbstractContextManager[tuple[TestClient, Work]]]


@pytest.fixture
def busy(archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Busy:
    """``busy(kind)``: a reader where as many of a kind as may be are just made, and more are asked for."""

    @contextmanager
    def begin(kind: str) -> Iterator[tuple[TestClient, Work]]:
        address, door_and_method, at_once = KINDS[kind]
        work, asked = Work(monkeypatch, *door_and_method), at_once + BEYOND
        with client(create_app(archive, folder)) as reader, ThreadPoolExecutor(asked) as readers:
            answers = [readers.submit(reader.get, address) for _ in range(asked)]
            try:
                work.await_begun(at_once)
                yield reader, work
            finally:
                work.end()
            assert [answer.result().status_code for answer in answers] == [200] * asked

    return begin


@pytest.mark.parametrize("kind", KINDS)
def test_few_are_made_at_once(busy: Busy, kind: str) -> None:
    with busy(kind) as (reader, work):
        reader.get("/healthz")
        assert work.count_begun() == 0
    assert work.count_begun() == BEYOND


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        *(
            ("pages", address)
            for address in ("/export/jsonl", "/feed.atom", "/healthz", "/metrics", "/token")
        ),
        ("pages", "/static/style.css"),
        ("exports", "/tags"),
        ("exports", "/healthz"),
    ],
)
def test_what_is_of_another_kind_does_not_wait(busy: Busy, kind: str, address: str) -> None:
    with busy(kind) as (reader, _):
        assert reader.get(address).status_code == 200


def test_a_page_that_fails_leaves_its_turn_to_others(archive: Archive, folder: Path) -> None:
    with client(create_app(archive, folder)) as reader:
        missing = [reader.get("/articles/99").status_code for _ in range(PAGES_AT_ONCE + 1)]
    assert missing == [404] * (PAGES_AT_ONCE + 1)


def test_nothing_is_made_for_who_has_left(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work(monkeypatch, Overview, "tags")
    with served(archive, folder) as address, ThreadPoolExecutor(PAGES_AT_ONCE) as readers:
        host = urlsplit(address).netloc
        pages = [readers.submit(status, host, "/tags") for _ in range(PAGES_AT_ONCE)]
        try:
            work.await_begun(PAGES_AT_ONCE)
            for _ in range(BEYOND):
                with socket.create_connection(tuple(host.split(":"))) as leaving:  # type: ignore[arg-type]
                    leaving.sendall(b"GET /tags HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert status(host, "/healthz") == 200  # by now it is known that they have left
        finally:
            work.end()
        assert [page.result() for page in pages] == [200] * PAGES_AT_ONCE
        assert (status(host, "/tags"), work.count_begun()) == (200, 1)


def status(host: str, address: str) -> int:
    """How a request is answered."""
    connection = HTTPConnection(host, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status
