"""Real crawls of the embedded site with each of its themes: what is archived is what is true."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.reparse import Reparse

pytestmark = pytest.mark.crawl

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
#: The families by the theme of the embedded site, and whether that shows breadcrumbs.
FAMILIES = {"default": ("zblog-default", False), "Zit": ("zblog-zit", True)}


@pytest.fixture(scope="module", params=FAMILIES)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    family, _ = FAMILIES[request.param]
    site = DemoSite(Options(articles=120, seed=12, theme=request.param, hidden_each=0), lambda: NOON)
    with serve(site) as base:
        yield crawl(site, base, archive_url(tmp_path_factory.mktemp("family")), "-a", f"family={family}")


def test_every_article_is_archived_once_and_the_run_finishes(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        assert [run.outcome for run in archive.runs()] == ["finished"]
    assert sorted(crawled.articles()) == sorted(truth.id for truth in crawled.site.articles)


def test_every_field_and_every_body_is_right(crawled: Crawled) -> None:
    _, has_trail = FAMILIES[crawled.site.options.theme]
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        fields = record.title, record.author, record.category, record.tags, record.url, record.views
        assert fields == (
            truth.title, truth.author, truth.category, truth.tags, truth.url, truth.views + 1,
        )  # fmt: skip
        assert record.breadcrumbs == (truth.breadcrumbs if has_trail else ())
        assert record.text.split("\n") == list(truth.paragraphs or ("",)), truth.url
        assert record.images == truth.images


def test_every_date_is_known_to_the_second(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        assert record.published_earliest == record.published_latest == truth.published, truth


def test_a_second_crawl_finds_no_change(crawled: Crawled) -> None:
    family, _ = FAMILIES[crawled.site.options.theme]
    again = crawl(crawled.site, crawled.base, crawled.url, "-a", f"family={family}", "-a", "mode=recheck")
    assert (again.counts.get("articles_new", 0), again.counts.get("articles_changed", 0)) == (0, 0)


def test_reparse_reads_the_site_by_the_family_that_the_archive_knows(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        (site,) = archive.sites()
    folder = Path(crawled.url.removeprefix("sqlite:///")).parent / "snapshots"
    report = Reparse(url=crawled.url, folder=folder, extractor="test", clock=lambda: NOON, dry=True).run(
        [site]
    )
    assert site.family == FAMILIES[crawled.site.options.theme][0]
    assert (report.counts["articles"], report.counts["changed"], report.unreadable) == (120, 0, [])


def test_the_theme_of_a_site_that_is_declared_wrongly_is_named_in_one_line(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=12, seed=13, theme="Zit"), lambda: NOON)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    assert run.articles() == {}
    assert "a page of the theme Zit (Z-BlogPHP 1.7.5)" in run.log
