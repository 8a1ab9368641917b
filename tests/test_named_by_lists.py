"""A site whose theme has the info lines off: who wrote its articles, and in which category, lists tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo, read_anew
from xzcrawl.archive import Archive
from xzcrawl.demo import serve

pytestmark = pytest.mark.crawl


def names(run: Crawled) -> dict[int, tuple[str | None, str | None]]:
    return {number: (one.author, one.category) for number, one in run.articles().items()}


def sources(run: Crawled) -> set[tuple[str | None, str | None]]:
    return {(one.author_source, one.category_source) for one in run.articles().values()}


def test_lists_name_the_authors_and_categories_that_pages_leave_out(tmp_path: Path) -> None:
    """Categories lie in others here. Also after every article was fetched and read again."""
    site = demo(articles=60, seed=5, info_order=("date",), breadcrumb=False, hidden_each=0, pinned=0)
    truth = {one.id: (one.author, one.category) for one in site.articles}
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        assert (names(run), sources(run)) == (truth, {("listing", "listing")})
        run = crawl(site, base, run.url, "-a", "mode=recheck")
        assert (names(run), sources(run)) == (truth, {("listing", "listing")})
    assert read_anew(run.url)["changed"] == 0
    with Archive(run.url) as archive:
        assert {one.revision for one in archive.articles()} == {1}


def test_switching_the_info_lines_off_takes_no_name_away(tmp_path: Path) -> None:
    site = demo(articles=30, seed=5, hidden_each=0)
    truth = {one.id: (one.author, one.category) for one in site.articles}
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        site.options = replace(site.options, info_order=("date",), breadcrumb=False)
        run = crawl(site, base, run.url, "-a", "mode=recheck")
    assert (names(run), sources(run)) == (truth, {("page", "page")})
    assert run.counts.get("articles_changed", 0) == 0
