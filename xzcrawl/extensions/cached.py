"""Reading dates again, from the snapshots, once a run has learned that a site's pages come from a cache.

Dates that were read before look more exact than they are: 3小时前 may be hours older. The run that learns of
the cache reads them again at its end. Where it ended before that, the next run does so.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.reparse_writer import ReparseWriter
from xzcrawl.reparse import OfRuns, Reparse
from xzcrawl.runs import Count, Outcome

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnEarly:
    """A run that is about to end. Its pages that came up to ``until`` (aware) were read too early, if any."""

    run_id: int
    until: datetime | None


def reread_dates(archive_url: str, given_folder: str | None, site: str, own: OwnEarly | None) -> int | None:
    """Read the dates again that runs read too early. Returns how many articles got another date.

    None where the site is not known to have a cache, or where an earlier run has read them again. A run does
    this before all else (``own`` is None), so that it compares what it reads with true dates, and at its end
    for the articles that came in it. Dates that lists told too early of articles that have not come by then
    are deleted. Nothing may write to the archive meanwhile. Raises ArchiveError.
    """
    with Archive(archive_url) as archive:
        cached = [run_id for run_id, zones in archive.zones(site).items() if zones.cached]
        runs = {run.id: run for run in archive.runs(site=site)} if cached else {}
    if not cached or any(Count.DATES_REREAD in run.counts for run in runs.values()):
        return None
    finished = {run_id for run_id in cached if runs[run_id].outcome == Outcome.FINISHED}
    early: dict[int, datetime | None] = dict.fromkeys(_until_first(cached, finished))
    if own is not None:
        early.pop(own.run_id, None)
        early |= {own.run_id: own.until} if own.until else {}
    if not early:
        return 0
    changed = _reread(archive_url, given_folder, site, OfRuns(early))
    if own is not None:
        with closing(ReparseWriter(archive_url, __version__)) as writer:
            writer.leave_out(early)
    return changed


def _reread(archive_url: str, given_folder: str | None, site: str, only: OfRuns) -> int:
    _log.info("reading dates again that were read before the cache was known")
    with Archive(archive_url) as archive:
        sites = [each for each in archive.sites() if each.key == site]
    report = Reparse(
        url=archive_url,
        folder=snapshot_folder(parse_url(archive_url), given_folder),
        extractor=__version__,
        clock=partial(datetime.now, UTC),
        dry=False,
        only=only,
    ).run(sites)
    for unread in report.unreadable:
        _log.warning("what %s (%s) says of dates stays as it is: %s", unread.url, unread.where, unread.why)
    return report.counts["changed"]


def _until_first(cached: list[int], finished: set[int]) -> Iterator[int]:
    """The runs up to the first that finished: those after it knew of the cache from their beginning."""
    for run_id in cached:
        yield run_id
        if run_id in finished:
            return
