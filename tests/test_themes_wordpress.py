"""What pages of WordPress say by the classes that it writes itself, whatever theme is around them."""

from datetime import UTC, datetime

import pytest

from xzcrawl import extract
from xzcrawl.extract import Contents
from xzcrawl.families import Site, named
from xzcrawl.families.tree import Tree
from xzcrawl.items import Article, Page

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = "http://news.example.cn/archives/118"
HEAD = "<head><link rel='stylesheet' href='/wp-content/themes/mytheme/style.css'></head>"
SINGLE = '<body class="single single-post postid-118">'


def read(family: str, body: str, url: str = URL) -> Contents:
    page = Page(url, 200, {}, f"<html>{HEAD}{body}</html>".encode(), NOW, NOW)
    return extract.read(page, Site.at("http://news.example.cn/", named(family)))


def classic(inside: str) -> Contents:
    return read(
        "wordpress-classic",
        f'{SINGLE}<main><article class="post-118 hentry">'
        f'<h1 class="entry-title">题</h1>{inside}</article></main>',
    )


def block(inside: str) -> Contents:
    return read("wordpress-block", f'{SINGLE}<div class="wp-site-blocks"><main>{inside}</main></div>')


def article(contents: Contents) -> Article:
    assert contents.article is not None, contents.problem
    return contents.article


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("home blog", "index"),
        ("home blog paged paged-2", "index"),
        ("archive category category-news category-5", "category"),
        ("archive tag tag-rent", "tag"),
        ("archive author author-admin", "author"),
        ("archive date", "date"),
        ("search search-results", "search"),
        ("error404", "404"),
        ("post-template-default single single-post postid-118", "article"),
        ("page-template-default page page-id-2", "page"),
        ("attachment-template-default single single-attachment attachment postid-9", ""),
        ("", ""),
    ],
)
def test_the_body_names_the_kind_of_a_page(names: str, kind: str) -> None:
    tree = Tree(f'<html><body class="{names}"></body></html>')
    assert {named(family).theme.kind(tree) for family in ("wordpress-classic", "wordpress-block")} == {kind}


FORM = '<form class="post-password-form"><p>此内容受密码保护。</p><input name="post_password"></form>'


@pytest.mark.parametrize(
    "contents",
    [
        classic(f'<div class="entry-content">{FORM}</div>'),
        block(f'<h1 class="wp-block-post-title">题</h1><div class="wp-block-post-content">{FORM}</div>'),
    ],
)
def test_what_a_password_keeps_shut_is_no_article(contents: Contents) -> None:
    assert (contents.article, contents.problem) == (None, f"{URL} shows no article")


@pytest.mark.parametrize("between", ["", "<!-- .entry-content -->", "\n"])
@pytest.mark.parametrize("name", ["entry-footer", "entry-meta"])
def test_the_foot_of_a_post_is_no_text_and_names_its_category(between: str, name: str) -> None:
    foot = f'<footer class="{name}">分类：<a href="/category/news/" rel="category tag">要闻</a></footer>'
    found = article(classic(f'<div class="entry-content"><p>文。</p></div>{between}{foot}'))
    assert ([block.text for block in found.blocks], found.category) == (["文。"], "要闻")


@pytest.mark.parametrize(
    "names",
    [
        *("sharedaddy sd-sharing-enabled", "jp-relatedposts", "yarpp yarpp-related yarpp-template-list"),
        *("crp_related", "addtoany_share_save_container addtoany_content"),
    ],
)
def test_what_plug_ins_write_below_a_text_is_left_out(names: str) -> None:
    below = f'<div class="{names}"><h3>共享此文章：</h3><ul><li><a href="/a/">微博</a></li></ul></div>'
    found = article(classic(f'<div class="entry-content"><p>文。</p>{below}</div>'))
    assert [block.text for block in found.blocks] == ["文。"]


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ('<time class="entry-date published" datetime="2023-07-18T09:31:07+08:00">2023年7月18日</time>'
         '<time class="updated" datetime="2024-01-02T03:04:05+08:00">2024年</time>',
         "2023-07-18T09:31:07+08:00"),
        ('<time class="updated" datetime="2024-01-02T03:04:05+08:00">2024年</time>'
         '<time class="entry-date published" datetime="2023-07-18T09:31:07+08:00">2023</time>',
         "2023-07-18T09:31:07+08:00"),
        ('<span class="posted-on">2023-07-18</span>', "2023-07-18"),
        ('<li class="post-date"><span class="meta-text">2023年7月18日</span></li>', "2023年7月18日"),
        ("", None),
    ],
)  # fmt: skip
def test_a_classic_theme_has_an_instant_or_a_text(markup: str, date: str | None) -> None:
    shown = classic(
        f'<header class="entry-meta">{markup}</header><div class="entry-content"><p>文。</p></div>'
    )
    assert article(shown).date_text == date


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<span class="byline">作者：<a href="/author/a/">张三</a></span>', "张三"),
        ('<span class="author vcard"><a href="/author/a/">张三</a></span>', "张三"),
        ('<div class="author-bio"><h2 class="author-title">作者：张三</h2></div>', "张三"),
        ('<div class="author-bio"><h2 class="author-title">By 张三</h2></div>', "张三"),
        ("", None),
    ],
)
def test_a_classic_theme_names_the_author_in_a_line_or_above_a_biography(
    markup: str, author: str | None
) -> None:
    assert article(classic(f'<div class="entry-content"><p>文。</p></div>{markup}')).author == author


@pytest.mark.parametrize(
    ("markup", "date"),
    [
        ('<div class="wp-block-post-date"><time datetime="2023-07-18T09:31:07+08:00">七月</time></div>',
         "2023-07-18T09:31:07+08:00"),
        ('<div class="wp-block-post-date wp-block-post-date__modified-date">'
         '<time datetime="2024-07-18T09:31:07+08:00">七月</time></div>', None),
        ('<ul><li class="wp-block-post"><div class="wp-block-post-date">'
         '<time datetime="2024-07-18T09:31:07+08:00">七月</time></div></li></ul>', None),
    ],
)  # fmt: skip
def test_a_block_theme_may_date_a_post_and_others_below_it(markup: str, date: str | None) -> None:
    title, text = (
        '<h1 class="wp-block-post-title">题</h1>',
        '<div class="wp-block-post-content"><p>文。</p></div>',
    )
    assert article(block(title + text + markup)).date_text == date


def test_a_page_of_a_theme_that_keeps_to_no_example_names_it() -> None:
    contents = read("wordpress-classic", f"{SINGLE}<div class=post><h3 class=title>题</h3></div>")
    assert contents.problem is not None
    assert "is a page of the theme mytheme: news.example.cn is read by the theme classic" in contents.problem
