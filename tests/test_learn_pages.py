"""Later pages of lists and parts of articles, told apart at a small site whose addresses are alike."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any

import pytest

from tests.generic_pages import HTML
from tests.learning import learned
from tests.unknown_sites.jcms import Jcms
from tests.unknown_sites.truth import BEIJING, NOW, Response
from xzcrawl.errors import HostilePage
from xzcrawl.items import Page
from xzcrawl.learn import Sample
from xzcrawl.learn.furniture import Furniture, furniture
from xzcrawl.learn.list_patterns import patterns_of_lists
from xzcrawl.learn.lists import is_list
from xzcrawl.learn.pagers import Pager
from xzcrawl.learn.seen_pages import SeenPages
from xzcrawl.survey.first_look import FirstLook
from xzcrawl.urls import Address, Kind

COLUMNS = {"xinwen": "工业要闻", "gonggao": "通知公告", "dangjian": "党建工作"}
PLACES = ("铜山区", "贾汪区", "沛县", "丰县", "睢宁县", "邳州市", "新沂市", "云龙区", "鼓楼区", "泉山区")
SUBJECTS = ("工程机械产量稳步增长", "召开安全生产工作会议", "新开工项目集中签约", "光伏企业扩大出口")


@dataclass
class Small:
    """A site of three lists of 20 articles, in pages of 8. ``article`` and ``later`` are their addresses.

    ``layouts`` are the title and the body of an article, by turns, ``info`` its line of particulars.
    """

    article: str = "/{list}/{id}.html"
    later: str = "/{list}/{page}.html"
    first_id: int = 1001
    names: tuple[str, ...] = ()
    layouts: tuple[str, ...] = (
        '<h1 class="bt">{title}</h1><div class="info">{info}</div><div id="zw">{body}</div>',
    )
    info: str = "发布时间：{day:%Y-%m-%d} 来源：徐州日报"
    base_url: str = "http://xz.example/"
    now: datetime = NOW
    pages: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.pages = dict(self._made())

    def _made(self) -> Any:
        menu = (
            '<div class="menu"><a href="/">首页</a>'
            + "".join(f'<a href="/{name}/">{said}</a>' for name, said in COLUMNS.items())
            + "</div>"
        )
        newest = []
        for place, (name, said) in enumerate(COLUMNS.items()):
            rows = []
            for number in range(20):
                title = f"{PLACES[number % 10]}{said}：{SUBJECTS[(number + place) % 4]}（{number}）"
                day = self.now - timedelta(days=number * 3 + place + 1)
                address = self.at(name, self.first_id + 60 - number * 3 - place)
                info = self.info.format(day=day)
                body = "".join(
                    f"<p>{title}，这是第{line}段，记者{number}日从{PLACES[(number + line) % 10]}获悉，"
                    f"{SUBJECTS[(number + line) % 4]}，企业生产经营情况良好，成效明显。</p>"
                    for line in range(1, 5)
                )
                layout = self.layouts[number % len(self.layouts)]
                shown = layout.format(title=title, info=info, body=body)
                yield address, f"<html><head><title>{title}</title></head><body>{menu}{shown}</body></html>"
                rows.append(f'<li><a href="{address}">{title}</a><span>{day:%Y-%m-%d}</span></li>')
            newest += rows[:3]
            addresses = [f"/{name}/", *(self.later.format(list=name, page=page) for page in (2, 3))]
            for page, address in enumerate(addresses):
                listed = "".join(rows[page * 8 : page * 8 + 8])
                pager = "".join(f'<a href="{other}">{n}</a>' for n, other in enumerate(addresses, 1))
                yield (
                    address,
                    (
                        f"<html><head><title>{said}</title></head><body>{menu}"
                        f'<ul class="list">{listed}</ul><div class="pages">{pager}</div></body></html>'
                    ),
                )
        yield "/", f"<html><body>{menu}<ul class=new>{''.join(newest)}</ul></body></html>"

    def at(self, name: str, number: int) -> str:
        named = self.names[number % len(self.names)] if self.names else ""
        return self.article.format(list=name, id=number, name=f"{named}-{chr(97 + number % 26)}{named[::-1]}")

    def respond(self, path: str, query: str) -> Response:
        shown = self.pages.get(path + (f"?{query}" if query else ""))
        if shown is None:
            return 404, {"Content-Type": "text/html"}, b""
        return 200, {"Content-Type": "text/html; charset=utf-8"}, f"<!DOCTYPE html>{shown}".encode()


CARD = '<div class="tj">延伸阅读：<a href="/xinwen/1003.html">沛县光伏企业扩大出口</a></div>'
ENDS = "<p>{info}讯。</p><p>（编辑：王芳）</p><p>本网讯息，欢迎转告亲友。</p>"


def looked_at(site: Small) -> FirstLook:
    seen, _ = learned(site, NOW.astimezone(BEIJING))  # type: ignore[arg-type]
    return seen


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
