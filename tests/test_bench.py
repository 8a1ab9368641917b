"""The benchmarks: all of them run, with tiny sizes; what they start ends with them; what they note."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from select import select

import pytest

from bench import reading_dates, reading_pages, reparse
from bench.__main__ import BENCHES, Bench, results
from bench.demo_archive import archive_all
from bench.figure import Figure, LeftOut, print_table
from bench.large import copied, large
from bench.processes import ROOT, Took, counted, took, unit, warm
from bench.table import Result, read_results, record
from bench.updates import publish
from tests.crawling import archive_url, crawl, demo
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, serve

WITHOUT_IMAGES = ("-s", "SNAPSHOT_KINDS=listing,feed,error")
CRAWLS = {"crawl", "updates", "web", "nightly"}
#: A benchmark that prints which process it has started, and waits for it.
STARTS = """
import subprocess
from bench.processes import started
with started("sleep", "60") as process:
    print(process.pid, flush=True)
    process.wait()
"""


def tiny(bench: Bench, folder: Path) -> list[Figure | LeftOut]:
    """What it gives with tiny sizes; archives that are kept are kept in the folder."""
    sizes = {**bench.tiny, **({"kept": folder} if "kept" in bench.tiny else {})}
    return list(bench.measure(**sizes))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.crawl if name in CRAWLS else pytest.mark.slow) for name in BENCHES],
)
def test_a_benchmark_gives_figures_with_an_answer_where_there_is_a_bound(name: str, tmp_path: Path) -> None:
    rows = tiny(BENCHES[name], tmp_path)
    figures = [row for row in rows if isinstance(row, Figure)]
    assert [row.what for row in figures if (row.bound is None) != (row.met is None)] == []
    assert len({(row.group, row.what) for row in figures}) == len(figures)
    assert rows


@pytest.mark.parametrize("module", [reading_pages, reading_dates, reparse], ids=lambda one: one.__name__)
def test_a_figure_is_left_out_where_the_peer_is_not_installed(
    module: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "PEERS", tmp_path / "none")
    [row] = module.measure()  # type: ignore[attr-defined]
    assert isinstance(row, LeftOut)
    assert row.why.endswith("is not installed (make peers)")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_a_benchmark_has_started_ends_with_it(ending: signal.Signals) -> None:
    command = [sys.executable, "-c", STARTS]
    with subprocess.Popen(command, cwd=ROOT, stdout=-1, stderr=-3, text=True) as benchmark:
        assert benchmark.stdout is not None
        started = os.pidfd_open(int(benchmark.stdout.readline()))
        benchmark.send_signal(ending)
        assert select([started], [], [], 30)[0] == [started]
        os.close(started)


def test_a_process_tells_what_it_took_and_said() -> None:
    done = took(sys.executable, "-c", "print('园区')")
    assert done.said == "园区\n"
    assert done.seconds > 0
    assert done.cpu > 0


def test_a_program_that_fails_is_an_error_with_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        took(sys.executable, "-c", "raise SystemExit('no such thing')")


def test_a_warm_process_answers_with_the_seconds_of_each_round() -> None:
    with warm(sys.executable, "tests.bench_rounds") as once:
        assert [once() >= 0 for _ in range(3)] == [True] * 3


def test_seconds_of_cpu_count_where_other_programs_use_the_cores() -> None:
    idle = [Took(4, 2, was_busy=False), Took(8, 3, was_busy=False), Took(6, 4, was_busy=False)]
    busy = [*idle, Took(60, 4, was_busy=True)]
    start = [Took(1, 0.5, was_busy=False)]
    assert (counted(idle), unit(idle)) == (6, "")
    assert (counted(busy), unit(busy)) == (3.5, " (CPU)")
    assert counted(idle, start) == 5
    assert counted(busy, start) == 3


def test_results_say_day_machine_and_whether_it_was_busy() -> None:
    row = Figure(
        group="Dates", what="a text", ours="20 µs", peer="900 µs", ratio="1/45", bound="1/50", met=False
    )
    [noted] = results([row, LeftOut("another", "not installed")], was_busy=True)
    assert noted.figure == "1/45: 20 µs, beside 900 µs; the machine was busy"
    assert (noted.group, noted.what, noted.bound, noted.met) == ("Dates", "a text", "1/50", False)
    assert noted.date == f"{datetime.now(UTC):%Y-%m-%d}"
    assert "Python 3." in noted.machine


def noted(group: str, what: str, figure: str) -> Result:
    return Result(group, what, None, figure, None, "2026-11-29", "by hand")


def test_a_new_figure_takes_the_place_of_the_old_one_or_ends_its_group(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text("[]")
    record([noted("Search", "a", "1"), noted("Dates", "b", "2"), noted("Search", "c", "3")], path)
    record([noted("Search", "a", "9"), noted("Search", "d", "4"), noted("Writing", "e", "5")], path)
    assert [(one.group, one.what, one.figure) for one in read_results(path)] == [
        ("Search", "a", "9"),
        ("Search", "c", "3"),
        ("Search", "d", "4"),
        ("Dates", "b", "2"),
        ("Writing", "e", "5"),
    ]


def test_the_table_has_what_was_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Figure(group="Dates", what="甲", ours="1 ms"), LeftOut("乙", "nginx is not installed")])
    printed = capsys.readouterr().out
    assert "甲" in printed
    assert "left out: nginx is not" in printed


@pytest.mark.slow
def test_a_large_archive_is_made_once_and_grows_from_a_smaller_one(tmp_path: Path) -> None:
    small, again, more = large(30, tmp_path), large(30, tmp_path), large(50, tmp_path)
    assert (small.is_new, again.is_new, more.is_new) == (True, False, True)
    with Archive(small.url) as one, Archive(more.url) as other:
        assert (one.count(), other.count()) == (30, 50)
        assert [each.title for each in other.articles()][:30] == [each.title for each in one.articles()]
        assert other.catch_up() == 0
    assert more.text_bytes > small.text_bytes
    with copied(small) as copy, Archive(copy.url) as archive:
        assert archive.count() == 30
    assert not copy.folder.exists()


def requests_of_update(site: DemoSite, url: str) -> int:
    return len(crawl(site, site.base_url, url, "-a", "mode=update", *WITHOUT_IMAGES).requests)


@pytest.mark.crawl
def test_an_archive_of_rows_costs_an_update_the_same_requests_as_a_crawled_one(tmp_path: Path) -> None:
    site = demo(articles=60, hidden_each=0)
    rows, crawled = f"sqlite:///{tmp_path}/rows.db", archive_url(tmp_path)
    with serve(site) as base:
        archive_all(rows, site, datetime.now(UTC))
        crawl(site, base, crawled, *WITHOUT_IMAGES)
        first = [requests_of_update(site, url) for url in (rows, crawled)]
        publish(site, 7)
        second = [requests_of_update(site, url) for url in (rows, crawled)]
    assert first == [10, 10]
    assert second[0] == second[1]
