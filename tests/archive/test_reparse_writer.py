"""Articles written again from their snapshots, and an archive that checks itself, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from tests.making import Crawl, Put, Rows, record_id
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.database import Database
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import ReparseSource, StoredArticle
from xzcrawl.archive.reparse_writer import Reparsed, ReparseWriter
from xzcrawl.archive.schema.tables import runs
from xzcrawl.items import Image, Page


@pytest.fixture
def stored(archive_url: str, put: Put, crawl: Crawl) -> Iterator[ReparseSource]:
    """One article, its page twice: the second is a revisit record; and a list that dated it."""
    for at, name in enumerate(("a", "b")):
        article = crawl.full_article()
        seen = crawl.page(article.url, at)
        page = Page(article.url, 200, {}, b"", seen.requested_at, seen.fetched_at, record_id(name))
        article = replace(article, page=page, reading=crawl.reading(at=at))
        put(crawl.capture(name, at=at), article, at=at)
    put(crawl.capture("list", b"list", at=2, kind="listing"), at=2)
    with Database(archive_url) as database:
        yield ReparseSource(database)


def write(archive_url: str, article: StoredArticle, page: SnapshotRecord, **changes: Any) -> None:
    values = {name: changes.pop(name) for name in list(changes) if name in article.values}
    one = Reparsed(article, page, values, changes.pop("corrected", {}), changes.pop("added", []))
    writer = ReparseWriter(archive_url, "8")
    writer.save("xz.example", [one], page.fetched_at + timedelta(days=1))
    writer.close()


def test_an_article_s_pages_are_read_with_those_that_have_their_payload(stored: ReparseSource) -> None:
    first, second = stored.article_pages([1])
    assert (first.is_current, second.is_current) == (False, True)
    assert (first.response.original, second.response.original) == (None, first.response.snapshot)
    assert [page.article_id for page in (first, second)] == [1, 1]


def test_lists_and_main_addresses_are_found(stored: ReparseSource) -> None:
    assert [response.snapshot.kind for response in stored.listings("xz.example")] == ["listing"]
    assert stored.main_addresses("xz.example") == {"6202": 1}


def test_what_was_read_anew_is_written_in_place(stored: ReparseSource, archive_url: str) -> None:
    (article,), (_, page) = stored.stored_articles([1]), stored.article_pages([1])
    write(
        archive_url, article, page.response.snapshot,
        author="张三", breadcrumbs=["厂房"], removed=[{"text": "甲", "rule": "乙"}],
        tags=["沛县", "产业"], images=[("http://xz.example/c.jpg", "新")],
    )  # fmt: skip
    with Archive(archive_url) as archive:
        (record,) = archive.articles()
        (revision,) = archive.revisions(1)
    assert (record.author, record.breadcrumbs, record.removed[0].rule) == ("张三", ("厂房",), "乙")
    assert (record.tags, record.images) == (("沛县", "产业"), (Image("http://xz.example/c.jpg", "新"),))
    assert (record.revision, record.changed_at, record.extractor) == (1, revision.seen_at, "8")


def test_a_new_text_is_a_revision_of_the_page_it_was_read_from(
    stored: ReparseSource, archive_url: str
) -> None:
    (article,), (_, page) = stored.stored_articles([1]), stored.article_pages([1])
    write(archive_url, article, page.response.snapshot, text="新文。")
    with Archive(archive_url) as archive:
        record, (_, revision) = archive.article(1), archive.revisions(1)
    assert (record.text, record.revision) == ("新文。", 2)
    assert record.changed_at == record.last_seen_at + timedelta(days=1)
    assert (revision.cause, revision.text, revision.title) == ("reparsed", "新文。", record.title)
    assert (revision.snapshot, revision.seen_at) == (record.snapshot, record.last_seen_at)
    assert revision.content_sha256 == record.content_sha256 != article.content_sha256


def test_readings_are_corrected_and_added(stored: ReparseSource, archive_url: str, crawl: Crawl) -> None:
    (article,), (_, page) = stored.stored_articles([1]), stored.article_pages([1])
    (response,) = stored.listings("xz.example")
    now = crawl.reading("2022-09-23T00:00:00", "2022-09-23T23:59:59", text="新", at=1)
    more = crawl.reading(source="listing", at=2)
    corrected = {article.readings[1].id: now}
    write(
        archive_url, article, page.response.snapshot, corrected=corrected, added=[(response.snapshot, more)]
    )
    with Archive(archive_url) as archive:
        readings = list(archive.history(1).readings)
    assert [(one.source, one.text) for one in readings] == [
        ("page", "10个月前 (09-24)"),
        ("page", "新"),
        ("listing", "10个月前 (09-24)"),
    ]
    assert (readings[1].earliest, readings[2].snapshot) == (now.interval.earliest, response.snapshot)


def test_an_archive_says_what_there_is_to_check(stored: ReparseSource, archive_url: str) -> None:
    with Database(archive_url) as database:
        audit = Audit(database)
        (file,) = (name for name in audit.snapshot_files() if "r00002" in name)
        ((row, original),) = audit.snapshots_in(file)
        (article,), (revision,) = audit.articles_between(1, 9), audit.revisions_between(1, 9)
        assert (audit.faults(), audit.misread(), audit.last_ids()) == ([], [], (1, 1))
    assert (row.record_id, original) == (record_id("b"), record_id("a"))
    assert article == revision


def test_early_dates_of_articles_that_have_not_come_are_deleted_however_many_runs_there_were(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article("1"), crawl.listing(crawl.observation("1", crawl.reading(source="listing", at=1))))
    for at, source in ((2, "listing"), (3, "order"), (4, "feed"), (5, "listing")):
        seen = crawl.observation("2", crawl.reading(f"2022-09-{14 + at}T00:00:00", source=source, at=at))
        put(crawl.listing(seen, at=at), at=at)
    engine = engines.writing_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        (one,) = connection.execute(select(runs).where(runs.c.id == 1)).mappings()
        copies = [{**one, "id": number} for number in range(6, 1_206)]
        connection.execute(insert(runs), copies)
    engine.dispose()
    writer = ReparseWriter(archive_url, "8")
    writer.leave_out("xz.example", 5, crawl.noon + timedelta(hours=4))
    writer.close()
    left = [(row["source"], row["run_id"]) for row in rows("readings")]
    assert left == [("page", 1), ("feed", 4), ("listing", 5)]
