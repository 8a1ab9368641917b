"""What a site is made with is said in ``families`` alone, and each family is known by its pages."""

import json
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.families import FAMILIES, ScriptFamily, Site, built_otherwise, named, recognise
from xzcrawl.families.labelled import labelled
from xzcrawl.families.tree import Tree

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "tests/samples").glob("*.html"))


def told_family(sample: Path) -> Any:
    """The name of a sample's family, or what a described one was declared with."""
    return json.loads(sample.with_suffix(".json").read_text(encoding="utf-8")).get("family")


OF_THEMES = [sample for sample in SAMPLES if not isinstance(told_family(sample), dict)]
#: Elements, classes, paths, parameters and names of a CMS or theme.
TERMS = re.compile(
    r"tpure|whitepage|html5css3|garland|os2020|div(?:Main|Catalog|NavBar)|post_(?:time|nav|info)"
    r"|z-?blog|zb_|copynotice|relate(?:con|list)|single-(?:prev|next)|singlenext|div\.single|pagebar|(?:div|(?<!\w))\.sitemap"
    r"|backlist|inpId|istop|AddViewCount|feed\.php|index\.php|post-(?:title|body|date)|kico|[?&](?:cate|auth|tags)="
    r"|wp-|entry-(?:title|content)|hentry|postid|[?&](?:paged|cat)=|page-numbers|rest_route|X-WP-"
    r"|typecho|usr/themes|page-navigator|post-(?:near|content|meta)|respond-post",
    re.IGNORECASE,
)
#: Names of families, as a spider declares one.
DECLARED = re.compile(r"\b(?:ZBLOG|WORDPRESS|TYPECHO)_[A-Z0-9]+\b")
#: What knows them: the families, the embedded site, and steps of the schema that were taken.
KNOWING = ("families", "demo", "migrations")
MODULES = [
    path
    for part in ("xzcrawl", "pipelines")
    for path in sorted((ROOT / part).rglob("*.py"))
    if not any(name in path.parent.relative_to(ROOT).parts for name in KNOWING)
]


def test_nothing_outside_families_knows_a_cms_or_a_theme() -> None:
    said = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TERMS.search(DECLARED.sub("", line))
    ]
    assert said == []


@pytest.mark.parametrize("name", FAMILIES)
def test_a_site_is_pickled_by_the_name_of_its_family(name: str) -> None:
    site = Site.at("http://xz.example/", named(name))
    again = pickle.loads(pickle.dumps(site))
    assert again == site
    assert again.family is FAMILIES[name]


@pytest.mark.parametrize("sample", OF_THEMES, ids=lambda sample: sample.stem)
def test_an_article_tells_that_it_is_one_and_by_which_family(sample: Path) -> None:
    tree = Tree(sample.read_bytes())
    own = named(told_family(sample))
    built = [family for family in FAMILIES.values() if family.theme.built(tree)]
    assert (recognise(tree), built, own.theme.kind(tree)) == (own, [own], "article")


@pytest.mark.parametrize(
    ("body", "is_built"),
    [
        ('<body class="page"><div class="post single">关于我们</div>', True),
        ('<body class="page"><p>关于我们</p>', False),
        ('<body class="article"><div class="post single"><h2 class="post-title">标题</h2></div>', False),
    ],
)
def test_the_stock_theme_has_the_date_in_the_title_of_an_article(body: str, is_built: bool) -> None:
    assert named("zblog-default").theme.built(Tree(body)) is is_built


@pytest.mark.parametrize(
    ("post", "family"),
    [
        ("<p class=post-date>2024年10月08日</p><h2 class=post-title>标题</h2>", "zblog-whitepage"),
        (
            "<h4 class=post-date>2014年10月08日</h4><h2 class=post-title>标题</h2>"
            "<h6 class=post-footer>作者:王&nbsp;,&nbsp;浏览:5</h6>",
            "zblog-whitepage",
        ),
        (
            "<h4 class=post-date>2014年10月08日</h4><h2 class=post-title>标题</h2>"
            "<h6 class=post-footer>作者:王 | 浏览:5</h6>",
            "zblog-fallback",
        ),
        ("<h2 class=post-title>标题<span class=post-date>2024-10-08 09:00:00</span></h2>", "zblog-default"),
    ],
)
def test_themes_that_are_much_alike_are_told_apart_by_their_markup(post: str, family: str) -> None:
    assert recognise(Tree(f'<div class="post single">{post}</div>')) is named(family)


@pytest.mark.parametrize(
    "folder", ["/zb_users/theme/os2020/static/js/index.js", "https://cdn.example/index.js"]
)
def test_a_page_that_a_script_makes_is_recognised_and_not_read(folder: str) -> None:
    shell = Tree(
        "<head><script>window.bloghost = '/'; window.zbpCopyright = '';</script></head>"
        f"<body><noscript>Please enable it.</noscript><div id=app></div><script src={folder}></script>"
    )
    found = recognise(shell)
    assert isinstance(found, ScriptFamily)
    assert found.theme.name == "os2020"
    reason = "the theme os2020 of Z-BlogPHP, which cannot be read without a browser"
    assert {built_otherwise(shell, family) for family in FAMILIES.values()} == {reason}


@pytest.mark.parametrize(
    "markup", ["<div id=app></div>", "<div id=app><p>正文</p></div><script>window.zbpCopyright</script>"]
)
def test_one_mark_of_a_script_is_not_enough(markup: str) -> None:
    assert recognise(Tree(markup)) is None


@pytest.mark.parametrize(
    ("body", "is_built"),
    [
        ('<section id="topic"><h1>标题</h1></section><article id="cont">正文</article>', True),
        ('<article id="topic"><h2>标题</h2></article><article id="cont">正文</article>', False),
        ('<section id="topic"><h1>标题</h1></section><div id="cont">正文</div>', False),
    ],
)
def test_zit_has_a_title_above_the_body_of_an_article(body: str, is_built: bool) -> None:
    assert named("zblog-zit").theme.built(Tree(body)) is is_built


@pytest.mark.parametrize(
    ("family", "page"),
    [
        ("zblog-zit", '<article id="cont"><p>一</p>'),
        ("zblog-default", '<div class="post single"><h2>题</h2><div class="post-body"><p>一</p></div></div>'),
    ],
)
def test_a_body_without_what_the_theme_writes_behind_it_has_no_boundary(family: str, page: str) -> None:
    assert named(family).theme.boundary(page) is None


def test_what_built_a_page_is_named_in_no_more_characters_than_a_line_has() -> None:
    page = Tree(f"<meta name=generator content='{'长' * 100}'>")
    assert built_otherwise(page, named("zblog-tpure")) == "长" * 80


@pytest.mark.parametrize(
    ("mark", "is_pinned"),
    [('<span class="istop">荐</span>', True), ("<em>置顶</em>", True), ("<em>热</em>", False), ("", False)],
)
def test_a_pinned_post_says_so(mark: str, is_pinned: bool) -> None:
    item = Tree(f"<div>{mark}<h2>标题</h2></div>").css_first("div")
    assert item is not None
    assert named("zblog-tpure").theme.is_pinned(item) is is_pinned


def test_a_family_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no family 'discuz'.*zblog-zit"):
        named("discuz")


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("作者:admin <small>|</small> 查看:38", "查看", "38"),
        ("作者：<a href=#>王 五</a> | 分类：动态", "作者", "王 五"),
        ("作者：<a href=#>王 五</a> | 分类：动态", "分类", "动态"),
        ("发布: 2023-01-02 10:05 <small>·</small> 来源:徐州日报", "发布", "2023-01-02 10:05"),
        ("作者:王, 李&nbsp;,&nbsp;分类:三农&nbsp;,&nbsp;浏览:517", "作者", "王, 李"),
        ("作者:王, 李&nbsp;,&nbsp;分类:三农&nbsp;,&nbsp;浏览:517", "浏览", "517"),
        ("发布：2023年1月2日10：05 | 来源：徐州日报", "发布", "2023年1月2日10：05"),
        ("作者:admin", "分类", ""),
        ("", "作者", ""),
    ],
)
def test_a_line_of_labelled_values_is_read_by_its_labels(line: str, label: str, value: str) -> None:
    assert labelled("p.post-footer", label)(Tree(f"<p class=post-footer>{line}</p>")) == value
