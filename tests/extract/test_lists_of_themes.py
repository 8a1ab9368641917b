"""The lists of the themes *default* and *Zit*, as their templates write them."""

import pytest

from tests.extract.pages import BASE, page
from xzcrawl.extract import Post, outline_of, parse
from xzcrawl.families import Site, named
from xzcrawl.urls import Address, Kind

DEFAULT = """<body class="multi index"><div id="divNavBar"><ul><li><a href="/?id=2">留言本</a></li></ul></div>
<div id="divMain">
<div class="post istop-post"><h2 class="post-title"><a href="/?id=9">九</a></h2></div>
<div class="post multi"><h2 class="post-title"><a href="/?id=8">八</a>
<span class="post-date">2023-02-16 09:31:07</span></h2><div class="post-body"><p>摘要</p></div>
<p class="post-footer">作者:<a href="/?auth=1">淮海编辑</a><small>|</small>
分类:<a href="/?cate=3">园区动态</a></p>
</div>
<div class="pagebar"><span class="page now-page">1</span>
<a href="/?page=2"><span class="page">2</span></a></div>
</div><div id="divSidebar"><a href="/?id=5">五</a></div>"""
ZIT = """<body><header><nav><a href="/2.html">关于</a></nav></header><main>
<article id="topic"><h2><a href="/post/7.html">七</a></h2></article>
<section id="logs">
<article class="log pin"><h4 class="zit"><a href="/category-4.html">民生</a></h4>
<section class="pane"><b class="kico-flag">置顶</b><h3><a href="/post/9.html">九 <i>荐</i></a></h3>
<h5><a href="/author-3.html">彭城客</a>
<a class="kico-time" href="/date-2022-9-24.html"><dfn>发布</dfn>2022-09-24</a>
<a class="kico-view" href="javascript:;">38</a></h5></section></article>
<article class="log"><section class="pane"><h3><a href="/post/8.html">八</a></h3>
<h5><a class="kico-time" href="/date-2022-9-23.html"><dfn>发布</dfn>2022-09-23</a></h5></section></article>
</section><nav id="pagi"><b class="zit">1</b><a href="/page_2.html">2</a></nav></main>
<aside><a href="/post/5.html">五</a></aside>"""


@pytest.mark.parametrize(
    ("family", "html", "expected", "next_page"),
    [
        (
            "zblog-default",
            DEFAULT,
            (
                Post("9", f"{BASE}?id=9", "九", None, True, frozenset()),
                Post(
                    "8",
                    f"{BASE}?id=8",
                    "八",
                    "2023-02-16 09:31:07",
                    False,
                    frozenset((Address(Kind.AUTHOR, "1"), Address(Kind.CATEGORY, "3"))),
                ),
            ),
            f"{BASE}?page=2",
        ),
        (
            "zblog-zit",
            ZIT,
            (
                Post(
                    "9",
                    f"{BASE}post/9.html",
                    "九 荐",
                    "2022-09-24",
                    True,
                    frozenset(
                        (
                            Address(Kind.AUTHOR, "3"),
                            Address(Kind.CATEGORY, "4"),
                            Address(Kind.MONTH, "2022-9-24"),
                        )
                    ),
                ),
                Post(
                    "8",
                    f"{BASE}post/8.html",
                    "八",
                    "2022-09-23",
                    False,
                    frozenset((Address(Kind.MONTH, "2022-9-23"),)),
                ),
            ),
            f"{BASE}page_2.html",
        ),
    ],
)
def test_a_list_is_read_as_its_template_writes_it(
    family: str, html: str, expected: tuple[Post, ...], next_page: str
) -> None:
    site = Site.at(BASE, named(family))
    found = outline_of(parse(page(html, BASE), site.family.theme), BASE, site)
    assert (found.posts, found.next_page) == (expected, next_page)


@pytest.mark.parametrize("family", ["zblog-default", "zblog-zit"])
def test_a_list_without_items_shows_none(family: str) -> None:
    site = Site.at(BASE, named(family))
    served = page("<body class='multi search'><main><div id=divMain>没有找到</div></main>", BASE)
    assert outline_of(parse(served, site.family.theme), BASE, site).posts == ()
