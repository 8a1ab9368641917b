"""What becomes of an article's readings and date when the pages that spoke of it are read again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import StoredArticle, StoredReading
from xzcrawl.archive.schema.rows import published_columns
from xzcrawl.dates import SHANGHAI, combine
from xzcrawl.items import DateInterval, Reading
from xzcrawl.reparse.weigh import weigh

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)


def page(number: int) -> SnapshotRecord:
    return SnapshotRecord(
        number, "xz.example", 1, f"urn:{number}", "article", "http://xz.example/", 200, NOON, NOON,
        "a.warc.gz", number, 1, "", None, None,
    )  # fmt: skip


def reading(days: str | None, *, source: Any = "page", text: str = "", at: float = 0) -> Reading:
    """``20..24``: from the first to the second day of September 2022."""
    interval = None
    if days is not None:
        first, last = (int(day) for day in (days.split("..") if ".." in days else (days, days)))
        ends = datetime(2022, 9, first, tzinfo=SHANGHAI), datetime(2022, 9, last, 23, 59, 59, tzinfo=SHANGHAI)
        interval = DateInterval(*ends, "day", text)
    return Reading(source, NOON + timedelta(hours=at), text, interval)


def stored_article(*stored: tuple[int, Reading], since: datetime | None = None) -> StoredArticle:
    """An article with these readings, each of the snapshot of that number, in rows 100, 101, …"""
    rows = [StoredReading(100 + at, 1, number, one) for at, (number, one) in enumerate(stored)]
    standing = [one for _, one in stored if since is None or one.seen_at >= since]
    values = published_columns(combine(standing)) | {"title": "标题", "text": "正文。"}
    return StoredArticle(1, 1, "http://xz.example/?id=1", 1, since, 1, "", "7", values, rows)


def said(**pages: list[Reading]) -> dict[int, tuple[SnapshotRecord, list[Reading]]]:
    return {int(name[1:]): (page(int(name[1:])), readings) for name, readings in pages.items()}


def test_a_reading_that_says_the_same_stays_as_it_is() -> None:
    one = reading("24")
    assert not weigh(stored_article((1, one)), None, {}, said(p1=[one])).is_changed


def test_a_page_that_could_not_be_read_takes_nothing_away() -> None:
    assert not weigh(stored_article((1, reading("24"))), None, {}, {}).is_changed


def test_a_date_that_is_read_otherwise_is_corrected_and_dates_the_article() -> None:
    now = reading("23")
    found = weigh(stored_article((1, reading("24"))), None, {}, said(p1=[now]))
    assert (found.corrected, found.added) == ({100: now}, [])
    assert found.values["published_at"] == datetime(2022, 9, 23, tzinfo=SHANGHAI)


def test_a_date_that_is_no_longer_found_is_taken_back() -> None:
    stored = stored_article((1, reading("24", source="listing", text="2022-09-24")))
    found = weigh(stored, None, {}, said(p1=[]))
    assert found.corrected == {100: reading(None, source="listing", text="2022-09-24")}
    assert found.values["published_at"] is None


def test_what_was_inferred_is_no_page_s_to_correct() -> None:
    stored = stored_article((1, reading("20..30")), (2, reading("24", source="order")))
    assert not weigh(stored, None, {}, said(p2=[])).is_changed


def test_a_new_observation_is_taken_in_where_it_narrows_the_date() -> None:
    narrow = reading("24..26", source="listing", at=1)
    found = weigh(stored_article((1, reading("20..30"))), None, {}, said(p2=[narrow]))
    assert found.added == [(page(2), narrow)]
    assert found.values["published_earliest"] == datetime(2022, 9, 24, tzinfo=SHANGHAI)


@pytest.mark.parametrize("days", ["10..30", "28", None], ids=["wider", "elsewhere", "no date"])
def test_a_new_observation_that_narrows_nothing_is_left(days: str | None) -> None:
    observation = reading(days, source="listing", at=1)
    assert not weigh(stored_article((1, reading("20..24"))), None, {}, said(p2=[observation])).is_changed


@pytest.mark.parametrize(("source", "day"), [("feed", 28), ("listing", 20)])
def test_a_new_observation_that_contradicts_the_page_is_believed_where_it_is_more_trusted(
    source: str, day: int
) -> None:
    """A page that came from a cache says too young an age, and the feed knows better; a listing does not."""
    observation = reading("28", source=source, at=1)
    found = weigh(stored_article((1, reading("20..24"))), None, {}, said(p2=[observation]))
    assert found.added == [(page(2), observation)] * (source == "feed")
    assert {**stored_article((1, reading("20..24"))).values, **found.values}["published_earliest"].day == day


def test_a_feed_that_was_missed_says_nothing_of_a_date_that_was_changed_after_it() -> None:
    """An older version took the later page for one from a cache, and noted no other date."""
    stored = stored_article(
        (1, reading("19..21", text="2小时前")), (3, reading("26", text="2022-09-26", at=72))
    )
    missed = reading("20", source="feed", at=0)
    assert not weigh(stored, None, {}, said(p2=[missed])).is_changed


def test_a_observation_from_before_the_date_was_changed_says_nothing_of_the_new_one() -> None:
    since = NOON + timedelta(hours=24)
    stored = stored_article((1, reading("10")), (3, reading("20..30", at=24)), since=since)
    assert not weigh(stored, None, {}, said(p2=[reading("24", source="listing", at=12)])).is_changed


def test_a_page_from_a_cache_that_shows_the_old_date_stays_undated() -> None:
    since = NOON + timedelta(hours=24)
    cached = reading(None, text="2022-09-10", at=25)
    stored = stored_article(
        (1, reading("10", text="2022-09-10")), (2, reading("24", at=24)), (3, cached), since=since
    )
    assert not weigh(stored, None, {}, said(p3=[reading("10", text="2022-09-10", at=25)])).is_changed


def test_two_observations_on_one_page_are_told_apart_by_their_text() -> None:
    first, second = reading("20..30", source="listing", text="甲"), reading("24", source="listing", text="乙")
    assert not weigh(stored_article((2, first), (2, second)), None, {}, said(p2=[second, first])).is_changed


def test_a_changed_title_or_text_alone_makes_a_revision() -> None:
    stored = stored_article((1, reading("24")))
    values = {"title": "标题", "text": "正文。"}
    assert not weigh(stored, page(1), values, said(p1=[reading("24")])).is_changed
    assert weigh(stored, page(1), values | {"text": "正文！"}, said(p1=[reading("24")])).is_revision
    assert not weigh(stored, page(1), values, said(p1=[reading("23")])).is_revision
