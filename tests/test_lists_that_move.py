"""Lists of a site that get another address, or are taken away: what a run says of them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, serve
from xzcrawl.demo.site import Answer

pytestmark = pytest.mark.crawl

_OWN = rb"/index\.php/category-4(?=[_.])"
_OLD = "/index.php/category-changfang"
_SIZED = ("listing_shrank", "listing_gone")


class ListsSite(DemoSite):
    """Its largest category has ``address`` (of the page K ``K`` stands in), or none: then nothing links it.

    ``old`` says what its first address answers once it has another: itself, a redirect, or nothing.
    """

    address: str | None = f"{_OLD}_K.html"
    old = "answers"

    def __init__(self) -> None:
        plain = demo(articles=80, seed=5, pinned=0, hidden_each=0)
        super().__init__(plain.options, plain.now)

    def respond(self, path: str, query: str = "") -> Answer:
        has_moved = self.address is None or _OLD not in self.address
        if path.startswith(_OLD) and has_moved and self.old != "answers":
            status = 302 if self.old == "redirects" else 404
            headers = {"Location": self._at(path), "Content-Length": "0"}
            self.requests.append((path, status))
            return status, headers if status == 302 else {"Content-Length": "0"}, b""
        status, headers, body = super().respond(re.sub("category-[a-z]+", "category-4", path), query)
        body = re.sub(rb'href="(' + _OWN + rb'[^"]*)"', self._link, body)
        return status, headers | {"Content-Length": str(len(body))}, body

    def _link(self, link: re.Match[bytes]) -> bytes:
        return b'href="' + self._at(link[1].decode()).encode() + b'"' if self.address else b'name="none"'

    def _at(self, path: str) -> str:
        number = re.search(r"_(\d+)", path)
        address = self.address or ""
        return address.replace("_K", f"_{number[1]}" if number else "").replace(
            "&page=K", f"&page={number[1]}" if number else ""
        )


def told(run: Crawled) -> Sequence[str]:
    """What the run says of lists."""
    with Archive(run.url) as archive:
        newest = archive.runs(1)[0]
    assert newest.outcome == "finished"
    return [finding.message for finding in newest.findings if finding.rule in _SIZED]


@pytest.mark.parametrize(
    ("address", "old", "mode"),
    [
        ("/?cate=4&page=K", "answers", "full"),
        ("/?cate=4&page=K", "answers", "update"),
        ("/?cate=4&page=K", "redirects", "full"),
        ("/index.php/category-cangku_K.html", "answers", "full"),
        ("/index.php/category-cangku_K.html", "is missing", "full"),
        ("/index.php/category-cangku_K.html", "is missing", "update"),
    ],
)
def test_a_list_with_another_address_has_moved(tmp_path: Path, address: str, old: str, mode: str) -> None:
    """It has not shrunk, though the bar of pages at its old address leads to another list."""
    site = ListsSite()
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        site.address, site.old = address, old
        for _ in range(2):
            run = crawl(site, base, run.url, "-a", f"mode={mode}")
            assert told(run) == []


@pytest.mark.parametrize("mode", ["full", "update"])
def test_a_list_that_is_taken_away_is_told_of_once(tmp_path: Path, mode: str) -> None:
    site = ListsSite()
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        site.address, site.old = None, "is missing"
        run = crawl(site, base, run.url, "-a", f"mode={mode}")
        assert told(run) == [
            "the site has no list any more, nor another with its articles: 厂房资讯 (category changfang)"
        ]
        assert told(crawl(site, base, run.url, "-a", f"mode={mode}")) == []


def test_a_list_that_has_lost_most_of_its_articles_has_shrunk(tmp_path: Path) -> None:
    site = ListsSite()
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
        own = [one.id for one in site.articles if one.category in ("厂房资讯", "铜山厂房", "经开区厂房")]
        for number in own[8:]:
            site.delete(number)
        run = crawl(site, base, run.url, "-a", "mode=full")
    assert any("厂房资讯 (category changfang) from 4 to 1" in message for message in told(run))
