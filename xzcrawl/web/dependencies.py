"""The sources that the pages read: the archive, and the snapshots beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from xzcrawl.archive import Archive
from xzcrawl.archive.overview import Overview
from xzcrawl.archive.records import ArticleSnapshots, RevisionRecord, SnapshotRecord
from xzcrawl.errors import NotInArchive, SnapshotError
from xzcrawl.families import Family, named
from xzcrawl.items import Image, Link
from xzcrawl.outcome import Standing, standing
from xzcrawl.reader import KillableReader
from xzcrawl.snapshots import StoredRecord, read
from xzcrawl.web import safe_html

_Frames = KillableReader[[Mapping[str, str], Family], str]


@dataclass(frozen=True, slots=True)
class Library:
    """The archive with its snapshots.

    ``snapshots`` is the folder of WARC files; ``is_running`` says whether a site is being crawled.
    ``frames`` turns an archived page into a document for a frame; it reads a costly page in a process of its
    own.
    """

    archive: Archive
    overview: Overview
    snapshots: Path
    is_running: Callable[[str], bool]
    frames: _Frames = field(default_factory=lambda: KillableReader(safe_html.original))

    def is_crawled(self) -> bool:
        """Whether a crawl of any site is under way."""
        return any(self.is_running(site.key) for site in self.archive.sites())

    def site_names(self) -> dict[str, str]:
        """The sites that have a name for people, by key."""
        return {site.key: site.name for site in self.archive.sites() if site.name}

    def standings(self) -> list[Standing]:
        """The state of the crawls of each site now."""
        now = datetime.now(UTC)
        return [
            standing(crawls, running=self.is_running(crawls.site.key), now=now)
            for crawls in self.archive.crawls()
        ]

    def family_of(self, site: str) -> Family:
        """The family by which the pages of an archived site (a key) are read."""
        return named(next(one.family for one in self.archive.sites() if one.key == site))

    def received(self, snapshot: SnapshotRecord, kept: ArticleSnapshots) -> StoredRecord:
        """A response as it was received; for a revisit record, the response that has the payload.

        Raises SnapshotError where it cannot be read.
        """
        whole = self.with_payload(snapshot, kept)
        return read(self.snapshots, whole.file, whole.offset, whole.length)

    def with_payload(self, snapshot: SnapshotRecord, kept: ArticleSnapshots) -> SnapshotRecord:
        """The snapshot that has the payload of this one. Raises SnapshotError where it is not archived."""
        if snapshot.refers_to is None:
            return snapshot
        for original in kept.originals:
            if original.id == snapshot.refers_to:
                return original
        raise SnapshotError(f"snapshot {snapshot.id} repeats one that the archive does not have")


def choose_revision(revisions: Sequence[RevisionRecord], number: int) -> RevisionRecord:
    """The revision with this number. Raises ``NotInArchive`` where there is none."""
    for revision in revisions:
        if revision.number == number:
            return revision
    raise NotInArchive(f"no revision {number} in the archive")


def file_snapshots(files: Sequence[Image | Link], kept: ArticleSnapshots) -> dict[int, SnapshotRecord]:
    """The newest snapshot of each archived one of an article's files, by its number among these (from 1)."""
    numbered = enumerate(files, start=1)
    return {number: kept.files[file.url] for number, file in numbered if file.url in kept.files}


# async, so that FastAPI needs no thread for it
async def _library(request: Request) -> Library:
    found: Library = request.app.state.library
    return found


LibraryDep = Annotated[Library, Depends(_library)]
