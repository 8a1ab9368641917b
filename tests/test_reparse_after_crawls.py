"""What crawls made of relative dates stands when their pages are read again, whatever the seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from tests.test_reparse import page as snapshot
from xzcrawl.archive.reparse_source import StoredArticle, StoredReading
from xzcrawl.archive.schema.rows import published_columns, reading_in
from xzcrawl.archive.schema.tables import metadata, readings
from xzcrawl.archive.write.readings import Evidence
from xzcrawl.dates import SHANGHAI, combine, standing
from xzcrawl.dates.observation import read
from xzcrawl.demo.clock import date_text
from xzcrawl.items import DateInterval, Page, Reading, ReadingSource
from xzcrawl.reparse.weigh import weigh

BEGUN = datetime(2026, 11, 28, 11, 0, tzinfo=SHANGHAI)
#: Ages at which the figure or the unit of a text changes, in seconds.
TURNS = (1, 59.5, 60, 90, 150, 3600, 5400, 9000, 86_400, 129_600, 604_800, 907_200, 2_592_000, 31_104_000)

#: Seconds after the begin of a run, and how many milliseconds the page took to come.
Moment = tuple[float, int]
moments = st.lists(
    st.tuples(st.integers(0, 49).map(lambda tenths: tenths / 10), st.sampled_from((5, 40))),
    min_size=1,
    max_size=5,
)


def observation(published: datetime, source: ReadingSource, begun: datetime, moment: Moment) -> Reading:
    """What a page tells that came at a moment."""
    came = begun + timedelta(seconds=moment[0])
    written = came - timedelta(milliseconds=moment[1])
    headers = {"date": format_datetime(written.astimezone(UTC).replace(microsecond=0), usegmt=True)}
    asked = written - timedelta(milliseconds=10)
    seen = Page("http://xz.example/", 200, headers, b"", asked, came)
    return read(date_text(published, written), seen, source, rounding="half-up")


def told_by_feed(published: datetime, begun: datetime, moment: Moment) -> Reading:
    """What the feed tells that came at a moment."""
    text = format_datetime(published)
    instant = DateInterval(published, published, "second", text)
    return Reading("feed", begun + timedelta(seconds=moment[0]), text, instant)


@cache
def database() -> Engine:
    """Tables in memory, which every example leaves empty."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    return engine


def crawl(runs: Sequence[Sequence[Reading]]) -> tuple[list[StoredReading], datetime | None]:
    """The readings that runs store, of snapshots that are numbered as they came, and when re-dated."""
    number, since = 0, dict[int, datetime]()
    with database().connect() as connection:
        for run, observations in enumerate(runs):
            evidence = Evidence(connection, run, [1], since)
            for reading in observations:
                number += 1
                take = evidence.add if reading.source == "page" else evidence.add_if_news
                take(1, reading, number)
            evidence.save(connection)
            since = dict(evidence.since)
        rows = connection.execute(select(readings).order_by(readings.c.id)).all()
        connection.rollback()
    return [StoredReading(row.id, row.run_id, row.snapshot_id, reading_in(row)) for row in rows], since.get(1)


@pytest.mark.slow
@settings(max_examples=1500)
@given(
    turn=st.sampled_from(TURNS),
    early=st.integers(-4, 28).map(lambda halves: halves / 2),
    first=moments,
    second=moments,
    page=st.integers(0, 4),
)
@example(turn=5400, early=3.5, first=[(1.8, 40)], second=[(3.0, 40), (3.5, 40), (2.2, 5)], page=2)
@example(turn=60, early=8, first=[(0.5, 40), (0.5, 5), (0.1, 40)], second=[(4.3, 40), (2.7, 5)], page=3)
@example(turn=129_600, early=0.0, first=[(1.8, 40)], second=[(1.3, 40), (4.0, 5), (4.4, 40)], page=0)
def test_reading_all_pages_again_changes_nothing(
    turn: float, early: float, first: list[Moment], second: list[Moment], page: int
) -> None:
    """An article's age turns from one text to the next while two runs see it on its page and in lists."""
    published = (BEGUN - timedelta(seconds=max(turn - early, 0))).replace(microsecond=0)
    runs = [
        [
            observation(published, "page" if at == page % len(run) else "listing", begun, moment)
            for at, moment in enumerate(run)
        ]
        for run, begun in ((first, BEGUN), (second, BEGUN + timedelta(seconds=6)))
    ]
    stored, since = crawl(runs)
    values = published_columns(combine(standing([(row.run_id, row.reading) for row in stored], since)))
    article = StoredArticle(1, 1, "http://xz.example/?id=1", 1, since, 1, "", "7", values, stored)
    every = [reading for run in runs for reading in run]
    said = {number: (snapshot(number), [reading]) for number, reading in enumerate(every, 1)}
    found = weigh(article, None, {}, said)
    assert (found.values, found.corrected, found.added) == ({}, {}, [])


@pytest.mark.slow
@settings(max_examples=300)
@given(
    turn=st.sampled_from(TURNS),
    early=st.integers(-4, 28).map(lambda halves: halves / 2),
    first=moments,
    second=moments,
    page=st.integers(0, 4),
    lag=st.sampled_from((0, 6, 50)),
)
def test_what_the_feed_told_is_read_again_where_it_was_lost(
    turn: float,
    early: float,
    first: list[Moment],
    second: list[Moment],
    page: int,
    lag: int,
) -> None:
    """The second run is given the article's page as it was ``lag`` seconds ago, and is not told so."""
    published = (BEGUN - timedelta(seconds=max(turn - early, 0))).replace(microsecond=0)
    runs = [
        [
            observation(published + timedelta(seconds=late), "page", begun, moment)
            if at == page % len(run)
            else told_by_feed(published, begun, moment)
            for at, moment in enumerate(run)
        ]
        for run, begun, late in ((first, BEGUN, 0), (second, BEGUN + timedelta(seconds=56), lag))
    ]
    stored, since = crawl(runs)
    before = published_columns(combine(standing([(row.run_id, row.reading) for row in stored], since)))
    left = [row for row in stored if row.reading.source == "page"]
    values = published_columns(combine(standing([(row.run_id, row.reading) for row in left], since)))
    article = StoredArticle(1, 1, "http://xz.example/?id=1", 1, since, 1, "", "7", values, left)
    every = [reading for run in runs for reading in run]
    said = {number: (snapshot(number), [reading]) for number, reading in enumerate(every, 1)}
    found = weigh(article, None, {}, said)
    bounds = "published_earliest", "published_latest"
    assert [{**values, **found.values}[name] for name in bounds] == [before[name] for name in bounds]


def test_two_pages_of_one_second_are_two_observations() -> None:
    """Both leave a minute possible, not the same one."""
    published = BEGUN - timedelta(seconds=100)
    early, late = (observation(published, "listing", BEGUN, (second, 30)) for second in (1.02, 1.98))
    assert (early.seen_at, early.text) == (late.seen_at, late.text)
    stored, _ = crawl([[early, late]])
    assert [row.reading.interval for row in stored] == [early.interval, late.interval]
