"""What a command does not load, because that would be most of the time that it takes to answer."""

import subprocess
import sys
from pathlib import Path

import pytest

#: Runs the command, and prints the modules that are loaded by then on standard error.
PROGRAM = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from xzcrawl.cli import main
main()
"""
#: What only crawls, exports, migrations and updates of the index need.
HEAVY = {
    "alembic", "filelock", "lxml", "multiprocessing", "pydantic", "rich.progress", "scrapy", "selectolax",
    "twisted", "warcio", "xzcrawl.export", "xzcrawl.extract", "xzcrawl.families", "xzcrawl.frontier",
    "xzcrawl.snapshots",
}  # fmt: skip


def loaded_by(*arguments: str | Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.fixture
def searched(archive: Path) -> Path:
    """The archive with its index."""
    loaded_by("reindex", "--archive", archive)
    return archive


@pytest.mark.parametrize(
    "arguments", [("list", "--category", "招商政策"), ("search", "招商"), ("show", "1"), ("stats",)]
)
def test_a_command_that_reads_loads_nothing_heavy(searched: Path, arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(*arguments, "--archive", searched)
    assert {"sqlalchemy", *HEAVY} & loaded == {"sqlalchemy"}


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_help_of_all_commands_loads_none(option: str) -> None:
    assert {"sqlalchemy", "xzcrawl.cli.list_", *HEAVY} & loaded_by(option) == set()
