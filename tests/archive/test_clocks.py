"""What is stored when the clock of one run was wrong: runs come one after the other, whatever it said."""

from datetime import timedelta

from tests.known_keys import known_keys
from tests.making import Crawl, Put, Rows
from xzcrawl.archive import Archive
from xzcrawl.dates import local
from xzcrawl.frontier.revisits import due_at

DAYS = 24


def test_what_changed_after_a_run_whose_clock_was_ahead_is_recorded(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(lines=("一",), at=0), at=0)
    put(crawl.article(lines=("一",), at=3 * DAYS + 1), at=3 * DAYS)
    counts = put(crawl.article(lines=("二",), at=1 * DAYS + 1), at=1 * DAYS)
    with Archive(archive_url) as archive:
        record = archive.article(1)
    assert (record.text, record.revision) == ("二", 2)
    assert (record.first_seen_at, record.last_seen_at) == (crawl.noon, crawl.noon + timedelta(hours=25))
    assert counts == {"articles_changed": 1, "articles_seen_ahead": 1, "readings_added": 1}


def test_an_article_first_seen_by_a_clock_that_was_ahead_was_seen_no_later_than_now(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(at=3 * DAYS), at=3 * DAYS)
    put(crawl.article(at=DAYS), at=DAYS)
    with Archive(archive_url) as archive:
        record = archive.article(1)
    now = crawl.noon + timedelta(hours=DAYS)
    assert (record.first_seen_at, record.last_seen_at, record.changed_at) == (now, now, now)
    assert record.revision == 1


def test_a_deletion_after_it_is_recorded_and_so_is_a_failure(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article("1", at=3 * DAYS), crawl.article("2", at=3 * DAYS), at=3 * DAYS)
    counts = put(
        crawl.miss("1", "HTTP 404", 404, at=DAYS, gone="404"), crawl.miss("2", "HTTP 500", at=DAYS), at=DAYS
    )
    assert counts == {"misses": 2, "articles_gone": 1, "articles_failed": 1}
    assert [row["state"] for row in rows("urls")] == ["gone", "failed"]
    assert [row["gone_at"] for row in rows("articles")] == [crawl.noon + timedelta(hours=DAYS), None]


def test_a_run_whose_own_clock_is_behind_records_as_well(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(lines=("一",), at=3 * DAYS), at=3 * DAYS)
    put(crawl.article(lines=("二",)), crawl.article(lines=("三",), at=1), at=0)
    with Archive(archive_url) as archive:
        assert (archive.article(1).text, archive.article(1).revision) == ("三", 3)


def test_within_a_run_an_older_page_undoes_nothing_even_then(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(lines=("一",), at=3 * DAYS), at=3 * DAYS)
    counts = put(crawl.article(lines=("三",), at=2), crawl.article(lines=("二",), at=1), at=0)
    with Archive(archive_url) as archive:
        assert archive.article(1).text == "三"
    assert counts["articles_stale"] == 1


def test_an_article_put_off_by_a_wrong_clock_is_not_put_off_again(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    put(crawl.article(at=3 * DAYS), at=3 * DAYS)
    put(crawl.article(at=DAYS), at=DAYS)
    with Archive(archive_url) as archive:
        (known,) = known_keys(archive, "xz.example").values()
    assert known.next_visit_at == due_at(crawl.noon + timedelta(hours=DAYS), 37)


def test_runs_are_told_in_the_order_in_which_they_began(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(crawl.article(at=0), at=3 * DAYS)
    put(crawl.article(at=0), at=DAYS)
    with Archive(archive_url) as archive:
        assert [run.id for run in archive.runs()] == [2, 1]


def test_a_date_that_a_clock_ahead_saw_does_not_outlive_a_re_dating(
    archive_url: str, put: Put, crawl: Crawl
) -> None:
    """The feed is exact, and was read when a clock was a few seconds ahead: of that, nothing else tells."""
    second = "2022-09-24T10:05:33"
    fed = crawl.reading(second, second, source="feed", precision="second", at=0.002)
    put(crawl.article(), crawl.listing(crawl.observation("6202", fed), at=0.002), at=0)
    put(crawl.article(reading=crawl.days("2022-03-01", "2022-03-01", at=0.001), at=0.001), at=0.001)
    put(crawl.article(reading=crawl.days("2022-03-01", "2022-03-01", at=24), at=24), at=24)
    with Archive(archive_url) as archive:
        record, history = archive.article(1), archive.history(1)
    ends = local(record.published_earliest), local(record.published_latest)
    assert ends == ("2022-03-01 00:00:00", "2022-03-01 23:59:59")
    assert [event.kind for event in history.events] == ["redated"]
    assert [bound.text for bound in history.bounds if bound] == ["2022-03-01", "2022-03-01"]
