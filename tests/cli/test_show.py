"""``xzcrawl show``: an article, its history, its versions and what they differ in."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from typer.testing import Result

from tests.making import archive_at
from xzcrawl.archive.writer import Writer
from xzcrawl.dates import SHANGHAI
from xzcrawl.items import Article, Block, Capture, DateInterval, Listing, Miss, Observation, Page, Reading

Run = Callable[..., Result]
NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)
URL = "http://xz.example/index.php/post/6202.html"
HOME = "http://xz.example/"


def seen(days: float) -> datetime:
    return NOON + timedelta(days=days)


def page(url: str, days: float) -> Page:
    return Page(url, 200, {}, b"<html>", seen(days), seen(days), f"urn:uuid:{url}#{days}")


def capture(shown: Page, kind: str) -> Capture:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    request = b"GET / HTTP/1.1\r\n\r\n"
    body = f"<html>{shown.record_id}".encode()
    return Capture(
        shown.record_id or "", "xz.example", kind, shown.url, 200, request, head, body,  # type: ignore[arg-type]
        shown.requested_at, shown.fetched_at,
    )  # fmt: skip


def reading(source: str, first: str, last: str, text: str, days: float) -> Reading:
    ends = (datetime.fromisoformat(end).replace(tzinfo=SHANGHAI) for end in (first, last))
    return Reading(source, seen(days), text, DateInterval(*ends, "day", text))  # type: ignore[arg-type, call-arg]


def article(title: str, lines: str, days: float, dated: Reading) -> Article:
    return Article(
        page=page(URL, days),
        site="xz.example",
        key="6202",
        url=URL,
        source_id="6202",
        title=title,
        reading=dated,
        blocks=tuple(Block("paragraph", line, f"<p>{line}</p>") for line in lines.split("\n")),
    )


def sighted(dated: Reading, days: float) -> Listing:
    observation = Observation(key="6202", url=URL, title="标题", reading=dated)
    return Listing(page=page(HOME, days), site="xz.example", kind="home", observations=(observation,))


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article that was narrowed by a listing, changed, re-dated, and gone; a run a day."""
    path = tmp_path_factory.mktemp("show") / "archive.db"
    old, new = "占地50亩，已建成。\n第二段。", "占地60亩，已建成。\n第二段。"
    months = ("page", "2022-09-20", "2022-10-20", "10个月前")
    fewer = reading("listing", "2022-09-24", "2022-11-30", "9个月前", 0)
    other = reading("page", "2023-07-01", "2023-07-02", "2023-07-01", 2)
    runs = [
        [article("旧标题", old, 0, reading(*months, 0)), sighted(fewer, 0)],
        [article("新标题", new, 1, reading(*months, 1))],
        [article("新标题", new, 2, other)],
        [Miss(site="xz.example", key="6202", url=URL, status=404, reason="404", seen_at=seen(3), gone="404")],
    ]
    for day, items in enumerate(runs):
        with Writer(archive_at(path), clock=partial(seen, day)) as writer:
            writer.begin_run(
                site="xz.example", base_url=HOME, spider="xz", mode="full", started_at=seen(day),
                versions={"extractor": "7"},
            )  # fmt: skip
            for item in items:  # type: ignore[attr-defined]
                if not isinstance(item, Miss):
                    writer.put(capture(item.page, "article" if isinstance(item, Article) else "listing"))
                writer.put(item)
    return path


def test_an_article_is_shown_with_its_evidence_and_what_was_cut(run: Run, archive: Path) -> None:
    assert [line.rstrip() for line in run("show", "1", "--archive", archive).stdout.splitlines()] == [
        "全力冲刺!徐州泉山区定下这些“大目标”",
        "http://xz.example/index.php/post/6202.html",
        "",
        "published   2022-09-24, the day is known, the time is not",
        "between     2022-09-24 00:00:00 and 2022-09-24 23:59:59",
        "evidence    page, seen 2023-07-20 12:00:00: 10个月前 (09-24)",
        "author      admin",
        "category    产业 > 徐州产业信息",
        "tags        泉山区, 产业",
        "views       38",
        "first seen  2023-07-20 12:00:00",
        "last seen   2023-07-20 12:00:00",
        "next visit  2023-08-26 09:00:00",
        "revisions   1  2023-07-20 12:00:00  first",
        "site        xz.example, its number 6202, here 1",
        "times       Asia/Shanghai",
        "",
        "3月8日,在广大干群…",
        "",
        "…奋力铸就高质量发展新辉煌。",
        "",
        "images",
        "  配图",
        "  http://xz.example/6202.jpg",
        "",
        "attachments",
        "  申报书",
        "  http://xz.example/1.doc",
        "",
        "related",
        "  徐州厂房",
        "  http://xz.example/index.php/post/4787.html",
        "",
        "removed",
        "  [contact-footer] 葛毅明微信号",
    ]


@pytest.mark.parametrize(
    ("shown", "stated", "line"),
    [
        ("徐州日报", None, "origin      徐州日报"),
        ("徐州日报", "徐州日报", "origin      徐州日报"),
        (None, "徐州日报", "origin      徐州日报"),
        ("徐州日报", "新华社", "origin      徐州日报 (to machines: 新华社)"),
    ],
)
def test_an_article_names_whom_it_is_from(
    run: Run, tmp_path: Path, shown: str | None, stated: str | None, line: str
) -> None:
    path = tmp_path / "archive.db"
    dated = reading("page", "2023-07-01", "2023-07-01", "2023-07-01", 0)
    from_them = replace(article("标题", "一", 0, dated), origin=shown, stated_origin=stated)
    with Writer(archive_at(path), clock=partial(seen, 0)) as writer:
        writer.begin_run(
            site="xz.example", base_url=HOME, spider="xz", mode="full", started_at=NOON,
            versions={"extractor": "7"},
        )  # fmt: skip
        writer.put(from_them)
    told = run("show", "1", "--archive", path).stdout.splitlines()
    assert line in map(str.rstrip, told)


def test_an_article_without_a_date_says_so(run: Run, archive: Path) -> None:
    lines = run("show", "4", "--archive", archive).stdout.splitlines()
    assert "published   no date could be read" in [line.rstrip() for line in lines]


@pytest.mark.parametrize("name", ["1", "http://xz.example/?id=6202", "http://xz.example/post/6202.html"])
def test_an_article_is_found_by_number_and_by_any_url(run: Run, archive: Path, name: str) -> None:
    assert json.loads(run("show", name, "--archive", archive, "--json").stdout)["source_id"] == "6202"


def test_shown_json_is_the_dump_and_the_history(run: Run, archive: Path) -> None:
    shown = json.loads(run("show", "1", "--archive", archive, "--json").stdout)
    dumped = run("export", "--archive", archive, "--format", "jsonl", "--limit", "1").stdout
    history = {name: shown.pop(name) for name in ("evidence", "revisions", "events")}
    assert shown.pop("parts") == []
    assert shown == json.loads(dumped)
    assert (len(history["revisions"]), history["events"]) == (1, [])


def test_what_is_not_there_is_said_in_one_line(run: Run, archive: Path) -> None:
    result = run("show", "99", "--archive", archive)
    assert (result.exit_code, result.stderr) == (2, f"xzcrawl: no article 99 in the archive at {archive}\n")


def test_the_observations_that_bound_a_date_are_named_with_their_pages(
    run: Run, past: Path, tmp_path: Path
) -> None:
    shown = json.loads(run("show", "1", "--archive", past, "--json").stdout)
    latest = shown["evidence"]["latest"]
    assert (latest["source"], latest["text"], latest["seen_at"]) == (
        "page", "2023-07-01", "2023-07-22T12:00:00+08:00",
    )  # fmt: skip
    assert (latest["url"], latest["snapshot"]) == (URL, shown["snapshot"])


def test_history_is_told_in_the_order_it_happened(run: Run, past: Path) -> None:
    out = run("show", "1", "--archive", past).stdout
    lines = [line.rstrip() for line in out.split("\n\n")[1].splitlines()]
    history = lines[lines.index("first seen  2023-07-20 12:00:00") :]
    assert [re.sub(r"@\d+$", "@OFFSET", line) for line in history] == [
        "first seen  2023-07-20 12:00:00",
        "last seen   2023-07-22 12:00:00",
        "next visit  2023-07-24 09:00:00",
        "gone        2023-07-23 12:00:00 (404)",
        "revisions   1  2023-07-20 12:00:00  first",
        "            2  2023-07-21 12:00:00  changed",
        "events      re-dated by 2023-07-22 12:00:00, "
        'from 2022-09-24..10-20 "10个月前" to 2023-07-01..07-02 "2023-07-01"',
        "            gone between 2023-07-22 12:00:00 and 2023-07-23 12:00:00: HTTP 404",
        "snapshot    xz.example-20230722040000-r00003-00000.warc.gz@OFFSET",
        "site        xz.example, its number 6202, here 1",
        "times       Asia/Shanghai",
    ]


def test_an_older_version_is_shown_whole(run: Run, past: Path) -> None:
    assert run("show", "1", "--archive", past, "--revision", "1").stdout.splitlines() == [
        "旧标题",
        "revision 1 (first, 2023-07-20 12:00:00), Asia/Shanghai; extractor 7",
        "",
        "占地50亩，已建成。",
        "",
        "第二段。",
    ]


def test_an_older_version_as_json_says_where_its_page_lies(run: Run, past: Path) -> None:
    shown = json.loads(run("show", "1", "--archive", past, "--revision", "1", "--json").stdout)
    assert (shown["number"], shown["cause"], shown["title"]) == (1, "first", "旧标题")
    assert shown["text"] == "占地50亩，已建成。\n第二段。"
    assert shown["snapshot"]["file"].endswith(".warc.gz")


def test_a_diff_in_a_pipe_marks_the_clauses_that_changed(run: Run, past: Path) -> None:
    assert run("show", URL, "--archive", past, "--diff", "1", "2").stdout.splitlines() == [
        "revision 1 (first, 2023-07-20 12:00:00) -> revision 2 (changed, 2023-07-21 12:00:00), Asia/Shanghai",
        "clauses: 2 removed, 2 added",
        "",
        "[-旧标题-]{+新标题+}",
        "",
        "[-占地50亩，-]{+占地60亩，+}已建成。",
        "第二段。",
    ]


def test_a_diff_on_a_terminal_has_colours_and_no_marks(run: Run, past: Path) -> None:
    terminal = {"FORCE_COLOR": "1", "COLUMNS": "80", "TERM": "xterm"}
    out = run("show", "1", "--archive", past, "--diff", "1", "2", **terminal).stdout
    assert "\x1b[9;31m占地50亩，\x1b[0m\x1b[32m占地60亩，\x1b[0m已建成。" in out
    assert "{+" not in run("show", "1", "--archive", past, "--diff", "1", "2", **terminal).stdout


def test_a_diff_on_a_terminal_without_colours_has_marks(run: Run, past: Path) -> None:
    terminal = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}
    assert "{+占地60亩，+}" in run("show", "1", "--archive", past, "--diff", "1", "2", **terminal).stdout


def test_a_diff_as_json_holds_everything(run: Run, past: Path) -> None:
    shown = json.loads(run("show", "1", "--archive", past, "--diff", "2", "1", "--json").stdout)
    assert (shown["old"]["number"], shown["new"]["number"]) == (2, 1)
    assert shown["text"] == [
        {"kind": "removed", "clauses": ["占地60亩，"]},
        {"kind": "added", "clauses": ["占地50亩，"]},
        {"kind": "equal", "clauses": ["已建成。\n", "第二段。"]},
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--revision", "3"), "xzcrawl: article 1 has no revision 3; the archive holds 1, 2"),
        (("--diff", "0", "1"), "xzcrawl: article 1 has no revision 0; the archive holds 1, 2"),
        (("--diff", "1", "9"), "xzcrawl: article 1 has no revision 9; the archive holds 1, 2"),
        (
            ("--diff", "1", "2", "--revision", "1"),
            "xzcrawl: --revision shows one version and --diff compares two: give one of them",
        ),
    ],
)
def test_a_version_that_is_not_there_is_said_in_one_line(
    run: Run, past: Path, options: tuple[str, ...], line: str
) -> None:
    result = run("show", "1", "--archive", past, *options)
    assert (result.exit_code, result.stderr.splitlines()) == (2, [line])


def test_a_diff_of_a_version_with_itself_has_nothing_to_show(run: Run, past: Path) -> None:
    assert run("show", "1", "--archive", past, "--diff", "1", "1").stdout.splitlines()[1:] == [
        "clauses: 0 removed, 0 added",
        "",
        "旧标题",
    ]
