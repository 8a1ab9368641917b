"""``xzcrawl serve``: what it refuses, and that it answers and ends as it should."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import pytest
from typer.testing import Result

from xzcrawl.web.access import LOOPBACK
from xzcrawl.web.server import listening

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-some-length"


@contextmanager
def serving(*arguments: str | Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as a process, and the host and port it says it listens at."""
    with subprocess.Popen(
        [sys.executable, "-m", "xzcrawl", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, urlsplit(address(process.stderr)).netloc
        finally:
            process.kill()


def address(lines: IO[str] | None) -> str:
    assert lines is not None
    return next(line.split()[0] for line in lines if line.startswith("http://"))


def get(netloc: str, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    with closing(HTTPConnection(netloc, timeout=30)) as connection:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_answers_until_a_signal_and_then_ends_well(
    archive: Path, number: signal.Signals, code: int
) -> None:
    with serving("serve", "--port", "0", "--archive", archive) as (process, netloc):
        status, told = get(netloc, "/healthz")
        # the archive of these tests was crawled once, years ago
        assert (status, json.loads(told)["status"], json.loads(told)["crawls"]) == (200, "ok", "not well")
        found = json.loads(get(netloc, "/api/search?q=%E5%A4%A7%E7%9B%AE%E6%A0%87")[1])
        assert [one["title"] for one in found["results"]] == ["全力冲刺!徐州泉山区定下这些“大目标”"]
        process.send_signal(number)
        assert process.wait(30) == code
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not archive.with_name("archive.db-wal").exists()


def test_beyond_loopback_it_listens_with_a_token_alone(archive: Path) -> None:
    given = ("serve", "--host", "0.0.0.0", "--name", "Archive.Example", "--port", "0", "--archive", archive)
    with serving(*given, XZCRAWL_TOKEN=TOKEN) as (_, netloc):
        local = netloc.replace("0.0.0.0", "127.0.0.1")
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert get(local, "/")[0] == 401
        assert get(local, "/", bearer)[0] == 200
        assert get(local, "/", bearer | {"Host": "archive.example"})[0] == 200
        assert get(local, "/", bearer | {"Host": "evil.example"})[0] == 421


@pytest.mark.crawl
def test_the_demo_can_be_looked_at(tmp_path: Path) -> None:
    with serving("demo", "--serve", "--port", "0", "--archive", tmp_path / "archive.db") as (process, netloc):
        assert json.loads(get(netloc, "/api/stats")[1])["articles"] == 300
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_without_a_token_no_other_machine_is_let_in(run: Run, archive: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "archive.example", ""):
        result = run("serve", "--host", host, "--archive", archive)
        assert (result.exit_code, "give a token with it" in result.stderr) == (2, True)


@pytest.mark.parametrize("token", ["", "short", "口令口令口令口令口令口令口令口令口令"])
def test_a_token_that_is_none_is_refused(run: Run, archive: Path, token: str) -> None:
    result = run("serve", "--token", token, "--archive", archive)
    assert (result.exit_code, "16 or more printable ASCII characters" in result.stderr) == (2, True)


def test_a_port_that_is_taken_is_told_in_a_line(run: Run, archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), "--archive", archive)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"xzcrawl: cannot listen at 127.0.0.1, port {port}: Address already in use"
    ]


def test_no_archive_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    result = run("serve", "--archive", tmp_path / "none.db")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_loopback_has_three_names() -> None:
    assert sorted(LOOPBACK) == ["127.0.0.1", "::1", "localhost"]


def test_no_part_of_an_answer_waits_for_the_reader_to_acknowledge_another() -> None:
    """Head and body are written apart; without TCP_NODELAY the body waits 40 ms for a delayed ACK."""
    with (
        listening("127.0.0.1", 0) as listener,
        closing(socket.create_connection(listener.getsockname())),
        closing(listener.accept()[0]) as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
