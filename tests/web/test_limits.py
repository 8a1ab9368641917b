"""Who is slow, sends nothing, asks for too much or guesses, takes nothing from other readers."""

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.making import CRAWL, run, seen
from tests.web.conftest import PICTURE, PNG, Guarded, client, served
from tests.web.test_crowds import Work, status
from xzcrawl.archive import Archive
from xzcrawl.reader import process
from xzcrawl.web import Access, create_app
from xzcrawl.web import connection as connections
from xzcrawl.web import spool as spools
from xzcrawl.web.guess_limit import TRIES, GuessLimit
from xzcrawl.web.limits import EXPORTS_AT_ONCE
from xzcrawl.web.quiet_log import MOST, MessageLimit
from xzcrawl.web.server import listening, server

TOKEN = "no-such-token-0123456789"
WRONG = {"authorization": "Bearer wrong"}
RIGHT = {"authorization": f"Bearer {TOKEN}"}
#: Connections that can wait to be accepted; the system has further ones try again after a second, or three.
FEW = 32
ASKING = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Slow:
    """An application that answers only once it may, with so many bytes, and notes whom it could not reach."""

    def __init__(self, size: int = 2) -> None:
        self.size = size
        self.asked, self.left, self._may_answer = threading.Semaphore(0), threading.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        self._loop = asyncio.get_running_loop()
        self.asked.release()
        await self._may_answer.wait()
        length = str(self.size).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        await send({"type": "http.response.body", "body": b"x" * self.size})
        if (await receive(), await receive())[1]["type"] == "http.disconnect":
            self.left.set()

    def answer(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._may_answer.set)


@contextmanager
def running(app: Any) -> Iterator[tuple[str, int]]:
    """The address of an application that is served."""
    with listening("127.0.0.1", 0) as listener:
        serving = server(app)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            serving.should_exit = True
            thread.join()


def connect(to: tuple[str, int], data: bytes = b"") -> socket.socket:
    opened = socket.create_connection(to, timeout=30)
    opened.sendall(data)
    return opened


def everything(opened: socket.socket) -> bytes:
    """What comes until the server ends the connection."""
    return b"".join(iter(lambda: opened.recv(65536), b""))


@pytest.mark.parametrize("data", [b"", ASKING + b"X-Half: "], ids=["nothing", "half a head"])
def test_who_opens_many_connections_keeps_no_reader_out(archive: Archive, folder: Path, data: bytes) -> None:
    with served(archive, folder) as address, ExitStack() as closing:
        host, _, port = address.removeprefix("http://").partition(":")
        for _ in range(2 * connections.MOST // FEW):
            for _ in range(FEW):
                closing.enter_context(connect((host, int(port)), data))
            assert status(f"{host}:{port}", "/healthz") == 200


def test_who_waited_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 2)
    app = Slow()
    with (
        running(app) as to,
        connect(to) as first,
        connect(to) as second,
        connect(to, ASKING + b"\r\n") as third,
    ):
        assert app.asked.acquire(timeout=30)
        assert everything(first) == b""
        second.sendall(ASKING + b"\r\n")
        assert app.asked.acquire(timeout=30)
        app.answer()
        assert [one.recv(12) for one in (second, third)] == [b"HTTP/1.1 200"] * 2


def test_where_all_are_busy_a_new_reader_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST", 1)
    app = Slow()
    with running(app) as to, connect(to, ASKING + b"\r\n") as first:
        assert app.asked.acquire(timeout=30)
        with connect(to, ASKING + b"\r\n") as second:
            head, _, told = everything(second).partition(b"\r\n\r\n")
        app.answer()
        assert first.recv(12) == b"HTTP/1.1 200"
    assert head.startswith(b"HTTP/1.1 503")
    assert b"retry-after: 5" in head.lower()
    assert told.decode().splitlines() == [
        "打开的连接太多，请稍后再试。",
        "too many connections are open: try again later",
    ]


def test_half_a_request_is_waited_for_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with running(Slow()) as to, connect(to) as silent, connect(to, ASKING) as half:
        assert everything(silent) == b""
        head, _, told = everything(half).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408")
    assert told.decode().startswith("等待请求太久")


def test_who_takes_nothing_of_an_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PART_SECONDS", 0.2)
    app = Slow(50_000_000)
    with running(app) as to, connect(to, ASKING + b"\r\n"):
        assert app.asked.acquire(timeout=30)
        app.answer()
        assert app.left.wait(30)


def test_more_exports_than_there_may_be_are_refused_at_once(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spools, "EXPORTS_UNDER_WAY", EXPORTS_AT_ONCE)
    work = Work(monkeypatch, Archive, "articles")
    with client(create_app(archive, folder)) as reader, ThreadPoolExecutor(EXPORTS_AT_ONCE) as readers:
        exports = [readers.submit(reader.get, "/export/jsonl") for _ in range(EXPORTS_AT_ONCE)]
        try:
            work.await_begun(EXPORTS_AT_ONCE)
            refused = reader.get("/export/csv")
            assert (refused.status_code, refused.text.splitlines()[0]) == (
                503,
                "同时导出的人太多，请稍后再试。",
            )
            assert reader.get("/tags").status_code == 200
        finally:
            work.end()
        assert [export.result().status_code for export in exports] == [200] * EXPORTS_AT_ONCE
        assert reader.get("/export/csv").status_code == 200


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "markdown", "atom", "wacz", "parquet"])
def test_an_export_without_room_is_refused_and_leaves_none_behind(
    archive: Archive, folder: Path, name: str
) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    app = create_app(archive, folder / "snapshots", export_room=200)
    with client(app) as reader:
        refused = reader.get(f"/export/{name}")
        assert (refused.status_code, refused.text.splitlines()[0]) == (
            503,
            "导出所用的空间已满，请稍后再试。",
        )
    assert app.state.spool.used == 0


def test_all_exports_on_their_way_are_counted_together() -> None:
    spool = spools.Spool(room=1_000)
    first, second = spool.file(), spool.file()
    first.write(b"x" * 600)
    first.flush()
    second.write(b"x" * 600)
    with pytest.raises(OSError, match="No space left"):
        second.flush()
    first.close()
    second.flush()
    assert spool.used == 600
    second.close()
    assert spool.used == 0


def test_what_was_sent_takes_no_room(archive: Archive, folder: Path) -> None:
    app = create_app(archive, folder / "snapshots")
    with client(app) as reader:
        assert reader.get("/export/jsonl").status_code == 200
    assert app.state.spool.used == 0


def test_what_a_reader_leaves_half_way_takes_no_room(archive: Archive, folder: Path) -> None:
    app = create_app(archive, folder / "snapshots")
    asked: dict[str, Any] = {
        "type": "http", "method": "GET", "path": "/export/jsonl", "query_string": b"", "scheme": "http",
        "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 5), "asgi": {"spec_version": "2.3"},
    }  # fmt: skip

    async def leave() -> int:
        sending, used = asyncio.Event(), []

        async def receive() -> dict[str, str]:
            await sending.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                used.append(app.state.spool.used)
                sending.set()
                await asyncio.Event().wait()  # nobody takes it

        await app(asked, receive, send)
        return int(used[0])

    assert asyncio.run(leave()) > 0
    assert app.state.spool.used == 0


def test_a_picture_that_a_page_shows_a_thousand_times_is_shown_as_often_as_there_is_room(
    tmp_path: Path,
) -> None:
    large = PNG + bytes(1_000_000)
    with run(tmp_path, 0) as writer:
        for item in seen(
            "6202",
            f'<h1>徐州</h1><img src="{PICTURE}">' + f'<img src="{PICTURE}">' * 999,
            images=[(PICTURE, "")],
        ):
            writer.put(item)
        writer.put(replace(CRAWL.capture("a.jpg", large, kind="image"), url=PICTURE))
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        shown = client(create_app(archive, tmp_path / "snapshots")).get("/articles/1/original").text
    assert shown.count("data:image/png") == 30_000_000 // (len(large) * 4 // 3 + 30)


@pytest.mark.slow
def test_a_page_that_keeps_a_sanitiser_busy_ends_the_process_that_shows_it_and_not_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "SECONDS", 0.5)
    with run(tmp_path, 0) as writer:
        for item in seen("6202", "<h1>徐州</h1><p>正文</p><aside>" + "&" * 1_000_000 + "</aside>"):
            writer.put(item)
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        readers = client(create_app(archive, tmp_path / "snapshots"))
        answer = readers.get("/articles/1/original")
        assert (answer.status_code, "takes more than 0.5 s" in answer.text) == (404, True)
        assert "takes more than 0.5 s" in readers.get("/articles/1/page").text
        assert readers.get("/articles/1").status_code == 200


def test_who_guesses_tokens_has_to_wait_and_nobody_else(archive: Archive, folder: Path) -> None:
    now = [1_000.0]
    app = create_app(archive, folder, access=Access(token=TOKEN, guesses=GuessLimit(lambda: now[0])))
    guessing, other = client(app), TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.7", 5))
    admitted = other.post("/token", data={"token": TOKEN}, follow_redirects=False).headers["set-cookie"]
    assert [guessing.get("/", headers=WRONG).status_code for _ in range(TRIES)] == [401] * (TRIES - 1) + [429]
    refused = guessing.get("/", headers=RIGHT)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "6")
    assert refused.text.splitlines()[0] == "口令错得太多，请过 6 秒再试。"
    assert guessing.post("/token", data={"token": TOKEN}).status_code == 429
    assert "sites" not in guessing.get("/healthz", headers=RIGHT).json()
    assert guessing.get("/", headers={"cookie": admitted.partition(";")[0]}).status_code == 200
    assert other.get("/", headers={**RIGHT, "cookie": ""}).status_code == 200
    now[0] += 6
    assert guessing.get("/", headers=RIGHT).status_code == 200


def test_a_form_and_the_health_page_are_no_way_round_the_limit(guarded: Guarded) -> None:
    reader = guarded(token=TOKEN)
    for _ in range(TRIES // 2):
        reader.get("/healthz", headers=WRONG)
        reader.post("/token", data={"token": "wrong"})
    assert reader.get("/", headers=RIGHT).status_code == 429


@pytest.mark.parametrize(
    ("guessing", "asks", "waits"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("", "", True),
    ],
)
def test_who_has_an_address_has_its_tries(guessing: str, asks: str, waits: bool) -> None:
    guesses = GuessLimit(lambda: 0.0)
    for _ in range(TRIES):
        guesses.note(guessing)
    assert (guesses.seconds(asks) > 0) is waits


def test_many_addresses_take_no_memory() -> None:
    guesses = GuessLimit(lambda: 0.0)
    for number in range(5_000):
        guesses.note(f"10.0.{number // 250}.{number % 250}")
    assert len(guesses._rested) == 1_000


def test_a_message_is_logged_a_few_times_a_minute() -> None:
    now = [0.0]
    limit = MessageLimit(lambda: now[0])

    def logged(line: int) -> str | None:
        record = logging.LogRecord(
            "uvicorn.error", logging.WARNING, "h11.py", line, "bad %s", ("request",), None
        )
        return record.getMessage() if limit.filter(record) else None

    more = "bad request (more of the kind is left out for a minute)"
    assert [logged(1) for _ in range(MOST + 2)] == ["bad request"] * (MOST - 1) + [more, None, None]
    assert logged(2) == "bad request"
    now[0] = 60.0
    assert logged(1) == "bad request"
