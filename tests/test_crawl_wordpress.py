"""Real crawls of embedded sites made with WordPress: what is archived is what is true."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.crawling import Crawled, archive_url, crawl
from xzcrawl.archive import Archive
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, WordPressSite, serve
from xzcrawl.demo.site import Answer
from xzcrawl.reparse import Reparse

pytestmark = pytest.mark.crawl

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
#: The families by the theme of the embedded site.
FAMILIES = {"twentytwentyone": "wordpress-classic", "twentytwentyfive": "wordpress-block"}
#: Themes with patterns of addresses, and whether the REST API is open.
SITES = [
    ("twentytwentyone", "dated", True),
    ("twentytwentyone", "plain", False),
    ("twentytwentyfive", "archives", False),
    ("twentytwentyfive", "postname", True),
]
ARTICLES = 120


def made(theme: str, permalinks: str, **options: object) -> WordPressSite:
    values = {"articles": ARTICLES, "seed": 12, "hidden_each": 0} | options
    return WordPressSite(Options(theme=theme, permalinks=permalinks, **values), lambda: NOON)  # type: ignore[arg-type]


def crawl_wordpress(site: DemoSite, base: str, url: str, *more: str) -> Crawled:
    return crawl(site, base, url, "-a", f"family={FAMILIES[site.options.theme]}", *more)


@pytest.fixture(scope="module", params=SITES, ids=lambda site: site[1])
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    theme, permalinks, rest = request.param
    site = made(theme, permalinks, rest=rest)
    with serve(site) as base:
        yield crawl_wordpress(site, base, archive_url(tmp_path_factory.mktemp("wordpress")))


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


def test_every_date_is_known_to_the_second(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        assert record.published_earliest == record.published_latest == truth.published, truth


def test_an_update_is_cheap_and_a_recheck_finds_no_change(crawled: Crawled) -> None:
    update = crawl_wordpress(crawled.site, crawled.base, crawled.url, "-a", "mode=update")
    assert len(update.pages) <= (4 if crawled.site.options.rest else 12)
    again = crawl_wordpress(crawled.site, crawled.base, crawled.url, "-a", "mode=recheck")
    assert (again.counts.get("articles_new", 0), again.counts.get("articles_changed", 0)) == (0, 0)


def test_reparse_reads_the_site_by_the_family_that_the_archive_knows(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        (site,) = archive.sites()
    folder = Path(crawled.url.removeprefix("sqlite:///")).parent / "snapshots"
    report = Reparse(url=crawled.url, folder=folder, extractor="test", clock=lambda: NOON, dry=True).run(
        [site]
    )
    assert site.family == FAMILIES[crawled.site.options.theme]
    assert (report.counts["articles"], report.counts["changed"], report.unreadable) == (ARTICLES, 0, [])


def test_an_update_sees_what_was_retitled_re_dated_deleted_and_published(tmp_path: Path) -> None:
    site = made("twentytwentyone", "dated")
    with serve(site) as base:
        url = crawl_wordpress(site, base, archive_url(tmp_path)).url
        retitled, redated, deleted = (site.articles[place] for place in (2, 4, 6))
        site.edit(retitled.id, title="更正:园区项目名单")
        moved = site.redate(redated.id, redated.published - timedelta(days=1))
        site.delete(deleted.id)
        added = site.add("园区新增项目", ["据最新消息,项目提前投产。"], NOON - timedelta(minutes=5))
        run = crawl_wordpress(site, base, url, "-a", "mode=update")
    articles = run.articles()
    assert articles[retitled.id].title == "更正:园区项目名单"
    assert articles[redated.id].published_latest == moved.published
    assert articles[redated.id].url == moved.url != redated.url
    assert articles[deleted.id].gone_at is not None
    assert articles[added.id].published_latest == added.published
    assert sorted(articles) == sorted([deleted.id, *(truth.id for truth in site.articles)])


class GuessingSite(WordPressSite):
    """Sends readers from a post that is gone to another, as WordPress does where that has a like slug."""

    guesses: Mapping[str, str] = {}

    def respond(self, path: str, query: str = "") -> Answer:
        if path.lower() in self.guesses:
            self.requests.append((path, 301))
            return 301, {"Location": self.guesses[path.lower()], "Content-Length": "0"}, b""
        return super().respond(path, query)


def test_a_deleted_post_whose_address_leads_to_another_is_gone(tmp_path: Path) -> None:
    options = Options(articles=60, seed=12, hidden_each=0, theme="twentytwentyone", permalinks="postname")
    site = GuessingSite(options, lambda: NOON)
    with serve(site) as base:
        url = crawl_wordpress(site, base, archive_url(tmp_path)).url
        deleted, other = site.articles[3], site.articles[20]
        site.delete(deleted.id)
        site.guesses = {urlsplit(deleted.url).path.lower(): urlsplit(other.url).path}
        run = crawl_wordpress(site, base, url, "-a", "mode=update")
    articles = run.articles()
    assert articles[deleted.id].gone_at is not None
    assert (articles[other.id].gone_at, articles[other.id].url) == (None, other.url)
    assert len(run.pages) < 20


LONG = ("一期工程于去年开工。", "二期工程今年封顶。", "三期工程明年竣工。")


class PartedSite(WordPressSite):
    """Shows each paragraph of LONG on a page of its own, as WordPress does behind ``<!--nextpage-->``."""

    def respond(self, path: str, query: str = "") -> Answer:
        found = re.fullmatch(r"(.*/[^/]*[^/\d][^/]*/)(\d)/", path)
        whole, number = (found[1], int(found[2])) if found else (path, 1)
        if paged := re.fullmatch(r"(p=\d+)&page=(\d)", query):
            query, number = paged[1], int(paged[2])
        status, headers, body = super().respond(whole, query)
        text = body.decode() if headers.get("Content-Type", "").startswith("text/html") else ""
        if "single-post" not in text or LONG[0] not in text:
            return status, headers, body
        for other in LONG[: number - 1] + LONG[number:]:
            text = re.sub(rf"<p>\s*{other}</p>", "", text)
        address = f"{whole}{{}}/" if whole != "/" else f"/?{query}&amp;page={{}}"
        links = " ".join(f'<a href="{address.format(n)}">{n}</a>' for n in (1, 2, 3) if n != number)
        pager = f'<nav class="page-links">页码：{links}</nav></div><!-- .entry-content'
        body = text.replace("</div><!-- .entry-content", pager, 1).encode()
        return status, headers | {"Content-Length": str(len(body))}, body


@pytest.mark.parametrize("permalinks", ["dated", "plain"])
def test_a_post_on_several_pages_is_one_article(tmp_path: Path, permalinks: str) -> None:
    options = Options(articles=30, seed=12, hidden_each=0, theme="twentytwentyone", permalinks=permalinks)  # type: ignore[arg-type]
    site = PartedSite(options, lambda: NOON)
    with serve(site) as base:
        added = site.add("三期工程", LONG, NOON - timedelta(hours=5))
        run = crawl_wordpress(site, base, archive_url(tmp_path))
    articles = run.articles()
    assert articles[added.id].text.splitlines() == list(LONG)
    assert articles[added.id].url == added.url
    assert run.counts["requests/part"] == 2
    assert sorted(articles) == sorted(truth.id for truth in site.articles)


def test_posts_that_no_page_shows_and_edits_of_old_ones_are_found_by_the_index(tmp_path: Path) -> None:
    """The API lists what a plug-in keeps from all pages, and what was changed last comes first there."""
    site = made("twentytwentyfive", "archives", hidden_each=1)
    with serve(site) as base:
        first = crawl_wordpress(site, base, archive_url(tmp_path))
        assert sorted(first.articles()) == sorted(truth.id for truth in site.articles)
        site.now = lambda: datetime.now(UTC)
        edited = next(truth for truth in site.articles[60:] if not truth.images)
        site.edit(edited.id, paragraphs=["更正:竣工面积为11.6万平方米。"])
        run = crawl_wordpress(site, base, first.url, "-a", "mode=update")
    assert run.articles()[edited.id].text == "更正:竣工面积为11.6万平方米。"
    assert len(run.pages) == 5


def test_the_theme_of_a_site_that_is_declared_wrongly_is_named_in_one_line(tmp_path: Path) -> None:
    site = made("twentytwentyfive", "dated", articles=12)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), "-a", "family=wordpress-classic")
    assert run.articles() == {}
    assert "a page of the theme twentytwentyfive (WordPress 6.8.1)" in run.log


class FrontPageSite(WordPressSite):
    """Shows a static page in front; the list of posts that WordPress makes there is not linked anywhere."""

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        if path != "/" or query or status != 200:
            return status, headers, body
        welcome = '<article class="page type-page"><h1 class="entry-title">欢迎</h1></article>'
        text = re.sub(r"(?s)(<main[^>]*>).*(</main>)", rf"\1{welcome}\2", body.decode())
        page = text.replace("home blog", "home page-template-default page page-id-9").encode()
        return status, headers | {"Content-Length": str(len(page))}, page


def test_a_site_with_a_static_front_page_is_read_by_its_categories(tmp_path: Path) -> None:
    options = Options(articles=40, seed=12, hidden_each=0, theme="twentytwentyone", rest=False, sitemap=False)
    site = FrontPageSite(options, lambda: NOON)
    with serve(site) as base:
        run = crawl_wordpress(site, base, archive_url(tmp_path))
        added = site.add("园区新增项目", ["据最新消息,项目提前投产。"], NOON - timedelta(minutes=5))
        update = crawl_wordpress(site, base, run.url, "-a", "mode=update")
    assert sorted(update.articles()) == sorted(truth.id for truth in site.articles)
    assert added.id in update.articles()
    assert len(update.pages) <= 14
