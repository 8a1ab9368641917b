"""Writes the ``readings`` table, and combines all readings of an article into its date."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import compress

from sqlalchemy import Connection, insert, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.rows import reading_columns, reading_in
from xzcrawl.archive.schema.tables import readings
from xzcrawl.dates import (
    Published,
    combine,
    counting,
    is_news,
    is_of_before,
    is_redating,
)
from xzcrawl.items import Reading


@dataclass(frozen=True, slots=True)
class Observed:
    """A reading with its run and the snapshot of the page that it was read from."""

    reading: Reading
    run_id: int
    snapshot_id: int | None


@dataclass(frozen=True, slots=True)
class Redating:
    """A change of an article's date: the date known before, and the reading that shows the change."""

    before: Published | None
    observation: Observed


class Evidence:
    """The readings of some addresses: those already stored, and those a batch adds.

    Addresses are ids of main rows of ``urls``. For those that were re-dated, ``since`` is the instant (aware)
    from which their readings count. A reading that only another date can explain re-dates an article, once a
    run, if its date was known from an earlier run. Nothing is written before ``save``.
    """

    def __init__(
        self,
        connection: Connection,
        run_id: int,
        url_ids: Collection[int],
        since: Mapping[int, datetime | None],
    ) -> None:
        self._run_id = run_id
        self.since = {url_id: moment for url_id, moment in since.items() if moment is not None}
        self.redatings: dict[int, Redating] = {}
        self._known: dict[int, list[Observed]] = {url_id: [] for url_id in url_ids}
        self._added: list[tuple[int, Observed]] = []
        statement = select(readings).order_by(readings.c.id)
        for row in select_in(connection, statement, readings.c.url_id, url_ids):
            self._known[row.url_id].append(Observed(reading_in(row), row.run_id, row.snapshot_id))

    def add(self, url_id: int, reading: Reading, snapshot_id: int | None) -> bool:
        """Add a reading of the article's own page, unless it is stored. Returns whether it was added."""
        if any(_is_same(reading, known.reading) for known in self._known[url_id]):
            return False
        found = Observed(reading, self._run_id, snapshot_id)
        if self._is_of_before(url_id, reading):
            found = replace(found, reading=replace(reading, interval=None))
        elif self._redates(url_id, reading):
            self.redatings[url_id] = Redating(self.published(url_id), found)
            self.since[url_id] = reading.seen_at
        self._known[url_id].append(found)
        self._added.append((url_id, found))
        return True

    def add_if_news(self, url_id: int, reading: Reading, snapshot_id: int | None) -> bool:
        """Add a reading from another page, or of metadata, if it narrows or contradicts the known date.

        Returns whether it was added.
        """
        if not is_news(self._standing(url_id), reading) or self._is_of_before(url_id, reading):
            return False
        return self.add(url_id, reading, snapshot_id)

    def published(self, url_id: int) -> Published | None:
        """The date that all readings of an address since it was last re-dated give together."""
        return combine(self._standing(url_id))

    def _standing(self, url_id: int) -> list[Reading]:
        return [known.reading for known in self._counting(url_id)]

    def _counting(self, url_id: int) -> list[Observed]:
        known = self._known[url_id]
        seen = [(one.run_id, one.reading.seen_at) for one in known]
        return list(compress(known, counting(seen, self.since.get(url_id))))

    def _redates(self, url_id: int, reading: Reading) -> bool:
        """Whether a reading re-dates an article, compared with earlier runs only.

        Within one run, two pages that disagree show a cache or a wrong clock.
        """
        earlier = [known for known in self._known[url_id] if known.run_id != self._run_id]
        counted = self._counting(url_id)
        standing = [known.reading for known in earlier if known in counted]
        before = [known.reading for known in earlier if known not in counted]
        return url_id not in self.redatings and is_redating(standing, reading, before)

    def _is_of_before(self, url_id: int, reading: Reading) -> bool:
        """Whether a reading is from a cache, with the date that the article had before it was re-dated."""
        every = [(known.run_id, known.reading) for known in self._known[url_id]]
        return is_of_before(every, self.since.get(url_id), reading)

    @property
    def touched(self) -> set[int]:
        """The addresses with new readings."""
        return {url_id for url_id, _ in self._added}

    def save(self, connection: Connection) -> int:
        """Insert the added readings. Returns the number of rows."""
        if self._added:
            connection.execute(insert(readings), [_row(url_id, found) for url_id, found in self._added])
        return len(self._added)


def _is_same(new: Reading, known: Reading) -> bool:
    """Whether a reading is stored already. Two pages of the same second may allow different instants."""
    same = (new.seen_at, new.source, new.text) == (known.seen_at, known.source, known.text)
    return same and (known.interval is None or known.interval == new.interval)


def _row(url_id: int, found: Observed) -> dict[str, object]:
    about = {"url_id": url_id, "run_id": found.run_id, "snapshot_id": found.snapshot_id}
    return about | reading_columns(found.reading)
