"""Crawls that are killed at any moment lose nothing and repeat little."""

import os
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event
from urllib.parse import urlsplit

import pytest

from tests.crawling import archive_url, crawl, kill_once, started
from xzcrawl.archive import Archive
from xzcrawl.archive.writer import BATCH_ITEMS
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.site import Answer
from xzcrawl.verify import verify

pytestmark = pytest.mark.crawl

#: Crawls to kill; more where there is time.
KILLS = int(os.environ.get("XZCRAWL_KILLS", "4"))
ARTICLES = 60
CONCURRENT = 4


class Watched(DemoSite):
    """A site that tells when it has been asked often enough."""

    fatal = 0
    reached: Event

    def respond(self, path: str, query: str = "") -> Answer:
        answer = super().respond(path, query)
        if len(self.requests) >= self.fatal:
            self.reached.set()
        return answer


@dataclass(frozen=True)
class Killed:
    """A crawl that was killed, and the one that went on with it."""

    site: Watched
    url: str
    folder: Path
    before: list[str]
    stored: set[str]
    after: list[str]


#: The pages of which the archive has what they said; a record whose page was still being read has not.
STORED = """
    SELECT url FROM urls WHERE state = 'fetched'
    UNION SELECT url FROM listing_pages WHERE read_at IS NOT NULL
    UNION SELECT url FROM snapshots WHERE kind = 'image'
"""


def stored_pages(path: Path) -> set[str]:
    """The URLs of all pages the archive holds; none where there is no archive yet."""
    if not path.exists():
        return set()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        return {url for (url,) in database.execute(STORED)} if "snapshots" in tables else set()


def kill_when_reached(site: Watched, base: str, url: str) -> None:
    """Crawl, and kill the crawl as soon as the site has answered its fatal request."""
    kill_once(site.reached, started(base, url))


def kill_and_go_on(seed: int, folder: Path) -> Killed:
    """Kill the crawl when the site has answered so many requests, chosen by ``seed``; then crawl again."""
    site = Watched(Options(articles=ARTICLES, seed=seed), lambda: datetime.now(UTC))
    site.fatal, site.reached = Random(seed).randint(1, ARTICLES + 40), Event()
    url = archive_url(folder)
    with serve(site) as base:
        kill_when_reached(site, base, url)
    # The server has ended: what was under way when the crawl was killed is among the requests too.
    before = [path for path, status in site.requests if status == 200]
    stored = stored_pages(folder / "archive.db")
    with serve(site, port=int(urlsplit(base).port or 0)):
        after = list(crawl(site, base, url).requests)
    return Killed(site, url, folder, before, {one.removeprefix(base.rstrip("/")) for one in stored}, after)


def test_runs_that_are_killed_early_again_and_again_get_on(tmp_path: Path) -> None:
    """Each stores its first article before it asks for many more pages."""
    site = Watched(Options(articles=ARTICLES, seed=7), lambda: datetime.now(UTC))
    url = archive_url(tmp_path)
    with serve(site) as base:
        for requests in (25, 31, 36, 40, 44):
            site.fatal, site.reached = len(site.requests) + requests, Event()
            kill_when_reached(site, base, url)
    with Archive(url) as archive:
        assert archive.count() >= 5


@pytest.fixture(scope="module", params=range(KILLS))
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    return kill_and_go_on(request.param, tmp_path_factory.mktemp("killed"))


def test_every_article_is_there_once(killed: Killed) -> None:
    with Archive(killed.url) as archive:
        found = sorted(int(record.source_id) for record in archive.articles())
        assert found == sorted(truth.id for truth in killed.site.articles)
        assert [record.id for record in archive.articles() if record.snapshot is None] == []
        assert [record.id for record in archive.articles() if record.revision != 1] == []


def test_every_image_is_there(killed: Killed) -> None:
    """They come after everything else: a crawl that is killed has asked for few."""
    with Archive(killed.url) as archive:
        assert any(record.images for record in archive.articles())
        assert [archive.missing_files(site.key, "image", None) for site in archive.stats().sites] == [{}]


def test_every_row_has_its_record(killed: Killed) -> None:
    assert verify(killed.url, killed.folder / "snapshots").problems == []


def test_the_search_index_holds_what_the_archive_holds(killed: Killed) -> None:
    with Archive(killed.url) as archive:
        found = archive.search("的 OR 徐州", limit=ARTICLES, fresh=False)
        texts = {record.id: f"{record.title}\n{record.text}" for record in archive.articles()}
    told = {id_ for id_, text in texts.items() if "的" in text or "徐州" in text}
    assert (found.behind, {hit.article.id for hit in found}) == (0, told)


def test_what_was_stored_is_not_fetched_again(killed: Killed) -> None:
    assert [path for path in killed.after if path in killed.stored and not _is_always_asked(path)] == []


def test_no_more_is_fetched_twice_than_was_under_way(killed: Killed) -> None:
    counted = Counter(path for path in [*killed.before, *killed.after] if not _is_always_asked(path))
    lost = {path for path in killed.before if path not in killed.stored}
    assert {path for path, count in counted.items() if count > 1} <= lost
    assert len(lost) <= BATCH_ITEMS + CONCURRENT


def _is_always_asked(path: str) -> bool:
    """What every run begins with, and the feeds that it ends with."""
    return path in ("/robots.txt", "/") or path.startswith("/feed.php")
