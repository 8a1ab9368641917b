"""Articles whose text goes on on further pages: their links, and their parts joined."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from xzcrawl import extract
from xzcrawl.errors import HostilePage, NotAnArticle
from xzcrawl.extract import Contents, joined, limits, next_part
from xzcrawl.families import Site, described
from xzcrawl.items import Article, Page

BASE = "http://news.example.cn/"
SITE = Site.at(
    BASE,
    described(
        articles=["/a/{*}/{id}.html", "/a/{*}/{id}_{part}.html"],
        lists=["/a/{list}/"],
        title="h1",
        body=".content",
        items="li",
    ),
)
FIRST = f"{BASE}a/news/1234.html"
SECOND, THIRD = f"{BASE}a/news/1234_2.html", f"{BASE}a/news/1234_3.html"
TEXT = "<p>一期工程已开工。</p>"


def read(body: str, url: str = FIRST, beside: str = "", site: Site = SITE) -> Contents:
    """A page of an article with this body, and with something beside it."""
    html = f'<html><body><h1>三期工程</h1><div class="content">{body}</div>{beside}</body></html>'
    seen = datetime(2026, 3, 15, 2, 20, tzinfo=UTC)
    return extract.read(Page(url, 200, {}, html.encode(), seen, seen), site)


def article(body: str, url: str = FIRST) -> Article:
    found = read(body, url).article
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("links", "numbers"),
    [
        ('<a href="1234_2.html">2</a><a href="1234_3.html">3</a><a href="1234_2.html">下一页</a>', [2, 3]),
        ('<a href="1234_2.html">余下全文</a>', [2]),
        ('<a href="1235_2.html">2</a>', []),
        ('<a href="#">上一页</a><a href="1234.html">1</a>', []),
    ],
)
def test_a_page_tells_the_parts_of_its_own_article(links: str, numbers: list[int]) -> None:
    contents = read(TEXT, beside=links)
    assert [number for number, _ in contents.outline.parts] == numbers
    assert {url for _, url in contents.outline.parts} <= {SECOND, THIRD}
    assert contents.outline.mentions == ()


def test_a_part_is_no_article_wherever_it_is_linked() -> None:
    outline = read(
        TEXT, beside='<a href="/a/news/77_2.html">推荐</a><a href="/a/news/78.html">工程</a>'
    ).outline
    assert [mention.key for mention in outline.mentions] == ["78"]
    assert SITE.classify(SECOND) is None


@pytest.mark.parametrize(
    "pager",
    [
        '<p class="pageLink"><a href="1234.html">1</a> <strong>2</strong> <a href="1234_3.html">3</a></p>',
        '<ul class="pagelist"><li><a>共3页: </a></li><li><a href="1234.html">上一页</a></li><li>2</li>'
        '<li><a href="1234_3.html">下一页</a></li></ul>',
        '<div class="page-links">Pages: <a href="1234.html">1</a> 2 <a href="1234_3.html">3</a></div>',
        '<br>上一页 <a href="1234_3.html">下一页</a>',
        '<p><a href="1234_3.html">余下全文 &gt;&gt;</a></p>',
    ],
)
def test_what_leads_to_the_other_parts_is_no_text(pager: str) -> None:
    assert article(TEXT + pager, SECOND).text == "一期工程已开工。"


@pytest.mark.parametrize(
    "line",
    [
        '<p>详见<a href="1234_3.html">第三部分</a>。</p>',
        "<p>1</p>",
        '<p><a href="5678.html">上一页</a></p>',
        '<p><a href="1234_3.html"><img src="/1.jpg" alt="厂房"></a></p>',
    ],
)
def test_other_lines_stay(line: str) -> None:
    assert len(article(TEXT + line, SECOND).blocks) == 2


NEXT = '<p>2</p><p><a href="1234_3.html">下一页</a></p>'


@pytest.mark.parametrize(
    "line", ["0516-12345", "2026", "3.5", "10:30", "2026-03-15", "……", "※", "1,200", "85%"]
)
def test_figures_before_the_pager_stay(line: str) -> None:
    assert article(f"{TEXT}<p>{line}</p>{NEXT}", SECOND).text == f"一期工程已开工。\n{line}"


@pytest.mark.parametrize("line", ["[2]", "- 2 -", "2/3", "共 3 页", "1 2 3", "第2页，共3页"])
def test_words_and_numbers_of_pages_beside_the_pager_go(line: str) -> None:
    assert article(f"{TEXT}<p>{line}</p>{NEXT}", SECOND).text == "一期工程已开工。"


def test_parts_make_one_article_of_the_first() -> None:
    first, second = article(TEXT), article("<p>二期工程已封顶。</p><p><img src='2.jpg'></p>", SECOND)
    whole = joined(first, second)
    assert whole.text == "一期工程已开工。\n二期工程已封顶。"
    assert [block.part for block in whole.blocks] == [1, 2, 2]
    assert (whole.page, whole.parts) == (first.page, (second.page,))
    assert whole.url == FIRST
    assert joined(first) == first


def test_parts_that_fill_the_archive_are_refused() -> None:
    first = article(TEXT)
    many = replace(first, blocks=first.blocks * (limits.MOST_BLOCKS // 2 + 1))
    with pytest.raises(HostilePage, match="lines in its body"):
        joined(many, many)


@pytest.mark.parametrize(
    ("body", "url", "told"),
    [
        ("<p>二期工程已封顶。</p>", FIRST, "is not the address of part 2"),
        ("<p>二期工程已封顶。</p>", THIRD, "is not the address of part 2"),
        ("<p>二期工程已封顶。</p>", f"{BASE}a/news/77_2.html", "is not the address of part 2"),
        (TEXT, SECOND, "shows an earlier part again"),
    ],
)
def test_a_page_that_is_not_the_next_part_is_refused(body: str, url: str, told: str) -> None:
    with pytest.raises(NotAnArticle, match=told):
        next_part(read(body, url), [article(TEXT)], SITE)


def test_the_next_part_has_its_article_in_common_with_the_first() -> None:
    part = next_part(read("<p>二期工程已封顶。</p>", SECOND), [article(TEXT)], SITE)
    assert (part.key, part.text) == ("1234", "二期工程已封顶。")
