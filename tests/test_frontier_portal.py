"""Updates of a portal, whose home page shows the newest of each column and no list of all."""

import re
from dataclasses import dataclass
from datetime import timedelta

from tests.walking import NOW, Memory, Walk
from xzcrawl.dates import DateInterval
from xzcrawl.families import Site, described
from xzcrawl.frontier import KnownArticle

BASE = "http://portal.example.cn/"
SITE = Site.at(
    BASE,
    described(articles=["/{*}/{id}.html"], lists=["/{list}/"], title="h1", body=".text", items="li"),
)
COLUMNS = ("xinwen", "hangye", "zhengce")


@dataclass
class Portal:
    """Columns with ``each`` articles, of which the home page shows the newest ``shown``."""

    each: int = 30
    shown: int = 8

    def respond(self, path: str, query: str) -> tuple[int, dict[str, str], bytes]:
        html = self._html(path)
        return 200 if html else 404, {"content-type": "text/html"}, (html or "").encode()

    def keys(self, column: int) -> list[str]:
        """The keys of a column, the newest first."""
        return [f"{number}{column}" for number in range(1_000, 1_000 - self.each, -1)]

    def _html(self, path: str) -> str | None:
        menu = "".join(f'<a href="/{name}/">栏目</a>' for name in COLUMNS)
        if path == "/":
            return menu + "".join(self._rows(column, self.shown) for column in range(len(COLUMNS)))
        if path.strip("/") in COLUMNS:
            return menu + self._rows(COLUMNS.index(path.strip("/")), self.each)
        found = re.fullmatch(r"/\w+/(\d+)\.html", path)
        known = {key for column in range(len(COLUMNS)) for key in self.keys(column)}
        if found and found[1] in known:
            return f"<h1>第{found[1]}号</h1><div class=text><p>徐州高新区签约。</p></div>"
        return None

    def _rows(self, column: int, count: int) -> str:
        return "".join(
            f'<li><a href="/{COLUMNS[column]}/{key}.html">第{key}号</a></li>'
            for key in self.keys(column)[:count]
        )


def archived(site: Portal) -> Memory:
    """All articles of a portal as earlier walks left them: on the home page once, and dated.

    Each column is a day slower than the one before.
    """
    memory = Memory()
    for column, name in enumerate(COLUMNS):
        for place, key in enumerate(site.keys(column)):
            published = NOW - timedelta(days=place * (column + 1) + 1)
            memory.urls[key] = f"{BASE}{name}/{key}.html"
            when = DateInterval(published, published, "second", "")
            memory.articles[key] = KnownArticle(key, when)
            memory.shown.add(key)
    return memory


def update(site: Portal, memory: Memory) -> Walk:
    return Walk(site, memory.known(), "news", memory, crawled=SITE).run()  # type: ignore[arg-type]


def test_an_article_that_left_the_home_page_for_newer_ones_is_not_looked_at() -> None:
    site = Portal()
    done = update(site, archived(site))
    assert set(done.requests) == {BASE, *(f"{BASE}{name}/" for name in COLUMNS)}
