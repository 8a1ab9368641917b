"""Snapshots: a record before the row that points at it, and a payload once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.making import Crawl, Put, Rows, Start, record_id
from xzcrawl.archive import Archive
from xzcrawl.errors import ArchiveError
from xzcrawl.items import Article, Capture
from xzcrawl.snapshots import read
from xzcrawl.verify import verify


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[dict[str, Any]], Any]:
    """What lies where a row points at."""

    def look(row: dict[str, Any]) -> Any:
        return read(tmp_path / "snapshots", row["file"], row["offset"], row["length"])

    return look


def fetched(
    crawl: Crawl, key: str = "6202", *, body: bytes = b"<html>", at: float = 0, **more: Any
) -> tuple[Capture, Article]:
    """A capture and the article read from it."""
    article = crawl.article(key, at=at, **more)
    name = f"{key} {at}"
    capture = crawl.capture(name, body, at=at)
    page = crawl.page(article.url, at=at, record_id=record_id(name))
    return capture, replace(article, page=page)


def test_a_row_points_at_the_record_as_received(
    put: Put, rows: Rows, crawl: Crawl, stored: Callable[[dict[str, Any]], Any]
) -> None:
    capture, article = fetched(crawl, body="全力冲刺".encode("gb18030"))
    put(capture, article)
    (row,) = rows("snapshots")
    found = stored(row)
    assert (found.payload, found.status, found.record_id) == (capture.body, 200, capture.record_id)
    assert row["payload_sha256"] == found.payload_sha256
    assert (row["requested_at"], row["fetched_at"]) == (capture.requested_at, capture.fetched_at)


def test_article_revision_and_reading_know_their_snapshot(
    put: Put, rows: Rows, crawl: Crawl, archive_url: str
) -> None:
    put(*fetched(crawl, body=b"1"))
    put(*fetched(crawl, body=b"2", at=24, lines=("改过。",)), at=24)
    assert [row["snapshot_id"] for row in rows("revisions")] == [1, 2]
    assert [row["snapshot_id"] for row in rows("readings")] == [1, 2]
    with Archive(archive_url) as archive:
        assert archive.article(1).snapshot.record_id == record_id("6202 24")


def test_a_capture_may_be_committed_long_before_its_page_is_read(
    start: Start, archive_url: str, rows: Rows, crawl: Crawl
) -> None:
    capture, article = fetched(crawl)
    with start(archive_url) as writer:
        writer.put(capture)
        writer.flush()
        writer.put(article)
    assert [row["snapshot_id"] for row in rows("articles")] == [1]


def test_a_page_that_was_not_captured_has_no_snapshot(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.article())
    assert [row["snapshot_id"] for row in rows("articles")] == [None]


def test_a_payload_is_stored_once_however_often_it_comes(
    put: Put, rows: Rows, crawl: Crawl, stored: Callable[[dict[str, Any]], Any]
) -> None:
    counted = put(
        crawl.capture("甲.jpg", b"GIF", kind="image"), crawl.capture("乙.jpg", b"GIF", kind="image")
    )
    put(crawl.capture("丙.jpg", b"GIF", kind="image", at=24), at=24)
    assert (counted["snapshots_added"], counted["snapshots_repeated"]) == (2, 1)
    assert [row["refers_to"] for row in rows("snapshots")] == [None, 1, 1]
    assert {row["payload_sha256"] for row in rows("snapshots")} == {
        stored(rows("snapshots")[0]).payload_sha256
    }
    assert [stored(row).refers_to for row in rows("snapshots")] == [None, *[record_id("甲.jpg")] * 2]


def test_the_redirects_that_led_to_an_image_are_images(put: Put, rows: Rows, crawl: Crawl) -> None:
    """And no others: not of pages, not of images that did not come, not of another run."""
    there, via = (
        crawl.capture("新.jpg", b"GIF", kind="image"),
        crawl.capture("旧.jpg", status=301, kind="error"),
    )
    lost = crawl.capture("失.jpg", status=302, kind="error")
    put(replace(via, record_id="urn:uuid:0"))
    put(via, lost, replace(there, redirected_from=(crawl.url("再旧.jpg"), via.url)))
    urls = {row["id"]: row["url"] for row in rows("snapshots")}
    found = sorted(
        (row["run_id"], row["url"], row["kind"], urls.get(row["leads_to"])) for row in rows("snapshots")
    )
    assert found == [
        (1, via.url, "error", None),
        (2, lost.url, "error", None),
        (2, there.url, "image", None),
        (2, via.url, "image", there.url),
    ]


def test_a_redirect_leads_to_the_image_that_came_through_it(put: Put, rows: Rows, crawl: Crawl) -> None:
    """Not to what its address gave another time, nor to itself where its page repeats one that is held."""
    first, second = (crawl.capture(name, b"moved", status=302, kind="error") for name in ("甲.jpg", "乙.jpg"))
    there = crawl.capture("新.jpg", b"GIF", kind="image")
    failed = replace(crawl.capture("又.jpg", b"503", status=503, kind="error"), url=there.url)
    hop = replace(crawl.capture("跳.jpg", b"moved", status=302, kind="error"), url=there.url)
    again = replace(crawl.capture("再.jpg", b"GIF2", kind="image"), url=there.url)
    put(first, replace(there, redirected_from=(first.url,)), failed)
    put(second, hop, replace(again, redirected_from=(second.url, there.url)))
    names = {row["id"]: row["record_id"] for row in rows("snapshots")}
    assert {row["record_id"]: names.get(row["leads_to"]) for row in rows("snapshots")} == {
        first.record_id: there.record_id,
        there.record_id: None,
        failed.record_id: None,
        second.record_id: hop.record_id,
        hop.record_id: again.record_id,
        again.record_id: None,
    }


def test_what_was_written_is_whole_on_either_database(
    start: Start, crawl: Crawl, archive_url: str, tmp_path: Path
) -> None:
    for at, body, line in ((0, b"1", "第一段。"), (24, b"2", "改过。")):
        with start(archive_url, at) as writer:
            for item in fetched(crawl, body=body, at=at, lines=(line,)):
                writer.put(item)
            writer.finish_run(outcome="finished", ended_at=crawl.noon + timedelta(hours=at + 1), counts={})
    report = verify(archive_url, tmp_path / "snapshots")
    assert report.problems == []
    assert (report.counts["articles"], report.counts["revisions"], report.counts["snapshots"]) == (1, 2, 2)


def test_a_payload_whose_file_was_taken_away_is_stored_anew(
    put: Put, rows: Rows, crawl: Crawl, stored: Callable[[dict[str, Any]], Any], tmp_path: Path
) -> None:
    """Old files go to other disks: from then on the archive must not lean on them."""
    put(crawl.capture("甲.jpg", b"GIF", kind="image"))
    for path in (tmp_path / "snapshots").iterdir():
        path.unlink()
    put(crawl.capture("乙.jpg", b"GIF", kind="image", at=24), at=24)
    put(crawl.capture("丙.jpg", b"GIF", kind="image", at=48), at=48)
    assert [row["refers_to"] for row in rows("snapshots")] == [None, None, 2]
    assert stored(rows("snapshots")[1]).payload == b"GIF"


def test_what_shows_that_an_article_went_is_kept_with_the_event(put: Put, rows: Rows, crawl: Crawl) -> None:
    put(crawl.article())
    put(
        crawl.capture("gone", b"404", kind="error", status=404, at=24),
        crawl.miss("6202", "HTTP 404", 404, at=24, gone="404", record_id=record_id("gone")),
        at=24,
    )
    assert [row["snapshot_id"] for row in rows("events")] == [1]


def test_a_snapshot_that_cannot_be_written_ends_the_run_before_any_row(
    start: Start, archive_url: str, rows: Rows, crawl: Crawl, tmp_path: Path
) -> None:
    (tmp_path / "snapshots").write_text("a file", encoding="utf-8")
    with pytest.raises(ArchiveError, match="the snapshots in"):
        start(archive_url)
    assert (rows("runs"), rows("snapshots")) == ([], [])
