"""The writer of a run: its thread, its batches, and how it ends."""

from dataclasses import replace
from itertools import islice

import pytest

from tests.making import NOON, Crawl, Put, Start, hours, record_id
from xzcrawl.archive import Archive
from xzcrawl.archive.write.batches import growing
from xzcrawl.errors import ArchiveError


def test_a_run_is_recorded_with_the_counts_of_both(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url) as writer:
        writer.put(crawl.article("1", observations=[crawl.observation("2")]))
        writer.finish_run(outcome="finished", ended_at=hours(1), counts={"requests": 3})
    with start(archive_url, at=2):
        pass  # killed, as it were: never finished
    with Archive(archive_url) as archive:
        killed, finished = archive.runs()
        assert archive.runs(1) == [killed]
        assert archive.runs(site="sz.example") == []
    assert (finished.id, finished.site, finished.spider, finished.mode) == (1, "xz.example", "xz", "full")
    assert (finished.started_at, finished.ended_at, finished.outcome) == (NOON, hours(1), "finished")
    assert finished.counts == {"articles_new": 1, "urls_found": 2, "readings_added": 1, "requests": 3}
    assert finished.versions == {"extractor": "7"}
    assert (killed.started_at, killed.ended_at, killed.outcome) == (hours(2), None, None)


def test_a_run_ends_with_the_count_of_what_it_read_without_any_date(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    with start(archive_url) as writer:
        for key, reading in (("1", crawl.reading()), ("2", crawl.reading(None, None))):
            article = crawl.article(key, reading=reading)
            page = crawl.page(article.url, record_id=record_id(key))
            writer.put(crawl.capture(key))
            writer.put(replace(article, page=page))
        writer.finish_run(outcome="finished", ended_at=hours(1), counts={})
    with Archive(archive_url) as archive:
        assert archive.runs(1)[0].counts["articles_undated"] == 1


def test_flush_makes_everything_so_far_readable(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url) as writer, Archive(archive_url) as archive:
        for key in range(1, 4):
            writer.put(crawl.article(str(key)))
        writer.flush()
        assert archive.count() == 3


def test_a_writer_wants_its_run_first_and_nothing_after_its_end(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    from xzcrawl.archive.writer import Writer

    with (
        Writer(archive_url, clock=lambda: NOON) as writer,
        pytest.raises(ValueError, match="begin_run comes first"),
    ):
        writer.put(crawl.article())
    writer = start(archive_url)
    writer.close()
    with pytest.raises(ValueError, match="closed"):
        writer.put(crawl.article())


def test_a_failure_in_the_thread_ends_the_crawl_with_one_line(
    archive_url: str, put: Put, crawl: Crawl, start: Start
) -> None:
    put(crawl.article("1"))
    writer = start(archive_url)
    too_large = crawl.article("2", views=2**63)  # more than any database's integer
    writer.put(too_large)
    with pytest.raises(ArchiveError, match=r"cannot write|writing the archive failed") as failure:
        writer.flush()
    assert "\n" not in str(failure.value)
    for call in (lambda: writer.put(crawl.article("3")), writer.flush, writer.close):
        with pytest.raises(ArchiveError):
            call()  # type: ignore[no-untyped-call]
    with Archive(archive_url) as archive:
        assert [record.key for record in archive.articles()] == ["1"]


def test_nothing_is_written_after_a_failure(archive_url: str, crawl: Crawl, start: Start) -> None:
    writer = start(archive_url, batch_items=1)
    for item in (crawl.article("1"), crawl.article("2", views=2**63), crawl.article("3")):
        writer._queue.put(item)  # as put does before it knows of the failure
    with pytest.raises(ArchiveError):
        writer.close()
    with Archive(archive_url) as archive:
        assert [record.key for record in archive.articles()] == ["1"]


def test_a_failed_writer_blocks_nobody_however_much_is_put(
    archive_url: str, crawl: Crawl, start: Start
) -> None:
    writer = start(archive_url)
    writer.put(crawl.article("1", views=2**63))
    with pytest.raises(ArchiveError):  # noqa: PT012 - which of the calls raises depends on the thread
        for key in range(5_000):
            writer.put(crawl.article(str(key)))
        writer.flush()
    with pytest.raises(ArchiveError):
        writer.close()


def test_a_batch_is_ended_by_its_size_too(archive_url: str, crawl: Crawl, start: Start) -> None:
    with start(archive_url, batch_items=2, batch_seconds=3600) as writer:
        for key in range(1, 6):
            writer.put(crawl.article(str(key), observations=[crawl.observation(str(key + 1))]))
    assert writer.counts["articles_new"] == 5
    assert writer.counts["urls_found"] == 6


def test_the_first_batches_wait_less_than_the_later_ones() -> None:
    assert list(islice(growing(2), 7)) == [0.1, 0.2, 0.4, 0.8, 1.6, 2, 2]
