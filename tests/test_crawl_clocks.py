"""Real crawls of sites whose clock, zone, feed or lists are not what they seem: no day is exact and wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo
from xzcrawl import __version__
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.dates import SHANGHAI, Zones
from xzcrawl.demo import Truth, serve
from xzcrawl.reparse import Reparse

pytestmark = pytest.mark.crawl

NOTICE = "<br />\n<b>Notice</b>:  Undefined index: id in <b>/www/feed.php</b> on line <b>3</b><br />\n"
STARTED = datetime.now(UTC)
OFF = timedelta(days=3, minutes=7)
GMT_WRONG = "the feed names a wrong zone: its times are read as UTC+08:00"
GMT_OPEN = "the feed names a wrong zone: its times may be of any zone from UTC+00:00 to UTC+08:00"


@dataclass(frozen=True)
class Odd:
    """A site by its options, what a run says of it, by count, and the zones that it learns."""

    options: dict[str, object]
    told: dict[str, str]
    zones: Zones


SITES = {
    "local time named GMT, behind a notice": Odd(
        {"feed_zone": "GMT", "feed_notice": NOTICE},
        {
            "feed_zone_wrong": GMT_WRONG,
            "feeds_with_stray_text": "Notice : Undefined index: id in /www/feed.php on line 3",
        },
        Zones(feed=(480, 480)),
    ),
    "a server in UTC": Odd(
        {"zone": "UTC", "date_style": "Y-m-d H:i"},
        {"other_zone": "the site writes its times in UTC+00:00"},
        Zones(0),
    ),
    "a server in UTC whose feed says so by name": Odd(
        {"zone": "UTC", "feed_zone": "GMT", "date_style": "Y-m-d H:i"},
        {"feed_zone_wrong": GMT_OPEN},
        Zones(feed=(0, 480)),
    ),
    "by views, at a clock of 1970": Odd(
        {"by_views": True, "feed_filters": False, "date_header": "Thu, 01 Jan 1970 00:00:00 GMT"}, {}, Zones()
    ),
    "pages three hours old": Odd(
        {"cache_lag": 3 * 3600}, {"cached_pages": "pages come from a cache"}, Zones(cached=True)
    ),
    "a header that stands ahead": Odd({"date_header": format_datetime(STARTED + OFF, True)}, {}, Zones()),
    "a header that stands behind": Odd({"date_header": format_datetime(STARTED - OFF, True)}, {}, Zones()),
}


@pytest.fixture(scope="module", params=SITES)
def crawled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Crawled]]:
    site = demo(articles=25, seed=3, hidden_each=0, **SITES[request.param].options)
    with serve(site) as base:
        yield request.param, crawl(site, base, archive_url(tmp_path_factory.mktemp("clocks")))


def test_every_interval_is_true_and_every_day_right_or_open(crawled: tuple[str, Crawled]) -> None:
    _, result = crawled
    articles = result.articles()
    assert len(articles) == 25
    assert [truth for truth in result.site.articles if not _holds(articles[truth.id], truth)] == []


def _holds(record: ArticleRecord, truth: Truth) -> bool:
    interval, instant = (record.published_earliest, record.published_latest), record.published_at
    if interval[0] is None or interval[1] is None or instant is None:
        return False
    is_open = record.published_precision in ("month", "year")
    is_day = instant.astimezone(SHANGHAI).date() == truth.published.date()
    return interval[0] <= truth.published <= interval[1] and (is_open or is_day)


def test_what_is_not_as_elsewhere_is_said_once_and_counted(crawled: tuple[str, Crawled]) -> None:
    name, result = crawled
    told = SITES[name].told
    assert [message for message in told.values() if message not in result.log] == []
    assert [told[key] for key in told if "zone" in key and result.log.count(told[key]) != 1] == []
    names = ("feed_zone_wrong", "other_zone", "feeds_with_stray_text", "cached_pages")
    assert {count for count in names if count in result.counts} == told.keys()


def test_the_zones_are_kept_with_the_run_and_reading_again_changes_nothing(
    crawled: tuple[str, Crawled], tmp_path: Path
) -> None:
    name, result = crawled
    with Archive(result.url) as archive:
        (zones,) = archive.zones(archive.stats().sites[0].key).values()
    assert zones == SITES[name].zones
    folder = snapshot_folder(parse_url(result.url), None)
    with Archive(result.url) as archive:
        sites = archive.sites()
    again = Reparse(
        url=result.url, folder=folder, extractor=__version__, clock=lambda: datetime.now(UTC), dry=True
    )
    assert again.run(sites).counts["changed"] == 0


def test_what_changed_after_a_run_whose_clock_was_days_ahead_is_found_by_the_next(
    tmp_path: Path,
) -> None:
    site = demo(articles=12, seed=5, hidden_each=0)
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path))
        _put_ahead(tmp_path / "archive.db", days=3)
        edited, deleted = site.articles[3].id, site.articles[6].id
        site.edit(edited, paragraphs=["改过的一段。"])
        site.delete(deleted)
        crawl(site, base, first.url)
        found = first.articles()
    with Archive(first.url) as archive:
        (run, *_) = archive.runs()
    assert (found[edited].text, found[edited].revision) == ("改过的一段。", 2)
    assert [number for number, record in found.items() if record.gone_at] == [deleted]
    assert [finding.rule for finding in run.findings] == ["wrong_clock"]


def _put_ahead(database: Path, days: int) -> None:
    """Makes of an archive what a machine would have noted whose clock was ahead."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table in ("runs", "urls", "articles", "listing_pages"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for name in columns:
                if name.endswith("_at") and not name.startswith("published"):
                    ahead = f"strftime('%Y-%m-%dT%H:%M:%S.000000Z', {name}, '+{days} days')"
                    connection.execute(f"UPDATE {table} SET {name} = {ahead} WHERE {name} IS NOT NULL")
