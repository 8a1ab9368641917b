"""Reading dates anew that were read before a run had learned that its pages come from a cache.

Until then an age (3小时前) looks more exact than it is. What the pages say is in the snapshots, so it is read
again from there: at the end of the run that has learned it, and where that was killed, before the next.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.rewrite import Rewriter
from xzcrawl.archive.sheets import Sheets
from xzcrawl.reparse import OfRuns, Reparse

_log = logging.getLogger(__name__)

#: What a run counts that has seen to it: the articles whose dates are others now.
DATES_READ_ANEW: Final = "dates_read_anew"


@dataclass(frozen=True, slots=True)
class OwnEarly:
    """A run that is about to end. Its pages that came up to ``until`` (aware) were read too early, if any."""

    run_id: int
    until: datetime | None


def read_dates_anew(
    archive_url: str, given_folder: str | None, site: str, own: OwnEarly | None
) -> int | None:
    """Read anew what runs have read too early; returns of how many articles the dates are others.

    None where pages are not known to come from a cache, or an earlier run has seen to it. A run does so
    before all else (``own`` is None), so that what it reads is compared with what is true, and at its end for
    articles that came in it. What lists told too early of articles that have not come by then is left out.
    Nothing may be writing to the archive meanwhile. Raises ArchiveError.
    """
    with Archive(archive_url) as archive:
        cached = [run_id for run_id, zones in archive.zones(site).items() if zones.cached]
        runs = {run.id: run for run in archive.runs(site=site)} if cached else {}
    if not cached or any(DATES_READ_ANEW in run.counts for run in runs.values()):
        return None
    finished = {run_id for run_id in cached if runs[run_id].outcome == "finished"}
    early: dict[int, datetime | None] = dict.fromkeys(_until_first(cached, finished))
    if own is not None:
        early.pop(own.run_id, None)
        early |= {own.run_id: own.until} if own.until else {}
    if not early:
        return 0
    changed = _read_anew(archive_url, given_folder, site, OfRuns(early))
    if own is not None:
        with closing(Rewriter(archive_url, __version__)) as writer:
            writer.leave_out(early)
    return changed


def _read_anew(archive_url: str, given_folder: str | None, site: str, only: OfRuns) -> int:
    _log.info("reading dates again that were read before the cache was known")
    with Sheets(archive_url) as sheets:
        sites = sheets.sites(site)
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
