"""Crawls of a site whose answers and links are odd: everything is stored, whole, and readable again."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import crawl, read_anew
from tests.known_keys import known_keys
from tests.making import run, seen
from xzcrawl.archive import Archive
from xzcrawl.demo import Options
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.server import serve
from xzcrawl.verify import verify

pytestmark = pytest.mark.crawl

ARTICLES = 12


def site(hostility: str) -> HostileSite:
    return HostileSite(Options(articles=ARTICLES), lambda: datetime.now(UTC), hostility)


def test_an_article_that_comes_with_an_odd_answer_is_whole_and_readable_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    with serve(hostile := site("odd answers")) as base:
        crawled = crawl(hostile, base, url)
    assert len(crawled.articles()) == ARTICLES
    assert verify(url, tmp_path / "snapshots").problems == []
    assert read_anew(url).get("unreadable", 0) == 0
    with Archive(url) as archive:
        kinds = {article.snapshot.kind for article in archive.articles() if article.snapshot}
        statuses = {article.snapshot.status for article in archive.articles() if article.snapshot}
    assert (kinds, statuses >= {200, 203}) == ({"article"}, True)


def test_links_that_no_index_holds_stop_nothing(archive_url: str, tmp_path: Path) -> None:
    with serve(hostile := site("links that no index holds")) as base:
        crawled = crawl(hostile, base, archive_url, "-s", f"SNAPSHOT_DIR={tmp_path / 'snapshots'}")
    assert len(crawled.articles()) == ARTICLES
    with Archive(archive_url) as archive:
        (run,) = archive.runs()
    assert run.outcome == "finished"
    assert max(len(key) for key in _keys(archive_url)) <= 255


def _keys(url: str) -> list[str]:
    with Archive(url) as archive:
        known = known_keys(archive, next(iter(archive.crawls())).site.key)
        return [*known]


@pytest.mark.parametrize("status", [203, 205, 226])
def test_an_older_archive_that_calls_an_odd_answer_an_error_is_whole(tmp_path: Path, status: int) -> None:
    with run(tmp_path, 0) as writer:
        capture, article = seen("6202", "<h1>徐州")
        head = b"HTTP/1.1 %d OK\r\n\r\n" % status
        writer.put(replace(capture, kind="error", status=status, response_head=head))
        writer.put(article)
    assert verify(f"sqlite:///{tmp_path}/archive.db", tmp_path / "snapshots").problems == []
