"""What the learner tells of the bodies of articles: elements and lines that are not their text."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.generic_pages import HTML
from tests.small_site import PLACES, SUBJECTS, Small, looked_at
from tests.unknown_sites.truth import NOW
from xzcrawl.items import Page
from xzcrawl.learn import Sample
from xzcrawl.learn.furniture import Furniture, furniture

CARD = '<div class="tj">延伸阅读：<a href="/xinwen/1003.html">沛县光伏企业扩大出口</a></div>'
ENDS = "<p>{info}讯。</p><p>（编辑：王芳）</p><p>本网讯息，欢迎转告亲友。</p>"


def declared_of(*bodies: str) -> Mapping[str, Any]:
    """What is learned where the texts of articles stand in these bodies, by turns."""
    head = '<h1 class="bt">{title}</h1><div class="info">{info}</div>'
    seen = looked_at(Small(layouts=tuple(f'{head}<div id="zw">{body}</div>' for body in bodies)))
    assert seen.learned is not None
    return seen.learned.declared


def test_what_ends_or_begins_most_bodies_is_no_text() -> None:
    begins = "<p>本网快讯</p>{body}"
    declared = declared_of(
        f"{begins}{CARD}{{body}}{ENDS}", f"{begins}{ENDS}", f"{begins}<p>{{title}}</p>{ENDS}"
    )
    assert declared["endings"] == ["本网讯息，欢迎转告亲友。", "本网快讯"]
    assert declared["footers"] == ["credits", "notices"]
    assert declared["asides"] == ".tj"


@pytest.mark.parametrize(
    ("card", "asides"),
    [
        ('<b>相关阅读</b><ul><li><a href="/xinwen/1003.html">沛县光伏企业扩大出口</a></li></ul>', ".tj"),
        ('<p>更多新闻</p><a href="/xinwen/1003.html">沛县</a> <a href="/xinwen/1004.html">铜山区</a>', ".tj"),
        ('<p>据了解，<a href="/xinwen/1003.html">沛县光伏企业</a>扩大了出口。</p>', None),
        ('<p><a href="/xinwen/1003.html">人民网</a>评论：沛县光伏企业扩大了出口。</p>', None),
        ('<p><a href="/xinwen/1003.html">王亚平</a>下一个目标是登上月球。</p>', None),
        ('<p><a href="/xinwen/1003.html">新华社</a>相关报道：</p>', None),
        ('<p><a href="/1.jpg"><img src="/1.jpg"></a>图为沛县光伏企业的车间。</p>', None),
        ('<b>相关阅读</b><a href="/a.html"><img src="/1.jpg"></a><a href="/a.html">沛县</a>', ".tj"),
        ('<b>相关阅读</b><a href="/1.docx">申报表</a>', None),
    ],
)
def test_links_below_a_heading_that_calls_them_other_articles_are_no_text(
    card: str, asides: str | None
) -> None:
    bodies = (f'{{body}}<div class="tj">{card}</div>', "{body}")
    assert declared_of(*bodies).get("asides") == asides


@pytest.mark.parametrize(
    ("element", "asides"),
    [
        ('<p class="insertfileTag"><a href="/1.docx">附件：申报表.docx</a></p>', None),
        ('<p class="tags"><a href="/so.html">光伏</a></p>', ".tags"),
        (
            '<div class="ad ad-inner"><a href="/ad"><img src="/1.jpg"></a><p>广告 全屋定制</p></div>',
            ".ad",
        ),
        ('<div class="address">徐州市泉山区1号</div>', None),
    ],
)
def test_an_element_is_no_text_where_its_name_says_so_and_it_has_no_file(
    element: str, asides: str | None
) -> None:
    assert declared_of(f"{{body}}{element}{{body}}", "{body}").get("asides") == asides


def test_where_articles_end_with_one_kind_of_lines_the_other_is_expected_too() -> None:
    credited = "{body}<p>责任编辑：王芳</p>"
    assert declared_of(credited)["footers"] == ["credits", "notices"]


def test_what_few_articles_share_is_theirs() -> None:
    shared = "<p>本网快讯</p>{body}<p>据新华社电</p>"
    declared = declared_of(shared, "{body}", "{body}<p>（完）</p>")
    assert not {"asides", "footers", "endings"} & set(declared)


@pytest.mark.parametrize(
    "line",
    [
        "<p>特此公告。</p>",
        "<p>新闻发言人：我的发布到此结束，谢谢大家。</p>",
        "<p>联系电话：0516-8345{info}</p>",
    ],
)
def test_formulas_and_contacts_of_each_article_are_text(line: str) -> None:
    assert not {"footers", "endings"} & set(declared_of("{body}" + line))


def test_salutations_are_text() -> None:
    assert "endings" not in declared_of("<p>各县（市）、区人民政府，市各委、办、局：</p>{body}")


def test_the_contact_that_most_articles_share_is_the_sites() -> None:
    declared = declared_of("{body}<p>联系人：王女士</p><p>联系电话：0516-83456789</p>")
    assert declared["endings"] == ["联系电话：0516-83456789", "联系人：王女士"]


@pytest.mark.parametrize(("pages", "footers"), [(1, None), (2, ["credits", "notices"])])
def test_a_kind_of_lines_is_declared_where_several_articles_have_it(
    pages: int, footers: list[str] | None
) -> None:
    texts = [f"<p>{place}{SUBJECTS[0]}，成效明显。</p>" for place in PLACES[:6]]
    ends = ["<p>（编辑：王芳）</p>"] * pages + [""] * (6 - pages)
    found = furniture_of(*(text + end for text, end in zip(texts, ends, strict=True)))
    assert found.declared.get("footers") == footers


def furniture_of(*bodies: str) -> Furniture:
    """What is learned of articles that have these bodies."""
    samples = [
        Sample.of(
            Page(
                f"http://xz.example/{number}.html", 200, HTML, f"<div id='zw'>{body}</div>".encode(), NOW, NOW
            ),
            "http://xz.example/",
        )
        for number, body in enumerate(bodies)
    ]
    return furniture(
        samples,
        {"articles": ["/{id}.html"], "lists": ["/{list}/"], "title": "h1", "body": "#zw", "items": "li"},
    )


def test_a_line_that_is_all_there_is_of_most_bodies_stays() -> None:
    assert furniture_of(*["<p>更多精彩，请关注本网。</p>"] * 6).held == {}
