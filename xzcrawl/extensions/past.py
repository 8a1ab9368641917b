"""Reads what the archive knows of a site from earlier runs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from xzcrawl import __version__
from xzcrawl.archive import Archive, KnownUrl
from xzcrawl.archive.records import KnownListing, RunRecord
from xzcrawl.items import FILE_KINDS, FileKind, Zones
from xzcrawl.runs import FULL, RECHECK, Count, Outcome, mode_of

#: A walk that was broken off longer ago begins again: its pages have shifted.
_RESUMABLE: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Past:
    """What the archive knows of a site from earlier runs.

    ``articles`` are the addresses of each, its main one first; they can be read once. ``listings`` are the
    first pages of all listings, and those that a walk which was broken off has read. ``full_at`` is when the
    last finished walk of the whole site began, None without one. ``unfinished`` says by mode since when a
    walk is under way that was broken off, by whatever. ``missing`` are the URLs of the files of each kind, by
    article, that runs which were broken off have left. ``outdated`` articles were read by another version or
    family, from pages that are kept. ``family`` names the one that the archive knows, None where it knows
    none. ``read_until`` is when the last finished run ended that read listings. ``closes``: the pages of the
    run that ended last came to the end of their documents. ``zones`` are those in which the site writes its
    times, as far as earlier runs know. ``repeated_images`` are the URLs of pictures that its articles repeat.
    ``gone_before``: how many went in each run.
    """

    articles: Iterable[Sequence[KnownUrl]]
    listings: Collection[KnownListing]
    full_at: datetime | None
    unfinished: Mapping[str, datetime]
    missing: Mapping[FileKind, Mapping[str, Sequence[str]]]
    outdated: int = 0
    family: str | None = None
    read_until: datetime | None = None
    closes: bool = False
    zones: Zones | None = None
    repeated_images: frozenset[str] = frozenset()
    gone_before: Sequence[int] = ()


def recall(
    archive: Archive, articles: Iterable[Sequence[KnownUrl]], site: str, family: str, now: datetime
) -> Past:
    """The past of ``site`` with its ``articles``; ``family`` reads it now. Raises ``ArchiveError``."""
    # one that began after now had a wrong clock: when it ended says nothing
    runs = [run for run in archive.runs(site=site) if run.started_at <= now]
    unfinished = dict(_unfinished(runs, now - _RESUMABLE))
    finished_at = next((run.ended_at for run in runs if run.outcome == Outcome.FINISHED), None)
    return Past(
        articles=articles,
        listings=archive.known_listings(site, min(unfinished.values(), default=None)),
        full_at=next((run.started_at for run in runs if _is_whole(run)), None),
        unfinished=unfinished,
        missing={kind: archive.missing_files(site, kind, finished_at) for kind in FILE_KINDS},
        outdated=archive.read_otherwise(site, __version__, family),
        family=next((known.family for known in archive.sites() if known.key == site), None),
        read_until=next((run.ended_at for run in runs if _read_listings(run)), None),
        gone_before=[run.counts.get(Count.ARTICLES_GONE, 0) for run in runs],
        repeated_images=archive.repeated_images(site),
        zones=next(reversed(archive.zones(site).values()), None),
        closes=next((run.counts.get(Count.PAGES_WHOLE, 0) > 0 for run in runs if run.ended_at), False),
    )


def _is_whole(run: RunRecord) -> bool:
    return mode_of(run.mode).is_whole and run.outcome == Outcome.FINISHED


def _read_listings(run: RunRecord) -> bool:
    return mode_of(run.mode).reads_listings and run.outcome == Outcome.FINISHED


def _unfinished(runs: Sequence[RunRecord], since: datetime) -> Iterator[tuple[str, datetime]]:
    """By mode, when the walk began that the last of ``runs`` (newest first) have not finished."""
    for mode in (FULL, RECHECK):
        own = [run for run in runs if run.mode == mode.name]
        chain = list(takewhile(lambda run: run.outcome != Outcome.FINISHED and run.started_at >= since, own))
        if chain:
            yield mode.name, chain[-1].started_at
