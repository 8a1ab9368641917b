"""Which snapshots belong to an article."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.making import record_id
from xzcrawl.archive import Archive
from xzcrawl.errors import NotInArchive
from xzcrawl.items import Article

Put = Callable[..., dict[str, int]]


@pytest.fixture
def seen(crawl: Any) -> Callable[..., list[Any]]:
    """The capture of an article's page, called ``name``, and what it shows."""

    def items(key: str, name: str, at: float, text: str, **more: Any) -> list[Any]:
        article: Article = crawl.article(key, at=at, lines=(text,), **more)
        page = crawl.page(crawl.url(key), at, record_id=record_id(name))
        body = f"<html>{text}".encode()
        return [crawl.capture(name, body, at=at), replace(article, page=page)]

    return items


def names(snapshots: Any) -> list[str]:
    return [snapshot.record_id for snapshot in snapshots]


def test_every_revision_has_its_page_and_the_last_observation_comes_last(
    archive_url: str, put: Put, seen: Callable[..., list[Any]]
) -> None:
    put(
        *seen("6202", "a", 1, "第一版。"),
        *seen("6202", "b", 2, "第二版。"),
        *seen("6202", "c", 3, "第二版。"),
    )
    with Archive(archive_url) as archive:
        kept = archive.snapshots_of(1)
    assert [(page.snapshot.record_id, page.text) for page in kept.pages] == [
        (record_id("a"), "第一版。"),
        (record_id("b"), "第二版。"),
        (record_id("c"), "第二版。"),
    ]
    assert names(kept.originals) == [record_id("b")]


def test_an_image_is_found_by_its_address_whatever_page_it_was_fetched_for(
    archive_url: str, put: Put, crawl: Any, seen: Callable[..., list[Any]]
) -> None:
    shown = {"images": [(crawl.url("a.jpg"), "厂房")]}
    put(
        *seen("6202", "a", 1, "第一篇。", **shown),
        *seen("6203", "b", 2, "第二篇。", **shown),
        *seen("6204", "c", 3, "第三篇。"),
        crawl.capture("a.jpg", b"\xff\xd8", kind="image"),
        crawl.capture("b.jpg", b"\xff\xd8", kind="image"),
    )
    with Archive(archive_url) as archive:
        found = [names(archive.snapshots_of(id_).all_files) for id_ in (1, 2, 3)]
    assert found == [[record_id("a.jpg")], [record_id("a.jpg")], []]


def test_an_image_that_has_moved_is_found_where_its_redirects_lead(
    archive_url: str, put: Put, crawl: Any, seen: Callable[..., list[Any]]
) -> None:
    """Through two of them, which are evidence too. The newest picture is shown, not a later failure."""
    old, via, new = (crawl.url(name) for name in ("旧.jpg", "经.jpg", "新.jpg"))

    def moved(body: bytes, at: float) -> list[Any]:
        asked = [crawl.capture(name, status=302, kind="error", at=at) for name in ("旧.jpg", "经.jpg")]
        asked = [replace(one, record_id=f"{one.record_id} {at}") for one in asked]
        came = crawl.capture("新.jpg", body, kind="image", at=at)
        return [*asked, replace(came, record_id=f"{record_id('新.jpg')} {at}", redirected_from=(old, via))]

    put(*seen("6202", "a", 1, "第一篇。", images=[(old, "厂房")]), *moved(b"GIF", 1))
    put(*moved(b"GIF2", 2), crawl.capture("旧.jpg", status=500, kind="image", at=3), at=2)
    with Archive(archive_url) as archive:
        kept = archive.snapshots_of(1)
    assert {url: (one.url, one.record_id[-2:]) for url, one in kept.files.items()} == {old: (new, " 2")}
    assert sorted(one.url for one in kept.all_files) == sorted([old, via, new] * 2 + [old])


def test_a_rendered_page_has_its_source_and_what_that_repeats(
    archive_url: str, put: Put, crawl: Any, seen: Callable[..., list[Any]]
) -> None:
    """The shell is the same for all articles; it may be stored before what was made of it."""

    def rendered(key: str, at: float) -> list[Any]:
        page, article = seen(key, f"{key} made", at, "正文。")
        source = crawl.capture(f"{key} shell", b"<html>", kind="source", at=at)
        return [source, replace(page, rendered_from=source.record_id), article]

    put(*rendered("6202", 1))
    first, *rest = rendered("6203", 2)
    put(first, at=2)
    put(*rest, at=2)
    with Archive(archive_url) as archive:
        kept = archive.snapshots_of(2)
    (page,) = {one.snapshot.id: one.snapshot for one in kept.pages}.values()
    assert (page.record_id, names(kept.sources)) == (record_id("6203 made"), [record_id("6203 shell")])
    assert (page.rendered_from, page.refers_to) == (kept.sources[0].id, None)
    assert names(kept.originals) == [record_id("6202 shell")]


def test_an_article_from_before_snapshots_has_none(archive_url: str, put: Put, crawl: Any) -> None:
    put(crawl.article("6202"))
    with Archive(archive_url) as archive:
        kept = archive.snapshots_of(1)
    assert (kept.pages, kept.files, kept.all_files, kept.originals) == ([], {}, [], [])


def test_an_article_that_is_not_there_is_an_error(archive_url: str, put: Put, crawl: Any) -> None:
    put(crawl.article("6202"))
    with Archive(archive_url) as archive, pytest.raises(NotInArchive):
        archive.snapshots_of(7)
