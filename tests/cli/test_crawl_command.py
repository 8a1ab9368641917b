"""``xzcrawl crawl``: real runs against the embedded site."""

import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import Result

from tests import warm
from tests.inbox import inbox
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve

pytestmark = pytest.mark.crawl

Command = Callable[..., subprocess.CompletedProcess[str]]
Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]
FAST = ("-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return DemoSite(Options(articles=30), lambda: datetime.now(UTC))


@pytest.fixture(scope="module")
def base(site: DemoSite) -> Iterator[str]:
    with serve(site) as address:
        yield address


def at(base: str) -> tuple[str, ...]:
    return ("-a", f"base_url={base}", *FAST)


def lock_of(base: str, folder: Path) -> Path:
    return folder / f"{base.removeprefix('http://').rstrip('/').replace(':', '_')}.lock"


def test_a_run_ends_with_one_line_and_a_second_has_nothing_to_do(
    command: Command, base: str, tmp_path: Path
) -> None:
    archive = tmp_path / "new" / "archive.db"
    first = command("crawl", "xzinfo", *at(base), "--archive", archive)
    assert first.returncode == 0, first.stderr
    assert re.fullmatch(
        r"xzinfo finished: 30 articles \(30 new, 0 changed\), \d+ requests, \d+ s\n", first.stdout
    )
    assert " INFO: Spider opened" in first.stderr
    second = command("crawl", "xzinfo", *at(base), "-s", f"ARCHIVE_URL=sqlite:///{archive}")
    assert second.stdout.startswith("xzinfo finished: 0 articles (0 new, 0 changed), ")
    with Archive(f"sqlite:///{archive}") as opened:
        assert opened.count() == 30
        assert [run.outcome for run in opened.runs()] == ["finished", "finished"]


def test_a_budget_ends_a_run_well(command: Command, base: str, tmp_path: Path) -> None:
    done = command(
        "crawl", "xzinfo", *at(base), "-a", "max_requests=5", XZCRAWL_ARCHIVE_URL=str(tmp_path / "a.db")
    )
    assert done.returncode == 0
    assert done.stdout.startswith("xzinfo finished, its budget (max_requests) was used up: ")
    assert (tmp_path / "a.db").is_file()


def test_a_second_run_of_the_same_site_is_told_to_come_later(
    command: Command, site: DemoSite, base: str, tmp_path: Path
) -> None:
    asked, lock = len(site.requests), lock_of(base, tmp_path)
    with FileLock(lock):
        done = command("crawl", "xzinfo", *at(base), "--archive", tmp_path / "archive.db")
    assert (done.returncode, done.stdout) == (75, "")
    host = base.removeprefix("http://").rstrip("/")
    assert done.stderr == f"xzcrawl: another run of {host} is under way (it holds {lock}); try again later\n"
    assert len(site.requests) == asked


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which no file can be made")
def test_a_folder_without_room_for_a_lock_is_no_other_run(command: Command, base: str) -> None:
    done = command("crawl", "xzinfo", *at(base), "--archive", "/proc/archive.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("xzcrawl: cannot write /proc/")
    assert done.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def faulty(
    command: Command, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, list[dict[str, str]]]:
    """A site hides its authors from one day on: its archive, what the run then said, and the messages."""
    archive = tmp_path_factory.mktemp("faulty") / "archive.db"
    whole, hiding = (
        DemoSite(Options(articles=30, info_order=parts), lambda: datetime.now(UTC))
        for parts in (("user", "date", "cate", "view"), ("date", "cate", "view"))
    )
    with serve(whole) as address:
        assert command("crawl", "xzinfo", *at(address), "--archive", archive).returncode == 0
    port = int(address.rstrip("/").rpartition(":")[2])
    with serve(hiding, port), inbox() as (messages, came):
        again = command(
            *("crawl", "xzinfo", *at(address), "-a", "mode=recheck", "--archive", archive),
            XZCRAWL_NOTIFY_URLS=f"json://127.0.0.1:{messages}",
        )
    assert again.returncode == 3, again.stderr
    return archive, again.stdout, came


def test_an_unhealthy_run_says_what_to_look_at(faulty: tuple[Path, str, object]) -> None:
    line, found = faulty[1].splitlines()
    assert line.startswith("xzinfo finished: 30 articles (0 new, 0 changed), ")
    pages = r"(?: http://127\.0\.0\.1:\d+/index\.php/post/\d+\.html){5}"
    assert re.fullmatch(
        rf"unhealthy: author is missing on 30 of 30 articles, before on 0%; see{pages}", found
    )


def test_an_unhealthy_run_is_told_to_whom_it_concerns(
    faulty: tuple[Path, str, list[dict[str, str]]],
) -> None:
    (message,) = faulty[2]
    assert re.fullmatch(r"127\.0\.0\.1:\d+ 抓取完成,需要检查", message["title"])
    assert message["message"].splitlines()[1] == (
        "· 文章缺少字段: author is missing on 30 of 30 articles, before on 0%"
    )


def test_the_status_shows_what_was_found(faulty: tuple[Path, str, object], run: Run) -> None:
    told = run("status", "--archive", faulty[0]).stdout
    assert re.search(r"\n\S+ \S+ recheck unhealthy \d:\d\d:\d\d +\d+ +0 +0 +0 +0 *\n", told)
    assert "finished; unhealthy:\n  author is missing on 30 of 30 articles, before on 0%\n    http://" in told


def test_a_failed_run_is_told_and_a_message_lost_changes_nothing(command: Command, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    with inbox() as (messages, came):
        done = command(
            *("crawl", "xzinfo", *at(f"http://127.0.0.1:{closed}/"), "--archive", tmp_path / "archive.db"),
            XZCRAWL_NOTIFY_URLS=f"json://127.0.0.1:{messages} json://u:geheim@127.0.0.1:{closed}",
        )
    assert done.returncode == 1
    assert [message["title"] for message in came] == [f"127.0.0.1:{closed} 抓取失败"]
    assert came[0]["message"] == done.stdout.rstrip("\n")
    assert done.stderr.splitlines()[-1] == (
        "xzcrawl: the notification could not be delivered to address 2 of NOTIFY_URLS (json)"
    )
    assert "geheim" not in done.stdout + done.stderr


def test_a_run_that_cannot_begin_is_told_too(command: Command, base: str, tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("not a database")
    with inbox() as (messages, came):
        done = command(
            *("crawl", "xzinfo", *at(base), "--archive", tmp_path / "archive.db"),
            *("-s", f"NOTIFY_URLS=json://127.0.0.1:{messages}"),
        )
    assert done.returncode == 2
    assert [message["message"] for message in came] == [
        f"cannot open the archive at {tmp_path}/archive.db: file is not a database"
    ]


def test_a_run_that_went_well_is_not_told(command: Command, base: str, tmp_path: Path) -> None:
    with inbox() as (messages, came):
        done = command(
            *("crawl", "xzinfo", *at(base), "-a", "max_requests=3", "--archive", tmp_path / "archive.db"),
            XZCRAWL_NOTIFY_URLS=f"json://127.0.0.1:{messages}",
        )
    assert (done.returncode, came) == (0, [])


def test_a_site_that_does_not_answer_fails_the_run(command: Command, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    done = command("crawl", "xzinfo", *at(f"http://127.0.0.1:{port}/"), "--archive", tmp_path / "archive.db")
    assert done.returncode == 1
    assert re.fullmatch(
        rf"xzinfo failed: http://127\.0\.0\.1:{port}/robots\.txt unreachable \(.*[Rr]efused.*\): "
        r"nothing may be fetched until it answers; 0 articles \(0 new, 0 changed\), 1 request, \d+ s\n",
        done.stdout,
    )
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        (run,) = archive.runs()
    assert run.outcome == "failed"
    assert f"failed: {run.reason}; 0 articles" in done.stdout


def test_what_cannot_start_fails_the_run_in_one_line(command: Command, base: str, tmp_path: Path) -> None:
    pipelines = '{"no_such_module.Pipeline": 1}'
    done = command(
        "crawl", "xzinfo", *at(base), "-s", f"ITEM_PIPELINES={pipelines}", "--archive", tmp_path / "a.db"
    )
    assert done.returncode == 1
    assert done.stdout.startswith("xzinfo failed: ModuleNotFoundError: No module named 'no_such_module'; ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nope",), "no spider 'nope' (known: xzinfo)"),
        (("xzinfo", "-a", "mode"), "-a 'mode' sets nothing: write -a NAME=VALUE"),
        (
            ("xzinfo", "-a", "max_request=9"),
            "xzinfo takes no argument 'max_request': it takes base_url, mode, max_requests",
        ),
        (("xzinfo", "-a", "mode=quick"), "unknown mode 'quick': use one of "),
        (
            ("xzinfo", "-a", "max_requests=many"),
            "max_requests must be a number of requests from 1 on, not 'many'",
        ),
        (("xzinfo", "-s", "=1"), "-s '=1' sets nothing: write -s NAME=VALUE"),
        (
            ("xzinfo", "-s", "DOWNLOAD_DELAY=slow"),
            "-s DOWNLOAD_DELAY=slow: the setting cannot have this value",
        ),
        (
            ("xzinfo", "-s", "SNAPSHOT_KINDS=images, feed"),
            "unknown SNAPSHOT_KINDS images: use some of article, ",
        ),
        (
            ("xzinfo", "-s", "REVISITS_PER_RUN=all"),
            "REVISITS_PER_RUN must be a number of visits from 0 on, not 'all'",
        ),
        (
            ("xzinfo", "-s", "FULL_EVERY_DAYS=1.5"),
            "FULL_EVERY_DAYS must be a number of days from 0 on, not '1.5'",
        ),
        (("xzinfo", "-a", "base_url=foo"), "base_url 'foo' is not an http address: give one such as http://"),
        (("xzinfo", "-a", "base_url="), "base_url '' is not an http address: give one such as http://"),
        (("xzinfo", "-s", "NOTIFY_URLS=nosuch://geheim"), "address 1 of NOTIFY_URLS (nosuch) cannot be used"),
        (("xzinfo", "-s", "LOG_LEVEL=LOUD"), "the settings cannot be used: Unknown level: 'LOUD'"),
        (("xzinfo", "--archive", "mysql://x"), "mysql://x is not the address of an archive"),
        (("xzinfo", "--archive", "/dev/null/archive.db"), "cannot write /dev/null/"),
    ],
)
def test_wrong_usage_is_said_in_one_line(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    archive = () if "--archive" in arguments else ("--archive", tmp_path / "a.db")
    done = command("crawl", *arguments, *unreachable(arguments), *archive)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"xzcrawl: {line}")
    assert done.stderr.count("\n") == 1


def unreachable(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Where nothing answers, unless the arguments name an address themselves."""
    named = any(argument.startswith("base_url=") for argument in arguments)
    return () if named else ("-a", "base_url=http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("nope",), "no spider 'nope' (known: xzinfo)"),
        (("xzinfo", "-a", "mode=nonsense"), "unknown mode 'nonsense': use one of auto, full, recheck, "),
        (("xzinfo", "-a", "base_url=foo"), "base_url 'foo' is not an http address: give one such as http://"),
        (("xzinfo", "-a", "base_url="), "base_url '' is not an http address: give one such as http://"),
        (("xzinfo", "-a", "max_requests=0"), "max_requests must be a number of requests from 1 on, not '0'"),
        (("xzinfo", "-a", "max_request=9"), "xzinfo takes no argument 'max_request': it takes base_url, "),
        (("xzinfo", "-s", "REVISITS_PER_RUN=-1"), "REVISITS_PER_RUN must be a number of visits from 0 on"),
        (("xzinfo", "-s", "SNAPSHOT_KINDS=pages"), "unknown SNAPSHOT_KINDS pages: use some of article, "),
        (("xzinfo", "-s", "DOWNLOAD_DELAY=slow"), "-s DOWNLOAD_DELAY=slow: the setting cannot have this"),
    ],
)
def test_scrapy_crawl_says_it_in_one_line_too(tmp_path: Path, arguments: tuple[str, ...], line: str) -> None:
    archive = ("-s", f"ARCHIVE_URL=sqlite:///{tmp_path}/a.db")
    done = warm.run("scrapy", "crawl", *arguments, *unreachable(arguments), *archive)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"xzcrawl: {line}")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("scrapy_cfg", ["", "[settings]\ndefault = not_installed.settings\n"])
def test_outside_the_checkout_it_says_where_to_go(command: Command, tmp_path: Path, scrapy_cfg: str) -> None:
    if scrapy_cfg:
        (tmp_path / "scrapy.cfg").write_text(scrapy_cfg)
    done = command("crawl", "xzinfo", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("xzcrawl: no xzcrawl checkout here (scrapy.cfg): cd to it; ")
    assert done.stderr.count("\n") == 1


def test_spiders_are_those_of_the_folder_in_which_the_command_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "spiders", tmp_path / "spiders", ignore=shutil.ignore_patterns("xzinfo.py"))
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    own = (ROOT / "spiders/xzinfo.py").read_text(encoding="utf-8").replace('"xzinfo"', '"pizhou"')
    (tmp_path / "spiders/pizhou.py").write_text(own, encoding="utf-8")
    program = Path(sys.executable).with_name("xzcrawl")
    done = subprocess.run(
        [program, "crawl", "nope"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == "xzcrawl: no spider 'nope' (known: pizhou)\n"


def test_an_archive_that_is_none_is_left_as_it_is(command: Command, base: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database")
    done = command("crawl", "xzinfo", *at(base), "--archive", tmp_path / "notes.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == f"xzcrawl: cannot open the archive at {tmp_path}/notes.txt: file is not a database\n"
    )
    assert (tmp_path / "notes.txt").read_text() == "not a database"


def test_a_signal_stops_a_run_in_good_order(base: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "xzcrawl",
            "crawl",
            "xzinfo",
            *at(base),
            "-s",
            "LOG_LEVEL=DEBUG",
            "--archive",
            url,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    next(line for line in process.stderr if "Crawled (200)" in line)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.startswith("xzinfo stopped: ")
    with Archive(url) as archive:
        assert [run.outcome for run in archive.runs()] == ["stopped"]


def test_a_terminal_gets_a_display_instead_of_a_log(base: str, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "xzcrawl", "crawl", "xzinfo", *at(base), "--archive", tmp_path / "a.db"],
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    shown = _until_closed(ours)
    out, _ = process.communicate()
    assert process.returncode == 0
    assert out.startswith("xzinfo finished: 30 articles (30 new, 0 changed), ")
    assert out.count("\n") == 1
    assert re.search(
        r"xzinfo  0:00:\d\d  \d+ articles  \d+ listings  0 errors  \d+ requests \(\d+\.\d/s\)", shown
    )
    assert "INFO" not in shown


def _until_closed(terminal: int) -> str:
    """Everything a terminal shows until its last writer is gone (Linux tells so by EIO)."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass
    finally:
        os.close(terminal)
    return b"".join(parts).decode()


def test_a_time_limit_ends_a_run_well_and_the_next_one_goes_on(command: Command, tmp_path: Path) -> None:
    site = DemoSite(Options(articles=40, seed=4), lambda: datetime.now(UTC))
    with serve(site) as base:
        run = ("crawl", "xzinfo", "-a", f"base_url={base}", "--archive", str(tmp_path / "a.db"))
        slow = command(*run, "-s", "DOWNLOAD_DELAY=0.3", "--time-limit", "2")
        assert slow.returncode == 0
        assert slow.stdout.startswith("xzinfo finished, its time (--time-limit) was used up: ")
        rest = command(*run, "-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0")
    assert rest.stdout.startswith("xzinfo finished: ")
    with Archive(f"sqlite:///{tmp_path / 'a.db'}") as archive:
        assert archive.count() == 40
