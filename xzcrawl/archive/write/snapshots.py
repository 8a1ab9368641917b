"""Writes snapshots: first the WARC records of a batch, then the rows that point at them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, bindparam, func, insert, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.tables import snapshot_parts, snapshots
from xzcrawl.items import FILE_KINDS, Capture
from xzcrawl.runs import Count
from xzcrawl.snapshots import Original, Place, WarcWriter, payload_sha256


@dataclass(frozen=True, slots=True)
class _Kept:
    """A capture whose record is written. ``refers_to`` is the id of the record that has its payload."""

    capture: Capture
    place: Place
    refers_to: str | None


def keep(
    connection: Connection,
    run_id: int,
    captures: Sequence[Capture],
    warc: WarcWriter,
    counts: Counter[str],
) -> dict[str, int]:
    """Write the records of captures, make them durable, insert their rows. Returns row ids by record id.

    A payload that a snapshot already has is not written again if the file of that snapshot is still in the
    folder: the new record refers to it. A rendered document is always written whole, after its response.
    """
    if not captures:
        return {}
    stored = _originals(connection, {payload_sha256(capture) for capture in captures if capture.body}, warc)
    kept = [_write(capture, stored, warc) for capture in captures]
    warc.sync()
    counts[Count.SNAPSHOTS_ADDED] += len(kept)
    counts[Count.SNAPSHOTS_REPEATED] += sum(one.refers_to is not None for one in kept)
    ids = _insert(connection, run_id, kept)
    _follow_redirects(connection, run_id, captures, ids)
    return ids


def _follow_redirects(
    connection: Connection, run_id: int, captures: Sequence[Capture], ids: Mapping[str, int]
) -> None:
    """Mark redirects that led to a file as of its kind: their addresses count as stored, and lead to it."""
    found = [
        {"address": address, "target": target, "came": ids[capture.record_id], "as_kind": capture.kind}
        for capture in captures
        if capture.kind in FILE_KINDS
        for address, target in pairwise([*capture.redirected_from, None])
    ]
    if found:
        own = (snapshots.c.run_id == run_id, snapshots.c.url == bindparam("address"))
        next_ = snapshots.alias()
        further = select(func.max(next_.c.id)).where(
            next_.c.run_id == run_id, next_.c.url == bindparam("target"), next_.c.status.between(300, 399)
        )
        lead = func.coalesce(further.scalar_subquery(), bindparam("came"))
        redirects = update(snapshots).where(*own, snapshots.c.status.between(300, 399))
        connection.execute(redirects.values(kind=bindparam("as_kind"), leads_to=lead), found)


def save_parts(connection: Connection, pages: Iterable[Sequence[int]]) -> None:
    """Store which snapshots have further parts of an article; ``pages`` are the ids of all its parts."""
    rows = [
        {"first_id": own[0], "number": number, "part_id": part}
        for own in pages
        for number, part in enumerate(own[1:], 2)
    ]
    if rows:
        connection.execute(insert(snapshot_parts), rows)


def snapshot_ids(connection: Connection, record_ids: Collection[str]) -> dict[str, int]:
    """The row ids of snapshots by their record ids."""
    found = select_in(
        connection, select(snapshots.c.record_id, snapshots.c.id), snapshots.c.record_id, record_ids
    )
    return {row.record_id: row.id for row in found}


def _originals(connection: Connection, digests: Collection[str], warc: WarcWriter) -> dict[str, Original]:
    """The snapshots that have these payloads, by digest, without those whose file was removed."""
    columns = ("payload_sha256", "record_id", "url", "requested_at", "file")
    whole = snapshots.c.refers_to.is_(None), snapshots.c.rendered_from.is_(None)
    statement = select(*(snapshots.c[name] for name in columns)).where(*whole)
    found = select_in(connection, statement, snapshots.c.payload_sha256, digests)
    return {
        row.payload_sha256: Original(row.record_id, row.url, row.requested_at)
        for row in found
        if warc.has(row.file)
    }


def _write(capture: Capture, stored: dict[str, Original], warc: WarcWriter) -> _Kept:
    is_response = capture.rendered_from is None
    original = stored.get(payload_sha256(capture)) if is_response else None
    place = warc.write(capture, original)
    if is_response and original is None and capture.body:
        stored[place.payload_sha256] = Original(capture.record_id, capture.url, capture.requested_at)
    return _Kept(capture, place, original.record_id if original else None)


def _insert(connection: Connection, run_id: int, kept: Sequence[_Kept]) -> dict[str, int]:
    """Insert rows for whole responses first: the records that name them need their ids."""
    ids: dict[str, int] = {}
    for chosen in (_is_whole, _is_repeat, _is_rendered):
        own = [one for one in kept if chosen(one)]
        named = {name for one in own for name in (one.refers_to, one.capture.rendered_from) if name}
        known = ids | snapshot_ids(connection, named - ids.keys())
        ids |= _insert_rows(connection, [_row(run_id, one, known) for one in own])
    return ids


def _is_whole(one: _Kept) -> bool:
    return one.refers_to is None and one.capture.rendered_from is None


def _is_repeat(one: _Kept) -> bool:
    return one.refers_to is not None


def _is_rendered(one: _Kept) -> bool:
    return one.capture.rendered_from is not None


def _insert_rows(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[str, int]:
    if not rows:
        return {}
    inserted = connection.execute(insert(snapshots).returning(snapshots.c.record_id, snapshots.c.id), rows)
    return {row.record_id: row.id for row in inserted}


def _row(run_id: int, one: _Kept, ids: Mapping[str, int]) -> dict[str, object]:
    capture, place = one.capture, one.place
    return {
        "site": capture.site,
        "run_id": run_id,
        "record_id": capture.record_id,
        "kind": capture.kind,
        "url": capture.url,
        "status": capture.status,
        "requested_at": capture.requested_at,
        "fetched_at": capture.fetched_at,
        "file": place.file,
        "offset": place.offset,
        "length": place.length,
        "payload_sha256": place.payload_sha256,
        "refers_to": ids[one.refers_to] if one.refers_to else None,
        "rendered_from": ids[capture.rendered_from] if capture.rendered_from else None,
    }
