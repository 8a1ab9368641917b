"""Reads the snapshots of an article: the pages it was read from, its files, and those they refer to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, and_, bindparam, or_, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.records import ArticleSnapshots, PageSnapshot, RevisionRecord, SnapshotRecord
from xzcrawl.archive.schema.rows import SNAPSHOT_COLUMNS, snapshot_in
from xzcrawl.archive.schema.tables import articles, images, snapshot_parts, snapshots
from xzcrawl.items import FILE_KINDS

# Built once: building a statement takes as long as running it.
_ID: Final[BindParameter[int]] = bindparam("article_id")
_READ_LAST: Final = (
    select(articles.c.title, articles.c.text, *SNAPSHOT_COLUMNS)
    .join(snapshots, snapshots.c.id == articles.c.snapshot_id)
    .where(articles.c.id == _ID)
)


def of_article() -> ColumnElement[bool]:
    """The condition that an article was read from a snapshot.

    Up to xzcrawl 0.3, every response with another status than 200 had the kind ``error``, even if an article
    was read from it.
    """
    came_otherwise = and_(snapshots.c.kind == "error", snapshots.c.status.between(201, 299))
    return or_(snapshots.c.kind == "article", came_otherwise)


def _led_to() -> Select[Any]:
    """A statement for the responses of an article's files, oldest first, with the URLs in the article."""
    shown = snapshots.c.url.in_(select(images.c.url).where(images.c.article_id == _ID))
    linked = snapshots.c.url.in_(bindparam("attachments", expanding=True))
    site = select(articles.c.site).where(articles.c.id == _ID).scalar_subquery()
    own = (or_(shown, linked), snapshots.c.kind.in_(FILE_KINDS), snapshots.c.site == site)
    led = select(snapshots.c.url, snapshots.c.id).where(*own).cte(recursive=True)
    further = select(led.c.url, snapshots.c.leads_to).join(led, led.c.id == snapshots.c.id)
    led = led.union(further.where(snapshots.c.leads_to.is_not(None)))
    statement = select(led.c.url, *SNAPSHOT_COLUMNS).join(snapshots, snapshots.c.id == led.c.id)
    return statement.order_by(snapshots.c.id)


_LED_TO: Final = _led_to()


def article_snapshots(
    connection: Connection, article_id: int, revisions: Iterable[RevisionRecord]
) -> ArticleSnapshots:
    """The snapshots of the article with this id and these revisions."""
    pages = {page.snapshot.id: page for page in _pages(connection, article_id, revisions)}
    parts = _parts(connection, pages)
    pages = {id_: replace(page, parts=parts.get(id_, ())) for id_, page in pages.items()}
    led = _files(connection, article_id)
    files = {url: snapshot for url, snapshot in led if 200 <= snapshot.status < 300}
    all_files = list({snapshot.id: snapshot for _, snapshot in led}.values())
    received = [snapshot for page in pages.values() for snapshot in page.responses]
    sources = _by_id(connection, (one.rendered_from for one in received))
    originals = _by_id(connection, (one.refers_to for one in (*received, *all_files, *sources)))
    return ArticleSnapshots(list(pages.values()), files, all_files, sources, originals)


def _pages(
    connection: Connection, article_id: int, revisions: Iterable[RevisionRecord]
) -> Iterable[PageSnapshot]:
    for revision in revisions:
        if revision.snapshot is not None:
            yield PageSnapshot(revision.snapshot, revision.title, revision.text)
    for row in connection.execute(_READ_LAST, {"article_id": article_id}):
        if (snapshot := snapshot_in(row)) is not None:
            yield PageSnapshot(snapshot, row.title, row.text)


def _parts(connection: Connection, first_ids: Collection[int]) -> Mapping[int, list[SnapshotRecord]]:
    """The pages of the further parts of articles, in order, by the ids of the first parts' snapshots."""
    statement = select(snapshot_parts.c.first_id, *SNAPSHOT_COLUMNS)
    statement = statement.join(snapshots, snapshots.c.id == snapshot_parts.c.part_id)
    statement = statement.order_by(snapshot_parts.c.first_id, snapshot_parts.c.number)
    found: dict[int, list[SnapshotRecord]] = {}
    for row in select_in(connection, statement, snapshot_parts.c.first_id, first_ids):
        if (snapshot := snapshot_in(row)) is not None:
            found.setdefault(row.first_id, []).append(snapshot)
    return found


def _files(connection: Connection, article_id: int) -> Sequence[tuple[str, SnapshotRecord]]:
    links = connection.scalar(select(articles.c.attachments).where(articles.c.id == article_id)) or []
    attached = [link["url"] for link in links]
    rows = connection.execute(_LED_TO, {"article_id": article_id, "attachments": attached}).all()
    return [(row.url, snapshot) for row, snapshot in zip(rows, _found(rows), strict=True)]


def _by_id(connection: Connection, ids: Iterable[int | None]) -> list[SnapshotRecord]:
    wanted = sorted({id_ for id_ in ids if id_ is not None})
    return _found(select_in(connection, select(*SNAPSHOT_COLUMNS), snapshots.c.id, wanted))


def _found(rows: Iterable[Row[Any]]) -> list[SnapshotRecord]:
    return [snapshot for row in rows if (snapshot := snapshot_in(row)) is not None]
