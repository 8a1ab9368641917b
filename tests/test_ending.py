"""How a run ended, and why."""

import pytest

from xzcrawl.errors import ArchiveError
from xzcrawl.extensions.ending import Ending, ending_of, exception_line
from xzcrawl.runs import Outcome

LISTING = "listing not read: http://xz.example/?page=2: HTTP 500"
MOST = "1,205 requests, the most for a site of its size, were used up"
BUDGET = "its budget (max_requests) was used up"


@pytest.mark.parametrize(
    ("word", "stats", "broken_off", "problem", "ending"),
    [
        ("finished", {}, None, None, Ending(Outcome.FINISHED)),
        ("finished", {"xzcrawl/over_budget": 3}, None, None, Ending(Outcome.BUDGET, BUDGET)),
        ("finished", {"xzcrawl/most_requests": 1_205}, None, None, Ending(Outcome.BUDGET, MOST)),
        (
            "shutdown",
            {"xzcrawl/most_requests": 1_205},
            "the disk is full",
            None,
            Ending(Outcome.FAILED, "the disk is full"),
        ),
        (
            "closespider_timeout",
            {},
            None,
            None,
            Ending(Outcome.BUDGET, "its time (--time-limit) was used up"),
        ),
        ("shutdown", {}, None, None, Ending(Outcome.STOPPED, "stopped by a signal (SIGTERM or Ctrl-C)")),
        ("shutdown", {}, "the disk is full", None, Ending(Outcome.FAILED, "the disk is full")),
        ("finished", {"xzcrawl/failed_listings": 1}, None, LISTING, Ending(Outcome.FAILED, LISTING)),
        (
            "shutdown",
            {"xzcrawl/failed_listings": 2, "xzcrawl/empty_listings": 1},
            None,
            LISTING,
            Ending(Outcome.FAILED, f"{LISTING} (and 2 more)"),
        ),
        (
            "finished",
            {"spider_exceptions/count": 1},
            None,
            None,
            Ending(Outcome.FAILED, "an exception, see the log"),
        ),
        ("closespider_errorcount", {}, None, None, Ending(Outcome.FAILED, "closespider errorcount")),
        ("closespider_timeout", {}, "robots", LISTING, Ending(Outcome.FAILED, "robots")),
    ],
)
def test_a_run_has_one_outcome_and_one_reason(
    word: str, stats: dict[str, int], broken_off: str | None, problem: str | None, ending: Ending
) -> None:
    assert ending_of(word, stats, broken_off, problem) == ending


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("no\nsuch thing"), "ValueError: no"),
        (KeyError(), "KeyError"),
        (ArchiveError("disk full: data"), "ArchiveError: disk full: data"),
    ],
)
def test_an_exception_is_one_line(error: Exception, line: str) -> None:
    assert exception_line(error) == line
