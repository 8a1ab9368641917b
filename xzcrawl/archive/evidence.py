"""Writing the ``readings`` table, and what all readings of an article say about its date."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.tables import readings
from xzcrawl.dates import SHANGHAI, Published, best_instant, combine
from xzcrawl.items import DateInterval, Reading


class Evidence:
    """The readings of some addresses: those already stored, and those a batch adds.

    Addresses are ids of main rows of ``urls``. Nothing is written before ``save``.
    """

    def __init__(self, connection: Connection, url_ids: Collection[int]) -> None:
        self._known: dict[int, list[Reading]] = {url_id: [] for url_id in url_ids}
        self._added: list[tuple[int, Reading]] = []
        for row in select_in(
            connection, select(readings).order_by(readings.c.id), readings.c.url_id, url_ids
        ):
            self._known[row.url_id].append(_reading(row))

    def add(self, url_id: int, reading: Reading) -> bool:
        """Take a reading of the article's own page in, unless this very sight is stored already."""
        if any(_same_sight(reading, known) for known in self._known[url_id]):
            return False
        self._known[url_id].append(reading)
        self._added.append((url_id, reading))
        return True

    def add_if_news(self, url_id: int, reading: Reading) -> bool:
        """Take in a reading from elsewhere where it changes what is known: narrows or contradicts it."""
        known = self._known[url_id]
        return _outcome([*known, reading]) != _outcome(known) and self.add(url_id, reading)

    def published(self, url_id: int) -> Published | None:
        """What all readings of an address say together."""
        return combine(self._known[url_id])

    @property
    def touched(self) -> set[int]:
        """The addresses of which something new was read."""
        return {url_id for url_id, _ in self._added}

    def save(self, connection: Connection, run_id: int) -> int:
        """Insert what was added; returns how many rows."""
        if self._added:
            connection.execute(
                insert(readings), [_row(url_id, run_id, reading) for url_id, reading in self._added]
            )
        return len(self._added)


def published_columns(published: Published | None) -> dict[str, object]:
    """The ``published_*`` columns of ``articles``."""
    interval = published.interval if published else None
    return {
        "published_at": best_instant(interval) if interval else None,
        "published_earliest": interval.earliest if interval else None,
        "published_latest": interval.latest if interval else None,
        "published_precision": interval.precision if interval else None,
        "published_text": published.text if published else None,
        "published_source": published.source if published else None,
        "published_contradicted": published.contradicted if published else False,
    }


def _same_sight(one: Reading, other: Reading) -> bool:
    return (one.seen_at, one.source, one.text) == (other.seen_at, other.source, other.text)


def _outcome(known: list[Reading]) -> tuple[datetime, datetime, bool] | None:
    published = combine(known)
    if published is None:
        return None
    return published.interval.earliest, published.interval.latest, published.contradicted


def _reading(row: Row[tuple[object, ...]]) -> Reading:
    interval = None
    if row.earliest is not None:
        ends = row.earliest.astimezone(SHANGHAI), row.latest.astimezone(SHANGHAI)
        interval = DateInterval(*ends, row.precision, row.text or "")
    return Reading(row.source, row.seen_at, row.text, interval, row.views)


def _row(url_id: int, run_id: int, reading: Reading) -> dict[str, object]:
    interval = reading.interval
    return {
        "url_id": url_id,
        "run_id": run_id,
        "source": reading.source,
        "seen_at": reading.seen_at,
        "text": reading.text,
        "earliest": interval.earliest if interval else None,
        "latest": interval.latest if interval else None,
        "precision": interval.precision if interval else None,
        "views": reading.views,
    }
