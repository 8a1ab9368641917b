"""When a run is called unhealthy, and when not: false alarms at night are as bad as silent rot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xzcrawl import health
from xzcrawl.archive.records import Finding, RunRecord

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
HOME = "http://xz.example/"
#: A night of the site's usual run.
WELL: Mapping[str, int] = {
    "requests": 62,
    "articles_read": 50,
    "articles_new": 2,
    "dates_read": 150,
    "with_footer": 20,
    "listing_pages/home": 30,
    "listing_pages/category 2": 10,
}


def a_run(days_ago: float = 0, mode: Any = "update", outcome: Any = "finished", **counts: Any) -> RunRecord:
    started = NOW - timedelta(days=days_ago)
    named = {name.replace("__", "/"): count for name, count in counts.items()}
    return RunRecord(
        id=1000 - int(10 * days_ago),
        site="xz.example",
        spider="xz",
        mode=mode,
        started_at=started,
        ended_at=started + timedelta(minutes=2),
        outcome=outcome,
        counts={**WELL, **named},
        versions={},
        findings=(),
    )


def nights(count: int, first: float = 1, **counts: Any) -> list[RunRecord]:
    """Runs of ``count`` nights, newest first, the last one ``first`` days ago."""
    return [a_run(first + night, **counts) for night in range(count)]


def rules(run: RunRecord, history: Sequence[RunRecord]) -> list[str]:
    return [finding.rule for finding in health.check(run, history, {})]


SHRUNK = a_run(listing_pages__home=1)
FIRST_WALK = a_run(40, "full", articles_read=3000, articles_new=3000, requests=3400, with_footer=1200)

MANY = ["many_errors"]
SHARES: list[tuple[str, RunRecord, list[RunRecord], list[str]]] = [
    ("a usual night", a_run(), nights(20), []),
    ("a first run", a_run(), [], []),
    ("a night after the first walk", a_run(), [FIRST_WALK], []),
    ("nothing was read", a_run(articles_read=0, dates_read=0, with_footer=0, requests=12), nights(20), []),
    # fields
    ("a field is gone", a_run(missing__author=50), nights(20), ["field_missing"]),
    ("a field is gone after one walk", a_run(missing__author=50), [FIRST_WALK], ["field_missing"]),
    ("two fields are gone", a_run(missing__author=50, missing__views=48), nights(5), ["field_missing"] * 2),
    ("a field is gone on few pages", a_run(articles_read=6, missing__author=6), nights(9), ["field_missing"]),
    ("too few pages to tell", a_run(articles_read=4, missing__author=4, with_footer=2), nights(20), []),
    ("a theme that hides authors", a_run(missing__author=50), nights(20, missing__author=50), []),
    ("editors forget the author at times", a_run(missing__author=8), nights(20, missing__author=3), []),
    ("a first walk of a theme that hides authors", a_run(missing__author=50), [], []),
    ("too small a past", a_run(missing__author=50), nights(3, articles_read=5), []),
    ("the past is a failed run", a_run(missing__author=50), [a_run(1, outcome="failed")], []),
    # pages of another layout
    ("a new layout", a_run(articles_generic=40), nights(20), ["other_layout"]),
    ("a description that fits few pages", a_run(articles_generic=40), [], ["other_layout"]),
    ("a second layout comes up", a_run(articles_generic=9), nights(20), ["other_layout"]),
    ("a few specials", a_run(articles_generic=2), nights(20), []),
    ("specials as ever", a_run(articles_generic=9), nights(20, articles_generic=8), []),
    ("a quiet night of specials", a_run(articles_read=3, articles_generic=3, with_footer=1), nights(20), []),
    # what is said to be gone, or not to be fetched
    ("absences in other words", a_run(unlike_nowhere=1), nights(20), ["unlike_nowhere"]),
    ("too many absences", a_run(gone_at_once=60), nights(20), ["gone_at_once"]),
    ("a login", a_run(same_text=3), nights(20), ["same_text"]),
    ("a pager without end", a_run(listing_pages_left=1), nights(20), ["left_unread"]),
    ("all kinds left", a_run(categories_left=2, mentions_left=3), nights(20), ["left_unread"]),
    ("articles that no page shows", a_run(articles_unseen=9), nights(20), ["articles_unseen"]),
    ("all requests used up", a_run(most_requests=900), nights(20), ["most_requests"]),
    ("robots.txt forbids most", a_run(forbidden=60), [], ["robots_forbid"]),
    ("robots.txt forbids more", a_run(forbidden=20), nights(20), ["robots_forbid"]),
    ("robots.txt forbids a few", a_run(forbidden=2), nights(20), []),
    ("robots.txt forbids as ever", a_run(forbidden=20), nights(20, forbidden=20), []),
    # dates
    ("dates unread", a_run(dates_unread=120, dates_read=30), nights(20), ["dates_unread"]),
    ("dates contradict", a_run(dates_contradictory=40, dates_read=110), nights(20), ["dates_unread"]),
    ("a cache contradicts once or twice", a_run(dates_contradictory=2), nights(20), []),
    ("a tenth of the dates is always odd", a_run(dates_unread=17), nights(20, dates_unread=15), []),
    # footers
    ("no footer any more", a_run(with_footer=0), nights(20), ["no_footer"]),
    ("somewhat fewer footers", a_run(with_footer=13), nights(20), []),
    ("a site without footers", a_run(with_footer=0), nights(20, with_footer=0), []),
    ("one night without footers among few", a_run(articles_read=6, with_footer=0), nights(20), []),
    # endings
    ("most articles end alike", a_run(**{"ending/欢迎来电咨询": 40}), nights(20), ["repeated_ending"]),
    ("and did so in a first run", a_run(**{"ending/欢迎来电咨询": 40}), [], ["repeated_ending"]),
    ("two lines", a_run(**{"ending/地址:徐州": 40, "ending/欢迎": 30}), [], ["repeated_ending"]),
    ("told before", a_run(ending__欢迎=40), [a_run(1), a_run(9, ending__欢迎=12), *nights(5, 10)], []),
    # changes
    ("most known articles changed", a_run(articles_changed=30, articles_unchanged=18), [], ["many_changed"]),
    (
        "most of them change each night",
        a_run(articles_changed=12, articles_unchanged=4),
        nights(20, articles_changed=12, articles_unchanged=4),
        [],
    ),
    ("a few known articles changed", a_run(articles_changed=9, articles_unchanged=1), [], []),
    (
        "a fifth of them changed, as never before",
        a_run(articles_changed=24, articles_unchanged=100),
        nights(20, articles_changed=1, articles_unchanged=99),
        ["many_changed"],
    ),
    (
        "a fifth of them changes each night",
        a_run(articles_changed=24, articles_unchanged=100),
        nights(20, articles_changed=22, articles_unchanged=99),
        [],
    ),
    # listings
    ("the home listing shrank", SHRUNK, nights(20), ["listing_shrank"]),
    ("it shrank the night before", SHRUNK, [SHRUNK, *nights(3, 2)], ["listing_shrank"]),
    ("it shrank long ago", SHRUNK, nights(20, listing_pages__home=1), []),
    ("a page less", a_run(listing_pages__home=29), nights(20), []),
    ("it grew", a_run(listing_pages__home=40), nights(20), []),
    ("a tag of two pages lost one", a_run(listing_pages__tag=1), nights(9, listing_pages__tag=2), []),
    ("a list is gone", a_run(listing_gone__category=1), nights(20), ["listing_gone"]),
    ("it was told before", a_run(listing_gone__category=1), nights(20, listing_gone__category=1), []),
    # errors
    ("articles fail", a_run(articles_failed=30), nights(20), ["many_errors"]),
    ("most fail in the first run", a_run(requests=400, articles_failed=300), [], ["many_errors"]),
    ("a few fail in the first run", a_run(requests=400, articles_read=300, articles_failed=20), [], []),
    ("more than a fifth fails", a_run(requests=150, articles_read=70, articles_failed=20), [], MANY),
    ("one dead page, retried", a_run(requests=17, articles_failed=1, retries=5), nights(20), []),
    ("all of a quiet night fail", a_run(articles_read=0, articles_failed=5), nights(20), MANY),
    ("two of them fail", a_run(articles_read=4, articles_failed=2, with_footer=2), nights(20), []),
    ("images do not hide it", a_run(requests=900, requests__image=800, failed_listings=30), [], MANY),
    ("listings do not hide it", a_run(requests=400, articles_read=20, articles_failed=10), [], MANY),
    ("some articles always fail", a_run(articles_failed=10), nights(20, articles_failed=9), []),
    ("articles without a title", a_run(articles_refused=40), nights(20), ["many_errors"]),
    ("every page only after retries", a_run(requests=162, retries=100), nights(20), ["many_retries"]),
    ("some retries", a_run(requests=70, retries=8), nights(20), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("run", "history", "found"), [case[1:] for case in SHARES], ids=[c[0] for c in SHARES]
)
def test_a_run_is_judged_by_its_own_past(
    run: RunRecord, history: Sequence[RunRecord], found: list[str]
) -> None:
    assert rules(run, history) == found


def quiet(*days_ago: float) -> list[RunRecord]:
    return [a_run(days, articles_new=0) for days in days_ago]


def daily_news(first: float, count: int = 10) -> list[RunRecord]:
    return nights(count, first, articles_new=3)


VAIN = a_run(articles_new=0)
SILENT_WEEK = [*quiet(*range(1, 7)), *daily_news(7)]
WEEKENDS = [
    a_run(days, articles_new=0 if (NOW - timedelta(days=days)).weekday() >= 5 else 3) for days in range(8, 60)
]
WEEKLY = [a_run(7 * week, articles_new=2) for week in range(2, 12)]
FIRST_NIGHTS = [a_run(day, "full", "budget", articles_new=500) for day in range(10, 15)]
FAILED_WITH_NEWS = a_run(1, outcome="failed", articles_new=2)

SILENCES: list[tuple[str, RunRecord, list[RunRecord], list[str]]] = [
    ("news every day, then a week of none", VAIN, SILENT_WEEK, ["nothing_new"]),
    ("a long weekend", VAIN, [*quiet(1, 2, 3), *daily_news(4)], []),
    ("weekends are usual, a week of holidays", VAIN, [*quiet(*range(1, 8)), *WEEKENDS], []),
    ("weekends are usual, two weeks of none", VAIN, [*quiet(*range(1, 8)), *WEEKENDS[6:]], ["nothing_new"]),
    ("a run a week, one in vain", VAIN, [*quiet(7), *WEEKLY], []),
    ("a run a week, a month in vain", VAIN, [*quiet(7, 14, 21), *WEEKLY[2:]], ["nothing_new"]),
    ("news after all", a_run(articles_new=1), SILENT_WEEK, []),
    ("revisits look for no news", a_run(0, "revisit", articles_new=0), SILENT_WEEK, []),
    ("a run that was stopped has not looked", a_run(0, outcome="stopped", articles_new=0), SILENT_WEEK, []),
    ("a failed run with news counts", VAIN, [FAILED_WITH_NEWS, *SILENT_WEEK[1:]], []),
    ("no rhythm is known after the first walk", VAIN, [*quiet(*range(1, 20)), FIRST_WALK], []),
    (
        "the nights of a first walk are no rhythm",
        VAIN,
        [*quiet(*range(1, 9)), a_run(9, "full", articles_new=500), *FIRST_NIGHTS],
        [],
    ),
    (
        "while the machine was off, nothing is known of silence",
        VAIN,
        [*quiet(*range(1, 7)), *daily_news(7, 4), *daily_news(30)],
        ["nothing_new"],
    ),
]


@pytest.mark.parametrize(
    ("run", "history", "found"), [case[1:] for case in SILENCES], ids=[c[0] for c in SILENCES]
)
def test_silence_is_judged_by_the_rhythm_of_the_site(
    run: RunRecord, history: Sequence[RunRecord], found: list[str]
) -> None:
    assert rules(run, history) == found


def test_a_lasting_fault_is_told_for_days_and_then_is_the_new_usual() -> None:
    history, told = nights(30), 0
    for night in range(60):
        broken = a_run(-night, missing__author=50)
        told += "field_missing" in rules(broken, history)
        history = [broken, *history][:200]
    assert 10 <= told <= 30


def test_findings_say_what_was_before_and_name_pages() -> None:
    pages = [f"{HOME}index.php/post/{number}.html" for number in (7, 8)]
    examples = {"missing/author": pages, "dates_unread": pages, "dates_contradictory": [HOME], "home": [HOME]}
    run = a_run(missing__author=50, dates_unread=60, dates_read=90, listing_pages__home=3)
    assert health.check(run, nights(20), examples) == [
        Finding("field_missing", "author is missing on 50 of 50 articles, before on 0%", tuple(pages)),
        Finding("dates_unread", "60 of 150 date texts gave no date, before 0%", (*pages, HOME)),
        Finding("listing_shrank", "fewer pages than before: home from 30 to 3", (HOME,)),
    ]


def test_a_list_is_called_by_its_name_where_the_site_has_one() -> None:
    run = a_run(listing_pages__home=30, **{"listing_pages/category 3": 2, "listing_gone/category cate-7": 1})
    before = [a_run(listing_pages__home=30, **{"listing_pages/category 3": 9}) for _ in range(20)]
    names = {"category 3": "招商政策", "category cate-7": "企业动态"}
    found = [one.message for one in health.check(run, before, {}, names)]
    assert "fewer pages than before: 招商政策 (category 3) from 9 to 2" in found
    gone = "the site has no list any more, nor another with its articles: 企业动态 (category cate-7)"
    assert gone in found


def test_a_repeated_ending_is_named_with_the_articles_that_end_with_it() -> None:
    run = a_run(**{"ending/欢迎来电咨询": 40, "ending/地址:徐州": 31})
    examples = {"ending/欢迎来电咨询": [f"{HOME}?id=7"]}
    assert health.check(run, nights(20), examples) == [
        Finding(
            "repeated_ending",
            "most articles begin or end with the same: '地址:徐州' (31 of 50), '欢迎来电咨询' (40 of 50)",
            (f"{HOME}?id=7",),
        )
    ]


def test_silence_says_since_which_day_in_xuzhou() -> None:
    (found,) = health.check(a_run(articles_new=0), quiet(*range(1, 7)) + daily_news(7), {"home": [HOME]})
    assert found == Finding(
        "nothing_new", "nothing new for 7 days (since 2026-11-18), where 1.0 days are usual", (HOME,)
    )


@pytest.mark.parametrize(
    ("older", "told"),
    [({"articles_seen_ahead": 26}, 1), ({"articles_stale": 26}, 1), ({"articles_stale": 25}, 0)],
)
def test_a_run_most_of_whose_pages_are_older_than_what_is_stored_says_so(
    older: dict[str, int], told: int
) -> None:
    found = health.check(a_run(**older), nights(20), {})
    message = "26 of 50 pages are older than what is stored: the clock was wrong, then or now"
    assert found == [Finding("wrong_clock", message, ())] * told


def test_a_run_that_begins_before_an_earlier_one_says_so_though_it_read_no_article() -> None:
    run = a_run(articles_read=0, articles_new=0)
    ahead = replace(run, id=run.id - 1, started_at=run.started_at + timedelta(days=3))
    message = "an earlier run began at 2026-11-28 06:30: the clock was wrong, then or now"
    assert health.check(run, [ahead, *nights(3)], {"home": [HOME]}) == [
        Finding("wrong_clock", message, (HOME,))
    ]
    between = replace(run, id=run.id - 1)
    assert health.check(run, [between, ahead, *nights(3)], {"home": [HOME]}) == []


def test_what_the_archive_cannot_hold_is_told() -> None:
    message = "3 items were not archived: the log says of each why"
    assert health.check(a_run(items_refused=3), nights(20), {"home": [HOME]}) == [
        Finding("not_stored", message, (HOME,))
    ]
    usual = [replace(night, counts={**night.counts, "items_refused": 50}) for night in nights(20)]
    assert health.check(a_run(items_refused=3), usual, {}) == []
    assert [found.rule for found in health.check(a_run(items_refused=50), usual, {})] == ["not_stored"]


def test_many_errors_name_the_commonest_reason() -> None:
    reasons = {"reason/HTTP 500": 28, "reason/no answer in time": 2}
    (found,) = health.check(a_run(articles_failed=30, **reasons), nights(20), {})
    assert found.message == "30 of 80 articles could not be had or read, before 0%; most often: HTTP 500 (28)"
