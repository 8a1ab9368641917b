"""Real crawls of a site whose home page is fresh, and whose articles' pages come from a cache of hours."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo, read_anew
from tests.test_kills import Watched, kill_when_reached
from xzcrawl.archive import Archive
from xzcrawl.demo import Truth, serve
from xzcrawl.demo.zblog.routes import Route

pytestmark = pytest.mark.crawl


class HalfCached(Watched):
    """Only the pages of its articles are old: no run can tell before it has read some."""

    def _page(self, found: Route | None) -> str | None:
        is_article = found is not None and found.kind == "article"
        self.options = replace(self.options, cache_lag=5 * 3600 if is_article else 0)
        return super()._page(found)


def half_cached(articles: int = 30) -> HalfCached:
    plain = demo(articles=articles, seed=3, hidden_each=0)
    site = HalfCached(plain.options, plain.now)
    site.reached, site.fatal = Event(), 10**6
    return site


def wrong(run: Crawled) -> list[Truth]:
    """The articles whose date is not what the archive says it can be."""
    found = run.articles()
    bounds = {number: (one.published_earliest, one.published_latest) for number, one in found.items()}
    return [one for one in run.site.articles if not _holds(bounds[one.id], one)]


def _holds(bounds: tuple[object, object], truth: Truth) -> bool:
    first, last = bounds
    return first is not None and first <= truth.published <= last  # type: ignore[operator]


def assert_nothing_changes_any_more(run: Crawled) -> None:
    """Neither reading the snapshots again nor another run, while the site is served, finds another date."""
    assert read_anew(run.url)["changed"] == 0
    again = crawl(run.site, run.base, run.url, "-a", "mode=recheck")
    assert (wrong(again), "dates_reread" in again.counts) == ([], False)
    assert again.counts.get("articles_redated", 0) == 0
    assert read_anew(run.url)["changed"] == 0


def test_what_a_run_has_read_too_early_that_used_up_its_budget_is_read_again(tmp_path: Path) -> None:
    with serve(site := half_cached()) as base:
        first = crawl(site, base, archive_url(tmp_path), "-a", "max_requests=4")
        assert "cached_pages" not in first.counts
        run = crawl(site, base, archive_url(tmp_path))
        assert (wrong(run), run.counts["cached_pages"]) == ([], 1)
    assert read_anew(run.url)["changed"] == 0


def test_what_was_read_before_the_cache_was_known_is_read_again_at_the_end(tmp_path: Path) -> None:
    with serve(site := half_cached()) as base:
        run = crawl(site, base, archive_url(tmp_path))
        assert (wrong(run), run.counts["cached_pages"]) == ([], 1)
        assert run.counts["dates_reread"] > 0
        assert_nothing_changes_any_more(run)


@pytest.mark.parametrize("requests", [6, 12, 20, 34])
def test_what_a_killed_run_has_read_too_early_is_read_again_by_the_next(
    tmp_path: Path, requests: int
) -> None:
    with serve(site := half_cached()) as base:
        site.fatal = requests
        kill_when_reached(site, base, archive_url(tmp_path))
        site.fatal = 10**6
        run = crawl(site, base, archive_url(tmp_path))
        assert (wrong(run), run.counts.get("articles_redated", 0)) == ([], 0)
        assert "dates_reread" in run.counts
    assert read_anew(run.url)["changed"] == 0
    with Archive(run.url) as archive:
        sites = archive.stats().sites
        assert all(zones.cached for one in sites for zones in archive.zones(one.key).values())


class FeedLater(HalfCached):
    """Its feed comes with the second run, so that the first has nothing to compare ages with."""

    everywhere, has_feed = False, False

    def _answer(self, path: str, query: str, address: str) -> tuple[int, str, bytes]:
        if path == "/feed.php" and not self.has_feed:
            return self._refusal("404")
        return super()._answer(path, query, address)

    def _page(self, found: Route | None) -> str | None:
        if not self.everywhere:
            return super()._page(found)
        self.options = replace(self.options, cache_lag=5 * 3600)
        return Watched._page(self, found)


@pytest.mark.parametrize("requests", [9, 14])
def test_what_comes_after_the_dates_were_read_again_is_not_dated_by_early_lists(
    tmp_path: Path, requests: int
) -> None:
    """The run that learns of the cache is killed, so the next one reads the dates again before its walk."""
    plain = demo(articles=40, seed=3, hidden_each=0)
    site = FeedLater(plain.options, plain.now)
    site.reached, site.fatal, site.everywhere = Event(), 10**6, True
    with serve(site) as base:
        crawl(site, base, archive_url(tmp_path), "-a", "max_requests=5")
        site.has_feed, site.fatal = True, len(site.requests) + requests
        kill_when_reached(site, base, archive_url(tmp_path))
        site.fatal = 10**6
        run = crawl(site, base, archive_url(tmp_path))
        assert (wrong(run), "dates_reread" in run.counts) == ([], True)
    assert read_anew(run.url)["changed"] == 0


@pytest.mark.parametrize("everywhere", [False, True])
def test_what_finished_runs_have_read_before_the_cache_was_known_is_read_again(
    tmp_path: Path, everywhere: bool
) -> None:
    """The feed shows few articles, so it corrects few dates; a fresh home page corrects the others."""
    plain = demo(articles=110, seed=3, hidden_each=0, feed_count=3)
    site = FeedLater(plain.options, plain.now)
    site.reached, site.fatal, site.everywhere = Event(), 10**6, everywhere
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path))
        assert "cached_pages" not in first.counts
        assert wrong(first) or not everywhere  # the fresh home page corrects nearly all of the others
        site.has_feed = True
        run = crawl(site, base, archive_url(tmp_path), "-a", "mode=recheck")
        assert (wrong(run), run.counts["cached_pages"]) == ([], 1)
        assert run.counts["dates_reread"] > 0
        assert_nothing_changes_any_more(run)
