"""Archives of both kinds, and what writes and reads them."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, inspect, select

from tests.making import BASE, SITE, Crawl, archive_at, hours
from tests.postgresql import Emptied, schema
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.tables import metadata
from xzcrawl.archive.writer import Writer


@pytest.fixture
def crawl() -> Crawl:
    return Crawl()


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty archive, on SQLite and, where there is a server for tests, on PostgreSQL.

    Tests of how its tables are made and changed take ``new_archive_url``.
    """
    if request.param == "sqlite":
        return archive_at(tmp_path / "new" / "archive.db")
    emptied: Emptied = request.getfixturevalue("emptied")
    emptied.empty()
    return emptied.url


@pytest.fixture(params=["sqlite", "postgresql"])
def new_archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address with nothing there yet, on either."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/archive.db"
        return
    with schema("new") as url:
        yield url


@pytest.fixture(scope="session")
def emptied() -> Iterator[Emptied]:
    with schema("emptied") as url, closing(Emptied(url)) as archive:
        yield archive


@pytest.fixture
def start(crawl: Crawl, tmp_path: Path) -> Callable[..., Writer]:
    """Opens a writer with a run begun; close it, or use it in a ``with``."""

    def begin(url: str, at: float = 0, **options: Any) -> Writer:
        begun = hours(at)
        options = {"snapshot_folder": str(tmp_path / "snapshots")} | options
        writer = Writer(url, clock=lambda: begun, **options)
        writer.begin_run(
            site=SITE,
            base_url=BASE,
            spider="xz",
            mode="full",
            started_at=begun,
            versions={"extractor": "7"},
        )
        return writer

    return begin


@pytest.fixture
def put(archive_url: str, start: Callable[..., Writer]) -> Callable[..., dict[str, int]]:
    """Writes items in a run of their own, begun ``at`` hours after noon; returns what the writer counted.

    The run has no end but where its ``outcome`` is given.
    """

    def write(*items: Any, at: float = 0, outcome: str | None = None) -> dict[str, int]:
        with start(archive_url, at) as writer:
            for item in items:
                writer.put(item)
            if outcome:
                writer.finish_run(outcome=outcome, ended_at=hours(at), counts={})
        return dict(writer.counts)

    return write


@pytest.fixture
def rows(archive_url: str) -> Callable[[str], list[dict[str, Any]]]:
    """All rows of a table, by id or key."""

    def read(table: str) -> list[dict[str, Any]]:
        columns = metadata.tables[table]
        engine = engines.reading_engine(engines.parse_url(archive_url))
        with engine.begin() as connection:
            found = connection.execute(select(columns).order_by(*columns.primary_key)).mappings().all()
        engine.dispose()
        return [dict(row) for row in found]

    return read


@pytest.fixture
def table_sizes(archive_url: str) -> Callable[[], dict[str, int]]:
    """How many rows every table has; none where an older archive lacks it."""

    def count() -> dict[str, int]:
        engine = engines.reading_engine(engines.parse_url(archive_url))
        with engine.begin() as connection:
            sizes = dict.fromkeys(metadata.tables, 0) | {
                name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one()
                for name in inspect(connection).get_table_names()
                if name in metadata.tables
            }
        engine.dispose()
        return sizes

    return count


@pytest.fixture
def opened(archive_url: str, tmp_path: Path) -> Iterator[Callable[..., Archive]]:
    """Opens the archive with its index in a folder of the test's."""
    archives = []

    def open_(**options: Any) -> Archive:
        archive = Archive(archive_url, **{"index": str(tmp_path / "index"), **options})
        archives.append(archive)
        return archive

    yield open_
    for archive in archives:
        archive.close()
