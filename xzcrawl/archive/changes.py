"""Writing an article's history: revisions of its text, and what else befell it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert

from xzcrawl.archive.content import Version
from xzcrawl.archive.evidence import Evidence, Redating
from xzcrawl.archive.tables import events, revisions
from xzcrawl.dates import SHANGHAI, Published


def save_revisions(
    connection: Connection, run_id: int, versions: Iterable[Version], ids: Mapping[int, int], extractor: str
) -> None:
    """Insert a revision for every version that is new or changed. ``ids``: articles by address row."""
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


def save_returns(
    connection: Connection, run_id: int, versions: Sequence[Version], ids: Mapping[int, int]
) -> int:
    """Insert an event for every article that had been gone; returns how many."""
    rows = [
        {
            "article_id": ids[version.url_id],
            "run_id": run_id,
            "at": version.article.page.fetched_at,
            "kind": "returned",
            "details": {"gone_at": version.stored.gone_at.astimezone(SHANGHAI).isoformat(timespec="seconds")},
            "snapshot_id": version.snapshot_id,
        }
        for version in versions
        if version.stored and version.stored.gone_at
    ]
    if rows:
        connection.execute(insert(events), rows)
    return len(rows)


def save_redatings(connection: Connection, run_id: int, evidence: Evidence, ids: Mapping[int, int]) -> int:
    """Insert an event for every article whose date the site has changed; returns how many."""
    rows = [
        _redated(ids[url_id], run_id, redating, evidence.published(url_id))
        for url_id, redating in evidence.redatings.items()
        if url_id in ids
    ]
    if rows:
        connection.execute(insert(events), rows)
    return len(rows)


def _redated(article_id: int, run_id: int, redating: Redating, now: Published | None) -> dict[str, object]:
    return {
        "article_id": article_id,
        "run_id": run_id,
        "at": redating.sight.reading.seen_at,
        "kind": "redated",
        "details": {"from": _said(redating.before), "to": _said(now)},
        "snapshot_id": redating.sight.snapshot_id,
    }


def _said(published: Published | None) -> dict[str, str | None] | None:
    if published is None:
        return None
    earliest, latest = (
        end.astimezone(SHANGHAI).isoformat(timespec="seconds")
        for end in (published.interval.earliest, published.interval.latest)
    )
    return {"earliest": earliest, "latest": latest, "text": published.text}
