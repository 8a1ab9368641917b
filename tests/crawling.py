"""Real crawls for tests: ``scrapy crawl`` in a process, of a site on loopback, into a real archive."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path
from select import select
from threading import Event

from tests import warm
from tests.making import archive_at
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.demo import DemoSite, Options

ROOT = Path(__file__).parents[1]
#: Seconds after which a process that was killed should be gone, however slow the disk.
_LONGEST_END = 60


def demo(**options: object) -> DemoSite:
    """An embedded site on this machine's clock."""
    return DemoSite(Options(**options), lambda: datetime.now(UTC))  # type: ignore[arg-type]


def archive_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'archive.db'}"


def command(base: str, url: str, *more: str) -> list[str]:
    """The crawl of the site at ``base`` into ``url``, without delay."""
    return [sys.executable, "-m", "scrapy", *arguments(base, url, *more)]


def arguments(base: str, url: str, *more: str) -> list[str]:
    return [
        "crawl", "xzinfo", "-a", f"base_url={base}", "-s", f"ARCHIVE_URL={url}",
        "-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0", "-s", "RETRY_BACKOFF=0", *more,
    ]  # fmt: skip


@dataclass(frozen=True)
class Crawled:
    """One crawl: its archive, its log, and what the site was asked for in it."""

    site: DemoSite
    base: str
    url: str
    log: str
    requests: Sequence[str]
    counts: Mapping[str, int] = field(default_factory=dict)

    def articles(self) -> dict[int, ArticleRecord]:
        with Archive(self.url) as archive:
            return {int(record.source_id): record for record in archive.articles()}

    @property
    def pages(self) -> list[str]:
        """The requests that were no images, which come once each and are not counted in any bound."""
        return [path for path in self.requests if not path.endswith((".jpg", ".png", ".gif"))]


def crawl(site: DemoSite, base: str, url: str, *more: str) -> Crawled:
    """Crawl and wait for the end; the run's counts are in the archive. A new one on SQLite is a copy."""
    if url.startswith("sqlite:///"):
        archive_at(Path(url.removeprefix("sqlite:///")))
    before = len(site.requests)
    done = warm.run("scrapy", *arguments(base, url, *more))
    assert done.returncode == 0, done.stderr
    return Crawled(
        site, base, url, done.stderr, [path for path, _ in site.requests[before:]], _last_counts(url)
    )


def started(base: str, url: str, *more: str) -> BaseProcess:
    """A crawl under way in a process that can be killed."""
    return warm.started("scrapy", *arguments(base, url, *more))


def kill_once(reached: Event, process: BaseProcess) -> None:
    """Kill a crawl as soon as ``reached`` is set. What it started dies with it, and is waited for."""
    while not reached.wait(0.02) and process.is_alive():
        pass
    begun: list[int] = []
    for pid in descendants(process.pid) if process.pid and process.is_alive() else ():
        with suppress(ProcessLookupError):
            begun.append(os.pidfd_open(pid))
    process.kill()
    process.join()
    for one in begun:  # the system may still have to write for it
        assert select([one], [], [], _LONGEST_END)[0]
        os.close(one)


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and they in turn."""
    with suppress(FileNotFoundError):  # it has ended
        for thread in [*Path(f"/proc/{pid}/task").iterdir()]:
            with suppress(FileNotFoundError):
                children = [*map(int, (thread / "children").read_text().split())]
                yield from children
                for child in children:
                    yield from descendants(child)


def memory_of_crawl(base: str, url: str, *more: str) -> int:
    """Crawl; the most memory that the crawl, or a process of it, took, in KB."""
    with subprocess.Popen(command(base, url, *more), cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


def read_anew(url: str) -> Mapping[str, int]:
    """Read every snapshot again by the command line; returns what it counts."""
    done = warm.run("xzcrawl", "reparse", "--archive", url, "--json")
    assert done.returncode == 0, done.stderr
    counts: Mapping[str, int] = json.loads(done.stdout)["counts"]
    return counts


def _last_counts(url: str) -> Mapping[str, int]:
    with Archive(url) as archive:
        runs = archive.runs(1)
    return runs[0].counts if runs else {}


def archived(url: str) -> set[int]:
    """The CMS's ids of the articles in an archive."""
    with Archive(url) as archive:
        return {int(record.source_id) for record in archive.articles()}


def modes(url: str) -> list[tuple[str, str | None]]:
    """The mode and the outcome of each run, the first one first."""
    with Archive(url) as archive:
        return [(run.mode, run.outcome) for run in reversed(archive.runs())]
