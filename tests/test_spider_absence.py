"""When a page says that an article is gone, and when the site is only unwell."""

from datetime import UTC, datetime

import pytest

from xzcrawl import extract
from xzcrawl.frontier import Visit
from xzcrawl.items import GoneKind, Miss, Page
from xzcrawl.spider.absence import Claims, gone_by_page, is_static
from xzcrawl.urls import Address, Kind, classify

BASE = "http://xz.example/"
SITE = "xz.example"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ARTICLE = f"{BASE}index.php/post/7.html"
HOME = (
    "<body class='index'><div class='content'><div class='post item'>"
    "<h2><a href='/index.php/post/8.html'>新闻一则</a></h2></div></div></body>"
)
PAGES = [
    ("the home page elsewhere", BASE, HOME, "home"),
    ("an empty home page elsewhere", BASE, "<body class='index'></body>", "home"),
    ("the home page at its address", ARTICLE, HOME, "home"),
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
    ("a body without a title", ARTICLE, "<body><div class='single'>正文</div></body>", None),
]


def read(url: str, html: str) -> extract.Contents:
    page = Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), NOW, NOW)
    return extract.read(page, SITE, BASE)


@pytest.mark.parametrize(("url", "html", "gone"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_page_that_is_no_article_tells_whether_it_is_gone(
    url: str, html: str, gone: GoneKind | None
) -> None:
    contents = read(url, html)
    assert contents.article is None
    assert gone_by_page(classify(url, BASE), contents.outline) == gone


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
    assert is_static(visit, BASE + landed, outline, BASE) is static


def test_a_page_with_title_and_body_is_an_article() -> None:
    html = "<body class='article'><div class='post'><h1>标题</h1><div class='single'>正文</div></div></body>"
    assert read(ARTICLE, html).article is not None


def claim(key: str, gone: GoneKind | None = "404") -> tuple[Visit, Miss]:
    url = f"{BASE}index.php/post/{key}.html"
    miss = Miss(site=SITE, key=key, url=url, status=404, reason="HTTP 404", seen_at=NOW, gone=gone)
    return Visit(Address(Kind.ARTICLE, key), url), miss


def test_a_claim_is_held_and_no_other_failure_nor_what_is_known() -> None:
    claims = Claims(known=frozenset({"9"}))
    held = [claims.hold(*claim("7")), claims.hold(*claim("8", None)), claims.hold(*claim("9"))]
    assert held == [True, False, False]
    claims.release()
    assert [visit.address.key for visit in claims.looks] == ["7"]
    assert claims.held == {}


def test_the_best_address_is_looked_at_again_and_not_the_last() -> None:
    claims = Claims()
    best, miss = claim("7")
    claims.hold(best, miss)
    claims.hold(Visit(best.address, f"{BASE}?id=7"), miss)
    claims.release()
    assert claims.looks == [best]


def test_a_claim_is_refuted_by_the_article_under_any_of_its_keys() -> None:
    claims = Claims()
    claims.hold(*claim("7"))
    claims.settle("quanshan-plan", "7", None)
    assert not claims.wait


def test_the_probes_are_articles_of_the_home_page_that_nobody_says_are_gone() -> None:
    outline = read(BASE, HOME).outline
    claims = Claims()
    claims.hold(*claim("7"))
    assert [visit.address.key for visit in claims.probes(outline)] == ["8"]
    claims.hold(*claim("8"))
    assert claims.probes(outline) == []


def test_what_an_unwell_site_claims_are_failures() -> None:
    claims = Claims()
    claims.hold(*claim("7"))
    assert [(miss.key, miss.gone, miss.reason) for miss in claims.discard()] == [
        ("7", None, "outage: HTTP 404")
    ]
    assert claims.held == {}
