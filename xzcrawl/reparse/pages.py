"""Reads a snapshot again with today's code, in the same way as the crawl read it. Runs in many processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from xzcrawl import extract
from xzcrawl.archive.reparse_source import ArticlePage, StoredResponse, admitted, page_values
from xzcrawl.dates import attempt
from xzcrawl.errors import HostilePage, NotAnArticle, SnapshotError
from xzcrawl.extract import Contents
from xzcrawl.extract.observations import memberships
from xzcrawl.families import Site
from xzcrawl.items import Page, Reading, Zones
from xzcrawl.page_reader import finish
from xzcrawl.reader import KillableReader
from xzcrawl.snapshots import read

#: Each process has its own reader.
_READER: Final = KillableReader(extract.read)


@dataclass(frozen=True, slots=True)
class Source:
    """The knowledge of a site that is needed to read its pages.

    ``folder`` has its snapshots. ``zones`` are the time zones that its runs knew, by run id.
    ``repeated_images`` are URLs.
    """

    folder: Path
    site: Site
    zones: Mapping[int, Zones]
    repeated_images: frozenset[str]

    def zones_in(self, response: StoredResponse) -> Zones:
        """The time zones that the run of a page knew. A run that knew none gets the first known ones."""
        first = next(iter(self.zones.values()), Zones())
        return self.zones.get(response.snapshot.run_id, first)


@dataclass(frozen=True, slots=True)
class Task:
    """The ids of articles that are read again together, and all their pages."""

    ids: Sequence[int]
    pages: Sequence[ArticlePage]


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The result of reading a snapshot again; ``problem`` says why it could not be read.

    For a page of an article, ``values`` are its ``page_values`` and ``readings`` are those of its date. For a
    listing or feed, ``observations`` are the readings of its articles, each with the article's key.
    """

    problem: str | None = None
    values: Mapping[str, Any] | None = None
    readings: Sequence[Reading] = ()
    observations: Sequence[tuple[str, Reading]] = ()


def read_lists_again(source: Source, responses: Sequence[StoredResponse]) -> list[ReadAgain]:
    """Read listings and feeds again."""
    return [_read_again(source, response) for response in responses]


def read_articles_again(source: Source, task: Task) -> list[ReadAgain]:
    """Read pages of articles again. A page that is not the current one gives only the reading of its date."""
    results = [_read_again(source, page.response, page.parts) for page in task.pages]
    return [
        result if page.is_current else replace(result, values=None)
        for page, result in zip(task.pages, results, strict=True)
    ]


def _read_again(source: Source, response: StoredResponse, parts: Sequence[StoredResponse] = ()) -> ReadAgain:
    try:
        page = _page(source.folder, response)
        if response.snapshot.kind in ("listing", "feed"):
            return ReadAgain(observations=_readings(source, response, page))
        further = [_page(source.folder, part) for part in parts]
        return _of_article(source, page, further, source.zones_in(response))
    except (SnapshotError, HostilePage, NotAnArticle) as error:
        return ReadAgain(problem=str(error))


def _page(folder: Path, response: StoredResponse) -> Page:
    """The page as the crawl got it. Only its payload may be in another record; time and headers never are."""
    own, with_payload = response.snapshot, response.original or response.snapshot
    stored = read(folder, with_payload.file, with_payload.offset, with_payload.length)
    body, headers = stored.body, stored.headers
    if response.original is not None:
        headers = read(folder, own.file, own.offset, own.length).headers
    return Page(own.url, own.status, headers, body, own.requested_at, own.fetched_at, own.record_id)


def _of_article(source: Source, page: Page, further: Sequence[Page], zones: Zones) -> ReadAgain:
    contents = _whole(source.site, _READER.read(page, source.site), further)
    read = finish(contents, source.site, zones, source.repeated_images)
    if read.article is None:
        return ReadAgain(read.problem)
    kept = admitted(replace(read.article, memberships=memberships(read.outline.memberships)))
    if kept is None:
        return ReadAgain("an article that the archive does not take in")
    own = [kept.reading] if kept.reading else []
    return ReadAgain(None, page_values(kept), [*own, *kept.metadata_readings])


def _whole(site: Site, contents: Contents, further: Sequence[Page]) -> Contents:
    """The contents of the first page of an article, with all parts of its text.

    Raises NotAnArticle for a page that is not the part that it was.
    """
    if contents.article is None:
        return contents
    parts = [contents.article]
    for page in further:
        parts.append(extract.next_part(_READER.read(page, site), parts, site))
    return replace(contents, article=extract.joined(*parts))


def _readings(source: Source, response: StoredResponse, page: Page) -> list[tuple[str, Reading]]:
    rounding, zones = source.site.rounding, source.zones_in(response)
    if response.snapshot.kind == "feed":
        entries = extract.feed(page, source.site)
        told = [(entry.key, entry.url, entry.pub_date) for entry in entries]
        return [(key, attempt(text, page, "feed", rounding, zones, url).reading) for key, url, text in told]
    posts = _READER.read(page, source.site).outline.posts
    dated = [(post.key, post.url, post.date_text) for post in posts if post.date_text is not None]
    return [(key, attempt(text, page, "listing", rounding, zones, url).reading) for key, url, text in dated]
