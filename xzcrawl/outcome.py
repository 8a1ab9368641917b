"""The outcome of a run, and the state of the crawls of a site. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.archive.records import RunRecord, SiteCrawls
from xzcrawl.runs import SUCCESSES, Outcome

#: By default a site is well if a run ended well within this time: a weekly run may come a day late.
MAX_AGE: Final = timedelta(days=8)


def newest_of_each_site(runs: Sequence[RunRecord]) -> list[RunRecord]:
    """The latest run of each site. ``runs`` must be sorted, the newest first."""
    last: dict[str, RunRecord] = {}
    for run in runs:
        last.setdefault(run.site, run)
    return list(last.values())


def outcome(run: RunRecord, newest: Collection[RunRecord], running: Collection[int]) -> str:
    """The outcome of a run; ``running``, ``killed`` or ``not ended`` for a run without an end.

    ``newest`` are the last runs of all sites, ``running`` the ids of the runs that have the lock of their
    site. A run is only known to be killed once its site has a later run.
    """
    if run.outcome:
        return run.outcome
    if run.id in running:
        return "running"
    return "not ended" if run in newest else "killed"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the crawls of a site.

    ``name`` is what people call the site, None if that is not known. ``run`` is the last one, ``outcome`` its
    outcome in a word (see ``outcome``). ``succeeded_at`` (aware) is the end of the last run that ended well,
    None if no run did. ``problems`` are lines, each of which says what is wrong; while a run is under way,
    they are those of the run before it.
    """

    site: str
    name: str | None
    articles: int
    run: RunRecord
    outcome: str
    succeeded_at: datetime | None
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def standing(crawls: SiteCrawls, *, running: bool, now: datetime, max_age: timedelta = MAX_AGE) -> Standing:
    """The state of a site's crawls at ``now`` (aware). ``running``: a run has the lock of the site.

    ``max_age`` is the longest time since the end of the last run that ended well.
    """
    last, *before = crawls.latest
    under_way = running and last.outcome is None
    judged = before if under_way else [last]
    succeeded_at = crawls.success.ended_at if crawls.success else None
    problems = [problem for run in judged for problem in _problems(run)]
    problems += _silence(succeeded_at, now, max_age, under_way=under_way)
    word = outcome(last, [last], [last.id] if under_way else [])
    return Standing(
        crawls.site.key, crawls.site.name, crawls.articles, last, word, succeeded_at, tuple(problems)
    )


def _problems(run: RunRecord) -> Iterator[str]:
    """The problems of a run that is not under way."""
    if run.outcome is None:
        yield "the last run has no end: it was killed, or 'scrapy crawl' makes it now"
    elif run.outcome == Outcome.FAILED:
        yield f"the last run failed: {run.reason or 'its log says why'}"
    elif run.outcome in SUCCESSES:
        yield from (f"the last run is unhealthy: {finding.message}" for finding in run.findings)


def _silence(
    succeeded_at: datetime | None, now: datetime, max_age: timedelta, *, under_way: bool
) -> Iterator[str]:
    if succeeded_at is None:
        yield "no run has ended well yet; one is under way" if under_way else "no run ever ended well"
    elif now - succeeded_at > max_age:
        yield f"no run has ended well for {_length(now - succeeded_at)}"


def _length(time: timedelta) -> str:
    """A time in words: ``8.1 days``, or, if it is too short for days, ``35 min``, ``less than a minute``."""
    days, minutes = time / timedelta(days=1), time // timedelta(minutes=1)
    if days >= 0.05:
        return f"{days:.1f} days"
    return f"{minutes} min" if minutes else "less than a minute"
