"""The migrations lead to the tables that the code declares."""

import re
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from tests.making import Crawl, Put, Sizes
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema import version
from xzcrawl.archive.schema.migrate import run_migrations, upgrade
from xzcrawl.archive.schema.tables import metadata

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture
def archive_url(new_archive_url: str) -> str:
    return new_archive_url


@pytest.fixture
def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(version.MIGRATIONS))


def test_the_steps_form_one_chain_in_the_order_of_their_numbers(scripts: ScriptDirectory) -> None:
    chain = [step.revision for step in reversed(list(scripts.walk_revisions()))]
    assert chain == list(version.KNOWN_VERSIONS)
    assert scripts.get_heads() == [version.KNOWN_VERSIONS[-1]]


def test_migrated_tables_are_the_declared_tables(archive_url: str) -> None:
    _migrate(archive_url)
    engine = engines.reading_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_new_archive_is_what_the_migrations_lead_to_to_the_letter(archive_url: str, tmp_path: Path) -> None:
    upgrade(engines.parse_url(archive_url))
    new = _looked_at(archive_url)
    if archive_url.startswith("sqlite"):
        archive_url = f"sqlite:///{tmp_path}/migrated.db"
    else:
        _take_back(archive_url)
    _migrate(archive_url)
    assert new == _looked_at(archive_url)


def _migrate(url: str) -> None:
    """Makes an archive by all migrations, as one of the first version has come to be."""
    engine = engines.writing_engine(engines.parse_url(url), foreign_keys=False)
    try:
        with engine.begin() as connection:
            run_migrations(connection)
    finally:
        engines.close_writing(engine, engines.parse_url(url))


def _looked_at(url: str) -> dict[str, Any]:
    """All that a new archive has: its tables, the definitions of its views, its version and changes."""
    engine = engines.reading_engine(engines.parse_url(url))
    with engine.begin() as connection:
        look = inspect(connection)
        views = {
            name: " ".join(str(look.get_view_definition(name)).split()) for name in look.get_view_names()
        }
        found = {
            "views": views,
            "version": connection.scalar(text("SELECT version_num FROM alembic_version")),
            "changes": connection.execute(text("SELECT id, length(token) FROM changes")).all(),
            **_described(engine),
        }
    engine.dispose()
    return found


def _described(engine: Engine) -> dict[str, Any]:
    """Columns, keys and indexes of every table, as the database itself tells them."""
    look = inspect(engine)
    return {
        table: {
            "columns": [{**column, "type": repr(column["type"])} for column in look.get_columns(table)],
            "primary": look.get_pk_constraint(table),
            "foreign": sorted(look.get_foreign_keys(table), key=str),
            "unique": sorted(look.get_unique_constraints(table), key=str),
            "indexes": sorted(look.get_indexes(table), key=str),
        }
        for table in look.get_table_names()
    }


def test_every_constraint_has_a_name_for_later_migrations_to_call() -> None:
    unnamed = [
        (table.name, constraint)
        for table in metadata.tables.values()
        for constraint in [*table.constraints, *table.indexes]
        if constraint.name is None  # type: ignore[attr-defined]
    ]
    assert unnamed == []


def test_an_up_to_date_archive_is_left_as_it_is(
    archive_url: str, put: Put, crawl: Crawl, table_sizes: Sizes
) -> None:
    put(crawl.full_article())
    sizes = table_sizes()
    upgrade(engines.parse_url(archive_url))
    assert table_sizes() == sizes


def test_every_step_can_be_taken_back(archive_url: str) -> None:
    upgrade(engines.parse_url(archive_url))
    _take_back(archive_url)
    engine = engines.reading_engine(engines.parse_url(archive_url))
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    with Archive(archive_url, write=True) as archive:
        assert archive.count() == 0


def _take_back(url: str) -> None:
    engine = engines.writing_engine(engines.parse_url(url), foreign_keys=False)
    config = Config()
    config.set_main_option("script_location", str(version.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    engine.dispose()


def test_a_site_in_a_folder_gets_the_folder_into_its_name(archive_url: str) -> None:
    engine = engines.writing_engine(engines.parse_url(archive_url))
    at = "'2026-11-24 03:00:00.000000Z'"
    with engine.begin() as connection:
        run_migrations(connection, "0004")
        for key, base in (("a.cn", "http://a.cn/xuzhou/"), ("b.cn", "http://b.cn/")):
            connection.execute(
                text(f"INSERT INTO sites (key, base_url, first_seen_at) VALUES ('{key}', '{base}', {at})")
            )
            connection.execute(text(f"INSERT INTO tags (site, name) VALUES ('{key}', '新沂')"))
        run_migrations(connection)
        found = connection.execute(text("SELECT s.key FROM sites AS s JOIN tags AS t ON t.site = s.key"))
        assert sorted(found.scalars()) == ["a.cn/xuzhou", "b.cn"]
        assert connection.execute(text("SELECT count(*) FROM sites")).scalar_one() == 2
    engines.close_writing(engine, engines.parse_url(archive_url))


def test_the_example_for_contributors_does_what_it_says(archive_url: str) -> None:
    """The column is there, and taken away again the table is as it was."""
    upgrade(engines.parse_url(archive_url))
    example = re.search(r"\*\*Add a migration.*?```python\n(.*?)```", CONTRIBUTING, re.DOTALL)[1]  # type: ignore[index]
    step: dict[str, Any] = {}
    exec(compile(example, "CONTRIBUTING.md", "exec"), step)
    engine = engines.writing_engine(engines.parse_url(archive_url), foreign_keys=False)
    columns = []
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        for change in (lambda: None, step["upgrade"], step["downgrade"]):
            change()
            columns.append([column["name"] for column in inspect(connection).get_columns("sites")])
    engine.dispose()
    assert columns == [columns[0], [*columns[0], "owner"], columns[0]]


@pytest.mark.parametrize(
    ("made_by", "failing"),
    [(upgrade, "sqlalchemy.MetaData.create_all"), (_migrate, "alembic.operations.Operations.create_index")],
)
def test_what_fails_leaves_nothing_behind(
    archive_url: str, monkeypatch: pytest.MonkeyPatch, made_by: Any, failing: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(failing, fail)
    with pytest.raises(RuntimeError, match="power cut"):
        made_by(engines.parse_url(archive_url) if made_by is upgrade else archive_url)
    monkeypatch.undo()
    with Archive(archive_url, write=True) as archive:
        assert archive.count() == 0
