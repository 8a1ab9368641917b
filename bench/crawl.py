"""A whole crawl beside others that do less: pages a second, and pages for each second of CPU.

All of them read one mirror of the embedded site, of 47 KB a page, from nginx on loopback, as often as Scrapy
asks by default: 16 requests at a time, 8 of one host, without delay. They take turns, and each figure is the
median of the rounds. CPU is what the system says that the process has used, user and system; CPU and time
include the start of the program.

- ours: ``scrapy crawl`` with everything on: each page is extracted, dated, cleaned, checked, and written with
  its WARC record into an archive that is indexed. Images are left out, so that a request is a page.
- bare: a Scrapy spider with Scrapy's own settings that downloads the same pages and does nothing with them.
- engine: the same spider with those of our settings that are Scrapy's.
- wget: ``wget --recursive --warc-file``, which follows every link of the mirror.
"""

# ruff: noqa: T201

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench.machine import machine
from bench.mirror import mirror, nginx
from bench.table import record
from xzcrawl import settings as ours_settings

ROOT: Final = Path(__file__).resolve().parents[1]
_SCRAPY: Final = (sys.executable, "-m", "scrapy")
#: Scrapy's own bounds. A line of log for each page (DEBUG) would slow both down.
_ALIKE: Final = {
    "DOWNLOAD_DELAY": "0",
    "CONCURRENT_REQUESTS": "16",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
    "LOG_LEVEL": "INFO",
}
#: The parts of the settings that name what is ours.
_PARTS: Final = ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES")
_OURS_ALONE: Final = ("ITEM_PIPELINES", "DOWNLOAD_HANDLERS")
#: The other programs, and the share of their pages a second that ours should reach.
_AIMS: Final = {"bare": 0.9, "engine": 0.55, "wget": 0.6}
_GROUP: Final = "Speed of a crawl"


@dataclass(frozen=True, slots=True)
class Took:
    """What one crawl took: its pages, the seconds that passed, its seconds of CPU, its memory in MB."""

    pages: int
    seconds: float
    cpu: float
    peak_mb: float

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds

    @property
    def pages_a_cpu_second(self) -> float:
        return self.pages / self.cpu


def ours(base: str, folder: Path) -> Took:
    """Our crawl into a fresh archive."""
    own = {"ARCHIVE_URL": f"sqlite:///{folder}/archive.db", "SNAPSHOT_KINDS": "listing,feed,error"}
    options = _options(_ALIKE | own)
    return _took([*_SCRAPY, "crawl", "xzinfo", "-a", f"base_url={base}", *options], ROOT, _scrapys_pages)


def bare(base: str, folder: Path) -> Took:
    """The bare spider outside our project, so that no setting is ours."""
    return _bare(base, _ALIKE, folder)


def engine(base: str, _: Path) -> Took:
    """The bare spider in our project, without what is ours in the settings. It asks for no page twice."""
    parts = {name: json.dumps(_of_scrapy(getattr(ours_settings, name))) for name in _PARTS}
    return _bare(base, {**_ALIKE, **parts, **dict.fromkeys(_OURS_ALONE, "{}"), "COMMANDS_MODULE": ""}, ROOT)


def wget(base: str, folder: Path) -> Took:
    """Every page that any other links; the files that pages show, as images, are left out."""
    warc = ["--recursive", "--level=inf", f"--warc-file={folder}/wget", "--reject=png,jpg,gif,css,js"]
    return _took(["wget", "--no-verbose", *warc, base], folder, _wgets_pages, may_fail=True)


_PROGRAMS: Final[Mapping[str, Callable[[str, Path], Took]]] = {
    "ours": ours,
    "bare": bare,
    "engine": engine,
    "wget": wget,
}


def _bare(base: str, settings: Mapping[str, str], folder: Path) -> Took:
    spider = str(ROOT / "bench" / "bare.py")
    options = ["-a", f"base={base}", *_options(settings)]
    return _took([*_SCRAPY, "runspider", spider, *options], folder, _scrapys_pages)


def _of_scrapy(components: Mapping[str, int | None]) -> Mapping[str, int | None]:
    return {name: order for name, order in components.items() if name.startswith("scrapy.")}


def _options(settings: Mapping[str, str]) -> list[str]:
    return [text for name, value in settings.items() for text in ("-s", f"{name}={value}")]


def _took(
    command: Sequence[str], folder: Path, pages: Callable[[str], int], *, may_fail: bool = False
) -> Took:
    """Run it to its end. RuntimeError where it fails, with what it said."""
    with TemporaryDirectory() as logs:
        log = Path(logs) / "log"
        begun = time.perf_counter()
        with (
            log.open("wb") as output,
            subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT) as process,
        ):
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        said = log.read_text(errors="replace")
    if process.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)}:\n{said[-2_000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Took(pages(said), seconds, cpu, usage.ru_maxrss / 1024)


def _scrapys_pages(log: str) -> int:
    """The responses, from the statistics at the end of the log."""
    found = re.findall(r"'downloader/response_count': (\d+)", log)
    return int(found[-1])


def _wgets_pages(log: str) -> int:
    return int(re.findall(r"^Downloaded: ([\d,]+) files", log, re.MULTILINE)[-1].replace(",", ""))


def measured(articles: int, rounds: int) -> Mapping[str, Sequence[Took]]:
    """What the crawls of each program took, one of each in turn."""
    programs = {name: program for name, program in _PROGRAMS.items() if name != "wget" or which("wget")}
    took: dict[str, list[Took]] = {name: [] for name in programs}
    with TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)  # nginx may give up its rights
        with mirror(folder, articles) as base:
            for _ in range(rounds):
                for name, program in programs.items():
                    with TemporaryDirectory() as own:
                        took[name].append(program(base, Path(own)))
    return took


def _report(took: Mapping[str, Sequence[Took]]) -> None:
    head = ("program", "pages", "pages/s", "pages/CPU s", "peak MB", "of its pages/s", "of its pages/CPU s")
    print(" ".join(f"{name:>{max(10, len(name))}}" for name in head))
    for name, each in took.items():
        row = (
            name,
            f"{median(one.pages for one in each):.0f}",
            f"{median(one.pages_a_second for one in each):.0f}",
            f"{median(one.pages_a_cpu_second for one in each):.0f}",
            f"{median(one.peak_mb for one in each):.0f}",
            f"{median(_ratios(took, name, 'pages_a_second')):.2f}",
            f"{median(_ratios(took, name, 'pages_a_cpu_second')):.2f}",
        )
        print(" ".join(f"{cell:>{max(10, len(name))}}" for cell, name in zip(row, head, strict=True)))


def _ratios(took: Mapping[str, Sequence[Took]], name: str, figure: str) -> list[float]:
    """Ours in parts of the other's, of each round."""
    pairs = zip(took["ours"], took[name], strict=True)
    return [getattr(one, figure) / getattr(other, figure) for one, other in pairs]


def _record(took: Mapping[str, Sequence[Took]]) -> None:
    pages = round(median(one.pages for one in took["ours"]), -2)
    for name, aim in _AIMS.items():
        if name not in took:
            continue
        wall, cpu = (_ratios(took, name, part) for part in ("pages_a_second", "pages_a_cpu_second"))
        mine, other = (
            f"{median(one.pages_a_second for one in took[each]):.0f} pages a second, "
            f"{1_000 * median(1 / one.pages_a_cpu_second for one in took[each]):.1f} ms of CPU a page"
            for each in ("ours", name)
        )
        record(
            group=_GROUP,
            what=f"a crawl of {pages:,.0f} pages of 47 KB beside {_NAMES[name]}",
            bound=f"{aim} of its pages a second",
            figure=f"{median(wall):.2f} ({min(wall):.2f} to {max(wall):.2f}) of its pages a second, "
            f"{median(cpu):.2f} of its pages per second of CPU: {mine}, beside {other}",
            met=median(wall) >= aim,
            measured_by="`make bench`",
            machine=machine(),
        )


_NAMES: Final = {
    "bare": "a bare Scrapy spider",
    "engine": "a bare Scrapy spider with our settings of the engine",
    "wget": "`wget --recursive --warc-file`",
}


def main() -> None:
    """Run all in turn, print a table, and note the figures in ``results.json``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2_600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--record", action="store_true", help="note the figures in results.json")
    chosen = parser.parse_args()
    if nginx() is None:
        print("nginx is not installed: no crawl is measured")
        return
    took = measured(chosen.articles, chosen.rounds)
    _report(took)
    if chosen.record:
        _record(took)


if __name__ == "__main__":
    main()
