"""Articles whose text goes on on further pages: one article each, whole or as it was."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import ClassVar

import pytest

from tests import warm
from tests.crawling import archive_url, command, kill_once, read_anew, started
from tests.unknown_sites.answers import Voice
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, Column, Response, Truth
from tests.web.conftest import client, words
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.families import described
from xzcrawl.verify import verify
from xzcrawl.web.app import create_app

pytestmark = pytest.mark.crawl

PARTED = described(
    articles=["/news/{id}.html", "/news/{id}_{part}.html"],
    lists=["/{list}/"],
    title="h1",
    info=".info",
    body=".content",
    items="ul.list > li",
    item_date="span",
)
FIRST, SECOND, THIRD = "一期工程于去年开工。", "二期工程今年封顶。", "三期工程明年竣工。"
WHOLE = [FIRST, SECOND, THIRD, "(责任编辑：小编)"]


@dataclass
class Gazette:
    """A site of three articles, the second of which has three parts. Pages in ``wrong`` answer otherwise."""

    name, encoding, absent = "gazette", "utf-8", "/news/9.html"
    dead: ClassVar[frozenset[str]] = frozenset()
    truths: ClassVar[tuple[Truth, ...]] = ()
    columns: ClassVar[tuple[Column, ...]] = ()
    now: datetime = field(default_factory=lambda: datetime.now(BEIJING))
    base_url: str = ""
    parts: list[str] = field(default_factory=lambda: [FIRST, SECOND, THIRD])
    wrong: dict[str, int | str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    asked_for: str = ""
    reached: Event = field(default_factory=Event)

    def respond(self, path: str, query: str) -> Response:
        self.requests.append(path)
        if path == self.asked_for:
            self.reached.set()
        wrong = self.wrong.get(path, path)
        if isinstance(wrong, int):
            return self._voice.html("<h1>出错了</h1>", wrong)
        page = self._pages().get(wrong)
        return self._voice.html(page) if page else self._voice.html("<h1>没有这个页面</h1>", 404)

    @property
    def _voice(self) -> Voice:
        return Voice("nginx", "text/html; charset=utf-8", self.encoding, self.now)

    def _pages(self) -> dict[str, str]:
        pages = {path: self._list() for path in ("/", "/news/")}
        pages |= {f"/news/{id_}.html": _page(f"第{id_}篇", f"<p>{FIRST}</p>") for id_ in (1, 3)}
        for number, text in enumerate(self.parts, 1):
            links = "".join(
                f"<strong>{n}</strong>" if n == number else f'<a href="{_name(n)}">{n}</a>'
                for n in range(1, len(self.parts) + 1)
            )
            pages[f"/news/{_name(number)}"] = _page("三期工程", f"<p>{text}</p><p>上一页 {links} 下一页</p>")
        return pages

    def _list(self) -> str:
        items = "".join(
            f'<li><a href="/news/{name}.html">工程{name}</a><span>2026-03-15</span></li>'
            for name in (1, 2, 3)
        )
        links = '<a href="/news/">新闻</a> <a href="/news/2_2.html">推荐</a>'
        return _HTML.format(title="新闻", content=f'{links}<ul class="list">{items}</ul>')


def _name(number: int) -> str:
    return "2.html" if number == 1 else f"2_{number}.html"


def _page(title: str, body: str) -> str:
    content = f'<h1>{title}</h1><div class="info">2026-03-15 10:20</div><div class="content">{body}'
    return _HTML.format(title=title, content=f"{content}<p>(责任编辑：小编)</p></div>")


_HTML = "<!DOCTYPE html><html><head><title>{title}</title></head><body>{content}</body></html>"


def crawl(base: str, folder: Path, *more: str) -> str:
    """A crawl, which may fail; its log."""
    family = f"family={PARTED.name}"
    done = warm.run("scrapy", *command(base, archive_url(folder), "-a", family, *more)[3:])
    return done.stderr


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    with Archive(archive_url(folder)) as archive:
        yield archive


def articles(folder: Path) -> dict[str, ArticleRecord]:
    with opened(folder) as archive:
        return {article.source_id: article for article in archive.articles()}


def is_whole(folder: Path) -> bool:
    """Whether the archive holds what its snapshots say."""
    return not verify(archive_url(folder), folder / "snapshots").problems


def test_an_article_in_parts_is_one_with_the_pages_of_all(tmp_path: Path) -> None:
    site = Gazette()
    with serving(site) as base:
        crawl(base, tmp_path)
    found = articles(tmp_path)
    assert found["2"].text.splitlines() == WHOLE
    assert found["2"].url == f"{base}news/2.html"
    assert sorted(found) == ["1", "2", "3"]
    assert read_anew(archive_url(tmp_path))["changed"] == 0
    shown = warm.run("xzcrawl", "show", str(found["2"].id), "--archive", archive_url(tmp_path), "--json")
    parts = json.loads(shown.stdout)["parts"]
    with opened(tmp_path) as archive:
        (page,) = archive.snapshots_of(found["2"].id).pages
    assert [part.url.rpartition("/")[2] for part in page.parts] == ["2_2.html", "2_3.html"]
    assert [part["offset"] for part in parts] == [part.offset for part in page.parts]
    with opened(tmp_path) as archive, client(create_app(archive, tmp_path / "snapshots")) as reader:
        choice = words(reader, f"/articles/{found['2'].id}/page")
        second = reader.get(f"/articles/{found['2'].id}/original?snapshot={page.parts[0].id}").text
    assert [f"第 {number} 页" in choice for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert SECOND in second
    assert is_whole(tmp_path)


@pytest.mark.parametrize("answer", [404, 403, "/news/2.html", "/news/2_2.html", "/"])
def test_a_part_that_does_not_come_leaves_an_archived_text_as_it_was(
    tmp_path: Path, answer: int | str
) -> None:
    site = Gazette()
    with serving(site) as base:
        crawl(base, tmp_path)
        site.wrong["/news/2_3.html"] = answer
        site.parts[0] = "一期工程提前开工。"
        log = crawl(base, tmp_path, "-a", "mode=recheck")
        during = articles(tmp_path)["2"]
        site.wrong.clear()
        crawl(base, tmp_path, "-a", "mode=recheck")
        after = articles(tmp_path)["2"]
    assert "a part did not come" in log
    assert (during.text.splitlines(), during.revision, during.gone_at) == (WHOLE, 1, None)
    assert (after.text.splitlines(), after.revision) == (["一期工程提前开工。", *WHOLE[1:]], 2)
    assert is_whole(tmp_path)


def test_a_part_that_does_not_come_at_first_has_the_next_run_ask_again(tmp_path: Path) -> None:
    site = Gazette(wrong={"/news/2_2.html": 404})
    with serving(site) as base:
        crawl(base, tmp_path)
        at_first = sorted(articles(tmp_path))
        site.wrong.clear()
        crawl(base, tmp_path)
    assert at_first == ["1", "3"]
    assert articles(tmp_path)["2"].text.splitlines() == WHOLE


def test_a_revisit_sees_what_changed_on_any_part(tmp_path: Path) -> None:
    site = Gazette()
    with serving(site) as base:
        crawl(base, tmp_path)
        site.parts[1:] = ["二期工程推迟封顶。"]
        crawl(base, tmp_path, "-a", "mode=recheck")
    article = articles(tmp_path)["2"]
    assert article.text.splitlines() == [FIRST, "二期工程推迟封顶。", WHOLE[-1]]
    with opened(tmp_path) as archive:
        pages = archive.snapshots_of(article.id).pages
    assert [len(page.parts) for page in pages] == [2, 1]
    assert read_anew(archive_url(tmp_path))["changed"] == 0


def test_an_article_of_which_a_part_cannot_be_read_again_stays_as_it_is(tmp_path: Path) -> None:
    with serving(Gazette()) as base:
        crawl(base, tmp_path)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as database, database:
        database.execute("UPDATE articles SET title = '旧题目'")
        database.execute("UPDATE snapshots SET offset = offset + 1 WHERE url LIKE '%2_3.html'")
    done = warm.run("xzcrawl", "reparse", "--archive", archive_url(tmp_path), "--json")
    counts = json.loads(done.stdout)["counts"]
    assert (counts["changed"], counts["revisions"]) == (2, 2)
    assert articles(tmp_path)["2"].text.splitlines() == WHOLE
    assert articles(tmp_path)["2"].title == "旧题目"


def test_a_crawl_that_is_killed_between_two_parts_loses_nothing(tmp_path: Path) -> None:
    site = Gazette(asked_for="/news/2_3.html")
    with serving(site) as base:
        process = started(base, archive_url(tmp_path), "-a", f"family={PARTED.name}")
        kill_once(site.reached, process)
        assert site.reached.is_set()
        crawl(base, tmp_path)
    assert {id_: len(one.text.splitlines()) for id_, one in articles(tmp_path).items()} == {
        "1": 2, "2": 4, "3": 2
    }  # fmt: skip
    assert is_whole(tmp_path)
