"""Runs after the first one, for real: what they find, what they cost, and what they must not believe."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import cast
from urllib.parse import urlsplit

import pytest
from scrapy.core.engine import ExecutionEngine
from scrapy.settings import BaseSettings

from tests.crawling import Crawled, archive_url, crawl, demo, modes
from tests.known_keys import known_keys
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, Outage, serve
from xzcrawl.demo.outages import Refusal
from xzcrawl.demo.site import Answer
from xzcrawl.urls import host

pytestmark = pytest.mark.crawl


class Site:
    """A demo site that was crawled once, on loopback."""

    def __init__(self, site: DemoSite, base: str, url: str, first: Crawled | None = None) -> None:
        self.site, self.base, self.url = site, base, url
        self.first = first or self.crawl()

    def crawl(self, *more: str) -> Crawled:
        return crawl(self.site, self.base, self.url, *more)

    def gone(self) -> dict[int, str | None]:
        """How the articles went that are gone, by the CMS's id."""
        with Archive(self.url) as archive:
            return {int(one.source_id): one.gone_kind for one in archive.articles() if one.gone_at}

    def let_all_be_due(self) -> None:
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database, database:
            database.execute("UPDATE articles SET next_visit_at = '2020-01-01T00:00:00.000000Z'")

    def delete(self, count: int) -> list[int]:
        """Takes every other article off the home listing, so many; their ids."""
        chosen = [truth.id for truth in self.site.articles if truth.visible == "home"][1::2][:count]
        for number in chosen:
            self.site.delete(number)
        return sorted(chosen)


class Stage:
    """Sites one after the other at one address; each kind is crawled once for all tests of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.base_url = folder, ""
        self.site: DemoSite | None = None
        self.born = datetime.now(UTC)
        self.crawls: dict[str, Crawled] = {}

    def respond(self, path: str, query: str = "") -> Answer:
        assert self.site is not None
        return self.site.respond(path, query)

    def put_up(self, options: Options) -> DemoSite:
        """A new site, with the same articles each time."""
        moments = iter([self.born])
        self.site = DemoSite(options, lambda: next(moments, None) or datetime.now(UTC))
        self.site.base_url = self.base_url
        return self.site

    def crawled_once(self, options: Options, folder: Path) -> Site:
        """A site as it is after its first crawl, with an archive of its own in a folder."""
        name = str(options)
        if name not in self.crawls:
            place = self.folder / str(len(self.crawls))
            place.mkdir()
            self.crawls[name] = crawl(self.put_up(options), self.base_url, archive_url(place))
        first = self.crawls[name]
        shutil.copytree(Path(first.url.removeprefix("sqlite:///")).parent, folder, dirs_exist_ok=True)
        site, url = self.put_up(options), archive_url(folder)
        return Site(site, self.base_url, url, replace(first, site=site, url=url))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    with serve(cast(DemoSite, stage)):
        yield stage


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest, stage: Stage) -> Site:
    options = {"articles": 60, "seed": 61, **getattr(request, "param", {})}
    return stage.crawled_once(Options(**options), tmp_path)


def test_the_first_run_walks_and_later_ones_read_what_is_new(make: Site) -> None:
    added = [make.site.add(f"新闻{n}", ["正文。"], datetime.now(UTC)).id for n in range(12)]
    second = make.crawl()
    third = make.crawl("-a", "mode=update")
    assert set(added) <= set(second.articles())
    assert len(second.pages) <= 12 + 1.2 * len(added)
    assert len(third.pages) <= 12
    assert modes(make.url) == [("full", "finished"), ("update", "finished"), ("update", "finished")]


def test_auto_walks_the_whole_site_again_after_some_days(make: Site) -> None:
    make.crawl("-s", "FULL_EVERY_DAYS=0")
    assert modes(make.url) == [("full", "finished")] * 2


def test_a_revisit_fetches_what_is_due_alone(make: Site) -> None:
    assert make.crawl("-a", "mode=revisit").requests == []
    make.let_all_be_due()
    again = make.crawl("-a", "mode=revisit", "-s", "REVISITS_PER_RUN=7")
    assert len([path for path in again.pages if "post/" in path]) == 7
    assert len(again.pages) == 8


class NoHeartbeat:
    """An add-on of Scrapy: the engine looks whether it is idle when it is told to, and never by itself."""

    def update_settings(self, _: BaseSettings) -> None:
        ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 1e6


def test_a_run_that_visits_archived_articles_waits_for_no_heartbeat_of_the_engine(make: Site) -> None:
    make.let_all_be_due()
    recheck = make.crawl("-a", "mode=recheck", "-s", f'ADDONS={{"{__name__}.NoHeartbeat": 0}}')
    assert recheck.counts["articles_unchanged"] == len(make.first.articles())


def test_an_update_reads_every_category_where_known_articles_fail(make: Site) -> None:
    make.let_all_be_due()
    make.site.outage = Outage("500")
    run = make.crawl("-s", "REVISITS_PER_RUN=3")
    assert run.counts["articles_failed"] == 3
    assert run.counts["retries"] == 15
    assert {path for path in run.pages if "category" in path} == {
        f"/index.php/category-{number}.html" for number in range(2, 8)
    }


def test_an_update_asked_for_visits_nothing_again_and_auto_does(make: Site) -> None:
    make.let_all_be_due()
    update = make.crawl("-a", "mode=update")
    auto = make.crawl()
    assert [path for path in update.pages if "post/" in path] == []
    assert len([path for path in auto.pages if "post/" in path]) == 50


@pytest.mark.parametrize(
    "make", [{"missing": kind} for kind in ("404", "410", "home", "error_page")], indirect=True, ids=str
)
def test_a_full_walk_finds_what_was_deleted_however_the_site_says_so(make: Site) -> None:
    deleted = make.delete(4)
    make.crawl("-a", "mode=full")
    assert make.gone() == dict.fromkeys(deleted, make.site.options.missing)


class _Busy(DemoSite):
    """A site whose page for what is not there has the list of the most read, other titles at each request."""

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        if status == 404:
            with self._lock:
                shown = Random(len(self.requests)).sample(self.articles, 8)
            hot = "".join(f'<li><a href="{truth.url}">{truth.title}</a></li>' for truth in shown)
            body = body.replace(b"</body>", f"<ul class=hot>{hot}</ul></body>".encode())
            headers["Content-Length"] = str(len(body))
        return status, headers, body


class _Moving(DemoSite):
    """A site whose articles can move to a category that the home list shows."""

    def show(self, number: int) -> None:
        post = self._catalog.by_id[number]
        self._put(replace(post, truth=replace(post.truth, visible="home")))


def test_an_article_that_the_home_list_shows_for_the_first_time_is_read_where_its_title_is_another(
    tmp_path: Path,
) -> None:
    calm = demo(articles=40, seed=62, categories_hidden_from_home=frozenset({5}))
    site = _Moving(calm.options, calm.now)
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        retitled, moved = [truth.id for truth in site.articles if truth.visible == "category"][:2]
        assert {moved, retitled} <= set(known.first.articles())
        site.edit(retitled, title="更正:园区项目名单", paragraphs=["全文改写。"])
        site.show(retitled)
        site.show(moved)
        runs = [known.crawl("-a", "mode=full") for _ in range(2)]
    assert runs[0].articles()[retitled].text == "全文改写。"
    asked = [path for run in runs for path in run.pages]
    assert [sum(f"/{number}.html" in path for path in asked) for number in (retitled, moved)] == [1, 0]


def test_an_article_that_shows_that_the_site_is_well_is_read_as_it_is_by_now(make: Site) -> None:
    make.delete(1)
    make.site.edit(next(truth.id for truth in make.site.articles if truth.pinned), paragraphs=["全文改写。"])
    run = make.crawl("-a", "mode=full")
    pinned = next(truth for truth in make.site.articles if truth.pinned)
    assert run.articles()[pinned.id].text == "全文改写。"
    assert run.counts["articles_changed"] == 1


class _Stale(DemoSite):
    """A site whose pinned article's page goes on naming an article that was deleted."""

    named = ""

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        pinned = next(truth for truth in self.articles if truth.pinned)
        if self.named and path == urlsplit(pinned.url).path:
            end = f'<div class="relatecon"><h3><a href="{self.named}">旧闻一则</a></h3></div></body>'
            body = body.replace(b"</body>", end.encode())
            headers["Content-Length"] = str(len(body))
        return status, headers, body


def test_what_the_page_names_that_shows_the_site_well_may_be_gone(tmp_path: Path) -> None:
    calm = demo(articles=30, seed=62, related="relatecon")
    site = _Stale(calm.options, calm.now)
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        deleted = [truth for truth in site.articles if truth.visible == "home" and not truth.pinned][5]
        site.named = deleted.url
        site.delete(deleted.id)
        known.crawl("-a", "mode=full")
    assert known.gone() == {deleted.id: "404"}


def test_a_deletion_is_found_beside_lists_that_differ_at_each_request(tmp_path: Path) -> None:
    calm = demo(articles=30, seed=62)
    site = _Busy(calm.options, calm.now)
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        deleted = known.delete(1)
        run = known.crawl("-a", "mode=full")
    assert known.gone() == {deleted[0]: "404"}
    assert run.counts.get("unlike_nowhere", 0) == 0


def test_a_mass_deletion_is_found_in_one_run(make: Site) -> None:
    deleted = make.delete(25)
    run = make.crawl("-a", "mode=full")
    assert sorted(make.gone()) == deleted
    assert run.counts["articles_gone"] == 25


OUTAGES: list[Refusal] = ["404", "410", "500", "home", "error_page"]


@pytest.mark.parametrize("answer", OUTAGES)
def test_a_site_that_loses_all_articles_at_once_is_not_believed(make: Site, answer: Refusal) -> None:
    make.site.outage = Outage(answer)
    run = make.crawl("-a", "mode=recheck", "-s", "RETRY_TIMES=0")
    assert make.gone() == {}
    # an error of the server says nothing of any article: after two dozen the site is left alone
    least, most = (24, 30) if answer == "500" else (60, 60)
    assert least <= run.counts["articles_failed"] <= most
    assert (modes(make.url)[-1] == ("recheck", "failed")) is (answer == "500")


@pytest.mark.parametrize("answer", OUTAGES)
def test_a_site_that_is_down_loses_nothing(make: Site, answer: Refusal) -> None:
    make.site.outage = Outage(answer, everywhere=True)
    make.crawl("-a", "mode=recheck", "-s", "RETRY_TIMES=0", "-s", "REDIRECT_MAX_TIMES=2")
    assert make.gone() == {}
    assert modes(make.url)[-1] == ("recheck", "failed")


def test_a_notice_in_place_of_all_pages_says_nothing_of_the_lists(make: Site) -> None:
    make.site.outage = Outage("error_page", everywhere=True)
    make.crawl("-a", "mode=full")
    with Archive(make.url) as archive:
        run = archive.runs(1)[0]
    assert run.outcome == "failed"
    assert {one.rule for one in run.findings}.isdisjoint({"listing_gone", "listing_shrank"})
    assert not [name for name in run.counts if name.startswith("listing_gone/")]


class _Flickering(DemoSite):
    """A site that does not find an article when it is asked for again, once; only one it always finds."""

    sound = ""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            asked = sum(address == path for address, _ in self.requests)
            self.outage = Outage("404") if asked == 1 and path != self.sound else None
            return super().respond(path, query)


def test_an_outage_that_ends_before_the_run_loses_nothing(tmp_path: Path) -> None:
    calm = demo(articles=30, seed=62)
    site = _Flickering(calm.options, calm.now)
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        pinned = next(truth for truth in site.articles if truth.pinned)
        site.sound = pinned.url.removeprefix(base.rstrip("/"))
        run = known.crawl("-a", "mode=recheck")
    assert known.gone() == {}
    assert run.counts["articles_unchanged"] == 30


def test_what_is_gone_and_shown_again_has_returned(make: Site) -> None:
    number = make.site.articles[2].id
    make.site.delete(number)
    make.crawl("-a", "mode=full")
    assert make.gone() == {number: "404"}
    make.site.restore(number)
    make.crawl("-a", "mode=update")
    assert make.gone() == {}


def test_an_address_that_never_gave_an_article_is_not_asked_for_again(tmp_path: Path) -> None:
    site = demo(articles=40, seed=65)
    url = archive_url(tmp_path)
    with serve(site) as base:
        first = crawl(site, base, url, "-a", "max_requests=10")
        with Archive(url) as archive:
            waiting = [one for one in known_keys(archive, host(base)).values() if one.state == "discovered"]
        number = int(waiting[0].key)
        site.delete(number)
        second, third = (crawl(site, base, url, "-a", f"mode={mode}") for mode in ("full", "full"))
    path = waiting[0].url.removeprefix(base.rstrip("/"))
    assert (path in first.requests, second.requests.count(path), path in third.requests) == (False, 2, False)
    assert number not in third.articles()


def test_each_image_of_an_article_is_fetched_once(make: Site) -> None:
    images = {image.url for truth in make.site.articles for image in truth.images}
    asked = [make.base.rstrip("/") + path for path in make.first.requests if path not in make.first.pages]
    assert sorted(asked) == sorted(images)
    again = make.crawl("-a", "mode=recheck")
    assert again.pages == list(again.requests)


class _WithoutCategory(DemoSite):
    """A site with a category that is linked still, and no more."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        with self._lock:
            self.outage = Outage("404", everywhere=True) if "category-7" in path else None
            return super().respond(path, query)


def test_a_category_that_is_no_more_is_no_outage(tmp_path: Path) -> None:
    calm = demo(articles=60, seed=67)
    site = _WithoutCategory(calm.options, calm.now)
    url = archive_url(tmp_path)
    with serve(site) as base:
        crawl(site, base, url)
        update = crawl(site, base, url, "-a", "mode=update")
    assert modes(url) == [("full", "finished"), ("update", "finished")]
    assert len(update.pages) <= 12


class _Dying(DemoSite):
    """A site of which the pages with ``dying`` in their path break off midway, with status 200."""

    dying = "nothing"

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().respond(path, query)
        if self.dying in path and b"</html>" in body:
            body = body[: len(body) * 3 // 5]
            headers = {**headers, "Content-Length": str(len(body))}
        return status, headers, body


@pytest.mark.parametrize("dying", ["post/", "/"], ids=["articles", "all pages"])
def test_a_page_that_breaks_off_is_no_change_of_its_article(dying: str, tmp_path: Path) -> None:
    """Other pages of the run show that they should not; where all do, those of the run before."""
    calm = demo(articles=20, seed=63)
    site = _Dying(calm.options, calm.now)
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        site.dying = dying
        run = known.crawl("-a", "mode=recheck")
    assert (known.gone(), run.counts["articles_failed"], run.counts.get("articles_changed")) == ({}, 20, None)


def test_a_day_that_nothing_tells_stays_open_until_later_visits_tell_it(tmp_path: Path) -> None:
    """An article that only related blocks show, written late one evening and first seen nights after."""
    clock = [datetime(2026, 11, 25, 1, 0, tzinfo=SHANGHAI)]
    options = Options(articles=60, seed=3, url_form="mixed", encoding="gbk")
    site = DemoSite(options, lambda: clock[0])
    with serve(site) as base:
        known = Site(site, base, archive_url(tmp_path))
        first = known.first.articles()
        clock[0] += timedelta(days=3)
        known.let_all_be_due()
        known.crawl("-a", "mode=revisit", "-s", "REVISITS_PER_RUN=60")
        later = known.first.articles()
    truths = {truth.id: truth for truth in site.articles}
    assert [
        number for number, record in first.items() if days(record) != {truths[number].published.date()}
    ] == [OPEN]
    assert truths[OPEN].visible == "related"
    assert days(first[OPEN]) == {date(2026, 11, 19), date(2026, 11, 20)}
    assert [
        number for number, record in later.items() if days(record) != {truths[number].published.date()}
    ] == []


#: Its id on that site; it was published on 19 November at 21:23.
OPEN = 4788


def days(record: ArticleRecord) -> set[date]:
    """The days between which the archive leaves an article's publication open."""
    assert record.published_earliest is not None
    assert record.published_latest is not None
    return {end.astimezone(SHANGHAI).date() for end in (record.published_earliest, record.published_latest)}
