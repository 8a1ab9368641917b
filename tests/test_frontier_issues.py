"""Walks of newspapers: issue after issue by 上一期, as far as there is news, and never without end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tests.walking import NOW, Memory, Walk
from xzcrawl.families import Site, described
from xzcrawl.frontier.bounds import most_categories

BASE = "http://paper.example.cn/"
SITE = Site.at(
    BASE,
    described(
        articles=["/{*}/{id}.htm"],
        lists=["/html/{issue}.htm", "/{name}/"],
        title="h1",
        body=".text",
        items="li",
        breadcrumbs=".place a",
    ),
)
FIRST = date(2026, 1, 1)


@dataclass
class Daily:
    """A paper of ``pages`` pages a day with ``each`` articles each, of ``issues`` days up to now.

    ``columns`` are lists beside the paper, with one article each. An ``endless`` one makes up an issue for
    any day before the first, which shows articles that it has shown. The newest one may be ``behind`` the
    first column, which links its pages, instead of the home page, which links as many days ``back``.
    """

    issues: int
    pages: int = 4
    each: int = 5
    columns: int = 0
    endless: bool = False
    back: int = 0
    behind: bool = False

    def respond(self, path: str, query: str) -> tuple[int, dict[str, str], bytes]:
        html = self._html(path)
        return 200 if html else 404, {"content-type": "text/html"}, (html or "").encode()

    def ids(self) -> list[str]:
        """The keys of all articles."""
        found = [
            key for issue in range(self.issues) for page in range(self.pages) for key in self._on(issue, page)
        ]
        return sorted([*found, *(f"9{column}" for column in range(self.columns))])

    def of(self, issues: range) -> list[str]:
        """The keys of the articles of some issues."""
        return sorted(key for issue in issues for page in range(self.pages) for key in self._on(issue, page))

    def _on(self, issue: int, page: int) -> Iterator[str]:
        return (str(100_000 + issue * 100 + page * 10 + each) for each in range(self.each))

    def _html(self, path: str) -> str | None:
        if path == "/":
            old = "".join(self._paper(self.issues - 2 - number) for number in range(self.back))
            return self._columns() + old + ("" if self.behind else self._paper(self.issues - 1))
        if found := re.fullmatch(r"/c(\d+)/", path):
            paper = self._paper(self.issues - 1) if self.behind and found[1] == "0" else ""
            return _rows([f"9{found[1]}"]) + paper
        if found := re.fullmatch(r"/a/(\d+)\.htm", path):
            text = "<div class=text><p>徐州高新区签约。</p></div>"
            return f"<h1>第{found[1]}号新闻</h1>{_place(found[1])}{text}"
        if found := re.fullmatch(r"/html/(\d{4}-\d\d/\d\d)/node_(\d)\.htm", path):
            issue = (date.fromisoformat(found[1].replace("/", "-")) - FIRST).days
            if issue >= self.issues or (issue < 0 and not self.endless):
                return None
            earlier = (
                f'<a href="/html/{_day(issue - 1)}/node_1.htm">上一期</a>' if issue or self.endless else ""
            )
            return self._paper(issue) + earlier + _rows(self._on(max(issue, 0), int(found[2]) - 1))
        return None

    def _paper(self, issue: int) -> str:
        return "".join(
            f'<a href="/html/{_day(issue)}/node_{page}.htm">第{page}版</a>'
            for page in range(1, self.pages + 1)
        ) + (_rows(self._on(issue, 0)) if issue == self.issues - 1 else "")

    def _columns(self) -> str:
        return "".join(f'<a href="/c{column}/">栏目{column}</a>' for column in range(self.columns))


def _place(key: str) -> str:
    """The way to the page of the paper that an article is on, or to its column."""
    url = f"/html/{_day(int(key) // 100 - 1000)}/node_{int(key) // 10 % 10 + 1}.htm"
    return f'<p class=place><a href="{url if len(key) == 6 else f"/c{key[1:]}/"}">版面</a></p>'


def _day(issue: int) -> str:
    return f"{FIRST + timedelta(days=issue):%Y-%m/%d}"


def _rows(keys: Iterator[str] | list[str]) -> str:
    return "".join(f'<li><a href="/a/{key}.htm">第{key}号新闻</a></li>' for key in keys)


def walk(site: Daily, memory: Memory | None = None, extent: str = "whole") -> Walk:
    known = memory or Memory()
    made = Walk(site, known.known(), extent, known, crawled=SITE)  # type: ignore[arg-type]
    return made.run()


def lists_of(done: Walk) -> list[str]:
    return [url for url in done.requests if "/a/" not in url]


def test_a_whole_walk_goes_from_issue_to_issue_back_to_the_first() -> None:
    site = Daily(issues=90)
    done = walk(site)
    assert sorted(done.fetched) == site.ids()
    assert len(done.requests) == 1 + 90 * 4 + 90 * 4 * 5


@pytest.mark.parametrize("missed", [1, 2, 5])
def test_a_night_reads_the_newest_issues_and_no_further_than_there_is_news(missed: int) -> None:
    memory = walk(Daily(issues=40)).memory
    site = Daily(issues=40 + missed)
    done = walk(site, memory, "news")
    new = site.of(range(40, 40 + missed))
    assert sorted(done.fetched) == new
    assert done.spent <= 12 + 1.2 * len(new)


def test_a_quiet_night_reads_the_newest_issue_alone() -> None:
    site = Daily(issues=40, columns=3)
    done = walk(site, walk(site).memory, "news")
    assert done.fetched == []
    newest = {f"{BASE}html/{_day(39)}/node_{page}.htm" for page in range(1, 5)}
    assert set(done.requests) == {BASE, *newest, *(f"{BASE}c{column}/" for column in range(3))}


def test_a_quiet_night_leaves_out_old_issues_that_the_home_page_links() -> None:
    site = Daily(issues=40, pages=2, columns=3, back=29)
    done = walk(site, walk(site).memory, "news")
    newest = {f"{BASE}html/{_day(39)}/node_{page}.htm" for page in (1, 2)}
    assert set(done.requests) == {BASE, *newest, *(f"{BASE}c{column}/" for column in range(3))}


def test_the_newest_issue_may_be_behind_a_column() -> None:
    memory = walk(Daily(issues=40, each=4, columns=3, behind=True)).memory
    site = Daily(issues=43, each=4, columns=3, behind=True)
    done = walk(site, memory, "news")
    assert sorted(done.fetched) == site.of(range(40, 43))
    before = site.of(range(42, 43))
    site.each = 5  # the newest issue gets more in the course of the day
    done = walk(site, memory, "news")
    assert sorted(done.fetched) == sorted(set(site.of(range(42, 43))) - set(before))


def test_articles_that_left_the_front_page_are_looked_at_and_not_gone() -> None:
    memory = walk(Daily(issues=10)).memory
    done = walk(Daily(issues=11), memory)
    left = list(Daily(issues=10)._on(9, 0))
    assert sorted(done.fetched) == sorted([*left, *Daily(issues=11).of(range(10, 11))])
    assert memory.gone == set()


def test_issues_that_a_site_makes_up_are_not_read_without_end() -> None:
    site = Daily(issues=10, endless=True)
    done = walk(site)
    assert sorted(done.fetched) == site.ids()
    assert len(lists_of(done)) <= 1 + most_categories(len(site.ids()))


def test_what_one_walk_leaves_of_a_long_row_of_thin_issues_the_next_ones_read() -> None:
    site = Daily(issues=150, pages=3, each=1, columns=4)
    memory, left = Memory(), [len(site.ids())]
    while left[-1] and len(left) < 9:
        done = walk(site, memory)
        assert {f"{BASE}c{column}/" for column in range(4)} <= set(done.requests)
        left.append(len(site.ids()) - len(memory.articles))
        memory.clock = NOW + timedelta(days=len(left))
    assert left[-1] == 0
