"""Pages that the description of their site does not fit: the generic reader's, where they show an article."""

import pytest

from tests.generic_pages import HEADING, HTML, MENU, NOON, SENTENCES, paragraphs
from xzcrawl import extract
from xzcrawl.dates import combine, short
from xzcrawl.extract import Contents, joined, next_part
from xzcrawl.families import ZBLOG_TPURE, Site, described
from xzcrawl.items import Link, Page
from xzcrawl.page_reader import read_page

BASE = "http://news.example.cn/"
FAMILY = described(
    articles=["/news/{id}.html", "/news/{id}_{part}.html"],
    lists=["/news/{list}/"],
    title="h2.tt",
    info=".info",
    body="#text",
    items="ul.xw > li",
)
DESCRIBED = Site.at(BASE, FAMILY)
BODY = f"<div id='zoom'>{paragraphs(*SENTENCES)}</div>"


def served(body: str, url: str = f"{BASE}news/12.html", head: str = "") -> Page:
    head = f"<head><title>十二个项目签约 - 徐州产业网</title>{head}</head>"
    return Page(url, 200, HTML, f"<html>{head}<body>{MENU}{body}</body></html>".encode(), NOON, NOON)


def contents(body: str, url: str = f"{BASE}news/12.html", site: Site = DESCRIBED) -> Contents:
    return extract.read(served(body, url), site)


def test_a_page_of_another_layout_is_read_by_habits() -> None:
    article = contents(HEADING + BODY).article
    assert article is not None
    assert (article.read_by, article.key, article.title) == ("generic", "12", "十二个项目签约")
    assert (article.date_text, article.author) == ("2026-03-18 09:30", "王芳")
    assert article.text == "\n".join(SENTENCES)


def test_a_page_that_the_description_fits_is_read_by_it() -> None:
    article = contents(
        f"<h2 class='tt'>签约</h2><div id='text'>{paragraphs(*SENTENCES[:1])}</div>{BODY}"
    ).article
    assert article is not None
    assert (article.read_by, article.title, article.text) == ("family", "签约", SENTENCES[0])


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (HEADING + BODY, f"{BASE}news/gongye/"),
        (
            f"{HEADING}{BODY}<ul class='xw'><li><a href='/news/1.html'>签约</a></li></ul>",
            f"{BASE}news/12.html",
        ),
        (
            "<h1>您访问的页面不存在</h1><p>五秒后返回首页，您也可以搜索您要找的内容。</p>",
            f"{BASE}news/12.html",
        ),
    ],
    ids=["the address of a list", "a list", "an error page"],
)
def test_a_page_without_an_article_stays_refused(body: str, url: str) -> None:
    found = contents(body, url)
    assert (found.article, found.problem) == (None, f"{url} shows no article")


def test_a_page_of_an_exact_family_without_its_theme_stays_refused() -> None:
    found = contents(HEADING + BODY, f"{BASE}?id=12", Site.at(BASE, ZBLOG_TPURE))
    assert (found.article, found.problem) == (None, f"{BASE}?id=12 shows no article")


@pytest.mark.parametrize(
    ("shown", "stated", "published", "source"),
    [
        ("2026-03-18", "2026-03-18T09:30:15+08:00", "2026-03-18 09:30:15", "metadata"),
        ("2026-03-18", "2026-03-18T23:30:15+00:00", "2026-03-18 23:30:15", "metadata"),  # our time, called Z
        ("2026-03-18", "2026-03-18 00:00:00", "2026-03-18", "page"),
        ("2天前", "2026-03-18T09:30:15+08:00", "2026-03-18 09:30:15", "metadata"),
        ("2026-03-18", "2026-03-15T09:30:15+08:00", "2026-03-18", "page"),
        ("", "2026-03-15 00:00:00", "2026-03-15", "metadata"),
        ("", "2026-03-15 10:20:30", "2026-03-15 10:20:30", "metadata"),
    ],
)
def test_what_the_page_states_is_evidence_beside_what_readers_see(
    shown: str, stated: str, published: str, source: str
) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    page = served(f"<h1>十二个项目签约</h1><p>{shown}</p>{BODY}", head=head)
    article = read_page(page, DESCRIBED).article
    assert article is not None
    assert article.reading is not None
    assert (article.date_text, article.metadata_dates) == (shown or None, (stated,))
    found = combine([article.reading, *article.metadata_readings])
    assert found is not None
    assert (short(found.interval), found.source) == (published, source)


PAGER = "<p>共2页: <a href='12.html'>1</a> <a href='12_2.html'>2</a> <a href='12_2.html'>下一页</a></p>"
SECOND = f"<div id='zoom'>{paragraphs(*reversed(SENTENCES))}{PAGER}<p>（新闻中心）</p></div>"


def test_an_article_of_several_pages_is_known_as_one() -> None:
    found = contents(HEADING + f"<div id='zoom'>{paragraphs(*SENTENCES)}{PAGER}</div>")
    assert found.article is not None
    assert found.outline.parts == ((2, f"{BASE}news/12_2.html"),)
    assert (found.outline.posts, found.outline.mentions) == ((), ())
    part = next_part(contents(HEADING + SECOND, f"{BASE}news/12_2.html"), [found.article], DESCRIBED)
    assert (part.key, part.read_by) == ("12", "generic")
    assert joined(found.article, part).text.split("\n") == [*SENTENCES, *reversed(SENTENCES), "（新闻中心）"]


def test_an_article_with_any_part_of_another_layout_is_marked() -> None:
    described_part = f"<h2 class='tt'>签约</h2><div id='text'><p>签约。</p>{PAGER}</div>"
    first = contents(described_part).article
    assert first is not None
    part = next_part(contents(HEADING + SECOND, f"{BASE}news/12_2.html"), [first], DESCRIBED)
    assert (first.read_by, joined(first, part).read_by, joined(first).read_by) == (
        "family",
        "generic",
        "family",
    )


def test_what_else_an_article_of_another_layout_links_is_no_list() -> None:
    outline = contents(f"{HEADING}{BODY}<h3><a href='/news/13.html'>园区招聘</a></h3>").outline
    assert outline.posts == ()
    assert [mention.key for mention in outline.mentions] == ["13"]


def test_files_of_another_layout_are_listed() -> None:
    body = f"<div id='zoom'>{paragraphs(*SENTENCES)}<p>附件：<a href='/1.pdf'>项目清单</a></p></div>"
    article = contents(HEADING + body).article
    assert article is not None
    assert article.attachments == (Link(f"{BASE}1.pdf", "项目清单"),)
