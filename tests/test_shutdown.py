"""SIGTERM ends a run within seconds, with everything fetched so far stored, whatever the server does."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.site import Answer

pytestmark = pytest.mark.crawl

ROOT = Path(__file__).parents[1]
#: Scrapy alone would wait for DOWNLOAD_TIMEOUT (60 s) or for Retry-After (600 s).
SECONDS = 30
TOOLS = (("-m", "xzcrawl"), ("-m", "scrapy"))
IDS = ("xzcrawl", "scrapy")


class StuckSite(DemoSite):
    """Answers a few articles, and from then on nothing, or that one should wait."""

    def __init__(self, answered: int, retry_after: bool = False) -> None:
        super().__init__(Options(articles=60), lambda: datetime.now(UTC))
        self.left, self.retry_after = answered, retry_after
        self.stuck, self.released = Event(), Event()

    def respond(self, path: str, query: str = "") -> Answer:
        if "/post/" not in path:
            return super().respond(path, query)
        self.left -= 1
        if self.left >= 0:
            return super().respond(path, query)
        self.stuck.set()
        if self.retry_after:
            return 503, {"Retry-After": "600", "Content-Length": "0"}, b""
        self.released.wait()
        return super().respond(path, query)


@contextmanager
def stuck(answered: int, retry_after: bool = False) -> Iterator[tuple[StuckSite, str]]:
    site = StuckSite(answered, retry_after)
    with serve(site) as base:
        try:
            yield site, base
        finally:
            site.released.set()


def start(
    tool: tuple[str, ...], base: str, folder: Path, *more: str, **environment: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable, *tool, "crawl", "xzinfo", "-a", f"base_url={base}", "-s", "DOWNLOAD_DELAY=0",
            "-s", f"ARCHIVE_URL=sqlite:///{folder}/archive.db", *more,
        ],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def outcomes(folder: Path) -> list[str | None]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        return [run.outcome for run in archive.runs()]


def stored(folder: Path) -> set[str]:
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        return {article.source_id for article in archive.articles()}


def answered(site: DemoSite) -> set[str]:
    """The ids of the articles that the site has given away."""
    return {
        match[1]
        for path, status in site.requests
        if status == 200 and (match := re.search(r"post/(\d+)", path))
    }


def ended_in_good_order(process: subprocess.Popen[str], log: str, folder: Path) -> None:
    assert process.returncode == 0, log
    assert outcomes(folder) == ["stopped"]
    assert "Traceback" not in log


def with_each_tool(ends: Callable[[tuple[str, ...], Path], None], folder: Path) -> None:
    """Runs a test with both at the same time: most of what it takes is that they wait some seconds."""
    with ThreadPoolExecutor() as threads:
        list(threads.map(ends, TOOLS, [folder / name for name in IDS]))


def test_a_server_that_hangs_does_not_hold_the_end(tmp_path: Path) -> None:
    def ends(tool: tuple[str, ...], folder: Path) -> None:
        with stuck(answered=5) as (site, base):
            process = start(tool, base, folder)
            assert site.stuck.wait(SECONDS)
            process.send_signal(signal.SIGTERM)
            out, log = process.communicate(timeout=SECONDS)
            given = answered(site)
        ended_in_good_order(process, log, folder)
        assert (len(given), stored(folder)) == (5, given)
        assert out.startswith("xzinfo stopped: 5 articles (5 new, 0 changed), ") or tool == TOOLS[1]

    with_each_tool(ends, tmp_path)


class BusySite(DemoSite):
    """Its newest article keeps whoever reads it busy for as long as they allow."""

    def __init__(self) -> None:
        super().__init__(Options(articles=12), lambda: datetime.now(UTC))
        self.given = Event()

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        if not self.articles[0].url.endswith(path):
            return status, headers, body
        body = body.replace(b"<body", b"<item><h3>" * 5_000 + b"<body", 1)
        self.given.set()
        return status, {**headers, "Content-Length": str(len(body))}, body


def test_a_page_that_is_dear_to_read_does_not_hold_the_end(tmp_path: Path) -> None:
    def ends(tool: tuple[str, ...], folder: Path) -> None:
        with serve(site := BusySite()) as base:
            process = start(tool, base, folder)
            assert site.given.wait(SECONDS)
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=SECONDS)
        ended_in_good_order(process, log, folder)

    with_each_tool(ends, tmp_path)


@pytest.mark.parametrize("tool", TOOLS, ids=IDS)
def test_a_host_that_asks_to_wait_does_not_hold_the_end(tool: tuple[str, ...], tmp_path: Path) -> None:
    with stuck(answered=5, retry_after=True) as (site, base):
        process = start(tool, base, tmp_path)
        assert process.stderr is not None
        assert any("asks to wait 600 s" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=SECONDS)
        given = answered(site)
    ended_in_good_order(process, log, tmp_path)
    assert (len(given), stored(tmp_path)) == (5, given)


@pytest.mark.parametrize("tool", TOOLS, ids=IDS)
def test_a_second_signal_ends_at_once_and_in_good_order(tool: tuple[str, ...], tmp_path: Path) -> None:
    with stuck(answered=5) as (site, base):
        process = start(tool, base, tmp_path)
        assert site.stuck.wait(SECONDS)
        process.send_signal(signal.SIGTERM)
        assert process.stderr is not None
        assert any("shutting down gracefully" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=SECONDS)
        given = answered(site)
    assert process.returncode == 0, log
    assert outcomes(tmp_path) == ["stopped"]
    # two connections: what was under way in them is for the next run
    assert stored(tmp_path) <= given
    assert len(given - stored(tmp_path)) <= 2


def status(folder: Path) -> str:
    """The first run that ``xzcrawl status`` shows."""
    asked = [sys.executable, "-m", "xzcrawl", "status", "--archive", str(folder / "archive.db")]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[1]


def test_a_killed_run_holds_no_lock_and_is_told_from_one_under_way(tmp_path: Path) -> None:
    with stuck(answered=5) as (site, base):
        process = start(TOOLS[0], base, tmp_path)
        assert site.stuck.wait(SECONDS)
        second = start(TOOLS[0], base, tmp_path)
        second.communicate(timeout=SECONDS)
        assert second.returncode == 75
        assert " full running " in status(tmp_path)
        process.kill()
        process.communicate()
        assert " full not ended " in status(tmp_path)
        site.released.set()
        third = start(TOOLS[0], base, tmp_path)
        third.communicate(timeout=SECONDS)
    assert third.returncode == 0
    assert outcomes(tmp_path) == ["finished", None]
    assert stored(tmp_path) == {str(truth.id) for truth in site.articles}


#: Parts of the crawl that send their process SIGTERM as soon as they are made or called.
TRAPS = """
import os, signal
from scrapy import signals

class AtStart:
    @classmethod
    def from_crawler(cls, crawler):
        os.kill(os.getpid(), signal.SIGTERM)
        return cls()

class AtOpening:
    @classmethod
    def from_crawler(cls, crawler):
        trap = cls()
        crawler.signals.connect(trap.opened, signal=signals.spider_opened)
        return trap

    def opened(self):
        os.kill(os.getpid(), signal.SIGTERM)

class AtEngineStart(AtOpening):
    @classmethod
    def from_crawler(cls, crawler):
        trap = cls()
        crawler.signals.connect(trap.opened, signal=signals.engine_started)
        return trap
"""


@pytest.mark.parametrize("tool", TOOLS, ids=IDS)
@pytest.mark.parametrize("moment", ["AtStart", "AtOpening", "AtEngineStart"])
def test_a_signal_in_the_first_moments_leaves_no_run_without_an_end(
    moment: str, tool: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "traps.py").write_text(TRAPS)
    with stuck(answered=60) as (_, base):
        trap = f'SPIDER_MIDDLEWARES={{"traps.{moment}": 1}}'
        process = start(tool, base, tmp_path, "-s", trap, PYTHONPATH=str(tmp_path))
        out, log = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, log
    assert set(outcomes(tmp_path)) <= {"stopped"}
    assert "Traceback" not in log
    assert out.startswith("xzinfo stopped: ") or tool == TOOLS[1]
