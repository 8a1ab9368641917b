"""What is captured of real exchanges: Scrapy in a process of its own, a server that notes every byte."""

import gzip
import pickle
import socketserver
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import takewhile
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from scrapy.utils.test import get_crawler

from tests import warm
from xzcrawl import settings
from xzcrawl.errors import UsageError
from xzcrawl.items import Capture
from xzcrawl.middleware import Captures

PAGE = gzip.compress("<html>徐州。".encode(), mtime=0)


def answer(status: int, body: bytes = b"", *lines: str) -> bytes:
    head = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(head).encode("latin-1") + body


#: What each address answers, one after the other; the last goes on.
ANSWERS = {
    "/robots.txt": [answer(200, b"User-agent: *\nDisallow: /secret\n")],
    "/page": [answer(200, PAGE, "Content-Type: text/html", "Content-Encoding: gzip", "X-Two: a", "X-Two: b")],
    "/moved": [answer(302, b"", "Location: /page")],
    "/lost": [answer(301, b"", "Location: /secret")],
    "/busy": [answer(500, b"locked"), answer(200, b"<html>")],
    "/gone": [answer(404, "没有".encode())],
    "/chunked": [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
        b"6\r\n<html>\r\n2\r\n!!\r\n0\r\n\r\n"
    ],
    "/broken": [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<html>"],
    "/old": [b"HTTP/1.0 200 Jawohl\r\nContent-Length: 0\r\n\r\n"],
    "/a.jpg": [answer(200, b"\xff\xd8", "Content-Type: image/jpeg")],
}


class Server(socketserver.ThreadingTCPServer):
    """Answers as ``ANSWERS`` says and keeps the heads of the requests as they came over the wire."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heads: list[bytes] = []
        self.left = {path: list(answers) for path, answers in ANSWERS.items()}

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        while head := self._head():
            self.server.heads.append(head + b"\r\n")
            path = head.split(b" ")[1].decode().partition("?")[0]
            answers = self.server.left[path]
            self.wfile.write(answers.pop(0) if len(answers) > 1 else answers[0])
            if path == "/broken":
                return

    def _head(self) -> bytes:
        """The lines up to the empty one; nothing where the other side has hung up."""
        return b"".join(takewhile(lambda line: line != b"\r\n", self.rfile))


@dataclass(frozen=True)
class Probed:
    server: Server
    seen: Mapping[str, tuple[int | None, bytes | None, Mapping[str, Any]]]
    captures: Sequence[Capture]
    stats: Mapping[str, int]

    def of(self, path: str) -> list[Capture]:
        return [one for one in self.captures if one.url == self.server.base + path]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def probe(server: Server, folder: Path, asked: Sequence[tuple[str, str]], **more: object) -> Probed:
    out = folder / "out.pickle"
    warm.run("tests.probe", server.base, str(out), repr(more), repr(asked)).check_returncode()
    seen, captures, stats = pickle.loads(out.read_bytes())
    by_path = {url.removeprefix(server.base): tuple(rest) for url, *rest in seen}
    return Probed(server, by_path, captures, stats)


def test_an_exchange_is_captured_as_received(server: Server, tmp_path: Path) -> None:
    found = probe(server, tmp_path, [("/page?id=6202", "article")])
    (capture,) = found.captures
    assert (capture.site, capture.kind, capture.status) == ("xz.example", "article", 200)
    assert capture.url == f"{server.base}/page?id=6202"
    assert capture.response_head == (
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"X-Two: a\r\nX-Two: b\r\n\r\n" % len(PAGE)
    )
    assert capture.body == PAGE
    assert not capture.truncated
    status, body, meta = found.seen["/page?id=6202"]
    assert (status, body) == (200, "<html>徐州。".encode())
    assert meta["record_id"] == capture.record_id
    assert (meta["requested_at"], meta["fetched_at"]) == (capture.requested_at, capture.fetched_at)
    assert capture.requested_at <= capture.fetched_at


def test_the_request_is_the_one_that_went_out(server: Server, tmp_path: Path) -> None:
    (capture,) = probe(server, tmp_path, [("/page?id=6202", "article")]).captures
    (sent,) = [head for head in server.heads if b"/page" in head]
    assert capture.request_head.startswith(b"GET /page?id=6202 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert capture.request_head.endswith(b"\r\n\r\n")
    assert sorted(capture.request_head.split(b"\r\n")) == sorted(sent.split(b"\r\n"))
    assert b"Accept-Encoding: gzip, deflate\r\n" in sent


def test_a_transfer_coding_is_undone_and_no_line_names_it(server: Server, tmp_path: Path) -> None:
    (capture,) = probe(server, tmp_path, [("/chunked", "article")]).captures
    assert capture.response_head == b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    assert capture.body == b"<html>!!"


def test_each_response_on_the_way_is_a_capture_and_the_last_gives_its_id(
    server: Server, tmp_path: Path
) -> None:
    found = probe(server, tmp_path, [("/moved", "article"), ("/busy", "home"), ("/gone", "article")])
    moved, page = *found.of("/moved"), *found.of("/page")
    failed, came = found.of("/busy")
    (gone,) = found.of("/gone")
    assert [(one.kind, one.status) for one in (moved, page, failed, came, gone)] == [
        ("error", 302), ("article", 200), ("error", 500), ("listing", 200), ("error", 404),
    ]  # fmt: skip
    assert gone.body == "没有".encode()
    assert found.seen["/page"][2]["record_id"] == page.record_id
    assert found.seen["/busy"][2]["record_id"] == came.record_id
    assert found.seen["/gone"][2]["record_id"] == gone.record_id


def test_a_redirect_that_may_not_be_followed_is_the_last_response(server: Server, tmp_path: Path) -> None:
    found = probe(server, tmp_path, [("/lost", "article")])
    (moved,) = found.captures
    status, _, meta = found.seen["/secret"]
    assert (moved.status, status, meta["record_id"]) == (301, None, moved.record_id)


def test_a_try_without_a_response_has_no_record(server: Server, tmp_path: Path) -> None:
    found = probe(server, tmp_path, [("/broken", "article")])
    assert found.captures == []
    status, _, meta = found.seen["/broken"]
    assert (status, meta.get("record_id")) == (None, None)


def test_a_response_that_broke_off_is_kept_where_that_is_wanted(server: Server, tmp_path: Path) -> None:
    found = probe(server, tmp_path, [("/broken", "article")], DOWNLOAD_FAIL_ON_DATALOSS=False)
    assert [(one.body, one.truncated) for one in found.captures] == [(b"<html>", True)]


def test_the_protocol_is_the_servers(server: Server, tmp_path: Path) -> None:
    (capture,) = probe(server, tmp_path, [("/old", "feed")]).captures
    assert capture.response_head == b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"


def test_kinds_that_are_not_wanted_are_not_captured(server: Server, tmp_path: Path) -> None:
    asked = [("/page", "article"), ("/page?2", "home"), ("/a.jpg", "image"), ("/gone", "article")]
    everything = probe(server, tmp_path, asked)
    assert sorted(one.kind for one in everything.captures) == ["article", "error", "image", "listing"]
    some = probe(server, tmp_path, asked, SNAPSHOT_KINDS="image")
    assert sorted(one.kind for one in some.captures) == ["article", "image"]
    assert "record_id" not in some.seen["/page?2"][2]


def test_a_kind_that_there_is_not_is_told() -> None:
    with pytest.raises(UsageError, match="unknown SNAPSHOT_KINDS images: use some of article, listing, feed"):
        Captures.from_crawler(get_crawler(settings_dict={"SNAPSHOT_KINDS": "images,error"}))


def test_requests_are_counted_by_what_they_are_for(server: Server, tmp_path: Path) -> None:
    asked = [
        ("/page", "article"),
        ("/busy", "home"),
        ("/page?2", "tag"),
        ("/page?3", "feed"),
        ("/a.jpg", "image"),
        ("/page?4", "part"),
    ]
    assert probe(server, tmp_path, asked).stats == {
        "xzcrawl/requests/robots": 1,
        "xzcrawl/requests/article": 1,
        "xzcrawl/requests/part": 1,
        "xzcrawl/requests/listing": 3,
        "xzcrawl/requests/feed": 1,
        "xzcrawl/requests/image": 1,
    }


def test_requests_beyond_the_budget_are_not_counted(server: Server, tmp_path: Path) -> None:
    found = probe(server, tmp_path, [("/page", "article")] * 3, max_requests=2)
    assert found.stats == {
        "xzcrawl/requests/robots": 1,
        "xzcrawl/requests/article": 1,
        "xzcrawl/over_budget": 2,
    }
    assert len(server.heads) == 2


def test_captures_stand_between_the_wire_and_what_undoes_codings() -> None:
    order = settings.DOWNLOADER_MIDDLEWARES
    timestamps, captures = (order[f"xzcrawl.middleware.{name}"] for name in ("Timestamps", "Captures"))
    assert 590 < captures < timestamps  # type: ignore[operator]
