"""An article's history as JSON objects: revisions, comparisons, events, and the evidence of its date."""

from typing import Any

from xzcrawl.archive.records import EventRecord, History, ReadingRecord, RevisionRecord
from xzcrawl.diff import compare
from xzcrawl.fields import iso, snapshot_object
from xzcrawl.plain.values import plain


def history_object(history: History) -> dict[str, Any]:
    """The history of an article, with the readings that gave the two ends of its date.

    An end is None where no reading gave it.
    """
    earliest, latest = map(_reading_object, history.bounds)
    return {
        "evidence": {"earliest": earliest, "latest": latest},
        "revisions": [revision_object(revision) for revision in history.revisions],
        "events": [event_object(event) for event in history.events],
    }


def revision_object(revision: RevisionRecord) -> dict[str, Any]:
    """A revision without its text."""
    return {
        "number": revision.number,
        "cause": revision.cause,
        "seen_at": iso(revision.seen_at),
        "title": revision.title,
        "content_sha256": revision.content_sha256,
        "extractor": revision.extractor,
        "snapshot": snapshot_object(revision.snapshot),
    }


def comparison_object(old: RevisionRecord, new: RevisionRecord) -> dict[str, Any]:
    """The comparison of two revisions: ``title`` and ``text`` as complete lists of changes."""
    return {
        "old": revision_object(old),
        "new": revision_object(new),
        "title": plain(compare(old.title, new.title)),
        "text": plain(compare(old.text, new.text)),
    }


def event_object(event: EventRecord) -> dict[str, Any]:
    """An event of an article."""
    return {
        "kind": event.kind,
        "at": iso(event.at),
        "details": dict(event.details),
        "snapshot": snapshot_object(event.snapshot),
    }


def _reading_object(reading: ReadingRecord | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "source": reading.source,
        "seen_at": iso(reading.seen_at),
        "text": reading.text,
        "url": reading.snapshot.url if reading.snapshot else None,
        "snapshot": snapshot_object(reading.snapshot),
    }
