"""Pages built to keep a parser busy: refused before they are parsed, in a crawl as in a reparse."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import archive_url, crawl, demo
from xzcrawl import __version__, extract
from xzcrawl.archive import Archive
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.database import Database
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.demo import DemoSite, serve
from xzcrawl.errors import HostilePage
from xzcrawl.extract import Contents, parse_cost
from xzcrawl.families import Site
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.items import Page
from xzcrawl.reader import KillableReader
from xzcrawl.reparse import Reparse, pages

pytestmark = pytest.mark.crawl

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def page(text: str) -> Page:
    return Page("http://xz.example/index.php/post/1.html", 200, {}, text.encode(), NOW, NOW)


def refuse(page: Page, site: Site) -> Contents:
    raise HostilePage("hostile")


def different(count: int, tag: str = "b") -> str:
    return "".join(f"<{tag} id={number}>" for number in range(count))


HOSTILE = {
    "nested": "<div>" * 100_000,
    "nested and closed": "<section>" * 100_000 + "</section>" * 100_000,
    "in upper case": "<DIV>" * 100_000,
    "lists in lists": "<ul><li>" * 50_000,
    "end tags that a comment hides": "<div><!--</div>-->" * 50_000,
    "end tags that an attribute hides": "<div a='</div>'>" * 50_000,
    "an attribute that seems to hide tags": '<div a=b"><div a=b">' * 50_000,
    "a comment that has ended already": "<!--><div>-->" * 50_000,
    "end tags that a table keeps from closing": "<div><table></div></table>" * 30_000,
    "end tags that look through all that is open": "<span>" * 10_000 + "</i>" * 50_000,
    "formatting opened again in each paragraph": f"<p>{different(1000)}</p>" + "<p>字</p>" * 20_000,
    "formatting left open in each paragraph": different(5000, "p><b"),
    "attributes": f"<b {' '.join(map(str, range(100_000)))}>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_would_take_minutes_or_gigabytes_is_refused(text: str) -> None:
    with pytest.raises(HostilePage):
        extract.parse(page(text), TPURE)


@pytest.mark.parametrize(
    "text",
    [
        "<section>" * 3000 + "深" + "</section>" * 3000,
        "<p>一<br><b>二</b><img src=a.jpg>" * 50_000,
        "<ul>" + "<li>一" * 100_000 + "</ul>",
        "<table>" + "<tr><td>一<td><font color=red>二</font>" * 50_000 + "</table>",
        "<p><b><i>一</b></i></p>" * 3000,
        f"<img src='data:image/png;base64,{'A/b+ ' * 100_000}'>",
        "字" * 1_000_000,
    ],
    ids=["deep", "long", "a list", "a table", "tags in the wrong order", "an image in the page", "text"],
)
def test_a_page_that_is_only_long_or_badly_written_is_read(text: str) -> None:
    extract.parse(page(text), TPURE)


class _Nested(DemoSite):
    """A site with one page that is nested without end."""

    nested = ""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().respond(path, query)
        if path != self.nested:
            return status, headers, body
        body = body.replace(b"</body>", b"<div>" * 100_000 + b"</body>")
        return status, headers | {"Content-Length": str(len(body))}, body


def test_an_article_like_that_is_missed_and_its_snapshot_kept(tmp_path: Path) -> None:
    usual = demo(articles=12, seed=70)
    site = _Nested(usual.options, usual.now)
    url = archive_url(tmp_path)
    with serve(site) as base:
        number = site.articles[3].id
        site.nested = site.articles[3].url.removeprefix(base.rstrip("/"))
        first = crawl(site, base, url)
        missing = {truth.id for truth in site.articles} - first.articles().keys()
        site.nested = ""
        second = crawl(site, base, url)
    assert missing == {number}
    assert first.counts["articles_failed"] == 1
    assert f"/post/{number}.html: built to keep a parser busy for minutes" in first.log
    assert sorted(second.articles()) == sorted(truth.id for truth in site.articles)
    assert [(kept.kind, kept.status) for kept in _snapshots(url, number)] == [("article", 200)] * 2


def _snapshots(url: str, number: int) -> list[SnapshotRecord]:
    """What was kept of an article's page."""
    with Database(url) as database:
        audit = Audit(database)
        kept = [snapshot for file in audit.snapshot_files() for snapshot, _ in audit.snapshots_in(file)]
    return [snapshot for snapshot in kept if snapshot.url.endswith(f"/post/{number}.html")]


def test_a_listing_like_that_was_not_read_and_fails_the_run(tmp_path: Path) -> None:
    usual = demo(articles=12, seed=71)
    site = _Nested(usual.options, usual.now)
    site.nested = "/index.php/page_2.html"
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    with Archive(run.url) as archive:
        assert [each.outcome for each in archive.runs()] == ["failed"]
    assert f"listing not read: {base}index.php/page_2.html: built to keep a parser busy" in run.log


def test_a_reparse_lists_what_it_would_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an archive whose pages an older version read."""
    site = demo(articles=12, seed=72)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    monkeypatch.setattr(pages, "_READER", KillableReader(refuse))
    monkeypatch.setattr(parse_cost, "_FEW_TAGS", 0)
    with Archive(run.url) as archive:
        sites = archive.stats().sites
    folder = tmp_path / "snapshots"
    reparse = Reparse(url=run.url, folder=folder, extractor=__version__, clock=lambda: NOW, dry=True)
    report = reparse.run(sites)
    reasons = {one.why for one in report.unreadable}
    assert reasons == {"hostile"}
    assert (report.counts["articles"], report.counts["changed"]) == (12, 0)
