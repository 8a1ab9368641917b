"""Responses as they were received, and where they lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xzcrawl.items import SnapshotKind


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """Where a response lies: ``length`` bytes at ``offset`` of ``file`` (in the folder of snapshots).

    ``payload_sha256`` is over the body as received, content coding and all. ``refers_to`` is the id of the
    snapshot that has the payload, where this one is a revisit record without it.
    """

    id: int
    site: str
    run_id: int
    record_id: str
    kind: SnapshotKind
    url: str
    status: int
    requested_at: datetime
    fetched_at: datetime
    file: str
    offset: int
    length: int
    payload_sha256: str
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class PageSnapshot:
    """A page of an article as it was served, and the title and text that were read from it."""

    snapshot: SnapshotRecord
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleSnapshots:
    """The evidence for one article.

    ``pages`` has one of each revision that has a snapshot, oldest first, and last the one that was read last.
    ``pictures`` are the images of the article as it is now, by URL, the newest that came of each; ``images``
    all responses about them: of other times too, and redirects that led to one. ``originals`` have the
    payloads of those that are revisit records.
    """

    pages: Sequence[PageSnapshot]
    pictures: Mapping[str, SnapshotRecord]
    images: Sequence[SnapshotRecord]
    originals: Sequence[SnapshotRecord]
