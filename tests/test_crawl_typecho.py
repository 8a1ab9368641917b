"""Real crawls of embedded sites made with Typecho: what is archived is what is true."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, TypechoSite, serve
from xzcrawl.reparse import Reparse

pytestmark = pytest.mark.crawl

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
#: Patterns of addresses, and the zone of the server: that of the site is Shanghai's.
SITES = [("plain", "UTC"), ("archives", "Asia/Shanghai"), ("dated", "America/New_York"), ("postname", "UTC")]
ARTICLES = 120


def made(permalinks: str, zone: str = "UTC", **options: object) -> TypechoSite:
    values = {"articles": ARTICLES, "seed": 12, "hidden_each": 0, "pinned": 0} | options
    return TypechoSite(
        Options(theme="typecho-default", permalinks=permalinks, zone=zone, **values),  # type: ignore[arg-type]
        lambda: NOON,
    )


def crawl_typecho(site: DemoSite, base: str, url: str, *more: str) -> Crawled:
    return crawl(site, base, url, "-a", "family=typecho-default", *more)


@pytest.fixture(scope="module", params=SITES, ids="-".join)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    site = made(*request.param)
    with serve(site) as base:
        yield crawl_typecho(site, base, archive_url(tmp_path_factory.mktemp("typecho")))


def test_every_article_is_archived_once_and_the_run_finishes(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        assert [run.outcome for run in archive.runs()] == ["finished"]
    assert sorted(crawled.articles()) == sorted(truth.id for truth in crawled.site.articles)


def test_a_whole_walk_stays_within_its_bound(crawled: Crawled) -> None:
    assert len(crawled.pages) <= 1.15 * ARTICLES + 60


def test_every_field_and_every_body_is_right(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        fields = record.title, record.author, record.category, record.tags, record.url, record.views
        assert fields == (truth.title, truth.author, truth.category, truth.tags, truth.url, None)
        assert record.text.split("\n") == list(truth.paragraphs or ("",)), truth.url
        assert record.images == truth.images


def test_every_date_is_known_to_the_second_in_whatever_zone_the_server_is(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        assert record.published_earliest == record.published_latest == truth.published, truth


def test_an_update_is_cheap_and_a_recheck_finds_no_change(crawled: Crawled) -> None:
    update = crawl_typecho(crawled.site, crawled.base, crawled.url, "-a", "mode=update")
    assert len(update.pages) <= 12
    again = crawl_typecho(crawled.site, crawled.base, crawled.url, "-a", "mode=recheck")
    assert (again.counts.get("articles_new", 0), again.counts.get("articles_changed", 0)) == (0, 0)


def test_reparse_reads_the_site_by_the_family_that_the_archive_knows(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        (site,) = archive.sites()
    folder = Path(crawled.url.removeprefix("sqlite:///")).parent / "snapshots"
    report = Reparse(url=crawled.url, folder=folder, extractor="test", clock=lambda: NOON, dry=True).run(
        [site]
    )
    assert site.family == "typecho-default"
    assert (report.counts["articles"], report.counts["changed"], report.unreadable) == (ARTICLES, 0, [])


def test_an_update_sees_what_was_retitled_re_dated_deleted_and_published(tmp_path: Path) -> None:
    site = made("dated")
    with serve(site) as base:
        url = crawl_typecho(site, base, archive_url(tmp_path)).url
        retitled, redated, deleted = (site.articles[place] for place in (1, 2, 3))
        site.edit(retitled.id, title="更正:园区项目名单")
        moved = site.redate(redated.id, redated.published - timedelta(days=1))
        site.delete(deleted.id)
        added = site.add("园区新增项目", ["据最新消息,项目提前投产。"], NOON - timedelta(minutes=5))
        run = crawl_typecho(site, base, url, "-a", "mode=update")
    articles = run.articles()
    assert articles[retitled.id].title == "更正:园区项目名单"
    assert articles[redated.id].published_latest == moved.published
    assert articles[redated.id].url == moved.url != redated.url
    assert articles[deleted.id].gone_at is not None
    assert articles[added.id].published_latest == added.published
    assert sorted(articles) == sorted([deleted.id, *(truth.id for truth in site.articles)])


def test_a_page_of_the_site_tells_by_which_family_it_is_read(tmp_path: Path) -> None:
    site = made("archives", articles=12)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), "-a", "family=wordpress-classic")
    assert run.articles() == {}
    assert "a page of Typecho 1.2.1" in run.log
