"""What a site may not do to the database: one bad address, tag or text is refused, and nothing else."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.making import BASE, NOON, Crawl, Put, Rows, Sizes
from tests.sites import tpure
from xzcrawl.archive import Archive
from xzcrawl.archive.write.admission import LONGEST_NAME, LONGEST_URL, admit
from xzcrawl.demo import DemoSite, Options
from xzcrawl.items import ListingLink, ListingPage, Page, Zones
from xzcrawl.reparse.pages import Source, _of_article
from xzcrawl.snapshots import LARGEST_BLOCK

CRAWL = Crawl()
LONG = "长" * (LONGEST_NAME + 1)
FAR = BASE + "x" * LONGEST_URL
#: Articles that cannot be kept.
REFUSED = {
    "a key": CRAWL.article(LONG),
    "a key of another kind": CRAWL.article("9", source_id="9" * 5_000),
    "NUL in the key": CRAWL.article("\0"),
    "an address": CRAWL.article("9", url=FAR),
    "where it was read": CRAWL.article("9", fetched_from=FAR),
    "NUL in the title": CRAWL.article("9", title="标\0题"),
    "NUL in the text": CRAWL.article("9", lines=("第\0段。",)),
    "half a character": CRAWL.article("9", lines=("第\ud800段。",)),
    "half a character in the key": CRAWL.article("\udfff"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_article_that_cannot_be_kept_is_refused_alone(archive_url: str, put: Put, name: str) -> None:
    counts = put(CRAWL.article("1"), REFUSED[name], CRAWL.article("2"))
    assert (counts["items_refused"], counts["articles_new"]) == (1, 2)
    with Archive(archive_url) as archive:
        assert [article.key for article in archive.articles()] == ["1", "2"]


def test_a_long_name_is_left_out_and_its_article_kept(archive_url: str, put: Put) -> None:
    unfit = CRAWL.article(
        "1", tags=[LONG, "产业", "\0"], author=LONG, category="\0", breadcrumbs=[LONG, "产业"]
    )
    counts = put(unfit)
    assert counts["names_left_out"] == 5
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.tags, record.author, record.category, record.breadcrumbs) == (
        ("产业",),
        None,
        None,
        ("产业",),
    )


def test_links_that_no_index_holds_are_left_out(archive_url: str, put: Put, rows: Rows) -> None:
    """Among them ``/?cate=%00``, whose key is NUL: a server refuses it, and the run with it."""
    observations = [CRAWL.observation("2"), CRAWL.observation(LONG), replace(CRAWL.observation("3"), url=FAR)]
    links = [ListingLink("category", key, f"{BASE}?cate={key}") for key in ("\0", LONG, "5")]
    links.append(ListingLink("category", "6", FAR))
    shown = ListingPage("home", "", 1, BASE, ("2", LONG, "3"), (LONG,), 1, "", LONG)
    linking = CRAWL.article(
        "1", observations=observations, listings=links, memberships=[("category", "\0"), ("author", "1")]
    )
    counts = put(CRAWL.listing(*observations, shown=shown, listings=links), linking)
    assert counts["names_left_out"] == 2 * 5 + 2
    assert sorted(row["key"] for row in rows("urls")) == ["1", "2"]
    assert [(row["kind"], row["key"]) for row in rows("listing_pages")] == [("category", "5"), ("home", "")]
    page = rows("listing_pages")[1]
    assert (page["posts"], page["pinned"], page["name"]) == (["2"], [], None)
    assert rows("articles")[0]["memberships"] == [["author", "1"]]


def test_a_listing_whose_own_key_is_unfit_still_shows_its_articles(put: Put, rows: Rows) -> None:
    shown = ListingPage("category", "\0", 1, f"{BASE}?cate=%00", ("2",), (), 1, "")
    counts = put(replace(CRAWL.listing(CRAWL.observation("2"), shown=shown), kind="category"))
    assert counts["names_left_out"] == 1
    assert [row["key"] for row in rows("urls")] == ["2"]
    assert rows("listing_pages") == []


def test_a_miss_and_a_capture_of_an_address_that_is_too_long_are_refused(
    put: Put, table_sizes: Sizes
) -> None:
    capture = replace(CRAWL.capture("1"), url=FAR)
    counts = put(capture, replace(CRAWL.miss("9"), url=FAR), CRAWL.miss(LONG), CRAWL.article("1"))
    assert (counts["items_refused"], counts["articles_new"]) == (3, 1)
    assert (table_sizes()["snapshots"], table_sizes()["urls"]) == (0, 1)


def test_a_capture_that_no_reader_would_take_in_is_refused() -> None:
    counts: Counter[str] = Counter()
    captures = [CRAWL.capture("1", bytes(size)) for size in (LARGEST_BLOCK, LARGEST_BLOCK + 1)]
    assert (len(list(admit(captures, counts))), counts["items_refused"]) == (1, 1)


def test_what_is_as_long_as_may_be_is_kept(archive_url: str, put: Put) -> None:
    name = "\U0002000b" * LONGEST_NAME  # four bytes each
    url = BASE + "x" * (LONGEST_URL - len(BASE))
    article = CRAWL.article(
        name, url=url, source_id=name, tags=[name], author=name, category=name, title=r"\u0000 和 \\u0000"
    )
    capture = replace(CRAWL.capture("1"), url=url)
    assert "items_refused" not in put(capture, article, CRAWL.listing(CRAWL.observation(name)))
    with Archive(archive_url) as archive:
        assert (archive.article(1).key, archive.article(1).tags) == (name, (name,))


def test_an_ordinary_item_is_handed_on_as_it_is() -> None:
    items = [CRAWL.full_article(), CRAWL.listing(CRAWL.observation("2")), CRAWL.miss("3"), CRAWL.capture("4")]
    admitted = list(admit(items, counts := Counter[str]()))  # type: ignore[arg-type]
    assert all(one is other for one, other in zip(items, admitted, strict=True))
    assert +counts == Counter()


def test_what_is_left_out_is_left_out_when_its_page_is_read_again(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=12), lambda: NOON)
    site.base_url = BASE
    url = BASE + next(path for path in links_of(site) if "/post/" in path).removeprefix("/")
    body = site.respond(url.removeprefix(BASE[:-1]))[2]
    tagged = re.sub(rb'rel="tag">[^<]+', b'rel="tag">' + LONG.encode(), body, count=1)
    assert tagged != body
    source = Source(tmp_path, tpure(BASE), {}, frozenset())
    tags = [read_again(source, url, page)["tags"] for page in (body, tagged)]
    assert tags[1] == tags[0][1:]


def links_of(site: DemoSite) -> list[str]:
    home = site.respond("/")[2].decode()
    return re.findall(r'href="(?:http://xz.example)?(/[^"]+)"', home)


def read_again(source: Source, url: str, body: bytes) -> Any:
    page = Page(url, 200, {"content-type": "text/html; charset=utf-8"}, body, NOON, NOON)
    return _of_article(source, page, [], Zones()).values
