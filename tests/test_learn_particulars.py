"""Where the learner finds title, date line, writer, origin and tags of articles."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.small_site import Small, looked_at


def test_titles_of_two_layouts_are_each_read_as_they_stand() -> None:
    whole = '<h2 class="t">{title}</h2><div class="info">{info}</div><div id="zw">{body}</div>'
    own = '<h2 class="bt">{title}<i>字号：大</i></h2><p class="laiyuan">{info}</p><div id="wz">{body}</div>'
    seen = looked_at(Small(layouts=(own, whole)))
    assert seen.learned is not None
    assert seen.learned.declared["title"] in (".bt::text, .t", ".t, .bt::text")
    assert seen.agreement()[:2] == (14, 14)


def test_a_line_that_pages_of_some_columns_have_elsewhere_has_two_selectors() -> None:
    title, body = '<h1 class="bt">{title}</h1>', '<div id="zw">{body}</div>'
    usual, other = (
        f'{title}<p class="info">{{info}}</p>{body}',
        f'{title}<div class="xx">{{info}}</div>{body}',
    )
    seen = looked_at(Small(layouts=(usual, usual, other)))
    assert seen.learned is not None
    assert seen.learned.declared["info"] == ".info, .xx"
    held, of = seen.learned.held["info"]
    assert held == of


def test_articles_that_are_a_picture_alone_have_no_other_body() -> None:
    title, info = '<h1 class="bt">{title}</h1>', '<p class="info">{info}</p>'
    usual = f'{title}{info}<div id="zw">{{body}}</div>'
    pictured = f'{title}{info}<div id="zw"><p><img src="/1.jpg"></p></div>'
    seen = looked_at(Small(layouts=(usual, usual, pictured)))
    assert seen.learned is not None
    assert seen.learned.declared["body"] == "#zw"


def stated(author: str, tag: str, shown: str) -> str:
    """The layout of an article that tells machines its author and a tag, and shows ``shown``."""
    linked = json.dumps({"@type": "NewsArticle", "author": {"name": author}, "keywords": f"徐州,{tag}"})
    script = f'<script type="application/ld+json">{linked}</script>'.replace("{", "{{").replace("}", "}}")
    return (
        f'{script}<h1 class="bt">{{title}}</h1><p class="by">{shown} {{info}}</p><div id="zw">{{body}}</div>'
    )


def told(**shown: str) -> Mapping[str, Any]:
    """What is learned where articles show a name and a tag so, ``{}`` standing for what machines are told."""
    made = [
        stated(
            author,
            tag,
            "".join(html.format(author if name == "author" else tag) for name, html in shown.items()),
        )
        for author, tag in (("王芳", "光伏"), ("李敏", "工程机械"), ("陈凯", "新能源"))
    ]
    seen = looked_at(Small(layouts=tuple(made)))
    assert seen.learned is not None
    return seen.learned.declared


def test_a_name_and_links_are_author_and_tags_where_they_are_what_machines_are_told() -> None:
    declared = told(author="<b>{}</b>", tag='<i class="t"><a href="/so?q={0}">#{0}</a></i>')
    assert (declared["author"], declared["tags"]) == (".by b", ".t a")


def test_what_machines_are_told_and_no_reader_sees_is_no_author_and_no_tag() -> None:
    assert not {"author", "tags"} & set(told())


@pytest.mark.parametrize(
    ("shown", "author"),
    [
        ("来源：<b>{}</b>", None),
        ("<i>来 源</i> <b>{}</b>", None),
        ("<i>责任编辑丨</i><b>{}</b>", None),
        ("信息审核:<b>{}</b>", None),
        ("转载自 <b>{}</b>", None),
        ('<b class="source">{}</b>', None),
        ('<u class="copyfrom"><b>{}</b></u>', None),
        ("来源：徐州日报 <b>{}</b>", ".by b"),
        ("撰文：<b>{}</b>", ".by b"),
        ("<i>通讯员</i>：<b>{}</b>", ".by b"),
    ],
)
def test_a_name_behind_the_label_of_another_is_no_author(shown: str, author: str | None) -> None:
    assert told(author=shown).get("author") == author


@pytest.mark.parametrize(
    ("shown", "tags"),
    [
        ('栏目：<i class="t"><a href="/so?q={0}">{0}</a></i>', None),
        ('<s>所属分类</s> <i class="t"><a href="/so?q={0}">{0}</a></i>', None),
        ('<a href="/">首页</a> &gt; <i class="t"><a href="/so?q={0}">{0}</a></i>', None),
        ('当前位置：<a href="/">首页</a> <i class="t"><a href="/gonggao/">{0}</a></i>', None),
        ('<i class="t"><a href="/{0}/">{0}</a></i>', None),
        ('<i class="t"><a href="/tag-{0}/">{0}</a></i>', ".t a"),
        ('栏目：<a href="/">徐州</a> <i class="t"><a href="/so?q={0}">{0}</a></i>', ".t a"),
    ],
)
def test_a_link_to_the_column_of_an_article_is_no_tag(shown: str, tags: str | None) -> None:
    assert told(tag=shown).get("tags") == tags


def test_an_author_whom_a_label_tells_needs_no_element() -> None:
    assert "author" not in told(author="作者：<b>{}</b>")


@pytest.mark.parametrize(
    ("shown", "origin", "is_missing"),
    [
        ("<i class='source'>{}</i>", ".source", False),
        ("<i class='copyfrom'>来源：<b>{}</b></i>", ".copyfrom", False),
        ("<i class='editor'>{}</i>", None, True),
        ("", None, True),
    ],
)
def test_whom_an_article_is_from_is_found_by_its_label_or_by_what_its_element_is_called(
    shown: str, origin: str | None, is_missing: bool
) -> None:
    names = ("徐州日报", "新华社", "淮海网")
    layouts = [
        f'<h1 class="bt">{{title}}</h1><p>{{info}}</p>{shown.format(name)}<div id="zw">{{body}}</div>'
        for name in names
    ]
    seen = looked_at(Small(layouts=tuple(layouts), info="发布时间：{day:%Y-%m-%d}"))
    assert seen.learned is not None
    assert seen.learned.declared.get("origin") == origin
    assert ("origin" in seen.learned.missing) is is_missing


def test_whom_an_article_is_from_needs_no_element_where_its_line_labels_it() -> None:
    seen = looked_at(Small())
    assert seen.learned is not None
    assert "origin" not in seen.learned.declared
    assert "origin" not in seen.learned.missing


@pytest.mark.parametrize(
    ("second", "author"),
    [
        ("<p class='zz'>本报记者　{}</p>", ".zz"),
        ("<p class='zz'>——来自{}的报道</p>", None),
        ("<li>本报记者 {}</li>", None),
    ],
)
def test_a_byline_between_the_title_and_the_text_names_the_writer(second: str, author: str | None) -> None:
    layouts = [
        f'<h1 class="bt">{{title}}</h1>{second.format(name)}<p>{{info}}</p><div id="zw">{{body}}</div>'
        for name in ("王芳", "李敏", "陈凯")
    ]
    seen = looked_at(Small(layouts=tuple(layouts)))
    assert seen.learned is not None
    assert seen.learned.declared.get("author") == author


def test_one_name_for_all_articles_is_the_site_s() -> None:
    layout = stated("淮海新闻网", "光伏", "<b>淮海新闻网</b>")
    seen = looked_at(Small(layouts=(layout,)))
    assert seen.learned is not None
    assert "author" not in seen.learned.declared
