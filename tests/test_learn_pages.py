"""Later pages of lists and parts of articles, told apart at a small site whose addresses are alike."""

import re
from html import escape

import pytest

from tests.generic_pages import HTML
from tests.learning import learned
from tests.small_site import COLUMNS, PLACES, SUBJECTS, Small, looked_at
from tests.unknown_sites.jcms import Jcms
from tests.unknown_sites.truth import NOW, Response
from xzcrawl.errors import HostilePage
from xzcrawl.families.patterns import compiled, named_by
from xzcrawl.items import Page
from xzcrawl.learn import Sample
from xzcrawl.learn.list_patterns import patterns_of_lists
from xzcrawl.learn.lists import is_list
from xzcrawl.learn.pagers import Pager
from xzcrawl.learn.seen_pages import SeenPages
from xzcrawl.urls import Address, Kind


def test_later_pages_with_shorter_numbers_than_articles_are_no_articles() -> None:
    seen = looked_at(Small())
    assert seen.learned is not None
    site = seen.site
    assert site is not None
    assert seen.learned.declared["articles"][0] == "/{*}/{id:4}.html"
    assert site.classify("http://xz.example/gonggao/3.html") == Address(Kind.CATEGORY, "gonggao", 3)
    assert site.classify("http://xz.example/xinwen/1004.html") == Address(Kind.ARTICLE, "1004")


def test_articles_that_have_the_numbers_of_later_pages_are_not_told_from_them() -> None:
    assert looked_at(Small(first_id=2)).learned is None


def test_later_pages_are_none_of_the_names_that_articles_have() -> None:
    site = looked_at(
        Small(
            article="/{list}/{name}.html",
            later="/{list}/index_{page}.html",
            names=("ab", "gongye", "xuzhou", "chanye-jiju"),
        )
    ).site
    assert site is not None
    assert site.classify("http://xz.example/gonggao/index_3.html") == Address(Kind.CATEGORY, "gonggao", 3)


def test_the_usual_parts_of_articles_are_not_guessed_where_lists_have_such_pages() -> None:
    seen = looked_at(Small(later="/{list}/1_{page}.html"))
    assert seen.learned is not None
    assert seen.site is not None
    assert seen.learned.declared["articles"] == ["/{*}/{id}.html", "/{*}/{id}-{part}.html"]
    assert seen.site.classify("http://xz.example/gonggao/1_3.html") == Address(Kind.CATEGORY, "gonggao", 3)


class Fed(Small):
    """The same site with a feed of its newest articles at an address that its home page names."""

    def __init__(self, named: str, listed: int) -> None:
        super().__init__()
        rows = sorted(address for address in self.pages if len(address) > 14)[:listed]
        items = "".join(f"<item><title>讯</title><link>http://xz.example{row}</link></item>" for row in rows)
        home = self.pages["/"].replace("<html>", f"<html>{named}")
        self.pages = {**self.pages, "/": home, "/data/rss.xml": f"<rss><channel>{items}</channel></rss>"}


NAMED = '<link rel="alternate" type="application/rss+xml" href="/data/rss.xml">'


@pytest.mark.parametrize(
    ("named", "listed", "feed"),
    [
        (NAMED, 3, "/data/rss.xml"),
        ('<a href="/data/rss.xml">RSS订阅</a>', 3, "/data/rss.xml"),
        ('<a href="/xinwen/rss.html">RSS</a><a href="data/rss.xml">订阅</a>', 3, "/data/rss.xml"),
        ('<a href="/data/rss.xml?catid=3">RSS</a><a href="/data/rss.xml">RSS</a>', 3, "/data/rss.xml"),
        (NAMED, 2, None),
        ('<a href="http://rss.example/data/rss.xml">RSS</a>', 3, None),
        ("", 3, None),
    ],
)
def test_a_feed_that_lists_articles_is_declared(named: str, listed: int, feed: str | None) -> None:
    seen = looked_at(Fed(named, listed))
    assert seen.learned is not None
    assert seen.learned.declared.get("feed") == feed


def test_the_way_to_an_article_needs_no_marks_where_its_element_says_what_it_is() -> None:
    layout = (
        '<div class="top">工程 > 机械<nav class="{{}}"><a href="/">首页</a><a href="/xinwen/">要闻</a></nav>'
        '<h1 class="bt">{title}</h1><div class="info">{info} <a href="/dangjian/">党建工作</a></div></div>'
        '<div id="zw">{body}</div>'
    )
    for name, breadcrumbs in (("crumbs", ".crumbs a"), ("tools", None)):
        seen = looked_at(Small(layouts=(layout.replace("{{}}", name),)))
        assert seen.learned is not None
        assert seen.learned.declared.get("breadcrumbs") == breadcrumbs


@pytest.mark.parametrize("is_dated", [True, False])
def test_the_day_of_today_in_the_head_of_all_pages_is_none_of_an_article(is_dated: bool) -> None:
    head = f'<div class="head"><p>今天是：{NOW:%Y年%m月%d日}</p></div>'
    usual = f'{head}<h1 class="bt">{{title}}</h1><div class="info">{{info}}</div><div id="zw">{{body}}</div>'
    other = f'{head}<h1 class="bt">{{title}}</h1><p>徐州</p><div id="zw">{{body}}</div>'
    site = Small(layouts=(usual, usual, other))
    if not is_dated:  # in lists
        site.pages = {url: re.sub(r"<span>[\d-]+</span>", "", page) for url, page in site.pages.items()}
    seen = looked_at(site)
    assert seen.learned is not None
    assert seen.learned.declared["info"] == ".info"
    assert not any("今天" in (article.date_text or "") for _, article in seen.articles)


@pytest.mark.parametrize("is_dated", [True, False])
def test_the_day_of_today_is_that_of_articles_that_are_all_of_today(is_dated: bool) -> None:
    info = f"发布时间：{NOW:%Y-%m-%d} 来源：徐州日报"
    site = Small(info=info)
    site.pages = {
        url: re.sub(r"<span>[\d-]+</span>", f"<span>{NOW:%Y-%m-%d}</span>" if is_dated else "", page)
        for url, page in site.pages.items()
    }
    seen = looked_at(site)
    assert seen.learned is not None
    assert seen.learned.declared["info"] == ".info"
    assert {article.date_text for _, article in seen.articles} == {info}


def test_a_list_may_show_days_without_their_year() -> None:
    site = Small()
    site.pages = {
        address: re.sub(r"<span>\d{4}-", "<span>", page).replace("2026-", "2024-")
        for address, page in site.pages.items()
    }
    seen = looked_at(site)
    assert seen.agreement()[2:] == (14, 14)


@pytest.mark.parametrize(
    ("tag", "gap"), [("li", ""), ("li", '<hr class="dot">'), ("li", '<li class="line"></li>'), ("p", "\n")]
)
def test_a_list_may_be_shown_in_groups_of_some_rows(tag: str, gap: str) -> None:
    site, around = Small(), "ul" if tag == "li" else "div"

    def grouped(found: re.Match[str]) -> str:
        rows = found[1].split("</li>")[:-1]
        lists = ["".join(f"{row}</li>" for row in rows[at : at + 3]) for at in range(0, len(rows), 3)]
        html = gap.join(f'<ul class="list">{some}</ul>' for some in lists)
        return html.replace("<ul", f"<{around}").replace("</ul", f"</{around}") if tag != "li" else html

    site.pages = {
        address: re.sub('<ul class="list">(.*?)</ul>', grouped, page).replace("<li>", f"<{tag}>")
        for address, page in site.pages.items()
    }
    seen = looked_at(site)
    assert seen.learned is not None
    assert seen.learned.declared["items"] == f".list > {tag}"
    assert seen.learned.held["items"] == (7, 7)


def test_lists_may_have_words_for_names_beside_topics_with_numbers() -> None:
    addresses = (
        "channel/city",
        "channel/life",
        "channel/biz",
        "topic/9.html",
        "topic/12.html",
        "topic/21.html",
    )
    seen = SeenPages("http://xz.example/")
    seen.lists = [
        Sample.of(Page(f"{seen.base}{address}", 200, HTML, b"<body>", NOW, NOW), seen.base)
        for address in addresses
    ]
    seen.pagers = {sample.url: Pager() for sample in seen.lists}
    assert sorted(patterns_of_lists(seen)) == ["/channel/{list}", "/topic/{list}.html"]


@pytest.mark.parametrize("folders", [("xw/{}",) * 9, ("xw/{}",) * 5 + ("xw/zt/{}",) * 4])
def test_columns_that_lie_elsewhere_are_looked_at_too(folders: tuple[str, ...]) -> None:
    many = {
        folder.format(letter): f"园区动态{letter}"
        for folder, letter in zip(folders, "abcdefghi", strict=True)
    }
    site = Small(columns=many | {"tzgg": "通知公告", "gk/gsgg": "公示公告"})
    seen = looked_at(site)
    assert seen.learned is not None
    lists, articles = seen.learned.declared["lists"], seen.learned.declared["articles"]

    def kind_of(address: str) -> Kind | None:
        named = named_by(map(compiled, articles), map(compiled, lists), address)
        return named and named.kind

    for folder in site.columns:
        shown = re.findall(rf'href="(/{folder}/\d+\.html)">', site.pages[f"/{folder}/"])[:8]
        assert kind_of(f"/{folder}/") is Kind.CATEGORY
        assert {*map(kind_of, shown)} == {Kind.ARTICLE}


def test_one_list_with_addresses_of_its_own_makes_those_of_articles_no_wider() -> None:
    many = {f"xw/{letter}": f"园区动态{letter}" for letter in "abcdefghi"}
    learned = looked_at(Small(columns=many | {"tzgg": "通知公告"})).learned
    assert learned is not None
    articles = [compiled(pattern) for pattern in learned.declared["articles"]]
    found = {address: named_by(articles, (), f"/{address}/1052.html") for address in ("xw/a", "tzgg", "lxwm")}
    assert [address for address, named in found.items() if named] == ["xw/a", "tzgg"]


def test_folders_of_products_are_no_lists() -> None:
    many = {f"xw/{letter}": f"园区动态{letter}" for letter in "abcdefghi"}
    site = Small(columns=many)
    products = {f"/cp/c{number}/": f"标准厂房{number}期" for number in range(12)}
    menu = "".join(f'<a href="{address}">{name}</a>' for address, name in products.items())
    shown = {
        address: "".join(
            f'<li><a href="{address}{place}.html">徐州经开区{name}第{place}号楼整层出租</a></li>'
            for place in range(1001, 1009)
        )
        for address, name in products.items()
    }
    home = (
        site.pages["/"]
        .replace("</div>", f"{menu}</div>", 1)
        .replace("</body>", f"{''.join(shown.values())}</body>")
    )
    pages = {address: f"<html><body><ul>{rows}</ul></body></html>" for address, rows in shown.items()}
    site.pages = {**site.pages, **pages, "/": home}
    learned = looked_at(site).learned
    assert learned is not None
    assert all(
        pattern.startswith("/xw/") for name in ("articles", "lists") for pattern in learned.declared[name]
    )
    assert not [one for one in learned.missing if one.startswith("a list")]


def test_a_column_whose_list_does_not_come_is_told() -> None:
    many = {f"xw/{letter}": f"园区动态{letter}" for letter in "abcdefghi"}
    site = Small(columns=many | {"tzgg": "通知公告"})
    site.pages = {address: page for address, page in site.pages.items() if address != "/tzgg/"}
    learned = looked_at(site).learned
    assert learned is not None
    assert "a list in /tzgg/" in learned.missing


@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ("", False),
        ('<button class="more">加载更多</button><script src="/static/app.js"></script>', True),
        ('<a href="/xinwen/20260301.html">上一期</a>', True),
        ('<a href="/xinwen/20260301.html">往期工作简报目录</a>', False),
    ],
)
def test_a_list_that_goes_on_in_a_way_that_was_not_found_is_told(more: str, lacks: bool) -> None:
    site = Small()
    site.pages = {
        address: re.sub('<div class="pages">.*?</div>', more, page) for address, page in site.pages.items()
    }
    seen = looked_at(site)
    assert seen.learned is not None
    assert ("later pages" in seen.learned.missing) is lacks


@pytest.mark.parametrize(
    ("later", "said", "lists"),
    [
        ("/{list}/2026-03/1{page}/", "上一期", ["/{issue}/", "/{list}/"]),
        ("/paper/2026031{page}/{list}.html", "« 上一期", ["/paper/{issue}.html", "/{list}/"]),
        ("/{list}/2026-03/1{page}/", "往期回顾", ["/{issue}/", "/{list}/"]),
        ("/{list}/{page}/", "上一期", ["/{list}/"]),
        ("/{list}/2026-03/1{page}/", "目录", ["/{list}/"]),
    ],
)
def test_issues_that_link_the_one_before_are_lists(later: str, said: str, lists: list[str]) -> None:
    site = Small(later=later)
    for name in COLUMNS:
        addresses = [f"/{name}/", *(later.format(list=name, page=page) for page in (2, 3))]
        for address, before in zip(addresses, [*addresses[1:], ""], strict=True):
            link = f'<a href="{before}">{said}</a>' if before else ""
            page = re.sub('<div class="pages">.*?</div>', link, site.pages[address])
            site.pages = {**site.pages, address: page}
    seen = looked_at(site)
    assert seen.learned is not None
    assert sorted(seen.learned.declared["lists"]) == sorted(lists)


def test_a_list_may_have_thousands_of_groups() -> None:
    groups = "".join(
        f'<p><a href="/{n}.html">{PLACES[n % 10]}{SUBJECTS[0]}</a><a href="/{n}1.html">{SUBJECTS[1]}</a></p>'
        for n in range(3_000)
    )
    page = Page("http://xz.example/", 200, HTML, f"<body><div>{groups}</div>".encode(), NOW, NOW)
    assert is_list(Sample.of(page, "http://xz.example/"), lambda address: address, frozenset())


def test_a_page_whose_script_shows_what_would_take_minutes_to_read_is_refused() -> None:
    record = f"<datastore><recordset><record>{escape('<div>' * 30_000)}</record></recordset></datastore>"
    body = f"<html><body><script type='text/xml'>{record}</script></body></html>"
    with pytest.raises(HostilePage):
        Sample.of(Page("http://xz.example/", 200, HTML, body.encode(), NOW, NOW), "http://xz.example/")


def test_boxes_with_headings_of_their_own_are_several_lists() -> None:
    boxes = "".join(
        f'<div class="box"><h3>栏目{box}</h3>'
        + "".join(
            f'<p><a href="/xinwen/{100 * box + row}.html">{PLACES[row]}{SUBJECTS[box]}</a></p>'
            for row in range(4)
        )
        + "</div>"
        for box in range(3)
    )
    page = Page("http://xz.example/", 200, HTML, f"<body>{boxes}".encode(), NOW, NOW)
    sample = Sample.of(page, "http://xz.example/")
    assert not is_list(sample, lambda address: address if address.endswith(".html") else None, frozenset())


class Deaf(Jcms):
    """A site that answers for no numbers of records: where a list links no further ones, none come."""

    def respond(self, path: str, query: str) -> Response:
        return super().respond(path, "" if "startrecord=" in query else query)


@pytest.mark.parametrize(
    ("site", "lists", "missing"),
    [
        (Jcms, ["startrecord={first}&endrecord={last}&{**}&columnid={list}&{**}",
                "page={page}&{**}&columnid={list}&{**}"], False),
        (Deaf, ["page={page}&{**}&columnid={list}&{**}"], True),
    ],
)  # fmt: skip
def test_what_a_script_may_ask_for_is_declared_where_it_came_when_it_was_tried(
    site: type[Jcms], lists: list[str], missing: bool
) -> None:
    found = learned(site())[0].learned
    assert found is not None
    asked = [f"/module/web/jpage/dataproxy.jsp?{query}" for query in lists]
    assert found.declared["lists"] == [*asked, "/col/col{list}/index.html"]
    assert ("later pages" in found.missing) is missing


class Ambiguous(Jcms):
    """A site where another parameter has the name of the first list too, and its own has a strange one."""

    def respond(self, path: str, query: str) -> Response:
        asked = query.replace("&k=", "&columnid=").replace("appid=1201", "appid=1")
        status, headers, body = super().respond(path, asked)
        told = body.replace(b"columnid", b"k").replace(b"appid:'1'", b"appid:'1201'")
        return status, headers, told.replace(b"appid=1&", b"appid=1201&")


def test_a_pattern_that_takes_pages_of_one_list_for_those_of_another_is_none() -> None:
    seen, asked = learned(Ambiguous())
    assert any("&k=1201&" in url for url in asked)
    assert seen.learned is None
    assert "cannot be told from others by their addresses" in seen.not_learned
