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
- numbered: another bare spider, of another site: one made with Typecho.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench.figure import Figure, LeftOut, spread
from bench.mirror import TYPECHO, ZBLOG, Original, mirror, nginx
from bench.processes import ROOT, Took, took
from xzcrawl import settings as ours_settings

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
_AIMS: Final = {"bare": 0.9, "engine": 0.55, "wget": 0.6, "numbered": 0.9}
_NAMES: Final = {
    "bare": "a bare Scrapy spider",
    "engine": "a bare Scrapy spider with our settings of the engine",
    "wget": "`wget --recursive --warc-file`",
    "numbered": "another bare Scrapy spider, of a site made with Typecho",
}


@dataclass(frozen=True, slots=True)
class Crawl:
    """What one crawl took, and its pages."""

    pages: int
    took: Took

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.took.seconds

    @property
    def pages_a_cpu_second(self) -> float:
        return self.pages / self.took.cpu


def ours(base: str, folder: Path, original: Original = ZBLOG) -> Crawl:
    """Our crawl into a fresh archive."""
    site = ["-a", f"base_url={base}", "-a", f"family={original.family}"]
    own = {"ARCHIVE_URL": f"sqlite:///{folder}/archive.db", "SNAPSHOT_KINDS": "listing,feed,error"}
    options = _options(_ALIKE | own)
    return _crawl([*_SCRAPY, "crawl", "xzinfo", *site, *options], ROOT, _scrapys_pages)


def bare(base: str, folder: Path) -> Crawl:
    """The bare spider outside our project, so that no setting is ours."""
    return _bare("bare.py", base, _ALIKE, folder)


def numbered(base: str, folder: Path) -> Crawl:
    """The other bare spider, outside our project too."""
    return _bare("bare_numbered.py", base, _ALIKE, folder)


def engine(base: str, _: Path) -> Crawl:
    """The bare spider in our project, without what is ours in the settings. It asks for no page twice."""
    parts = {name: json.dumps(_of_scrapy(getattr(ours_settings, name))) for name in _PARTS}
    own = {**dict.fromkeys(_OURS_ALONE, "{}"), "COMMANDS_MODULE": ""}
    return _bare("bare.py", base, {**_ALIKE, **parts, **own}, ROOT)


def wget(base: str, folder: Path) -> Crawl:
    """Every page that any other links; the files that pages show, as images, are left out."""
    warc = ["--recursive", "--level=inf", f"--warc-file={folder}/wget", "--reject=png,jpg,gif,css,js"]
    return _crawl(["wget", "--no-verbose", *warc, base], folder, _wgets_pages, may_fail=True)


_Program = Callable[[str, Path], Crawl]
_PROGRAMS: Final[Mapping[str, _Program]] = {"ours": ours, "bare": bare, "engine": engine, "wget": wget}
#: Those for the other site.
_OTHERS: Final[Mapping[str, _Program]] = {"ours": partial(ours, original=TYPECHO), "numbered": numbered}


def _bare(name: str, base: str, settings: Mapping[str, str], folder: Path) -> Crawl:
    spider = str(ROOT / "bench" / name)
    options = ["-a", f"base={base}", *_options(settings)]
    return _crawl([*_SCRAPY, "runspider", spider, *options], folder, _scrapys_pages)


def _of_scrapy(components: Mapping[str, int | None]) -> Mapping[str, int | None]:
    return {name: order for name, order in components.items() if name.startswith("scrapy.")}


def _options(settings: Mapping[str, str]) -> list[str]:
    return [text for name, value in settings.items() for text in ("-s", f"{name}={value}")]


def _crawl(
    command: Sequence[str], folder: Path, pages: Callable[[str], int], *, may_fail: bool = False
) -> Crawl:
    done = took(*command, cwd=folder, may_fail=may_fail)
    return Crawl(pages(done.said), done)


def _scrapys_pages(log: str) -> int:
    """The responses, from the statistics at the end of the log."""
    found = re.findall(r"'downloader/response_count': (\d+)", log)
    return int(found[-1])


def _wgets_pages(log: str) -> int:
    return int(re.findall(r"^Downloaded: ([\d,]+) files", log, re.MULTILINE)[-1].replace(",", ""))


def measure(articles: int = 2_600, others: int = 1_000, rounds: int = 3) -> Iterator[Figure | LeftOut]:
    """The crawls of a site of so many articles by each program, one of each in turn, then of another site."""
    if nginx() is None:
        yield LeftOut("a crawl beside others", "nginx is not installed")
        return
    programs = {name: program for name, program in _PROGRAMS.items() if name != "wget" or which("wget")}
    if "wget" not in programs:
        yield LeftOut(f"a crawl beside {_NAMES['wget']}", "wget is not installed")
    for original, each, size in ((ZBLOG, programs, articles), (TYPECHO, _OTHERS, others)):
        crawls = _in_turns(original, each, size, rounds)
        yield from (_beside(name, crawls, original.page_kb) for name in crawls if name != "ours")


def _in_turns(
    original: Original, programs: Mapping[str, _Program], articles: int, rounds: int
) -> Mapping[str, Sequence[Crawl]]:
    crawls: dict[str, list[Crawl]] = {name: [] for name in programs}
    with TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)  # nginx may give up its rights
        with mirror(folder, original, articles) as base:
            for _ in range(rounds):
                for name, program in programs.items():
                    with TemporaryDirectory() as own:
                        crawls[name].append(program(base, Path(own)))
    return crawls


def _beside(name: str, crawls: Mapping[str, Sequence[Crawl]], page_kb: int) -> Figure:
    pages = round(median(one.pages for one in crawls["ours"]), -2)
    pairs = [*zip(crawls["ours"], crawls[name], strict=True)]
    wall = [one.pages_a_second / other.pages_a_second for one, other in pairs]
    cpu = [one.pages_a_cpu_second / other.pages_a_cpu_second for one, other in pairs]
    return Figure(
        group="Speed of a crawl",
        what=f"a crawl of {pages:,.0f} pages of {page_kb} KB beside {_NAMES[name]}",
        ours=_said(crawls["ours"]),
        peer=_said(crawls[name]),
        ratio=f"{spread(wall)} of its pages a second, {median(cpu):.2f} of its pages per second of CPU",
        bound=f"{_AIMS[name]} of its pages a second",
        met=median(wall) >= _AIMS[name],
    )


def _said(crawls: Sequence[Crawl]) -> str:
    return (
        f"{median(one.pages_a_second for one in crawls):.0f} pages a second, "
        f"{1_000 * median(1 / one.pages_a_cpu_second for one in crawls):.1f} ms of CPU a page, "
        f"{median(one.took.peak_mb for one in crawls):.0f} MB"
    )
