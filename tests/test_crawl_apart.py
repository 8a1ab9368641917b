"""Crawls whose pages are read by a second process give what they give where the crawl reads them itself."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests import warm
from tests.crawling import archive_url, arguments
from xzcrawl.archive import Archive
from xzcrawl.archive.records import ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, serve

#: The site's clock stands still, so that two crawls see the same ages.
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
#: What depends on when a crawl was, on the crawls before it, or on the CMS's choice among related articles.
_OF_THE_CRAWL = {
    "views",
    "related",
    "first_seen_at",
    "last_seen_at",
    "changed_at",
    "next_visit_at",
    "snapshot",
    "id",
}


def crawled(base: str, url: str, *program: str) -> tuple[Mapping[str, Any], Mapping[str, int]]:
    """The articles by the CMS's ids, and the counts of the run."""
    done = warm.run(*program, *arguments(base, url))
    assert done.returncode == 0, done.stderr
    with Archive(url) as archive:
        (run,) = archive.runs(1)
        articles = {record.source_id: _told(record) for record in archive.articles()}
    return articles, {name: count for name, count in run.counts.items() if name != "bytes"}


def _told(record: ArticleRecord) -> Mapping[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__ if name not in _OF_THE_CRAWL}


@pytest.mark.crawl
def test_pages_read_apart_give_the_same_archive_and_the_same_counts(tmp_path: Path) -> None:
    with serve(DemoSite(Options(articles=60, seed=3), lambda: NOON)) as base:
        here = crawled(base, archive_url(tmp_path), "scrapy")
        apart = crawled(base, f"sqlite:///{tmp_path}/apart.db", "tests.apart", "scrapy")
    assert apart == here


def test_the_process_that_reads_pages_loads_nothing_of_the_crawl() -> None:
    code = "import sys, xzcrawl.page_reader; print({'scrapy', 'sqlalchemy', 'twisted'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
