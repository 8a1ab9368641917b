"""Every export of a large archive: articles a second, peak memory, size of the file.

The archive is made of the embedded site's articles, straight into the tables: no crawl, no snapshots, and
so no WACZ. Each format is the command as users run it, in a process of its own, start included.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from xzcrawl.archive.writer import Writer
from xzcrawl.demo import DemoSite, Options, Truth
from xzcrawl.items import Article, Block, DateInterval, Page, Reading

ROOT = Path(__file__).resolve().parents[1]
SEEN = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
#: Format and name of the file; a name without suffix is a folder.
EXPORTS = (
    ("jsonl", "a.jsonl"),
    ("jsonl", "a.jsonl.gz"),
    ("jsonl", "a.jsonl.zst"),
    ("json", "a.json"),
    ("csv", "a.csv"),
    ("parquet", "a.parquet"),
    ("markdown", "notes"),
    ("markdown", "notes.zip"),
    ("atom", "a.atom"),
)


#: The command, which at its end says how much memory it took at most, in KB (Linux).
COMMAND = """
import atexit, sys
from pathlib import Path
from xzcrawl.cli import main

def say() -> None:
    status = Path("/proc/self/status").read_text()
    print(status.partition("VmHWM:")[2].split()[0], file=sys.stderr)

atexit.register(say)
main()
"""


def make(url: str, count: int) -> None:
    """An archive of so many articles."""
    site = DemoSite(Options(articles=count), lambda: SEEN)
    with Writer(url, clock=lambda: SEEN) as writer:
        writer.begin_run(
            site="xz.example",
            base_url="http://xz.example/",
            spider="bench",
            mode="full",
            started_at=SEEN,
            versions={"extractor": "0"},
        )
        for truth in site.articles:
            writer.put(_article(truth))


def _article(truth: Truth) -> Article:
    url = f"http://xz.example/index.php/post/{truth.id}.html"
    known = DateInterval(truth.published, truth.published, "second", str(truth.published))
    return Article(
        page=Page(url, 200, {}, b"", SEEN, SEEN),
        site="xz.example",
        key=str(truth.id),
        url=url,
        source_id=str(truth.id),
        title=truth.title,
        author=truth.author,
        category=truth.category,
        tags=truth.tags,
        views=truth.views,
        reading=Reading("page", SEEN, known.text, known),
        blocks=tuple(Block("paragraph", text, f"<p>{escape(text)}</p>") for text in truth.paragraphs),
    )


def measured(url: str, folder: Path, count: int) -> Iterator[dict[str, object]]:
    """What each export took."""
    for format_, name in EXPORTS:
        target = folder / name
        command = ["-c", COMMAND, "export", "-f", format_, "--archive", url, "-o", str(target)]
        started = time.perf_counter()
        done = subprocess.run([sys.executable, *command], cwd=ROOT, stderr=subprocess.PIPE, check=True)
        took = time.perf_counter() - started
        yield {
            "export": name,
            "articles_a_second": round(count / took),
            "seconds": round(took, 1),
            "peak_mb": round(int(done.stderr) / 1024),
            "size_mb": round(sum(_sizes(target)) / 1e6, 1),
        }


def _sizes(target: Path) -> Iterator[int]:
    files = target.iterdir() if target.is_dir() else [target]
    return (file.stat().st_size for file in files)


def main() -> None:
    """Print one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        make(url, chosen.articles)
        for figures in measured(url, Path(folder), chosen.articles):
            sys.stdout.write(json.dumps(figures) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
