"""Whole crawls of a site of each family, and of sites that nobody has described: what is right of each.

A site of a family is the embedded one with that family's theme. Of the others a description is learned first,
from some 30 pages; they are the made-up sites of the tests, modelled on the systems that each is named by.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.figure import Figure
from bench.processes import took, xzcrawl
from tests.learning import learned
from tests.unknown_sites.every import SITES
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, UnknownSite
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.demo import DemoSite, Options, TypechoSite, WordPressSite, serve

_GROUP: Final = "Sites of any kind"
_BOUND: Final = "all, with title and day; 0.98 of the lines; 1.15 requests an article, and 60"
#: The least share of the lines of all texts.
_LINES: Final = 0.98
#: The embedded site by the family that reads it: how it is made, and its options.
_FAMILIES: Final[Mapping[str, tuple[type[DemoSite], Mapping[str, Any]]]] = {
    "zblog-tpure": (DemoSite, {"theme": "tpure"}),
    "zblog-default": (DemoSite, {"theme": "default"}),
    "zblog-zit": (DemoSite, {"theme": "Zit"}),
    "zblog-whitepage": (DemoSite, {"theme": "WhitePage"}),
    "zblog-garland": (DemoSite, {"theme": "garland"}),
    "zblog-html5css3": (DemoSite, {"theme": "HTML5CSS3"}),
    "zblog-metro": (DemoSite, {"theme": "metro"}),
    "zblog-fallback": (DemoSite, {"theme": "fallback"}),
    "wordpress-classic": (WordPressSite, {"theme": "twentytwentyone"}),
    "wordpress-block": (WordPressSite, {"theme": "twentytwentyfive", "rest": False}),
    "typecho-default": (TypechoSite, {"theme": "typecho-default"}),
}
#: Kinds of requests that no bound counts: each picture and each further part comes once.
_APART: Final = ("/image", "/part")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader knows of an article: paths of its addresses, and the lines of its text.

    ``foreign`` are lines beside the text that are not of it; None where every other line is foreign.
    """

    paths: Sequence[str]
    title: str
    author: str | None
    day: date
    lines: Sequence[str]
    foreign: Sequence[str] | None = None


@dataclass(slots=True)
class Score:
    """How many of the articles, and of their lines, are as they should be."""

    articles: int = 0
    lines: int = 0
    found: int = 0
    titles: int = 0
    days: int = 0
    authors: int = 0
    kept: int = 0
    leaks: int = 0

    def add(self, expected: Expected, record: ArticleRecord | None) -> None:
        """Holds an archived article against what it should be."""
        self.articles += 1
        self.lines += len(expected.lines)
        if record is None:
            return
        text = _plain(record.text)
        self.found += 1
        self.titles += record.title == expected.title
        self.authors += record.author == expected.author
        self.days += {_day(record.published_earliest), _day(record.published_latest)} == {expected.day}
        self.kept += sum(_plain(line) in text for line in expected.lines)
        if expected.foreign is None:
            self.leaks += len(set(record.text.splitlines()) - set(expected.lines))
        else:
            self.leaks += sum(_plain(line) in text for line in expected.foreign)

    @property
    def is_exact(self) -> bool:
        """Whether all articles are found with title and day, and nearly all lines."""
        everywhere = {self.found, self.titles, self.days} == {self.articles}
        return everywhere and self.kept >= _LINES * self.lines


def measure(
    families: Sequence[str] = tuple(_FAMILIES), unknown: Sequence[str] = tuple(SITES), articles: int = 240
) -> Iterator[Figure]:
    """A figure for each of the families, with so many articles, and for each unknown site."""
    for family in families:
        make, options = _FAMILIES[family]
        made = Options(articles=articles, hidden_each=0, **options)
        site = make(made, lambda: datetime.now(UTC))
        with serve(site) as base:
            yield _figure(f"family {family}", base, family, _of_demo(site))
    for name in unknown:
        unknown_site = SITES[name](now=datetime.now(BEIJING))
        with serving(unknown_site) as base:
            seen, asked = learned(unknown_site, unknown_site.now)
            if seen.family is None:
                raise RuntimeError(f"nothing was learned of {name}")
            expected = _of_unknown(unknown_site)
            yield _figure(
                f"unknown site {name}", base, seen.family.name, expected, f"; {len(asked)} to learn it"
            )


def _figure(what: str, base: str, family: str, expected: Sequence[Expected], more: str = "") -> Figure:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        crawl = ("crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={family}", "--archive", url)
        ways = ("-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0", "-s", "LOG_LEVEL=WARNING")
        done = took(*xzcrawl(*crawl, *ways), may_fail=True)  # a site may well be called unhealthy
        with Archive(url) as archive:
            records = {record.url: record for record in archive.articles()}
            (run,) = archive.runs()
        if run.outcome != "finished":
            raise RuntimeError(done.said)
    score = Score()
    for one in expected:
        at = (records.pop(base + path[1:], None) for path in one.paths)
        score.add(one, next(filter(None, at), None))
    asked = {kind: count for kind, count in run.counts.items() if kind.startswith("requests/")}
    requests = sum(count for kind, count in asked.items() if not kind.endswith(_APART))
    allowed = 1.15 * score.articles + 60
    return Figure(
        group=_GROUP,
        what=f"{what}, {score.articles} articles",
        ours=(
            f"found {score.found}, {len(records) or 'nothing'} else, title {score.titles}, day {score.days}, "
            f"author {score.authors}; {score.kept} of {score.lines} lines, {score.leaks} foreign ones; "
            f"{requests} requests{more}"
        ),
        bound=f"{_BOUND}: {allowed:.0f}",
        met=score.is_exact and not records and requests <= allowed,
    )


def _of_demo(site: DemoSite) -> list[Expected]:
    return [
        Expected([_path(truth.url)], truth.title, truth.author, truth.published.astimezone(BEIJING).date(),
                 truth.paragraphs)
        for truth in site.articles
    ]  # fmt: skip


def _of_unknown(site: UnknownSite) -> list[Expected]:
    return [
        Expected(
            truth.urls, truth.title, truth.author, truth.published.date(), truth.paragraphs, truth.notices
        )
        for truth in site.truths
    ]


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]*", "", url)


def _day(instant: datetime | None) -> date | None:
    return instant.astimezone(BEIJING).date() if instant else None


def _plain(text: str) -> str:
    return "".join(text.split())
