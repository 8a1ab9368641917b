"""Ten readers at once while a crawl writes: how long the web pages take, on a large archive.

Each reader follows links of its own, as fast as the answers come, then with a second between them and all
readers in step, then each in its own time, while ``xzcrawl crawl`` reads the embedded site into the same
archive.
"""

import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from bench.corpus import CATEGORIES
from bench.figure import Figure, percentile
from bench.large import KEPT, copied, large
from bench.processes import started, xzcrawl

_GROUP: Final = "Web pages"
_MOST_MS: Final = 100
_WORDS: Final = (
    "企业",
    "发展 创新",
    "产业链",
    "厂房",
    "经济",
    "医疗器械",
    "2025",
    "园",
    '"技术创新" NOT 厂房',
)
#: What is said of a kind of page.
_KINDS: Final = {
    "search": "search",
    "article": "article",
    "list": "newest of a category",
    "front": "front page",
    "timeline": "timeline",
    "changes": "changes",
    "categories": "categories",
    "runs": "runs",
}


class Pace(NamedTuple):
    """Seconds between the pages of a reader, more or less by the part ``spread``."""

    pause: float
    spread: float
    said: str
    is_bound: bool = True


#: The one without pause comes first, and warms the caches for the others.
_PACES: Final = (
    Pace(0, 0, "without pause", is_bound=False),
    Pace(1, 0, "in step (all ask at one instant)"),
    Pace(1, 0.5, "each in its own time"),
)
#: The milliseconds of the answers by the kind of the page.
Times = Mapping[str, Sequence[float]]


@contextmanager
def crawling(url: str, articles: int) -> Iterator[subprocess.Popen[str]]:
    """A crawl of the embedded site into the archive, as polite as any."""
    demo = (sys.executable, "-m", "xzcrawl.demo", "--articles", str(articles))
    with started(*demo, stdout=subprocess.PIPE) as site:
        assert site.stdout is not None
        base = site.stdout.readline().strip()
        settings = ("--archive", url, "-s", "LOG_LEVEL=ERROR")
        crawl = xzcrawl("crawl", "xzinfo", "-a", f"base_url={base}", *settings)
        with started(*crawl, stdout=subprocess.DEVNULL) as process:
            yield process


class Reader(threading.Thread):
    """Reads pages of an archive of ``count`` articles until the end, at a pace."""

    def __init__(self, address: str, seed: int, count: int, until: float, pace: Pace) -> None:
        super().__init__()
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self._rng, self._count, self._until, self._pace = Random(seed), count, until, pace
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def run(self) -> None:
        pause, spread = self._pace.pause, self._pace.spread
        time.sleep(self._rng.uniform(0, 2 * spread * pause))
        while time.monotonic() < self._until:
            kind, path = self._choose()
            begun = time.perf_counter()
            self._connection.request("GET", path, headers={"Accept-Language": "zh-CN"})
            answer = self._connection.getresponse()
            answer.read()
            self.taken[kind].append((time.perf_counter() - begun) * 1_000)
            if answer.status != 200:
                self.errors.append(f"{answer.status} {path}")
            time.sleep(self._rng.uniform(1 - spread, 1 + spread) * pause)
        self._connection.close()

    def _choose(self) -> tuple[str, str]:
        rng = self._rng
        word, number = quote(rng.choice(_WORDS)), rng.randint(1, self._count)
        pages = {
            "search": (f"/?q={word}&page={rng.randint(1, 3)}", 40),
            "list": (f"/?category={quote(CATEGORIES[1])}&page={rng.randint(1, 50)}", 10),
            "front": ("/", 10),
            "article": (f"/articles/{number}", 30),
            "timeline": ("/timeline", 3),
            "categories": ("/categories", 2),
            "changes": ("/changes", 3),
            "runs": ("/runs", 2),
        }
        kind = rng.choices(list(pages), [weight for _, weight in pages.values()])[0]
        return kind, pages[kind][0]


def read(address: str, count: int, seconds: float, readers: int, pace: Pace) -> Times:
    """What answers took, those of all kinds under "all". RuntimeError where one was an error."""
    until = time.monotonic() + seconds
    reading = [Reader(address, seed, count, until, pace) for seed in range(readers)]
    for reader in reading:
        reader.start()
    for reader in reading:
        reader.join()
    if errors := [error for reader in reading for error in reader.errors]:
        raise RuntimeError(f"{len(errors)} answers were errors: {' '.join(errors[:3])}")
    taken: dict[str, list[float]] = defaultdict(list)
    for reader in reading:
        for kind, times in reader.taken.items():
            taken[kind] += times
            taken["all"] += times
    return taken


def measure(
    articles: int = 100_000, readers: int = 10, seconds: float = 20, kept: Path = KEPT
) -> Iterator[Figure]:
    """For so many seconds at each pace."""
    with copied(large(articles, kept)) as archive:
        serve = xzcrawl("serve", "--port", "0", "--archive", archive.url)
        with started(*serve, stderr=subprocess.PIPE) as server, crawling(archive.url, 1_000) as crawl:
            assert server.stderr is not None
            address = next(line.split()[0] for line in server.stderr if line.startswith("http://"))
            taken = [read(address, articles, seconds, readers, pace) for pace in _PACES]
            if crawl.poll() is not None:
                raise RuntimeError("the crawl ended before the readers did")
    size = f"{articles:,} articles, {readers} readers"
    yield from (_of_all(pace, times, size) for pace, times in zip(_PACES, taken, strict=True))
    for kind, said in _KINDS.items():
        hasty, in_step, own = (f"{_p95(times[kind]):.0f}" if times[kind] else "–" for times in taken)
        yield Figure(
            group=_GROUP,
            what=f"{said} alone: p95 in step, in own time, without pause",
            ours=f"{in_step}, {own} and {hasty} ms",
        )


def _of_all(pace: Pace, times: Times, size: str) -> Figure:
    every, late = times["all"], _p95(times["all"])
    return Figure(
        group=_GROUP,
        what=f"all pages of {size} {pace.said} while a crawl writes",
        ours=f"{median(every):.0f} ms at the median, {late:.0f} at p95, no answer an error;"
        f" {len(every):,} pages",
        bound=f"{_MOST_MS} ms at p95" if pace.is_bound else None,
        met=late <= _MOST_MS if pace.is_bound else None,
    )


def _p95(times: Sequence[float]) -> float:
    return percentile(times, 0.95)
