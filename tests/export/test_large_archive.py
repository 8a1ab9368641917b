"""A large archive goes through every format in the memory of a few hundred articles."""

import subprocess
import sys
from pathlib import Path

import pytest

from xzcrawl.export import FORMATS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 5_000
#: 36 KB of Chinese each, and as much again as HTML, so all are 360 MB as bytes.
LINE = "徐州厂房" * 3_000
#: What 200 articles at a time may take, as rows, records and bytes.
LIMIT = 40_000_000

MAKE = """
import sys
from datetime import UTC, datetime
from xzcrawl.archive.writer import Writer
from xzcrawl.items import Article, Block, Page

seen = datetime(2023, 7, 20, tzinfo=UTC)
with Writer(sys.argv[1], clock=lambda: seen) as writer:
    writer.begin_run(site="xz.example", base_url="http://xz.example/", spider="xz", mode="full",
                     started_at=seen, versions={"extractor": "7"})
    for key in map(str, range(int(sys.argv[2]))):
        url = f"http://xz.example/index.php/post/{key}.html"
        writer.put(Article(page=Page(url, 200, {}, b"", seen, seen), site="xz.example", key=key, url=url,
                           source_id=key, title=f"标题{key}", tags=[f"标签{key}"],
                           blocks=[Block("paragraph", sys.argv[3], f"<p>{sys.argv[3]}</p>")]))
"""

EXPORT = """
import sys, tracemalloc
from datetime import UTC, datetime
from xzcrawl.archive import Archive
from xzcrawl.export import FORMATS, Dump

class Count:
    total = 0
    closed = False
    def write(self, data): self.total += len(data); return len(data)
    def writable(self): return True
    def readable(self): return False
    def seekable(self): return False
    def flush(self): pass

stream = Count()
with Archive(sys.argv[1]) as archive:
    next(archive.articles())  # what is loaded once is no part of the measure
    tracemalloc.start()
    dump = Dump(datetime(2023, 7, 22, tzinfo=UTC))
    FORMATS[sys.argv[2]].write(archive.articles(order=sys.argv[3]), stream, dump)
    print(tracemalloc.get_traced_memory()[1], stream.total)
"""


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('large')}/archive.db"
    run(MAKE, url, ARTICLES, LINE)
    return url


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("jsonl", "id"),
        ("jsonl", "newest"),
        ("json", "id"),
        ("csv", "id"),
        ("atom", "id"),
        ("markdown", "id"),
        ("parquet", "id"),
    ],
)
def test_memory_does_not_grow_with_the_archive(url: str, name: str, order: str) -> None:
    peak, size = map(int, run(EXPORT, url, name, order).split())
    assert size > ARTICLES * 36_000 or FORMATS[name].packed  # the text of every article, in UTF-8
    assert peak < LIMIT
