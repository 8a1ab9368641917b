"""Writes articles that were read again from snapshots. They are not new from the site: no visit is noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, false, insert, or_, select, update

from xzcrawl.archive import engine as engines
from xzcrawl.archive.index.change_sequence import note_changes
from xzcrawl.archive.records import SiteRecord, SnapshotRecord
from xzcrawl.archive.reparse_source import StoredArticle
from xzcrawl.archive.schema.rows import published_columns as published_columns
from xzcrawl.archive.schema.rows import reading_columns as reading_columns
from xzcrawl.archive.schema.tables import articles, readings, revisions, runs, sites
from xzcrawl.archive.write import runs as run_rows
from xzcrawl.archive.write.tags_images import save_images, save_tags
from xzcrawl.items import Image, Reading
from xzcrawl.text import content_sha256


@dataclass(frozen=True, slots=True)
class Reparsed:
    """The result of reading an article again; ``stored`` is the article as it is stored.

    ``values`` are those of ``StoredArticle.values`` that differ, by name. ``page`` is the snapshot that they
    are from, None if it could not be read. ``corrected`` are readings by row id, ``added`` those without a
    row, ``dropped`` the row ids of those that count no more.
    """

    stored: StoredArticle
    page: SnapshotRecord | None
    values: Mapping[str, Any]
    corrected: Mapping[int, Reading]
    added: Sequence[tuple[SnapshotRecord, Reading]]
    dropped: Sequence[int] = ()

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self.values or self.corrected or self.added or self.dropped)

    @property
    def is_revision(self) -> bool:
        """Whether the title or the text differs."""
        return not self.values.keys().isdisjoint(("title", "text"))


class ReparseWriter:
    """Writes articles that were read again, one transaction per call.

    ``extractor`` is the version that read them.
    """

    def __init__(self, url: str, extractor: str) -> None:
        self._url, self._extractor = engines.parse_url(url), extractor
        self._engine = engines.writing_engine(self._url)

    def close(self) -> None:
        """Close the database, and leave its file whole. Raises ArchiveError."""
        engines.close_writing(self._engine, self._url)

    def save(self, site: str, reparsed: Sequence[Reparsed], now: datetime) -> None:
        """Write the values that differ, and the extractor version. Raises ArchiveError.

        ``now`` (aware) is the instant at which the articles change.
        """
        with engines.archive_errors(self._url, "write"), self._engine.begin() as connection:
            connection.execute(select(sites.c.key).where(sites.c.key == site).with_for_update())
            for one in reparsed:
                if one.is_revision:
                    connection.execute(insert(revisions).values(self._revision(one)))
                if columns := self._columns(one, now):
                    connection.execute(update(articles).where(articles.c.id == one.stored.id).values(columns))
            _save_attachments(connection, site, reparsed)
            _save_readings(connection, reparsed)
            note_changes(connection, [one.stored.id for one in reparsed if one.is_changed], now)

    def settle_family(self, site: SiteRecord) -> None:
        """Note by which family all pages of a site were read. Raises ArchiveError."""
        with engines.archive_errors(self._url, "write"), self._engine.begin() as connection:
            run_rows.settle_family(connection, site.key, site.family, site.rounding)

    def leave_out(self, site: str, own_run: int, until: datetime | None) -> None:
        """Delete the dates that lists gave of articles that are not in the archive, and inferred ones.

        Those stay that ``own_run`` read after ``until`` (aware); with None all that it read. Raises
        ArchiveError.
        """
        archived = select(articles.c.id).where(articles.c.url_id == readings.c.url_id).exists()
        early = false() if until is None else readings.c.seen_at <= until
        chosen = (
            readings.c.run_id.in_(select(runs.c.id).where(runs.c.site == site)),
            readings.c.source.in_(("listing", "order")),
            or_(readings.c.run_id != own_run, early),
            ~archived,
        )
        with engines.archive_errors(self._url, "write"), self._engine.begin() as connection:
            connection.execute(delete(readings).where(*chosen))

    def _columns(self, one: Reparsed, now: datetime) -> dict[str, Any]:
        columns = {name: value for name, value in one.values.items() if name not in ("tags", "images")}
        if one.page is not None and one.stored.extractor != self._extractor:
            columns["extractor"] = self._extractor
        if one.is_revision:
            content = {"revision": one.stored.revision + 1, "content_sha256": _sha256(one), "changed_at": now}
            columns |= content
        return columns

    def _revision(self, one: Reparsed) -> dict[str, Any]:
        assert one.page is not None  # title and text come from it
        return {
            "article_id": one.stored.id,
            "number": one.stored.revision + 1,
            "cause": "reparsed",
            "seen_at": one.page.fetched_at,
            "snapshot_id": one.page.id,
            **_content(one),
            "content_sha256": _sha256(one),
            "extractor": self._extractor,
        }


def _content(one: Reparsed) -> dict[str, str]:
    now = {**one.stored.values, **one.values}
    return {"title": now["title"], "text": now["text"]}


def _sha256(one: Reparsed) -> str:
    return content_sha256(**_content(one))


def _save_attachments(connection: Connection, site: str, reparsed: Sequence[Reparsed]) -> None:
    named = {one.stored.id: one.values["tags"] for one in reparsed if "tags" in one.values}
    save_tags(connection, named, list(named), site)
    shown = {one.stored.id: one.values["images"] for one in reparsed if "images" in one.values}
    pictures = {id_: [Image(url, alt) for url, alt in own] for id_, own in shown.items()}
    save_images(connection, pictures, list(pictures))


def _save_readings(connection: Connection, reparsed: Sequence[Reparsed]) -> None:
    corrected = [
        {"row": row, **reading_columns(reading)} for one in reparsed for row, reading in one.corrected.items()
    ]
    if corrected:
        connection.execute(update(readings).where(readings.c.id == bindparam("row")), corrected)
    if dropped := [row for one in reparsed for row in one.dropped]:
        connection.execute(delete(readings).where(readings.c.id.in_(dropped)))
    added = [
        {
            "url_id": one.stored.url_id,
            "run_id": page.run_id,
            "snapshot_id": page.id,
            **reading_columns(reading),
        }
        for one in reparsed
        for page, reading in one.added
    ]
    if added:
        connection.execute(insert(readings), added)
