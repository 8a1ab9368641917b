"""``xzcrawl demo``: what it prints, and that what it suggests works."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from xzcrawl.archive import Archive

pytestmark = pytest.mark.crawl

Run = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "archive.db"


@pytest.fixture(scope="module")
def shown(command: Command, place: Path) -> str:
    done = command("demo", "--archive", place)
    assert (done.returncode, done.stderr) == (
        0,
        "A made-up news site with 300 articles, on this machine alone:\n",
    )
    return done.stdout


def test_it_says_what_came_of_the_crawl(shown: str) -> None:
    assert shown.startswith("demo finished: 300 articles (300 new, 0 changed), ")


def test_it_counts_by_category_and_shows_the_newest(shown: str, place: Path) -> None:
    with Archive(f"sqlite:///{place}") as archive:
        by_category = archive.stats().by_category
        newest = [article.title for article in archive.articles(order="newest", limit=5)]
    told = [line.split()[:2] for line in shown.splitlines() if "▪" in line]
    assert told == [[name, str(count)] for name, count in by_category.items()]
    assert [title for title in newest if title not in shown] == []


def test_what_it_suggests_works_when_pasted(shown: str, place: Path) -> None:
    to_try = shown.partition("What to try next:")[2].partition("Or in a browser")[0]
    suggested = [line.strip() for line in to_try.splitlines() if line.strip()]
    assert len(suggested) == 6
    for line in suggested:
        done = subprocess.run(
            line,
            shell=True,
            cwd=place.parent,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        )
        assert done.stdout or (place.parent / "articles.csv").stat().st_size > 100_000


def test_another_demo_takes_the_place_of_the_first(command: Command, shown: str, place: Path) -> None:
    elsewhere = place.with_name("real")
    assert command("demo", "--archive", place, XZCRAWL_SNAPSHOT_DIR=str(elsewhere)).returncode == 0
    assert not elsewhere.exists()
    with Archive(f"sqlite:///{place}") as archive:
        assert (archive.count(), len(archive.runs())) == (300, 1)
    assert len(list(place.parent.glob("snapshots/*"))) == len(list(place.parent.glob("*.lock"))) == 1


def test_an_archive_of_real_articles_is_never_replaced(run: Run, archive: Path) -> None:
    before = archive.read_bytes()
    result = run("demo", "--archive", archive)
    assert (result.exit_code, archive.read_bytes()) == (2, before)
    assert result.stderr == f"xzcrawl: {archive} exists and is not of a demo: give --archive another path\n"


def test_the_environment_does_not_lead_it_to_a_real_archive(run: Run) -> None:
    assert "XZCRAWL_ARCHIVE_URL" not in run("demo", "--help").stdout
