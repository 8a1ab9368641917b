"""How a run ended, and why."""

import pytest

from xzcrawl.errors import ArchiveError
from xzcrawl.extensions.ending import Ending, ending_of, exception_line

LISTING = "listing not read: http://xz.example/?page=2: HTTP 500"
MOST = "1,205 requests, the most for a site of its size, were used up"
BUDGET = "its budget (max_requests) was used up"


@pytest.mark.parametrize(
    ("word", "stats", "broken_off", "problem", "ending"),
    [
        ("finished", {}, None, None, Ending("finished")),
        ("finished", {"xzcrawl/over_budget": 3}, None, None, Ending("budget", BUDGET)),
        ("finished", {"xzcrawl/most_requests": 1_205}, None, None, Ending("budget", MOST)),
        (
            "shutdown",
            {"xzcrawl/most_requests": 1_205},
            "the disk is full",
            None,
            Ending("failed", "the disk is full"),
        ),
        ("closespider_timeout", {}, None, None, Ending("budget", "its time (--time-limit) was used up")),
        ("shutdown", {}, None, None, Ending("stopped", "stopped by a signal (SIGTERM or Ctrl-C)")),
        ("shutdown", {}, "the disk is full", None, Ending("failed", "the disk is full")),
        ("finished", {"xzcrawl/failed_listings": 1}, None, LISTING, Ending("failed", LISTING)),
        (
            "shutdown",
            {"xzcrawl/failed_listings": 2, "xzcrawl/empty_listings": 1},
            None,
            LISTING,
            Ending("failed", f"{LISTING} (and 2 more)"),
        ),
        (
            "finished",
            {"spider_exceptions/count": 1},
            None,
            None,
            Ending("failed", "an exception, see the log"),
        ),
        ("closespider_errorcount", {}, None, None, Ending("failed", "closespider errorcount")),
        ("closespider_timeout", {}, "robots", LISTING, Ending("failed", "robots")),
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
