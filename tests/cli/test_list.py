"""``xzcrawl list``."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import Result

Run = Callable[..., Result]
TITLES = {
    "6202": "全力冲刺!徐州泉山区定下这些“大目标”",
    "6301": "[图解] 沛县:smile: 新能源产业园" + "建设正酣" * 12,
    "6100": "经开区厂房出租",
    "6000": "没有日期的文章",
}


def test_a_list_runs_from_the_newest_to_what_has_no_date(run: Run, archive: Path) -> None:
    lines = run("list", "--archive", archive).stdout.splitlines()
    assert [line.split(maxsplit=1)[0] for line in lines] == ["id", "2", "1", "3", "4"]


def test_a_date_is_listed_as_far_as_it_is_known(run: Run, archive: Path) -> None:
    lines = run("list", "--archive", archive).stdout.splitlines()[1:]
    dates = [re.split(" {2,}", line.strip())[1] for line in lines]
    assert dates == ["2023-06-26..07-02", "2022-09-24", "2021-12-31 10:05", "-"]


def test_a_pipe_gets_whole_titles_and_no_colours(run: Run, archive: Path) -> None:
    out = run("list", "--archive", archive).stdout
    assert all(title in out for title in TITLES.values())
    assert "\x1b" not in out


def test_a_narrow_terminal_gets_whole_titles_on_several_lines(run: Run, archive: Path) -> None:
    out = run("list", "--archive", archive, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", TERM="xterm").stdout
    plain = re.sub(r"\x1b\[\d*m", "", out)
    assert max(map(cell_len, plain.splitlines())) == 80
    assert plain.count("正") == plain.count("酣") == 12


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("--category", "招商政策"), [2, 3]),
        (("--tag", "厂房"), [3]),
        (("--tag", "泉山区", "--tag", "产业"), [1]),
        (("--tag", "厂房", "--tag", "产业"), []),
        (("--author", "admin"), [1]),
        (("--site", "xz.example", "--limit", "2"), [2, 1]),
        (("--site", "elsewhere.example"), []),
        (("--since", "2022-09-24"), [2, 1]),
        (("--until", "2022-09-24"), [1, 3]),
        (("--since", "2021-12-31T10:06"), [2, 1]),
        (("--since", "2021-12-31T02:05:00Z", "--until", "2021-12-31"), [3]),
        (("--limit", "1", "--offset", "1"), [1]),
        (("--limit", "0"), []),
    ],
)
def test_filters_choose_articles(run: Run, archive: Path, filters: tuple[str, ...], ids: list[int]) -> None:
    result = run("list", "--archive", archive, "--json", *filters)
    assert [article["id"] for article in json.loads(result.stdout)] == ids


def test_json_names_what_a_program_chooses_by(run: Run, archive: Path) -> None:
    (article,) = json.loads(run("list", "--archive", archive, "--json", "--author", "admin").stdout)
    assert article == {
        "id": 1,
        "site": "xz.example",
        "url": "http://xz.example/index.php/post/6202.html",
        "title": "全力冲刺!徐州泉山区定下这些“大目标”",
        "author": "admin",
        "category": "徐州产业信息",
        "tags": ["泉山区", "产业"],
        "published_at": "2022-09-24T00:00:00+08:00",
        "published_earliest": "2022-09-24T00:00:00+08:00",
        "published_latest": "2022-09-24T23:59:59+08:00",
        "published_precision": "day",
    }


def test_a_cut_list_says_how_to_go_on(run: Run, archive: Path) -> None:
    result = run("list", "--archive", archive, "--limit", "3")
    assert result.stderr == "3 of 4 articles; go on with --offset 3\n"


def test_an_empty_list_says_so_beside_the_pipe(run: Run, archive: Path) -> None:
    result = run("list", "--archive", archive, "--since", "2199-01-01")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no articles\n")


def test_the_archive_may_come_from_the_environment(run: Run, archive: Path) -> None:
    result = run("list", "--json", XZCRAWL_ARCHIVE_URL=f"sqlite:///{archive}")
    assert len(json.loads(result.stdout)) == 4
