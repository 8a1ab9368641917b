"""What a run does, and how much of what costs requests."""

from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.runs import MODES
from xzcrawl.spider import plan

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("full_at", "mode"),
    [(None, "full"), (NOW - 29 * DAY, "update"), (NOW - 30 * DAY, "full"), (NOW - 400 * DAY, "full")],
)
def test_auto_is_a_full_walk_first_and_every_thirty_days(full_at: datetime | None, mode: str) -> None:
    assert plan.settle_mode("auto", full_at, NOW, 30) == mode


def test_a_mode_that_was_asked_for_stands_and_an_unknown_one_is_refused() -> None:
    assert [plan.settle_mode(mode, None, NOW, 30) for mode in MODES] == [*MODES]
    with pytest.raises(UsageError, match="unknown mode 'nightly': use one of auto, full, recheck, update"):
        plan.checked_mode("nightly")


def test_so_many_articles_may_be_visited_again() -> None:
    assert [plan.revisits_allowed(None, archived) for archived in (100, 5000)] == [50, 100]
    assert plan.revisits_allowed(7, 5000) == 7


@pytest.mark.parametrize("text", ["0", "-1", "zehn", "1.5", "9" * 12, "٣"])
def test_a_budget_is_a_number_of_requests(text: str) -> None:
    assert [plan.budget(good) for good in (None, "12")] == [None, 12]
    with pytest.raises(UsageError, match="must be a number of requests"):
        plan.budget(text)
