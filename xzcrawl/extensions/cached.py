"""Reading dates again, from the snapshots, once a run has learned that a site's pages come from a cache.

Dates that were read before look more exact than they are: 3小时前 may be hours older. The run that learns of
the cache reads all of them again at its end, once for each site. Where it ended before that, the next run
does so before its walk.
"""

import logging
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.reparse_writer import ReparseWriter
from xzcrawl.reparse import OfRuns, Reparse
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnEarly:
    """A run that is about to end. Its pages that came up to ``until`` (aware) were read too early, if any."""

    run_id: int
    until: datetime | None


def reread_dates(archive_url: str, given_folder: str | None, site: str, own: OwnEarly | None) -> int | None:
    """Read the dates again that runs read too early. Returns how many articles got another date.

    None where the site is not known to have a cache, or where an earlier run has read them again. A run does
    this before all else (``own`` is None), so that it compares what it reads with true dates, or at its end.
    Then its own dates are read again too: what told nothing beside a date too exact may tell something now.
    Nothing may write to the archive meanwhile. Raises ArchiveError.
    """
    early = _early(archive_url, site, own)
    if not early:
        return None if early is None else 0
    return _reread(archive_url, given_folder, site, OfRuns(early.keys() | ({own.run_id} if own else set())))


def forget_early_observations(archive_url: str, site: str, own: OwnEarly) -> None:
    """Delete what runs read too early in lists of dates of articles that have not come: no page corrects it.

    Call it at the end of a run, after ``reread_dates``. Raises ArchiveError.
    """
    if early := _early(archive_url, site, own):
        with closing(ReparseWriter(archive_url, __version__)) as writer:
            writer.leave_out(early)


def _early(archive_url: str, site: str, own: OwnEarly | None) -> dict[int, datetime | None] | None:
    """The runs that read dates before the cache was known, each with the instant up to which it did.

    The instant is None for all of a run. The result is None where the site is not known to have a cache, or
    where the dates were read again before.
    """
    with Archive(archive_url) as archive:
        if not any(zones.cached for zones in archive.zones(site).values()):
            return None
        runs = archive.runs(site=site)
    if any(Count.DATES_REREAD in run.counts for run in runs):
        return None
    early: dict[int, datetime | None] = {run.id: None for run in runs}
    if own is not None:
        early.pop(own.run_id)
        early |= {own.run_id: own.until} if own.until else {}
    return early


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
