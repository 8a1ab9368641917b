"""Writing the ``readings`` table, and what all readings of an article say about its date."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, insert, select

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.schema.rows import reading_columns, reading_in
from xzcrawl.archive.schema.tables import readings
from xzcrawl.dates import (
    Published,
    combine,
    is_news,
    is_of_before,
    is_redating,
    standing,
)
from xzcrawl.items import Reading


@dataclass(frozen=True, slots=True)
class Sighted:
    """A reading, the run it was made in, and the snapshot of the page it stood on."""

    reading: Reading
    run_id: int
    snapshot_id: int | None


@dataclass(frozen=True, slots=True)
class Redating:
    """That an article's date was changed: what was known of it before, and the sight that shows it."""

    before: Published | None
    sight: Sighted


class Evidence:
    """The readings of some addresses: those already stored, and those a batch adds.

    Addresses are ids of main rows of ``urls``. ``since`` says of those that were re-dated from when on
    their readings count. A sight that only another date can explain re-dates an article, once a run, if
    its date was known from an earlier run. Nothing is written before ``save``.
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
        self._known: dict[int, list[Sighted]] = {url_id: [] for url_id in url_ids}
        self._added: list[tuple[int, Sighted]] = []
        statement = select(readings).order_by(readings.c.id)
        for row in select_in(connection, statement, readings.c.url_id, url_ids):
            self._known[row.url_id].append(Sighted(reading_in(row), row.run_id, row.snapshot_id))

    def add(self, url_id: int, reading: Reading, snapshot_id: int | None) -> bool:
        """Take a reading of the article's own page in, unless this very sight is stored already."""
        if any(_same_sight(reading, known.reading) for known in self._known[url_id]):
            return False
        sight = Sighted(reading, self._run_id, snapshot_id)
        if self._is_of_before(url_id, reading):
            sight = replace(sight, reading=replace(reading, interval=None))
        elif self._redates(url_id, reading):
            self.redatings[url_id] = Redating(self.published(url_id), sight)
            self.since[url_id] = reading.seen_at
        self._known[url_id].append(sight)
        self._added.append((url_id, sight))
        return True

    def add_if_news(self, url_id: int, reading: Reading, snapshot_id: int | None) -> bool:
        """Take in a reading from elsewhere where it changes what is known: narrows or contradicts it."""
        if not is_news(self._standing(url_id), reading) or self._is_of_before(url_id, reading):
            return False
        return self.add(url_id, reading, snapshot_id)

    def published(self, url_id: int) -> Published | None:
        """What the readings of an address say together, those since it was last re-dated."""
        return combine(self._standing(url_id))

    def _standing(self, url_id: int) -> list[Reading]:
        return standing([known.reading for known in self._known[url_id]], self.since.get(url_id))

    def _redates(self, url_id: int, reading: Reading) -> bool:
        """Compared with earlier runs alone: within one, two pages that disagree are a cache or a clock."""
        earlier = [known.reading for known in self._known[url_id] if known.run_id != self._run_id]
        earlier = standing(earlier, self.since.get(url_id))
        return url_id not in self.redatings and is_redating(earlier, reading)

    def _is_of_before(self, url_id: int, reading: Reading) -> bool:
        """Whether this is a sight from a cache, of the date that the article had until just now."""
        every = [known.reading for known in self._known[url_id]]
        return is_of_before(every, self.since.get(url_id), reading)

    @property
    def touched(self) -> set[int]:
        """The addresses of which something new was read."""
        return {url_id for url_id, _ in self._added}

    def save(self, connection: Connection) -> int:
        """Insert what was added; returns how many rows."""
        if self._added:
            connection.execute(insert(readings), [_row(url_id, sight) for url_id, sight in self._added])
        return len(self._added)


def _same_sight(new: Reading, known: Reading) -> bool:
    """Whether a reading is stored already. Two pages of one second may leave other instants possible."""
    same = (new.seen_at, new.source, new.text) == (known.seen_at, known.source, known.text)
    return same and (known.interval is None or known.interval == new.interval)


def _row(url_id: int, sight: Sighted) -> dict[str, object]:
    about = {"url_id": url_id, "run_id": sight.run_id, "snapshot_id": sight.snapshot_id}
    return about | reading_columns(sight.reading)
