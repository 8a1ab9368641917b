"""Records of stored responses and their places in WARC files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xzcrawl.items import SnapshotKind


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """The place of a response: ``length`` bytes at ``offset`` of ``file`` (in the folder of snapshots).

    ``payload_sha256`` is the digest of the body as received, with its content coding. ``refers_to`` is the id
    of the snapshot that has the payload, if this one is a revisit record without it. ``rendered_from`` is
    the id of the snapshot of which a browser made this document, a resource record.
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
    rendered_from: int | None


@dataclass(frozen=True, slots=True)
class PageSnapshot:
    """A page of an article as it was served, and the title and text that were read from it.

    ``parts`` are the pages from which the further parts of that text were read, in order.
    """

    snapshot: SnapshotRecord
    title: str
    text: str
    parts: Sequence[SnapshotRecord] = ()

    @property
    def responses(self) -> Sequence[SnapshotRecord]:
        """The pages of all parts, in order."""
        return self.snapshot, *self.parts


@dataclass(frozen=True, slots=True)
class ArticleSnapshots:
    """The stored responses of one article.

    ``pages`` has one page of each revision with a snapshot, oldest first, then the page that was read last.
    ``files`` are the images and attachments of the article as it is now, by URL, the newest response of each.
    ``all_files`` are all responses for them, with those of other times and redirects that led to one.
    ``sources`` are the responses of which a browser made pages. ``originals`` have the payloads of revisit
    records among all these.
    """

    pages: Sequence[PageSnapshot]
    files: Mapping[str, SnapshotRecord]
    all_files: Sequence[SnapshotRecord]
    sources: Sequence[SnapshotRecord]
    originals: Sequence[SnapshotRecord]
