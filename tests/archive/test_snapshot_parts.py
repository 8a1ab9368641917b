"""The snapshots of an article that has several pages."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.making import BASE, NOON, SITE, Crawl, Put, Rows, Start, record_id
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.database import Database
from xzcrawl.archive.removal import remove_site
from xzcrawl.items import Article, Capture

BODIES = (b"<html>1", b"<html>2", b"<html>3")


def in_parts(crawl: Crawl, *bodies: bytes, at: float = 0) -> tuple[Article, list[Capture]]:
    """An article whose pages have these bodies, and their captures."""
    names = [f"6202_{number} {at}" for number in range(1, len(bodies) + 1)]
    captures = [crawl.capture(name, body, at=at) for name, body in zip(names, bodies, strict=True)]
    first, *others = (crawl.page(crawl.url(name), at=at, record_id=record_id(name)) for name in names)
    return replace(crawl.article(at=at), page=first, parts=tuple(others)), captures


def urls_of_pages(url: str) -> list[list[str]]:
    """The pages of each reading of the article, all parts of each."""
    with Archive(url) as archive:
        pages = archive.snapshots_of(1).pages
    return [[one.url.removeprefix(f"{BASE}index.php/post/") for one in page.responses] for page in pages]


def test_each_reading_has_its_pages_in_order(put: Put, crawl: Crawl, archive_url: str) -> None:
    article, captures = in_parts(crawl, *BODIES)
    put(*captures, article)
    again, captures = in_parts(crawl, BODIES[0], BODIES[1], b"<html>3+", at=24)  # two payloads are known
    put(*captures, again, at=24)
    assert urls_of_pages(archive_url) == [
        ["6202_1 0.html", "6202_2 0.html", "6202_3 0.html"],
        ["6202_1 24.html", "6202_2 24.html", "6202_3 24.html"],
    ]


def test_pages_may_come_in_earlier_batches(start: Start, crawl: Crawl, archive_url: str) -> None:
    article, captures = in_parts(crawl, *BODIES)
    with start(archive_url, batch_items=1) as writer:
        for capture in captures:
            writer.put(capture)
            writer.flush()
        writer.put(article)
    assert [len(pages) for pages in urls_of_pages(archive_url)] == [3]


def test_an_article_of_which_a_page_was_not_kept_has_no_snapshot(
    put: Put, crawl: Crawl, archive_url: str, rows: Rows
) -> None:
    """Reading the others again would make a shorter text of it."""
    article, captures = in_parts(crawl, *BODIES)
    put(*captures[:2], article)
    assert rows("snapshot_parts") == []
    with Archive(archive_url) as archive:
        assert archive.article(1).snapshot is None


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM snapshot_parts WHERE number = 2",
        "UPDATE snapshots SET kind = 'listing' WHERE id = 3",
    ],
)
def test_a_part_that_is_lost_or_another_page_is_told(
    put: Put, crawl: Crawl, archive_url: str, damage: str
) -> None:
    article, captures = in_parts(crawl, *BODIES)
    put(*captures, article)
    with Database(archive_url) as database:
        whole = Audit(database).misread()
    engine = engines.writing_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        connection.execute(text(damage))
    engine.dispose()
    with Database(archive_url) as database:
        assert (whole, Audit(database).misread()) == ([], [(1, None), (1, 1)])


def test_a_site_is_removed_with_the_parts_of_its_articles(
    put: Put, crawl: Crawl, archive_url: str, rows: Rows
) -> None:
    article, captures = in_parts(crawl, *BODIES)
    put(*captures, article)
    assert remove_site(archive_url, SITE, NOON).rows["snapshot_parts"] == 2
    assert rows("snapshot_parts") == []
