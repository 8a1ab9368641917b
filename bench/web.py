"""Ten readers at once while a crawl writes: how long the web pages take, on an archive of many articles.

The archive is made once in data/bench/web (with 100,000 articles some five minutes) and used again. Each
reader follows links of its own, as fast as the answers come, then with a second between them and all readers
in step, then each in its own time, while ``xzcrawl crawl`` reads the embedded site into the same archive.
"""

import argparse
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

from xzcrawl.archive import Archive
from xzcrawl.archive.writer import Writer
from xzcrawl.demo import DemoSite, Options, Truth
from xzcrawl.items import Article, Block, DateInterval, Page, Reading

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "bench" / "web"
SITE, BASE = "bench.example", "http://bench.example/"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = ("招商", "泉山区 新能源", "产业链", "厂房", "蕞高", "医疗器械", "2025", "园", '"项目建设" NOT 厂房')


def build(url: str, count: int) -> None:
    """An archive of so many articles of some 1,200 characters, spread over ten years, and its index."""
    stock = DemoSite(Options(articles=1_000), lambda: NOW).articles
    lines = [line for truth in stock for line in truth.paragraphs]
    rng = Random(1)
    with Writer(url, clock=lambda: NOW) as writer:
        writer.begin_run(
            site=SITE, base_url=BASE, spider="bench", mode="full", started_at=NOW, versions={"extractor": "1"}
        )
        for number in range(1, count + 1):
            writer.put(_article(number, count, rng.choice(stock), rng.sample(lines, 12), rng))
            if number % 10_000 == 0:
                _say(f"{number:,} articles")
        writer.finish_run(outcome="finished", ended_at=NOW + timedelta(hours=1), counts={})
    with Archive(url) as archive:
        archive.catch_up(wait=60)


def _article(number: int, count: int, truth: Truth, lines: Sequence[str], rng: Random) -> Article:
    published = NOW - timedelta(days=3650) * (1 - number / count)
    interval = DateInterval(published, published, "second", "")
    url = f"{BASE}?id={number}"
    return Article(
        page=Page(url, 200, {}, b"", NOW, NOW),
        site=SITE,
        key=str(number),
        url=url,
        source_id=str(number),
        title=truth.title,
        author=truth.author,
        category=truth.category,
        breadcrumbs=truth.breadcrumbs,
        tags=truth.tags,
        reading=Reading("page", NOW, "", interval, rng.randrange(5_000)),
        blocks=tuple(Block("paragraph", line, f"<p>{line}</p>") for line in lines),
    )


@contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[str]]:
    """A process that ends with the block."""
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        try:
            yield child
        finally:
            child.terminate()


@contextmanager
def crawling(url: str, articles: int) -> Iterator[subprocess.Popen[str]]:
    """A crawl of the embedded site into the archive, as polite as any."""
    with process(sys.executable, "-m", "xzcrawl.demo", "--articles", str(articles)) as site:
        assert site.stdout is not None
        base = site.stdout.readline().strip()
        settings = ["--archive", url, "-s", "LOG_LEVEL=ERROR"]
        crawl_it = (sys.executable, "-m", "xzcrawl", "crawl", "xzinfo", "-a", f"base_url={base}", *settings)
        with process(*crawl_it) as crawl:
            yield crawl


class Reader(threading.Thread):
    """Reads pages until the end, with so many seconds between them, more or less by the part ``spread``."""

    def __init__(
        self, address: str, seed: int, count: int, until: float, pause: float, spread: float
    ) -> None:
        super().__init__()
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self._rng, self._count, self._until, self._pause = Random(seed), count, until, pause
        self._spread = spread
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def run(self) -> None:
        time.sleep(self._rng.uniform(0, 2 * self._spread * self._pause))
        while time.monotonic() < self._until:
            kind, path = self._choose()
            begun = time.perf_counter()
            self._connection.request("GET", path, headers={"Accept-Language": "zh-CN"})
            answer = self._connection.getresponse()
            answer.read()
            self.taken[kind].append(time.perf_counter() - begun)
            if answer.status != 200:
                self.errors.append(f"{answer.status} {path}")
            time.sleep(self._rng.uniform(1 - self._spread, 1 + self._spread) * self._pause)

    def _choose(self) -> tuple[str, str]:
        rng = self._rng
        word, number = quote(rng.choice(WORDS)), rng.randint(1, self._count)
        pages = {
            "search": (f"/?q={word}&page={rng.randint(1, 3)}", 40),
            "list": (f"/?category={quote('招商政策')}&page={rng.randint(1, 50)}", 10),
            "front": ("/", 10),
            "article": (f"/articles/{number}", 30),
            "timeline": ("/timeline", 3),
            "categories": ("/categories", 2),
            "changes": ("/changes", 3),
            "runs": ("/runs", 2),
        }
        kind = rng.choices(list(pages), [weight for _, weight in pages.values()])[0]
        return kind, pages[kind][0]


def measure(address: str, count: int, seconds: float, readers: int, pause: float, spread: float) -> bool:
    """Print how long answers took; False where one was an error."""
    until = time.monotonic() + seconds
    reading = [Reader(address, seed, count, until, pause, spread) for seed in range(readers)]
    for reader in reading:
        reader.start()
    for reader in reading:
        reader.join()
    taken: dict[str, list[float]] = defaultdict(list)
    for reader in reading:
        for kind, times in reader.taken.items():
            taken[kind] += times
            taken["all"] += times
    _say(f"\n{readers} readers, {pause:g} s between pages, {'each in its own time' if spread else 'in step'}")
    for kind in sorted(taken):
        ordered = sorted(taken[kind])
        middle, late = ordered[len(ordered) // 2] * 1e3, ordered[len(ordered) * 95 // 100] * 1e3
        _say(f"{kind:12}{len(ordered):>7} pages   median {middle:6.1f} ms   p95 {late:6.1f} ms")
    errors = [error for reader in reading for error in reader.errors]
    _say(f"{len(errors)} errors {' '.join(errors[:3])}")
    return not errors


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Build what is missing, serve it, crawl into it, read it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=30)
    chosen = parser.parse_args()
    path = FOLDER / f"{chosen.articles}.db"
    url = f"sqlite:///{path}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        build(url, chosen.articles)
    serve = (sys.executable, "-m", "xzcrawl", "serve", "--port", "0", "--archive", url)
    with process(*serve) as server, crawling(url, 1_000) as crawl:
        assert server.stderr is not None
        address = next(line.split()[0] for line in server.stderr if line.startswith("http://"))
        paces = ((0, 0), (1, 0), (1, 0.5))
        well = [measure(address, chosen.articles, chosen.seconds, chosen.readers, *pace) for pace in paces]
        assert crawl.poll() is None, "the crawl ended before the readers did"
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
