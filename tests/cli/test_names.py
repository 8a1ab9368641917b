"""Where nothing is found, names that the archive does not have are told, with those that come near."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.conftest import begun, four_articles

Run = Callable[..., Result]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with begun(path) as writer:
        for number, article in enumerate(four_articles()):
            category = ["徐州产业信息", "徐州招商政策", "徐州厂房", "沛县厂房"][number]
            writer.put(replace(article, category=category, tags=("新能源",), author="admin"))
    return path


CASES = [
    (("--category", "徐州产业"), "no category '徐州产业'; did you mean 徐州产业信息?"),
    (("--category", "招商"), "no category '招商'; did you mean 徐州招商政策?"),
    (("--category", "天气"), "no category '天气'; there are 徐州产业信息, 徐州厂房, 徐州招商政策 and 1 more"),
    (("--tag", "新能"), "no tag '新能'; did you mean 新能源?"),
    (("--author", "Admin"), "no author 'Admin'; did you mean admin?"),
    (("--author", "张三"), "no author '张三'; there are admin"),
    (("--site", "xz.exmple"), "no site 'xz.exmple'; did you mean xz.example?"),
]


@pytest.mark.parametrize(("option", "said"), CASES)
def test_a_name_that_the_archive_does_not_have_is_told(
    run: Run, archive: Path, option: tuple[str, str], said: str
) -> None:
    for command in (("list",), ("list", "--json"), ("search", "标题"), ("export", "--format", "jsonl")):
        done = run(*command, *option, "--archive", archive)
        assert done.exit_code == 0
        assert f"xzcrawl: the archive has {said}\n" in done.stderr


def test_of_several_names_only_those_that_are_not_there_are_told(run: Run, archive: Path) -> None:
    done = run("list", "--tag", "新能源", "--tag", "光伏", "--archive", archive)
    assert done.stderr.splitlines()[0] == "xzcrawl: the archive has no tag '光伏'; there are 新能源"


def test_names_that_are_there_and_lead_to_nothing_are_not_told(run: Run, archive: Path) -> None:
    done = run("list", "--category", "徐州厂房", "--since", "2199-01-01", "--archive", archive)
    assert done.stderr == "no articles\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--certainly"), "'certainly' says how since and until are meant: give one of them too"),
        (("search", "标题", "--possibly"), "'possibly' says how since and until are meant"),
        (("export", "-f", "csv", "--sort", "relevance"), "relevance is an order of what a query finds: give"),
        (
            ("list", "--since", "2026-02-01", "--until", "2026-01-01"),
            "nothing is since 2026-02-01 and until 2026-01-01, which is earlier",
        ),
    ],
)
def test_options_that_can_have_no_effect_are_refused(
    run: Run, archive: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments, "--archive", archive)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"xzcrawl: {said}")
