"""Writes the history of articles: revisions of their texts, and events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from xzcrawl.archive.records import EventKind
from xzcrawl.archive.schema.tables import events, revisions
from xzcrawl.archive.write.articles import Version
from xzcrawl.archive.write.readings import Evidence
from xzcrawl.dates import Published, iso


def save_revisions(
    connection: Connection, run_id: int, versions: Iterable[Version], ids: Mapping[int, int], extractor: str
) -> None:
    """Insert a revision for every version that is new or changed. ``ids`` are articles by address row."""
    rows = [
        {
            "article_id": ids[version.url_id],
            "number": version.revision,
            "cause": "first" if version.change == "new" else "changed",
            "seen_at": version.article.page.fetched_at,
            "run_id": run_id,
            "snapshot_id": version.snapshot_id,
            "title": version.article.title,
            "text": version.article.text,
            "content_sha256": version.sha256,
            "extractor": extractor,
        }
        for version in versions
        if version.change in ("new", "changed")
    ]
    if rows:
        connection.execute(insert(revisions), rows)


def save_event(
    connection: Connection,
    kind: EventKind,
    run_id: int,
    article_id: int,
    at: datetime,
    details: Mapping[str, object],
    snapshot_id: int | None,
) -> None:
    """Insert an event of an article; ``EventRecord`` describes ``details``."""
    row = {"kind": kind, "run_id": run_id, "article_id": article_id, "at": at, "details": dict(details)}
    connection.execute(insert(events), row | {"snapshot_id": snapshot_id})


def save_returns(
    connection: Connection, run_id: int, versions: Sequence[Version], ids: Mapping[int, int]
) -> int:
    """Insert an event for every article that had been gone. Returns how many there are."""
    returned = [version for version in versions if version.gone_at]
    for version in returned:
        details = {"gone_at": version.gone_at and iso(version.gone_at)}
        article_id, at = ids[version.url_id], version.article.page.fetched_at
        save_event(connection, "returned", run_id, article_id, at, details, version.snapshot_id)
    return len(returned)


def save_redatings(connection: Connection, run_id: int, evidence: Evidence, ids: Mapping[int, int]) -> int:
    """Insert an event for every article whose date the site has changed. Returns how many there are."""
    redated = {url_id: found for url_id, found in evidence.redatings.items() if url_id in ids}
    for url_id, found in redated.items():
        details = {"from": _said(found.before), "to": _said(evidence.published(url_id))}
        at = found.observation.reading.seen_at
        save_event(connection, "redated", run_id, ids[url_id], at, details, found.observation.snapshot_id)
    return len(redated)


def _said(published: Published | None) -> dict[str, str | None] | None:
    if published is None:
        return None
    interval = published.interval
    return {"earliest": iso(interval.earliest), "latest": iso(interval.latest), "text": published.text}
