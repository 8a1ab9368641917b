"""The database of an archive, open for reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.migrate import upgrade
from xzcrawl.archive.schema.version import is_outdated, version_of
from xzcrawl.errors import ArchiveError


class Database:
    """The connections of an archive's readers. Close it, or use it in a ``with``. Threads may share it.

    An archive of an older xzcrawl is brought up to date first, after a copy of it was made; ``write=True``
    also creates a missing archive. Raises ``ArchiveError`` if there is no archive at the address that this
    xzcrawl can read.
    """

    def __init__(self, url: str, *, write: bool = False) -> None:
        self.url = engines.parse_url(url)
        if write:
            upgrade(self.url)
        self._engine = engines.reading_engine(self.url)
        try:
            with self.reading("open") as connection:
                version = version_of(connection)
            if is_outdated(version, engines.shown(self.url)):
                self._renew()
        except BaseException:
            self.close()
            raise

    def _renew(self) -> None:
        try:
            upgrade(self.url)
        except ArchiveError as error:
            reason = "it is of an older xzcrawl and must be brought up to date first"
            raise ArchiveError(f"{error}; {reason}, which needs it and its folder to be writable") from error

    @contextmanager
    def reading(self, doing: str = "read") -> Iterator[Connection]:
        """A connection in a transaction that sees one unchanging state.

        Raises ``ArchiveError``; ``doing`` is the verb in its text: cannot read, open or check the archive.
        """
        with engines.archive_errors(self.url, doing), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        engines.close_reading(self._engine, self.url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
