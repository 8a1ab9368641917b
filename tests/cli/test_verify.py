"""``xzcrawl verify``: what is whole is said to be, and what is not is found and named."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import Result

import xzcrawl.verify
from tests.cli.conftest import NOON, Sql, begun, sql_of
from xzcrawl.archive.writer import Writer
from xzcrawl.items import Article, Block, Capture, Page
from xzcrawl.verify import Fault, verify

Run = Callable[..., Result]


def page(key: int, day: int) -> Page:
    seen = NOON + timedelta(days=day, seconds=key)
    url = f"http://xz.example/index.php/post/{key}.html"
    return Page(url, 200, {}, b"", seen - timedelta(milliseconds=120), seen, f"urn:uuid:{key}-{day}")


def capture(shown: Page, body: str) -> Capture:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    asked = b"GET / HTTP/1.1\r\nHost: xz.example\r\n\r\n"
    return Capture(
        shown.record_id or "", "xz.example", "article", shown.url, 200, asked, head, body.encode(),
        shown.requested_at, shown.fetched_at,
    )  # fmt: skip


def article(key: int, day: int) -> Article:
    shown, line = page(key, day), f"第{key}篇，第{day}天。"
    return Article(
        page=shown, site="xz.example", key=str(key), url=shown.url, source_id=str(key), title=f"标题{key}",
        blocks=(Block("paragraph", line, f"<p>{line}</p>"),),
    )  # fmt: skip


def writer(path: Path, day: int) -> Writer:
    return begun(path, NOON + timedelta(days=day))


def end(opened: Writer, day: int) -> None:
    opened.finish_run(outcome="finished", ended_at=NOON + timedelta(days=day, hours=1), counts={})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of three articles; one page is the same both times, so that it is a revisit record."""
    path = tmp_path_factory.mktemp("verify") / "archive.db"
    for day in (0, 1):
        with writer(path, day) as opened:
            for key in (1, 2, 3):
                opened.put(capture(page(key, day), "<p>不变" if key == 1 else f"<p>{key} {day}"))
                opened.put(article(key, day))
            end(opened, day)
    return path


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may damage."""
    copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / made.name


@pytest.fixture
def sql(archive: Path) -> Sql:
    return sql_of(archive)


def problems(archive: Path) -> list[Fault]:
    return verify(f"sqlite:///{archive}", archive.parent / "snapshots").problems


def files(archive: Path) -> list[Path]:
    return sorted((archive.parent / "snapshots").iterdir())


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


def place(sql: Sql, key: int, day: int) -> tuple[str, int, int]:
    (row,) = sql(f"SELECT file, offset, length FROM snapshots WHERE record_id = 'urn:uuid:{key}-{day}'")
    return row  # type: ignore[return-value]


def test_a_whole_archive_is_said_to_be_whole_in_one_line(run: Run, archive: Path) -> None:
    result = run("verify", "--archive", archive)
    counts = "3 articles, 6 revisions, 6 snapshots, 2 files, 14 records"
    assert (result.exit_code, result.stdout) == (0, f"all whole: {counts}\n")


def test_an_archive_without_snapshots_is_whole_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with writer(path, 0) as opened:
        opened.put(article(1, 0))
        end(opened, 0)
    assert run("verify", "--archive", path).stdout == (
        "all whole: 1 article, 1 revision, 0 snapshots, 0 files, 0 records\n"
    )


@pytest.mark.slow
def test_processes_find_what_one_process_finds(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(archive)[0].unlink()
    alone = verify(f"sqlite:///{archive}", archive.parent / "snapshots")
    monkeypatch.setattr(xzcrawl.verify, "_FEW_BYTES", 0)
    told: list[float] = []
    assert verify(f"sqlite:///{archive}", archive.parent / "snapshots", told.append) == alone
    assert (sorted(told), told[-1]) == (told, 1.0)


@pytest.mark.slow
def test_every_flipped_bit_is_found_where_it_lies(archive: Path, sql: Callable[[str], list[object]]) -> None:
    name, offset, length = place(sql, 2, 0)  # type: ignore[arg-type]
    path = archive.parent / "snapshots" / name
    whole = path.read_bytes()
    for at in range(offset + 10, offset + length, 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        (found,) = problems(archive)
        assert (found.kind, found.where) == ("torn", f"{name}@{offset}")


def test_a_lost_file_with_one_snapshot_is_told_in_the_singular(run: Run, archive: Path, sql: Sql) -> None:
    sql("UPDATE articles SET snapshot_id = NULL")
    sql("UPDATE revisions SET snapshot_id = NULL")
    sql("DELETE FROM snapshots WHERE record_id IN ('urn:uuid:2-1', 'urn:uuid:3-1')")
    lost = files(archive)[1]
    lost.unlink()
    line = run("verify", "--archive", archive).stdout.splitlines()[0]
    assert line == f"missing  {lost.name}  No such file or directory; so 1 snapshot is lost"


def test_a_file_that_is_gone_is_one_line(run: Run, archive: Path) -> None:
    lost = files(archive)[1]
    lost.unlink()
    result = run("verify", "--archive", archive)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"missing  {lost.name}  No such file or directory; so 3 snapshots are lost",
        "1 problem: 3 articles, 6 revisions, 6 snapshots, 2 files, 7 records",
    ]


def test_a_file_that_was_cut_short_loses_the_snapshots_behind_the_cut(
    archive: Path, sql: Callable[[str], list[object]]
) -> None:
    name, offset, _ = place(sql, 2, 1)  # type: ignore[arg-type]
    path = archive.parent / "snapshots" / name
    path.write_bytes(path.read_bytes()[: offset + 20])
    last = place(sql, 3, 1)[1]  # type: ignore[arg-type]
    assert [(found.kind, found.where) for found in problems(archive)] == [
        ("torn", f"{name}@{offset}"),
        ("missing", f"{name}@{last}"),
    ]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("status = 404", "status"),
        ("url = 'http://xz.example/?id=9'", "URL"),
        ("payload_sha256 = 'ab'", "payload digest"),
        ("length = length - 1", "length"),
        ("requested_at = '2023-07-20T04:00:01.880001Z'", "date"),
        ("record_id = 'urn:uuid:9-9'", "id"),
        ("refers_to = 1", "type, original"),
    ],
)
def test_a_row_that_contradicts_its_record_is_wrong(
    archive: Path, sql: Callable[[str], list[object]], change: str, name: str
) -> None:
    sql(f"UPDATE snapshots SET {change} WHERE record_id = 'urn:uuid:2-0'")
    (found,) = problems(archive)
    assert (found.kind, found.what.rpartition("its record has another ")[2]) == ("wrong", name)


def test_a_row_that_points_beside_its_record_misses_it(
    archive: Path, sql: Callable[[str], list[object]]
) -> None:
    name, offset, _ = place(sql, 2, 0)  # type: ignore[arg-type]
    sql("UPDATE snapshots SET offset = offset + 1 WHERE record_id = 'urn:uuid:2-0'")
    where = f"{name}@{offset + 1}"
    words = "http://xz.example/index.php/post/2.html: no record begins there"
    assert problems(archive) == [Fault("missing", where, words)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "UPDATE articles SET text = 'X' WHERE id = 2",
            Fault("changed", "article 2", "title and text are not what their digest says"),
        ),
        (
            "UPDATE revisions SET title = 'X' WHERE article_id = 2 AND number = 1",
            Fault("changed", "article 2, revision 1", "title and text are not what their digest says"),
        ),
        (
            "DELETE FROM revisions WHERE article_id = 2 AND number = 2",
            Fault("missing", "article 2", "it has no revision 2"),
        ),
        (
            "UPDATE articles SET revision = 1 WHERE id = 2",
            Fault("wrong", "article 2", "its content is not that of its revision 1"),
        ),
        (
            "UPDATE revisions SET snapshot_id = snapshot_id + 1 WHERE article_id = 2 AND number = 1",
            Fault("wrong", "article 2, revision 1", "not of the page it names"),
        ),
        (
            "UPDATE articles SET snapshot_id = snapshot_id - 1 WHERE id = 2",
            Fault("wrong", "article 2", "not of the page it names"),
        ),
        (
            "UPDATE articles SET snapshot_id = 2 WHERE id = 2",
            Fault("wrong", "article 2", "not of the page it names"),
        ),
        (
            "UPDATE revisions SET seen_at = '昨天' WHERE id = 1",
            Fault("wrong", "article 1, revision 1", "not of the page it names"),
        ),
        (
            "UPDATE snapshots SET requested_at = '昨天' WHERE id = 1",
            Fault("changed", "archive", "an instant in the archive is unreadable: '昨天'"),
        ),
        (
            "UPDATE revisions SET snapshot_id = 99 WHERE id = 1",
            Fault("changed", "archive", "row 1 of revisions points at no row of snapshots"),
        ),
    ],
)
def test_contents_that_are_not_what_was_archived_are_found(
    archive: Path, sql: Callable[[str], list[object]], change: str, found: Fault
) -> None:
    sql(change)
    assert problems(archive) == [found]


def test_what_no_row_points_at_is_counted_and_no_error(
    run: Run, archive: Path, sql: Callable[[str], list[object]]
) -> None:
    sql("UPDATE articles SET snapshot_id = NULL")
    sql("UPDATE revisions SET snapshot_id = NULL")
    sql("DELETE FROM snapshots WHERE record_id = 'urn:uuid:3-1'")
    result = run("verify", "--archive", archive, "--json")
    shown = json.loads(result.stdout)
    assert (result.exit_code, shown["whole"], shown["problems"]) == (0, True, [])
    assert (shown["counts"]["snapshots"], shown["counts"]["unused"]) == (5, 1)


@pytest.fixture
def live(archive: Path) -> Iterator[Path]:
    """The file of a run that is under way, with half a record at its end."""
    with writer(archive, 2) as opened:
        opened.put(capture(page(1, 2), "<p>今天"))
        opened.put(article(1, 2))
        opened.flush()
        (path,) = (path for path in files(archive) if path.name.endswith(".open"))
        half = path.read_bytes()[:100]
        size = path.stat().st_size
        append(path, half)
        yield path
        with path.open("r+b") as file:
            file.truncate(size)


def test_the_open_file_of_a_crawl_under_way_is_no_false_alarm(archive: Path, live: Path) -> None:
    report = verify(f"sqlite:///{archive}", archive.parent / "snapshots")
    assert (report.problems, report.counts["snapshots"], report.counts["torn_ends"]) == ([], 7, 0)


def test_the_torn_end_that_a_killed_run_left_is_told_and_no_error(run: Run, archive: Path) -> None:
    left = files(archive)[1]
    append(left.rename(left.with_name(left.name + ".open")), b"\x1f\x8b\x08\x00half")
    result = run("verify", "--archive", archive)
    assert (result.exit_code, result.stdout.rpartition(", ")[2]) == (
        0,
        "1 file with the torn end of a killed run\n",
    )


def test_a_torn_end_of_a_closed_file_is_an_error(archive: Path) -> None:
    left = files(archive)[1]
    size = left.stat().st_size
    append(left, b"\x1f\x8b\x08\x00half")
    assert problems(archive) == [Fault("torn", f"{left.name}@{size}", "8 bytes that are no record")]


def test_a_damaged_database_is_told(archive: Path, sql: Callable[[str], list[object]]) -> None:
    (found,) = sql("SELECT rootpage FROM sqlite_master WHERE name = 'revisions'")
    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    with archive.open("r+b") as file:
        file.seek((found[0] - 1) * 4096)  # type: ignore[index]
        file.write(b"\xff" * 200)
    kinds = {(found.kind, found.where) for found in problems(archive)}
    assert ("changed", "archive") in kinds


def test_another_folder_of_snapshots_can_be_named(run: Run, archive: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    (archive.parent / "snapshots").rename(moved)
    assert run("verify", "--archive", archive).exit_code == 1
    assert run("verify", "--archive", archive, "--snapshots", moved).exit_code == 0


def test_a_copy_without_the_folder_of_snapshots_loses_none(run: Run, archive: Path, tmp_path: Path) -> None:
    """Nothing can be said of them but where they are looked for; the texts are looked at all the same."""
    copy = tmp_path / "copied" / "archive.db"
    copy.parent.mkdir()
    copy.write_bytes(archive.read_bytes())
    result = run("verify", "--archive", copy)
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            f"missing  {copy.parent}/snapshots  no such folder: name this archive's with --snapshots",
            "1 problem: 3 articles, 6 revisions, 0 snapshots, 0 files, 0 records",
        ],
    )
    assert run("verify", "--archive", copy, "--snapshots", archive.parent / "snapshots").exit_code == 0


def older(archive: Path, tmp_path: Path, sql: Sql) -> Path:
    """A copy of the database as it was at the end of the first run, beside all snapshots."""
    sql("VACUUM")
    with writer(archive, 2) as opened:
        copy = tmp_path / "copied" / "archive.db"
        copy.parent.mkdir()
        copy.write_bytes(archive.read_bytes())  # the run's row is in the log alone
        opened.put(capture(page(4, 2), "<p>新"))
        opened.put(article(4, 2))
        end(opened, 2)
    copytree(archive.parent / "snapshots", copy.parent / "snapshots")
    return copy


def test_a_copy_without_its_log_lacks_the_run_of_a_file(
    run: Run, archive: Path, tmp_path: Path, sql: Sql
) -> None:
    copy = older(archive, tmp_path, sql)
    result = run("verify", "--archive", copy)
    assert result.exit_code == 1
    (line, count) = result.stdout.splitlines()
    assert line.startswith(f"missing  {files(archive)[2].name}  its responses (1) are of a run that")
    assert "copied without the -wal file beside it" in line
    assert count.startswith("1 problem: 3 articles")


def test_a_copy_without_its_log_lacks_the_end_of_its_last_run(run: Run, archive: Path, sql: Sql) -> None:
    sql("UPDATE articles SET snapshot_id = NULL")
    sql("UPDATE revisions SET snapshot_id = NULL")
    sql("DELETE FROM snapshots WHERE record_id IN ('urn:uuid:2-1', 'urn:uuid:3-1')")
    sql("UPDATE runs SET ended_at = NULL, outcome = NULL WHERE id = 2")
    result = run("verify", "--archive", archive)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "missing  run 2 of xz.example  it has no end, and 2 of its responses are newer than the last row: "
    )


def test_of_a_run_whose_files_are_closed_is_said_what_follows_from_that(
    run: Run, archive: Path, sql: Sql
) -> None:
    """Every response has its row, so that the database is not known to lack any."""
    sql("UPDATE runs SET ended_at = NULL, outcome = NULL WHERE id = 2")
    result = run("verify", "--archive", archive)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        1,
        "missing  run 2 of xz.example  it has no end, though its files are closed: the database is older than"
        " its snapshots: copied without the -wal file beside it, or from a backup; copy it again"
        ' (after "xzcrawl status"), or fetch what it lacks by a crawl with -a mode=recheck',
    )


def test_a_run_that_was_killed_is_told_and_no_error(run: Run, archive: Path, sql: Sql) -> None:
    left = files(archive)[1]
    left.rename(left.with_name(left.name + ".open"))
    sql("UPDATE runs SET ended_at = NULL, outcome = NULL WHERE id = 2")
    result = run("verify", "--archive", archive)
    assert (result.exit_code, result.stdout.rpartition(", ")[2]) == (0, "1 run without an end\n")


def test_a_killed_run_loses_one_batch_at_most(
    archive: Path, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = files(archive)[1]
    left.rename(left.with_name(left.name + ".open"))
    sql("UPDATE articles SET snapshot_id = NULL")
    sql("UPDATE revisions SET snapshot_id = NULL")
    sql("DELETE FROM snapshots WHERE run_id = 2")
    sql("UPDATE runs SET ended_at = NULL, outcome = NULL WHERE id = 2")
    assert problems(archive) == []
    monkeypatch.setattr("xzcrawl.verify.runs.BATCH_ITEMS", 2)
    (found,) = problems(archive)
    assert (found.kind, found.where) == ("missing", "run 2 of xz.example")
    for day, mode, left_over in ((3, "full", 1), (4, "recheck", 0)):  # a recheck fetches what is lacking
        with Writer(f"sqlite:///{archive}", clock=lambda: NOON) as opened:
            opened.begin_run(
                site="xz.example", base_url="http://xz.example/", spider="xz", mode=mode,
                started_at=NOON + timedelta(days=day), versions={"extractor": "7"},
            )  # fmt: skip
            end(opened, day)
        assert len(problems(archive)) == left_over


def test_a_killed_run_that_another_has_followed_is_no_error(run: Run, archive: Path, sql: Sql) -> None:
    sql("UPDATE runs SET ended_at = NULL, outcome = NULL WHERE id = 1")
    assert run("verify", "--archive", archive).stdout.endswith(", 1 run without an end\n")


def test_the_file_of_an_older_run_that_nobody_knows_is_no_error(archive: Path) -> None:
    """A folder that was named may hold those of several archives, wherever these lie."""
    known = files(archive)[1]
    known.with_name(known.name.replace("20230721", "20230720")).write_bytes(known.read_bytes())
    assert problems(archive) == []


def test_the_file_of_another_archive_in_a_common_folder_is_no_error(archive: Path) -> None:
    """Up to 0.3 archives that lay beside each other had one folder."""
    other = archive.with_name("suzhou.db")
    common = str(archive.parent / "snapshots")
    with Writer(f"sqlite:///{other}", clock=lambda: NOON, snapshot_folder=common) as opened:
        opened.begin_run(
            site="xz.example", base_url="http://xz.example/", spider="xz", mode="full",
            started_at=NOON + timedelta(days=9), versions={"extractor": "7"},
        )  # fmt: skip
        opened.put(capture(page(1, 9), "<p>苏州"))
        opened.put(article(1, 9))
        end(opened, 9)
    assert problems(archive) == []
    assert verify(f"sqlite:///{other}", archive.parent / "snapshots").problems == []
