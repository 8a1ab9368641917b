"""Real crawls of sites whose sitemaps show more than their pages, and when articles were changed."""

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import archive_url, archived, crawl
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.demo.site import Answer

pytestmark = pytest.mark.crawl


class WithSitemap(DemoSite):
    """A Z-BlogPHP site with a plug-in that makes a packed sitemap; ``edited`` are the ids of those edited."""

    edited: Sequence[int] = ()

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        if path == "/robots.txt":
            body += f"Sitemap: {self.base_url}sitemap.xml.gz\n".encode()
        if path == "/sitemap.xml.gz":
            status, body = 200, gzip.compress(self._sitemap().encode())
        return status, headers | {"Content-Length": str(len(body))}, body

    def _sitemap(self) -> str:
        pages = "".join(
            f"<url><loc>{truth.url}</loc><lastmod>{self._changed(truth.id, truth.published)}</lastmod></url>"
            for truth in self.articles
        )
        about = f"<url><loc>{self.base_url}about.html</loc></url>"
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{about}{pages}</urlset>'

    def _changed(self, number: int, published: datetime) -> str:
        return (self.now() if number in self.edited else published).isoformat()


def test_articles_that_only_the_sitemap_shows_and_edits_of_old_ones_are_found(tmp_path: Path) -> None:
    site = WithSitemap(Options(articles=60, seed=7, theme="default"), lambda: datetime.now(UTC))
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path), "-a", "family=zblog-default")
        assert archived(first.url) == {truth.id for truth in site.articles}
        assert len(first.pages) <= 1.15 * 60 + 60
        old = next(truth for truth in site.articles[40:] if not truth.images and truth.visible == "home")
        site.edit(old.id, paragraphs=["更正:竣工面积为11.6万平方米。"])
        site.edited = [old.id]
        again = crawl(site, base, first.url, "-a", "family=zblog-default", "-a", "mode=full")
    assert again.articles()[old.id].text.startswith("更正:竣工面积为11.6万平方米。")
    assert again.counts["articles_changed"] == 1
    assert "articles_gone" not in again.counts


def test_a_sitemap_that_says_of_all_articles_that_they_were_changed_now_is_not_believed(
    tmp_path: Path,
) -> None:
    site = WithSitemap(Options(articles=120, seed=7, theme="default"), lambda: datetime.now(UTC))
    site.edited = [truth.id for truth in site.articles]
    with serve(site) as base:
        url = crawl(site, base, archive_url(tmp_path), "-a", "family=zblog-default").url
        again = crawl(site, base, url, "-a", "family=zblog-default", "-a", "mode=full")
    assert len([path for path in again.pages if "/post/" in path]) < 10
