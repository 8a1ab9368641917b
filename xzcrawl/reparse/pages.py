"""Reading a snapshot again with today's code, as the crawl read it when it came. Runs in many processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from xzcrawl import extract
from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import ArticlePage, StoredResponse, admitted, page_values
from xzcrawl.dates import attempt
from xzcrawl.errors import HostilePage, SnapshotError
from xzcrawl.extract.sights import memberships
from xzcrawl.families import Site
from xzcrawl.items import Page, Reading, Zones
from xzcrawl.page_reader import finish
from xzcrawl.reader import Reader
from xzcrawl.snapshots import read

#: Each process has its own.
_READER: Final = Reader(extract.read)


@dataclass(frozen=True, slots=True)
class Source:
    """What must be known of a site to read its pages, its ``repeated_images`` by URL.

    ``folder`` has its snapshots, ``zones`` are those that its runs knew, by run.
    """

    folder: Path
    site: Site
    zones: Mapping[int, Zones]
    repeated_images: frozenset[str]

    def zones_in(self, sheet: StoredResponse) -> Zones:
        """The zones by which the run that fetched a page read it; before any was known, those known first."""
        first = next(iter(self.zones.values()), Zones())
        return self.zones.get(sheet.snapshot.run_id, first)


@dataclass(frozen=True, slots=True)
class OfRuns:
    """All lists of some runs, and their pages of articles that came ``until`` a moment (aware; None: all)."""

    until: Mapping[int, datetime | None]

    def dates(self, leaves: Sequence[ArticlePage]) -> list[ArticlePage]:
        """These pages of articles, of which no content but the reading counts."""
        return [replace(leaf, is_current=False) for leaf in leaves if self._takes(leaf.sheet.snapshot)]

    def _takes(self, page: SnapshotRecord) -> bool:
        until = self.until.get(page.run_id)
        return page.run_id in self.until and (until is None or page.fetched_at <= until)


@dataclass(frozen=True, slots=True)
class Task:
    """Articles to be read again together, and all their pages."""

    ids: Sequence[int]
    leaves: Sequence[ArticlePage]


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What a snapshot says today, or why it says nothing (``problem``).

    Of an article's page ``values`` are its ``page_values``, and ``reading`` is its own; of a listing or feed
    ``sights`` are the readings of other articles by key.
    """

    problem: str | None = None
    values: Mapping[str, Any] | None = None
    reading: Reading | None = None
    sights: Sequence[tuple[str, Reading]] = ()


def glean_lists(source: Source, sheets: Sequence[StoredResponse]) -> list[ReadAgain]:
    """What listings and feeds say today."""
    return [_glean(source, sheet) for sheet in sheets]


def glean_articles(source: Source, task: Task) -> list[ReadAgain]:
    """What pages of articles say today; of a page that is not current only the reading matters."""
    gleaned = [_glean(source, leaf.sheet) for leaf in task.leaves]
    return [
        one if leaf.is_current else replace(one, values=None)
        for leaf, one in zip(task.leaves, gleaned, strict=True)
    ]


def _glean(source: Source, sheet: StoredResponse) -> ReadAgain:
    try:
        page = _page(source.folder, sheet)
        if sheet.snapshot.kind in ("listing", "feed"):
            return ReadAgain(sights=_sights(source, sheet, page))
        return _of_article(source, page, source.zones_in(sheet))
    except (SnapshotError, HostilePage) as error:
        return ReadAgain(problem=str(error))


def _page(folder: Path, sheet: StoredResponse) -> Page:
    """The page as it came: the payload may stand in another record, the moment and the headers never do."""
    own, holder = sheet.snapshot, sheet.original or sheet.snapshot
    stored = read(folder, holder.file, holder.offset, holder.length)
    body, headers = stored.body, stored.headers
    if sheet.original is not None:
        headers = read(folder, own.file, own.offset, own.length).headers
    return Page(own.url, own.status, headers, body, own.requested_at, own.fetched_at, own.record_id)


def _of_article(source: Source, page: Page, zones: Zones) -> ReadAgain:
    contents = _READER.read(page, source.site)
    read = finish(contents, source.site, zones, source.repeated_images)
    if read.article is None:
        return ReadAgain(read.problem)
    kept = admitted(replace(read.article, memberships=memberships(read.outline.memberships)))
    if kept is None:
        return ReadAgain("an article that the archive does not take in")
    return ReadAgain(None, page_values(kept), kept.reading)


def _sights(source: Source, sheet: StoredResponse, page: Page) -> list[tuple[str, Reading]]:
    rounding, zones = source.site.rounding, source.zones_in(sheet)
    if sheet.snapshot.kind == "feed":
        entries = extract.feed(page, source.site)
        return [(e.key, attempt(e.pub_date, page, "feed", rounding, zones).reading) for e in entries]
    posts = _READER.read(page, source.site).outline.posts
    dated = [(post.key, post.date_text) for post in posts if post.date_text is not None]
    return [(key, attempt(text, page, "listing", rounding, zones).reading) for key, text in dated]
