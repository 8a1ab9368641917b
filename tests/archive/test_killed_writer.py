"""A crawl that is killed in the middle of a write leaves whole articles only."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.known_keys import known_keys
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines

ROOT = Path(__file__).resolve().parents[2]
BATCH = 7

#: Writes articles without end; every one has three tags, two images, one reading and two observations.
ENDLESS_CRAWL = """
import sys
from itertools import count
from tests.making import BASE, NOON, SITE, Crawl
from xzcrawl.archive.writer import Writer

crawl = Crawl()
writer = Writer(sys.argv[1], clock=lambda: NOON, batch_items=int(sys.argv[2]), batch_seconds=3600)
writer.begin_run(
    site=SITE, base_url=BASE, spider="xz", mode="full", started_at=NOON, versions={"extractor": "7"}
)
for key in count(1):
    writer.put(crawl.article(
        str(key),
        tags=["甲", "乙", f"标签{key}"],
        images=[(f"http://xz.example/{n}.jpg", "") for n in range(2)],
        observations=[crawl.observation(f"{key}-{n}") for n in range(2)],
    ))
    if writer.counts["articles_new"] > int(sys.argv[3]):
        print("written", flush=True)
"""


@pytest.mark.parametrize("written", [1, 60, 150])
def test_kill_9_leaves_whole_articles_only(archive_url: str, written: int) -> None:
    arguments = [archive_url, str(BATCH), str(written)]
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS_CRAWL, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as crawling:
        assert crawling.stdout.readline() == "written\n"
        crawling.kill()
    with Archive(archive_url) as archive:
        records = list(archive.articles())
        (run,) = archive.runs()
        known = known_keys(archive, "xz.example")
    assert len(records) > written
    assert len(records) % BATCH == 0
    assert [len(record.tags) for record in records] == [3] * len(records)
    assert [len(record.images) for record in records] == [2] * len(records)
    assert [record.published_precision for record in records] == ["day"] * len(records)
    assert (len(known), run.outcome) == (3 * len(records), None)
    assert _sound(archive_url)


def _sound(url: str) -> bool:
    """SQLite's own check of the file and its references (PostgreSQL has none to ask)."""
    engine = engines.reading_engine(engines.parse_url(url))
    with engine.begin() as connection:
        checks = ["integrity_check", "foreign_key_check"] if connection.dialect.name == "sqlite" else []
        found = [connection.execute(text(f"PRAGMA {check}")).scalars().all() for check in checks]
    engine.dispose()
    return found in ([["ok"], []], [])
