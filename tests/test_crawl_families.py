"""Real crawls of the embedded site with each of its themes: what is archived is what is true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.options import PinScope
from xzcrawl.reparse import Reparse

pytestmark = pytest.mark.crawl

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Shown:
    """What a theme shows: how exactly its pages tell the time, together with its lists."""

    family: str
    unit: timedelta = ONE_SECOND
    breadcrumbs: bool = False
    tags: bool = True


#: What is shown by each theme of the embedded site.
THEMES = {
    "default": Shown("zblog-default"),
    "Zit": Shown("zblog-zit", breadcrumbs=True),
    "WhitePage": Shown("zblog-whitepage", timedelta(days=1)),
    "garland": Shown("zblog-garland", timedelta(minutes=1), tags=False),
    "HTML5CSS3": Shown("zblog-html5css3"),
    "metro": Shown("zblog-metro", timedelta(days=1), tags=False),
    "fallback": Shown("zblog-fallback", timedelta(days=1), tags=False),
}
#: One article is pinned in each of these ways.
PINS: tuple[PinScope, ...] = ("global", "index", "categories", "category")


def shown_by(crawled: Crawled) -> Shown:
    return THEMES[crawled.site.options.theme]


@pytest.fixture(scope="module", params=THEMES)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    options = Options(articles=120, seed=12, theme=request.param, hidden_each=0, pins=PINS)
    family, site = THEMES[request.param].family, DemoSite(options, lambda: NOON)
    with serve(site) as base:
        yield crawl(site, base, archive_url(tmp_path_factory.mktemp("family")), "-a", f"family={family}")


def test_every_article_is_archived_once_and_the_run_finishes(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        assert [run.outcome for run in archive.runs()] == ["finished"]
    assert sorted(crawled.articles()) == sorted(truth.id for truth in crawled.site.articles)
    assert len(crawled.pages) <= 1.15 * len(crawled.site.articles) + 60


def test_every_field_and_every_body_is_right(crawled: Crawled) -> None:
    shown, articles = shown_by(crawled), crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        fields = record.title, record.author, record.category, record.tags, record.url, record.views
        assert fields == (
            truth.title, truth.author, truth.category, truth.tags if shown.tags else (), truth.url,
            truth.views + 1,
        )  # fmt: skip
        assert record.breadcrumbs == (truth.breadcrumbs if shown.breadcrumbs else ())
        assert record.text.split("\n") == list(truth.paragraphs or ("",)), truth.url
        assert record.images == truth.images


def test_every_date_is_as_exact_as_the_theme_and_the_feed_show_it(crawled: Crawled) -> None:
    articles = crawled.articles()
    for place, truth in enumerate(crawled.site.articles):
        record = articles[truth.id]
        unit = ONE_SECOND if place < crawled.site.options.feed_count else shown_by(crawled).unit
        since = timedelta(
            hours=truth.published.hour, minutes=truth.published.minute, seconds=truth.published.second
        )
        earliest = truth.published - since % unit
        latest = min(earliest + unit - ONE_SECOND, NOON)
        assert (record.published_earliest, record.published_latest) == (earliest, latest), truth


def test_a_second_crawl_finds_no_change(crawled: Crawled) -> None:
    family = shown_by(crawled).family
    again = crawl(crawled.site, crawled.base, crawled.url, "-a", f"family={family}", "-a", "mode=recheck")
    assert (again.counts.get("articles_new", 0), again.counts.get("articles_changed", 0)) == (0, 0)


def test_an_update_where_nothing_changed_is_cheap(crawled: Crawled) -> None:
    again = crawl(crawled.site, crawled.base, crawled.url, "-a", f"family={shown_by(crawled).family}")
    assert (again.counts.get("articles_new", 0), again.counts.get("articles_changed", 0)) == (0, 0)
    assert len(again.pages) <= 25


def test_reparse_reads_the_site_by_the_family_that_the_archive_knows(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        (site,) = archive.sites()
    folder = Path(crawled.url.removeprefix("sqlite:///")).parent / "snapshots"
    report = Reparse(url=crawled.url, folder=folder, extractor="test", clock=lambda: NOON, dry=True).run(
        [site]
    )
    assert site.family == shown_by(crawled).family
    assert (report.counts["articles"], report.counts["changed"], report.unreadable) == (120, 0, [])


def test_the_theme_of_a_site_that_is_declared_wrongly_is_named_in_one_line(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=12, seed=13, theme="Zit"), lambda: NOON)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    assert run.articles() == {}
    assert "a page of the theme Zit (Z-BlogPHP 1.7.5)" in run.log


def test_a_site_that_a_script_makes_is_refused_in_one_line(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=12, seed=13, theme="os2020"), lambda: NOON)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    assert run.articles() == {}
    assert "a page of the theme os2020 of Z-BlogPHP, which cannot be read without a browser" in run.log
    with Archive(run.url) as archive:
        assert [one.outcome for one in archive.runs()] == ["failed"]
