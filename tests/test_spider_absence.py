"""When a page says that an article is gone, and when the site is only unwell."""

from datetime import UTC, datetime

import pytest

from tests.sites import tpure
from xzcrawl import extract
from xzcrawl.families import Site, described
from xzcrawl.families.zblog import classify
from xzcrawl.frontier import Visit
from xzcrawl.items import GoneKind, Miss, Page
from xzcrawl.spider.absence import gone_by_page, is_static, nowhere_url
from xzcrawl.spider.claims import Claims
from xzcrawl.spider.likeness import Said
from xzcrawl.urls import Address, Kind

BASE = "http://xz.example/"
SITE = tpure(BASE)
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ARTICLE = f"{BASE}index.php/post/7.html"
HOME = (
    "<body class='index'><div class='content'><div class='post item'>"
    "<h2><a href='/index.php/post/8.html'>新闻一则</a></h2></div></div></body>"
)
PAGES = [
    ("the home page elsewhere", BASE, HOME, "home"),
    ("a home page without articles", BASE, "<body class='index'><h1>徐州厂房网</h1></body>", "home"),
    ("an empty home page", BASE, "<body class='index'></body>", None),
    ("the home page at its address", ARTICLE, HOME, "error_page"),
    (
        "a list whose theme has bodies",
        ARTICLE,
        HOME.replace("<h2>", "<div class='single'></div><h2>"),
        "error_page",
    ),
    ("a notice above other articles", ARTICLE, HOME.replace("<h2>", "<p>系统繁忙</p><h2>"), "error_page"),
    ("an error page", ARTICLE, "<h1>抱歉,文章不存在</h1>", "error_page"),
    ("an error page in the frame", ARTICLE, "<body class='error404'><h1>没有找到</h1></body>", "error_page"),
    ("a static page", ARTICLE, "<body class='page'><div class='single'>留言</div></body>", None),
    ("an article without a body", ARTICLE, "<body class='article'><div class='post'></div></body>", None),
    ("a login", f"{BASE}zb_system/login.php", "<h1>登录</h1>", None),
    (
        "a page of another theme",
        ARTICLE,
        "<link href='/zb_users/theme/Zit/style.css'><article id=cont>正文</article>",
        None,
    ),
    ("nothing", ARTICLE, "", None),
    ("no markup", ARTICLE, "MySQL server has gone away", None),
    ("JSON", ARTICLE, '{"code": 404, "html": "<h1>抱歉</h1>"}', "error_page"),
    ("a page without text", ARTICLE, "<html><body><p> </p></body></html>", None),
    ("a shield", ARTICLE, "<html><body>请稍候<script>location.reload()</script></body></html>", None),
    (
        "an error page with a script",
        ARTICLE,
        "<html><body>文章不存在<a href='/'>首页</a><script>1</script></body></html>",
        "error_page",
    ),
    ("a body without a title", ARTICLE, "<body><div class='single'>正文</div></body>", None),
]


def page(url: str, html: str) -> Page:
    return Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), NOW, NOW)


def read(url: str, html: str) -> extract.Contents:
    return extract.read(page(url, html), SITE)


@pytest.mark.parametrize(("url", "html", "gone"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_page_that_is_no_article_tells_whether_it_is_gone(
    url: str, html: str, gone: GoneKind | None
) -> None:
    contents = read(url, html)
    assert contents.article is None
    assert gone_by_page(page(url, html), contents.outline, SITE) == gone


LANDINGS = [
    ("?id=2", "?id=2", True),
    ("?id=2", "index.php/2.html", True),
    ("?id=2", "index.php/about.html", True),
    ("?id=2", "index.php/9.html", False),
    ("index.php/post/7.html", "index.php/9.html", False),
    ("index.php/post/7.html", "index.php/notice.html", False),
]


@pytest.mark.parametrize(("asked", "landed", "static"), LANDINGS)
def test_an_article_that_is_led_to_a_static_page_is_not_one(asked: str, landed: str, static: bool) -> None:
    address = classify(BASE + asked, BASE)
    assert address is not None
    outline = read(BASE + landed, "<body class='page'><div class='single'>公告</div></body>").outline
    visit = Visit(Address(Kind.ARTICLE, address.key), BASE + asked)
    assert is_static(visit, BASE + landed, outline, SITE) is static


@pytest.mark.parametrize(
    ("asked", "landed", "is_list"),
    [
        ("post/2022-11.html", "post/2022-11.html", True),
        ("post/2022-11.html", "post/2022-12.html", False),
        ("2022-11.html", "date-2022-11.html", False),
        ("post/7.html", "post/7.html", False),
    ],
)
def test_a_date_that_is_the_name_of_a_list_is_no_article(asked: str, landed: str, is_list: bool) -> None:
    """It never was one; what was one and leads to a list now is not said to be none."""
    key = asked.removeprefix("post/").removesuffix(".html")
    outline = read(BASE + landed, "<body class='date'><div class='content'></div></body>").outline
    visit = Visit(Address(Kind.ARTICLE, key), BASE + asked)
    assert is_static(visit, BASE + landed, outline, SITE) is is_list


def test_a_page_with_title_and_body_is_an_article() -> None:
    html = "<body class='article'><div class='post'><h1>标题</h1><div class='single'>正文</div></div></body>"
    assert read(ARTICLE, html).article is not None


def claim(key: str, gone: GoneKind | None = "404", text: str = "没有找到") -> tuple[Visit, Miss, Said]:
    url = f"{BASE}index.php/post/{key}.html"
    miss = Miss(site=SITE.key, key=key, url=url, status=404, reason="HTTP 404", seen_at=NOW, gone=gone)
    return Visit(Address(Kind.ARTICLE, key), url), miss, said(gone, text)


def said(missing: GoneKind | None, text: str) -> Said:
    return Said.of(missing, f"<html><p>徐州厂房网</p><h1>{text}</h1></html>".encode())


def claims(*keys: str, most: int = 50) -> Claims:
    """What is claimed of archived articles by a site that says 没有找到 of what does not exist."""
    made = Claims(archived=dict.fromkeys(keys), most=most, nowhere=said("404", "没有找到"))
    made.frame = said(None, "首页")
    return made


def test_a_claim_is_held_and_no_other_failure_nor_what_is_known() -> None:
    made = claims("7", "8", "9")
    made.known = frozenset({"9"})
    held = [made.hold(*claim("7")), made.hold(*claim("8", None)), made.hold(*claim("9"))]
    assert held == [True, False, False]
    assert list(made.release(100)) == []
    assert [visit.address.key for visit in made.looks] == ["7"]
    assert made.waiting == {}


def test_the_best_address_is_looked_at_again_and_not_the_last() -> None:
    made = claims("7")
    best, miss, answer = claim("7")
    made.hold(best, miss, answer)
    made.hold(Visit(best.address, f"{BASE}?id=7"), miss, answer)
    assert list(made.release(100)) == []
    assert made.looks == [best]


def test_a_claim_is_refuted_by_the_article_under_any_of_its_keys() -> None:
    made = claims("7")
    made.hold(*claim("7"))
    made.refute("quanshan-plan", "7", None)
    assert not made.any_waiting


def test_the_probes_are_articles_of_the_home_page_that_nobody_says_are_gone() -> None:
    outline = read(BASE, HOME).outline
    made = claims("7", "8")
    made.hold(*claim("7"))
    assert [visit.address.key for visit in made.probes(outline)] == ["8"]
    made.hold(*claim("8"))
    assert made.probes(outline) == []


def test_what_an_unwell_site_claims_are_failures() -> None:
    made = claims("7", "8")
    made.hold(*claim("7"))
    made.confirmed.append(claim("8")[1])
    assert [(miss.key, miss.gone, miss.reason) for miss in made.discard()] == [
        ("7", None, "outage: HTTP 404"),
        ("8", None, "outage: HTTP 404"),
    ]
    assert (made.waiting, made.confirmed) == ({}, [])


def test_what_is_said_in_other_words_than_where_nothing_is_is_not_believed() -> None:
    made = claims("7", "8")
    made.hold(*claim("7"))
    made.hold(*claim("8", text="数据库连接失败"))
    made.hold(*claim("9", text="数据库连接失败"))  # which no archive has
    assert [(kind, miss.key, miss.gone) for kind, miss in made.release(100)] == [
        ("unlike_nowhere", "8", None),
        (None, "9", None),
    ]
    assert [visit.address.key for visit in made.looks] == ["7"]


def test_more_at_once_than_may_go_are_not_believed() -> None:
    made = claims(*"1234567", most=3)
    for key in "123":
        made.hold(*claim(key))
    assert list(made.release(100)) == []
    made.looks.clear()
    for key in "4567x":
        made.hold(*claim(key))
    assert [(kind, miss.key, miss.gone) for kind, miss in made.release(100)] == [
        ("gone_at_once", key, None) for key in "4567"
    ]
    assert [visit.address.key for visit in made.looks] == ["x"]


def test_where_much_else_failed_nothing_is_believed() -> None:
    made = claims("7")
    made.failed = {str(number) for number in range(11)} - {"7"}
    made.hold(*claim("7"))
    assert list(made.release(100)) == []
    made.looks.clear()
    made.failed |= {"11", "12"}
    made.hold(*claim("7"))
    assert [(kind, miss.gone) for kind, miss in made.release(10)] == [(None, None)]
    made.hold(*claim("7"))
    assert list(made.release(100)) == []


def test_of_addresses_that_never_gave_an_article_some_claims_are_kept() -> None:
    made = claims("7")
    held = [made.hold(*claim(str(number))) for number in range(100, 200)]
    assert (held.count(True), made.hold(*claim("7"))) == (50, True)


#: A list of the most read, other titles at each request.
HOT = "<a href='/post/7.html'>泉山区产业园三期开工</a><li><A HREF=/post/8.html><b>沛县</b>厂房出租</A>"
HOT_LATER = "<a href='/post/9.html'>铜山区新政十条</a><li><a href=/post/5.html>邳州仓库转让</a>"
LIKE = [
    (said("404", "没有找到页面"), said("404", "没有找到页面"), True),
    (said("404", "没有找到第7页"), said("404", "没有找到第 98765 页"), True),
    (said("404", "没有找到页面"), said("404", "数据库连接失败"), False),
    (said("404", "没有找到页面"), said("error_page", "没有找到页面"), False),
    (said("410", "已删除"), said("404", "没有找到页面"), True),
    (said("404", "没有找到页面"), said("410", "已删除"), False),
    (said("home", "首页"), said("home", "首页二"), True),
    (said("error_page", "首页"), said("error_page", "首页"), True),
    (said("error_page", f"系统繁忙，请稍后再试{HOT}"), said("home", "首页"), False),
    (said("error_page", f"系统繁忙，请稍后再试{HOT}"), said("error_page", f"没有找到页面{HOT}"), False),
    (said(None, "没有找到页面"), said(None, "没有找到页面"), False),
    (Said.of("404", b""), Said.of("404", b"<center>nginx</center>"), False),
    (Said.of("404", b""), Said.of("404", b""), True),
    (said("404", f"没有找到页面{HOT}"), said("404", f"没有找到页面{HOT_LATER}"), True),
    (said("404", f"没有找到页面{HOT}"), said("404", f"数据库连接失败{HOT}"), False),
    (said("404", "没有找到<a href=/>返回首页"), said("404", "没有找到<a href=/>去首页</a>"), False),
    (said("error_page", "<a href=/>请登录</a>"), said("error_page", "<a href=/>没有找到页面</a>"), False),
    (Said.of("404", b"<a href=/>404</a>"), Said.of("404", b"<a href=/>404</a>"), True),
]


@pytest.mark.parametrize(("one", "other", "like"), LIKE)
def test_two_answers_are_alike_by_what_they_say_beside_the_frame(one: Said, other: Said, like: bool) -> None:
    assert one.is_like(other, frame=said(None, "首页")) is like


@pytest.mark.parametrize(
    ("url", "nowhere"),
    [
        ("index.php/post/118.html", "index.php/post/118987654321.html"),
        ("?id=118", "?id=118987654321"),
        ("2026/07/118/", "2026/07/118987654321/"),
        ("post/%D4%C6.html", "post/%D4%C6987654321.html"),
        ("news/quanshan-plan", "news/quanshan-plan987654321"),
    ],
)
def test_an_address_that_does_not_exist_has_the_form_of_an_articles(url: str, nowhere: str) -> None:
    assert nowhere_url(BASE + url, SITE) == BASE + nowhere


@pytest.mark.parametrize(
    ("articles", "url", "nowhere"),
    [
        # PHPCMS, whose page of words for an unknown address is 200: the last number is that of a part
        (
            ["/show-{*}-{id}-{part}.html", "/show-{*}-{id}-1.html"],
            "show-12-303-1.html",
            "show-12-303987654321-1.html",
        ),
        (["/a/{id}.html", "/a/{id}_{part}.html"], "a/303.html", "a/303987654321.html"),
        (["/{id}/content_{*}.html"], "303/content_9.html", "303987654321/content_9.html"),
        (["/{*}/{key}.html"], "news/xuzhou.html", "news/xuzhou987654321.html"),
        (["/t{*}_{id}.html"], "t20260318_303.html", "t20260318_303987654321.html"),
    ],
)
def test_an_address_that_does_not_exist_is_no_part_of_an_article(
    articles: list[str], url: str, nowhere: str
) -> None:
    site = Site.at(
        BASE, described(articles=articles, lists=["/{list}/"], title="h1", body=".text", items="li")
    )
    assert nowhere_url(BASE + url, site) == BASE + nowhere
