"""A whole crawl beside a bare Scrapy spider: pages a second of both, in turn, and their ratio.

Both read one embedded site over loopback, without delay and four requests at a time. Ours extracts, dates,
cleans, checks and archives every page with its WARC record; the bare one reads titles and stores nothing.
Images are left out, so that a request is a page.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
_SCRAPY = [sys.executable, "-m", "scrapy"]
_ALIKE = ["-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS=4", "-s", "LOG_LEVEL=INFO"]


@contextmanager
def site(articles: int) -> Iterator[str]:
    """The embedded site in a process of its own; gives its address."""
    command = [sys.executable, "-m", "xzcrawl.demo", "--articles", str(articles)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def ours(base: str) -> float:
    """Pages a second of ``scrapy crawl xzinfo`` into a fresh archive."""
    with TemporaryDirectory() as folder:
        archive = [
            "-s",
            f"ARCHIVE_URL=sqlite:///{folder}/archive.db",
            "-s",
            "SNAPSHOT_KINDS=listing,feed,error",
        ]
        return _pages_a_second([*_SCRAPY, "crawl", "xzinfo", "-a", f"base_url={base}", *archive, *_ALIKE])


def bare(base: str) -> float:
    """Pages a second of the bare spider."""
    spider = str(ROOT / "bench" / "bare.py")
    parts = ("ITEM_PIPELINES", "EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "DOWNLOAD_HANDLERS")
    none_of_ours = [text for part in parts for text in ("-s", f"{part}={{}}")]
    scrapys_own = ["-s", "DUPEFILTER_CLASS=scrapy.dupefilters.RFPDupeFilter", "-s", "ROBOTSTXT_OBEY=False"]
    settings = [*none_of_ours, *scrapys_own]
    return _pages_a_second([*_SCRAPY, "runspider", spider, "-a", f"base={base}", *settings, *_ALIKE])


def _pages_a_second(command: Sequence[str]) -> float:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    stats = {
        name: _figure(done.stderr, name) for name in ("downloader/response_count", "elapsed_time_seconds")
    }
    return stats["downloader/response_count"] / stats["elapsed_time_seconds"]


def _figure(log: str, name: str) -> float:
    """A statistic as Scrapy prints it at the end of its log."""
    return float(log.rpartition(f"'{name}': ")[2].partition(",")[0])


def main() -> None:
    """Run both in turn and print one JSON object: pages a second of each round, medians, the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with site(chosen.articles) as base:
        rounds = [(ours(base), bare(base)) for _ in range(chosen.rounds)]
    ratios = [round(one / other, 2) for one, other in rounds]
    figures = {
        "articles": chosen.articles,
        "ours": [round(one) for one, _ in rounds],
        "bare": [round(other) for _, other in rounds],
        "ratios": ratios,
        "ratio": median(ratios),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
