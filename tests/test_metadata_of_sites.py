"""What pages tell machines of their dates, read and archived on made-up sites of different builds."""

from datetime import datetime
from pathlib import Path

import pytest

from tests import warm
from tests.crawling import archive_url, read_anew
from tests.unknown_sites.government import Government
from tests.unknown_sites.scripted import Scripted
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, NOW, Precision, Truth, UnknownSite
from xzcrawl.archive import Archive
from xzcrawl.dates import Published, combine
from xzcrawl.families import Family, Site, described
from xzcrawl.items import Page
from xzcrawl.page_reader import read_page

SCRIPTED = described(
    articles=["/news/{id}.html"], lists=["/channel/{list}", "/channel/{list}?page={page}"],
    title="article h1", info=".meta", body="#content", items=".news-list > li", item_date=".date",
)  # fmt: skip
GOVERNMENT = described(
    articles=["/{list}/{*}/t{*}_{id}.html"], lists=["/{list}/", "/{list}/index_{page-1}.html"],
    title="h1.title, td.xl_title", info=".info, td.xl_title", body=".TRS_UEDITOR, .TRS_Editor", items=".none",
)  # fmt: skip


def dated(site: UnknownSite, family: Family, truth: Truth, was: str = "", now: str = "") -> Published:
    """The date of an article by its own page, in which ``was`` stands as ``now``."""
    _, headers, body = site.respond(truth.url, "")
    source = body.decode(site.encoding).replace(was, now).encode(site.encoding)
    lower = {name.lower(): value for name, value in headers.items()}
    page = Page(site.base_url.rstrip("/") + truth.url, 200, lower, source, NOW, NOW)
    article = read_page(page, Site.at(site.base_url, family)).article
    assert article is not None
    assert article.reading is not None
    published = combine([article.reading, *article.metadata_readings])
    assert published is not None
    return published


def test_data_for_a_search_engine_tells_the_second_of_a_minute_that_is_shown() -> None:
    site = Scripted()
    for truth in site.truths:
        found = dated(site, SCRIPTED, truth)
        assert found.interval.earliest <= truth.instant <= found.interval.latest
        is_exact = found.interval.earliest == found.interval.latest
        assert is_exact is (truth.instant.second != 0)
        assert not found.contradicted


@pytest.mark.parametrize("hours", [0, 8])
def test_local_time_that_is_called_utc_moves_no_minute_that_is_shown(hours: int) -> None:
    """``hours`` is 8 where it is meant."""
    site = Scripted()
    truth = next(one for one in site.truths if one.instant.second)
    local = f'"pubDate": "{truth.instant:%Y-%m-%dT%H:%M:%S}'
    moved = truth.instant.astimezone(BEIJING)
    stamp = datetime.fromtimestamp(moved.timestamp() - hours * 3600, BEIJING)
    found = dated(site, SCRIPTED, truth, local, f'"pubDate": "{stamp:%Y-%m-%dT%H:%M:%S}Z')
    assert (found.interval.earliest, found.contradicted) == (truth.instant, False)


def test_midnight_in_the_metadata_of_a_government_is_a_day() -> None:
    site = Government()
    for truth in site.truths:
        found = dated(site, GOVERNMENT, truth)
        assert found.interval.earliest == truth.published
        assert found.interval.precision == ("day" if truth.precision is Precision.DAY else "minute")
        assert not found.contradicted


def test_what_is_shown_wins_where_the_metadata_name_another_day() -> None:
    site = Government()
    truth = next(one for one in site.truths if one.precision is Precision.MINUTE)
    content = f'"PubDate" content="{truth.published:%Y-%m-%d %H:%M}'
    found = dated(site, GOVERNMENT, truth, content, '"PubDate" content="2020-05-06 07:08')
    assert (found.interval.earliest, found.source, found.contradicted) == (truth.published, "page", True)


@pytest.mark.crawl
def test_a_crawl_archives_the_second_once_and_reading_again_finds_the_same(tmp_path: Path) -> None:
    site, url = Scripted(now=datetime.now(BEIJING)), archive_url(tmp_path)
    with serving(site) as base:
        for mode in ("full", "recheck"):
            done = warm.run(
                "scrapy", "crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={SCRIPTED.name}",
                "-a", f"mode={mode}", "-s", f"ARCHIVE_URL={url}", "-s", "DOWNLOAD_DELAY=0",
                "-s", "SECOND_LOOK_DELAY=0",
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        truths = {base + truth.url[1:]: truth for truth in site.truths}
    with Archive(url) as archive:
        articles = list(archive.articles())
        events = [archive.history(article.id).events for article in articles]
        kept = [archive.history(article.id).readings for article in articles]
    assert len(articles) >= 40
    for article in articles:
        truth = truths[article.url]
        assert article.published_earliest is not None
        assert article.published_latest is not None
        assert article.published_earliest <= truth.instant <= article.published_latest
        assert article.published_precision == ("second" if truth.instant.second else "minute")
        assert (article.published_source == "metadata") is bool(truth.instant.second)
    assert {len([one for one in own if one.source == "metadata"]) for own in kept} <= {0, 1}
    assert not any(events)
    assert read_anew(url)["changed"] == 0
