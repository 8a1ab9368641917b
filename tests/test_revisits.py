"""When an article is visited again."""

from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.frontier.revisits import due_at, first_wait, next_visit

SEEN = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "days"),
    [
        (None, 1),
        (timedelta(0), 1),
        (timedelta(hours=-1), 1),
        (7 * DAY, 1),
        (16 * DAY, 2),
        (300 * DAY, 37),
        (3650 * DAY, 90),
    ],
)
def test_the_young_are_visited_soon_and_the_old_later(age: timedelta | None, days: int) -> None:
    assert first_wait(age) == days


def test_what_was_seen_late_last_night_is_due_when_tonight_s_run_starts_early() -> None:
    assert due_at(SEEN, 1) == SEEN + DAY - timedelta(hours=3)


def test_the_wait_doubles_up_to_ninety_days_while_nothing_changes() -> None:
    waits, days, due = [], 1, due_at(SEEN, 1)
    for _ in range(9):
        days, due = next_visit(due, days, due, changed=False)
        waits.append(days)
    assert waits == [2, 4, 8, 16, 32, 64, 90, 90, 90]


def test_a_change_makes_it_soon_again_whenever_it_is_found() -> None:
    assert next_visit(SEEN, 64, SEEN + 9 * DAY, changed=True) == (1, due_at(SEEN, 1))


def test_a_visit_before_its_time_says_nothing_of_the_rhythm() -> None:
    due = SEEN + timedelta(hours=1)
    assert next_visit(SEEN, 4, due, changed=False) == (4, due)
