"""Reads dates again, from the snapshots, once a run has learned that a site's pages come from a cache.

Dates that were read before look more exact than they are: 3小时前 may be hours older. The run that learns of
the cache reads all of them again at its end. Where it was stopped or killed, the next run does so before its
walk, so that it compares what it reads with true dates, and at its end, for the articles that came in it. The
count ``dates_reread`` says that it is done.
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
from xzcrawl.reparse import Reparse
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnEarly:
    """A run that is about to end. Its pages that came up to ``until`` (aware) were read too early, if any."""

    run_id: int
    until: datetime | None


def reread_dates(archive_url: str, given_folder: str | None, site: str, own: OwnEarly | None) -> int | None:
    """Read the dates again that runs read too early. Returns how many articles got another date.

    None where the site is not known to have a cache, or where its dates have been read again before. ``own``
    is a run at its end, None before a run has begun. At the end, dates of articles that have not come are
    deleted, where a run read them too early in a list or inferred them: no page corrects them. Nothing may
    write to the archive meanwhile. It takes as long, and as much memory, as ``xzcrawl reparse``. Raises
    ArchiveError.
    """
    with Archive(archive_url) as archive:
        if not any(zones.cached for zones in archive.zones(site).values()):
            return None
        runs = archive.runs(site=site)
    if any(Count.DATES_REREAD in run.counts for run in runs):
        return None
    if own is not None and own.until is None and len(runs) == 1:
        return 0  # the first run of all, which has known of the cache since its first page
    changed = _reread(archive_url, given_folder, site)
    if own is not None:
        with closing(ReparseWriter(archive_url, __version__)) as writer:
            writer.leave_out(site, own.run_id, own.until)
    return changed


def _reread(archive_url: str, given_folder: str | None, site: str) -> int:
    _log.info("reading dates again that were read before the cache was known")
    with Archive(archive_url) as archive:
        sites = [each for each in archive.sites() if each.key == site]
    report = Reparse(
        url=archive_url,
        folder=snapshot_folder(parse_url(archive_url), given_folder),
        extractor=__version__,
        clock=partial(datetime.now, UTC),
        dry=False,
        dates_only=True,
    ).run(sites)
    for unread in report.unreadable:
        _log.warning("what %s (%s) says of dates stays as it is: %s", unread.url, unread.where, unread.why)
    return report.counts["changed"]
