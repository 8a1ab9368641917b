"""Articles whose alias is a date, at addresses that lists of days and months have elsewhere: real crawls."""

import re
from pathlib import Path

import pytest

from tests.crawling import archive_url, archived, crawl, read_anew
from tests.moving import MovingSite
from xzcrawl.archive import Archive
from xzcrawl.demo import serve

pytestmark = pytest.mark.crawl

CHANGES = ("articles_new", "articles_changed", "articles_gone", "articles_failed")
_MONTH = re.compile(rb"/index\.php/date-(\d{4}-\d{1,2}(?:_\d+)?)\.html")


def dated(number: int) -> str:
    """Days for two articles of three, a month for the third; each in a year of its own."""
    month, day = f"{1000 + number % 1000}-{number % 12 + 1:02}", f"-{number % 28 + 1:02}"
    return f"/index.php/post/{month}{day if number % 3 else ''}.html"


def plain(number: int) -> str:
    return dated(number).replace("/post/", "/post/on-")


class DatedSite(MovingSite):
    """Its lists of months are under ``post/`` too, and answer there."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        if self._number_at(path):
            return super().respond(path, query)
        return super().respond(path.replace("/post/20", "/date-20"), query)

    @property
    def months(self) -> list[str]:
        return [path for path, _ in self.requests if "/date-" in path]


def site_of(articles: int = 12, *, has_ids: bool = True) -> DatedSite:
    site = DatedSite(articles, 77, hidden_each=0)
    site.path_of, site.has_ids = dated, has_ids
    site.change = lambda _, body: _MONTH.sub(rb"/index.php/post/\1.html", body)
    return site


def ids(site: DatedSite) -> set[int]:
    return {truth.id for truth in site.articles}


@pytest.mark.parametrize("has_ids", [True, False])
def test_articles_with_dates_as_aliases_are_archived_once(tmp_path: Path, has_ids: bool) -> None:
    """At no more requests than under other aliases; the lists of months are not asked for."""
    with serve(site := site_of(has_ids=has_ids)) as base:
        run = crawl(site, base, archive_url(tmp_path))
        assert (archived(run.url), site.months) == (ids(site), [])
        assert run.counts.get("articles_failed", 0) == 0
        for mode in ("auto", "recheck", "full"):
            again = crawl(site, base, run.url, "-a", f"mode={mode}")
            assert (archived(run.url), site.months) == (ids(site), [])
            assert {again.counts.get(name, 0) for name in CHANGES} == {0}
    with serve(usual := site_of(has_ids=has_ids)) as base:
        usual.path_of = plain
        (tmp_path / "usual").mkdir()
        assert len(crawl(usual, base, archive_url(tmp_path / "usual")).pages) == len(run.pages)
    assert read_anew(run.url)["changed"] == 0
    with Archive(run.url) as archive:
        first = min(ids(site))
        record = archive.article(site.base_url.rstrip("/") + dated(first))
        assert record is not None
        assert record.source_id == str(first)


def test_a_list_of_a_month_that_is_linked_as_an_article_is_none(tmp_path: Path) -> None:
    """It is asked for once, and never again."""
    site = site_of()
    newest = site.articles[0].published
    link = f'<div class="relatelist"><a href="/index.php/post/{newest.year}-{newest.month}.html">月</a></div>'
    dates = site.change
    site.change = lambda asked, body: dates(asked, body).replace(
        b"</body>", link.encode() + b"</body>" if "/post/" in asked else b"</body>"
    )
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        assert (archived(run.url), len(site.months)) == (ids(site), 1)
        again = crawl(site, base, run.url, "-a", "mode=full")
        assert (archived(run.url), len(site.months)) == (ids(site), 1)
        assert {again.counts.get(name, 0) for name in CHANGES} == {0}
