"""How the crawls of a site stand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.archive.records import Finding, RunRecord, SiteCrawls, SiteRecord
from xzcrawl.outcome import standing
from xzcrawl.runs import SUCCESSES

NOW = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
SITE = SiteRecord("xz.example", "http://xz.example/", None, NOW - timedelta(days=90), None, "zblog-tpure")
FINDING = Finding("no_footer", "no contact footer was found on 50 of 50 articles", ())


def a_run(days_ago: float, outcome: str | None = "finished", reason: str | None = None) -> RunRecord:
    started = NOW - timedelta(days=days_ago)
    ended = started + timedelta(minutes=1) if outcome else None
    id_ = 1000 - int(10 * days_ago)
    return RunRecord(id_, "xz.example", "xz", "update", started, ended, outcome, {}, {}, (), reason)


def crawls(*runs: RunRecord, articles: int = 300) -> SiteCrawls:
    """Of these runs, the last one first."""
    success = next((run for run in runs if run.outcome in SUCCESSES), None)
    return SiteCrawls(SITE, articles, len(runs), runs[:2], success)


WELL = a_run(1)
UNHEALTHY = replace(a_run(0), findings=(FINDING,))
NO_END = "the last run has no end: it was killed, or 'scrapy crawl' makes it now"
CASES: list[tuple[str, Sequence[RunRecord], bool, str, list[str]]] = [
    ("the last run was well", [a_run(0), WELL], False, "finished", []),
    ("its budget was used up", [a_run(0, "budget")], False, "budget", []),
    ("it was stopped", [a_run(0, "stopped"), WELL], False, "stopped", []),
    ("it failed", [a_run(0, "failed", "HTTP 500"), WELL], False, "failed", ["the last run failed: HTTP 500"]),
    ("it failed long ago", [a_run(9, "failed", "x"), a_run(9.5)], False, "failed",
     ["the last run failed: x", "no run has ended well for 9.5 days"]),
    ("an old version failed", [a_run(0, "failed"), WELL], False, "failed",
     ["the last run failed: its log says why"]),
    ("it is unhealthy", [UNHEALTHY, WELL], False, "finished",
     ["the last run is unhealthy: no contact footer was found on 50 of 50 articles"]),
    ("it failed and is unhealthy", [replace(UNHEALTHY, outcome="failed", reason="x"), WELL], False, "failed",
     ["the last run failed: x"]),
    ("it was killed", [a_run(0, None), WELL], False, "not ended", [NO_END]),
    ("it is under way", [a_run(0, None), WELL], True, "running", []),
    ("one is under way after a failure", [a_run(0, None), a_run(1, "failed", "x"), a_run(2)], True, "running",
     ["the last run failed: x"]),
    ("one is under way after a kill", [a_run(0, None), a_run(1, None), a_run(2)], True, "running", [NO_END]),
    ("the first one is under way", [a_run(0, None)], True, "running",
     ["no run has ended well yet; one is under way"]),
    ("none ended well before the one under way", [a_run(0, None), a_run(1, "failed", "x")], True, "running",
     ["the last run failed: x", "no run has ended well yet; one is under way"]),
    ("another process holds the lock", [a_run(0), WELL], True, "finished", []),
    ("nobody crawls any more", [a_run(8.1)], False, "finished", ["no run has ended well for 8.1 days"]),
    ("a run a week, a day late", [a_run(7.9)], False, "finished", []),
    ("none ever ended well", [a_run(0, "stopped")], False, "stopped", ["no run ever ended well"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("runs", "running", "outcome", "problems"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_not_well(
    runs: Sequence[RunRecord], running: bool, outcome: str, problems: list[str]
) -> None:
    found = standing(crawls(*runs), running=running, now=NOW)
    assert (found.outcome, list(found.problems)) == (outcome, problems)
    assert found.is_well is not bool(problems)


def test_how_long_ago_is_for_who_asks_to_say() -> None:
    found = standing(crawls(WELL), running=False, now=NOW, max_age=timedelta(hours=12))
    assert found.problems == ("no run has ended well for 1.0 days",)
    assert found.succeeded_at == WELL.ended_at


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=2), "less than a minute"),
        (timedelta(minutes=35), "35 min"),
        (timedelta(hours=5), "0.2 days"),
        (timedelta(days=8, hours=2), "8.1 days"),
    ],
)
def test_a_silence_is_told_in_the_unit_that_fits_it(age: timedelta, words: str) -> None:
    ended = replace(WELL, ended_at=NOW - age)
    found = standing(crawls(ended), running=False, now=NOW, max_age=timedelta(0))
    assert found.problems == (f"no run has ended well for {words}",)
