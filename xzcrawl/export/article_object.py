"""One article as the JSON object of the dump, ``xzcrawl.article/1`` (``docs/archive.md``)."""

from datetime import datetime
from typing import Any, Final

from xzcrawl import dates
from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import SnapshotRecord

SCHEMA: Final = "xzcrawl.article/1"
#: The fields that are instants.
INSTANTS: Final = (
    "published_at", "published_earliest", "published_latest",
    "first_seen_at", "last_seen_at", "changed_at", "gone_at",
)  # fmt: skip


def article_object(record: ArticleRecord) -> dict[str, Any]:
    """The object, its keys in the documented order."""
    return {
        "schema": SCHEMA,
        "id": record.id,
        "site": record.site,
        "url": record.url,
        "source_id": record.source_id,
        "title": record.title,
        "author": record.author,
        "category": record.category,
        "breadcrumbs": record.breadcrumbs,
        "tags": record.tags,
        "views": record.views,
        "published_at": iso(record.published_at),
        "published_earliest": iso(record.published_earliest),
        "published_latest": iso(record.published_latest),
        "published_precision": record.published_precision,
        "published_text": record.published_text,
        "published_source": record.published_source,
        "text": record.text,
        "html": record.html,
        "images": [{"url": image.url, "alt": image.alt} for image in record.images],
        "related": [link.url for link in record.related],
        "removed": [{"text": cut.text, "rule": cut.rule} for cut in record.removed],
        "first_seen_at": iso(record.first_seen_at),
        "last_seen_at": iso(record.last_seen_at),
        "changed_at": iso(record.changed_at),
        "gone_at": iso(record.gone_at),
        "revision": record.revision,
        "content_sha256": record.content_sha256,
        "extractor": record.extractor,
        "author_source": record.author_source,
        "category_source": record.category_source,
        "snapshot": snapshot_object(record.snapshot),
    }


def snapshot_object(snapshot: SnapshotRecord | None) -> dict[str, Any] | None:
    """Where the page lies that something was read from; None where it was not kept."""
    if snapshot is None:
        return None
    return {
        "file": snapshot.file,
        "offset": snapshot.offset,
        "length": snapshot.length,
        "sha256": snapshot.payload_sha256,
    }


def iso(instant: datetime | None) -> str | None:
    """ISO 8601 in Asia/Shanghai with its offset, to the second; None for none."""
    return dates.iso(instant) if instant else None
