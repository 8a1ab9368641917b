"""Which articles stand on which lists, in which order, and how the lists are paged."""

import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from xzcrawl.demo import DemoSite

MakeSite = Callable[..., DemoSite]
Read = Callable[[DemoSite, str], str]

_POST = re.compile(r"/index\.php/post/(\d+)\.html")


def _listed(page: str) -> list[int]:
    """The ids of a listing page in page order."""
    return [int(found) for found in re.findall(r'<h2><a href="/index\.php/post/(\d+)\.html"', page)]


def _pagebar(page: str) -> list[tuple[str, str]]:
    """The pagebar as (text, address) pairs; the current page has no address."""
    bar = page.split('<div class="pagebar">')[1].split("</div>")[0]
    return [(text, href) for href, text in re.findall(r'<(?:a href="([^"]*)"|span)[^>]*>([^<]+)<', bar)]


def test_home_shows_the_pinned_post_and_the_ten_newest(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    home = [truth for truth in site.articles if truth.visible == "home"]
    pinned = [truth.id for truth in home if truth.pinned]
    others = [truth.id for truth in home if not truth.pinned]
    assert len(pinned) == 1
    assert _listed(read(site, "/")) == pinned + others[:10]
    assert read(site, "/").count('<em class="istop">') == 1
    assert _listed(read(site, "/index.php/page_2.html")) == others[10:20]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        (1, "首页 1 2 3 4 5 6 7 8 9 10 下页 尾页"),
        (6, "首页 上页 1 2 3 4 5 6 7 8 9 10 下页 尾页"),
        (7, "首页 上页 2 3 4 5 6 7 8 9 10 11 下页 尾页"),
        (15, "首页 上页 10 11 12 13 14 15 16 17 18 19 下页 尾页"),
        (30, "首页 上页 21 22 23 24 25 26 27 28 29 30 尾页"),
    ],
)
def test_the_pagebar_is_a_window_of_ten(make_site: MakeSite, read: Read, page: int, texts: str) -> None:
    site = make_site(articles=300, hidden_each=0)
    bar = _pagebar(read(site, f"/index.php/page_{page}.html"))
    assert " ".join(text for text, _ in bar) == texts
    assert [text for text, href in bar if not href] == [str(page)]
    assert dict(bar)["尾页"] == "/index.php/page_30.html"
    assert dict(bar).get("下页") == (f"/index.php/page_{page + 1}.html" if page < 30 else None)


def test_the_steps_of_the_pagebar_carry_their_class(make_site: MakeSite, read: Read) -> None:
    page = read(make_site(), "/index.php/page_2.html")
    assert '<a href="/" class="m">首页</a>' in page
    assert '<span class="now-page">2</span>' in page


def test_a_listing_of_one_page_has_no_pagebar(make_site: MakeSite, read: Read) -> None:
    assert "pagebar" not in read(make_site(articles=9), "/")


def test_a_category_holds_its_childrens_articles_and_its_pinned_post(make_site: MakeSite, read: Read) -> None:
    site = make_site(pinned=3)
    pinned = [truth for truth in site.articles if truth.pinned]
    assert len(pinned) == 3
    for truth in pinned:
        top = {"厂房资讯": 4, "铜山厂房": 4, "经开区厂房": 4, "徐州产业信息": 2, "招商政策": 3, "企业动态": 7}
        assert truth.id in _listed(read(site, f"/index.php/category-{top[truth.category]}.html"))[:3]
    family = {"厂房资讯", "铜山厂房", "经开区厂房"}
    expected = [t.id for t in site.articles if t.category in family and t.visible == "home"]
    assert sorted(_pages(site, read, "category-4")) == sorted(expected)


def test_a_pinned_post_stands_on_top_where_its_scope_says(make_site: MakeSite, read: Read) -> None:
    site = make_site(pinned=0, hidden_each=0, pins=("global", "index", "categories", "category"))
    pinned = {truth.pinned: truth for truth in site.articles if truth.pinned}
    ids = {scope: truth.id for scope, truth in pinned.items()}
    assert set(_listed(read(site, "/"))) & set(ids.values()) == {ids["global"], ids["index"]}
    assert set(_listed(read(site, "/index.php/page_2.html"))) & set(ids.values()) == {ids["global"]}
    own = {"徐州产业信息": 2, "招商政策": 3, "厂房资讯": 4, "铜山厂房": 5, "经开区厂房": 6, "企业动态": 7}
    number = own[pinned["category"].category]
    expected = {ids["global"], ids["categories"], ids["category"]}
    assert set(_listed(read(site, f"/index.php/category-{number}.html"))) & set(ids.values()) == expected
    by_author = read(site, "/index.php/author-1.html")
    assert _listed(by_author)[0] == ids["global"]


def test_a_hidden_category_is_missing_from_home_and_nowhere_else(make_site: MakeSite, read: Read) -> None:
    site = make_site(categories_hidden_from_home=frozenset({2}), pinned=0, hidden_each=0)
    hidden = {truth.id for truth in site.articles if truth.category == "徐州产业信息"}
    assert set(_pages(site, read, "page")) == {truth.id for truth in site.articles} - hidden
    assert {truth.visible for truth in site.articles if truth.id in hidden} == {"category"}
    assert set(_listed(read(site, "/index.php/category-2.html"))) <= hidden
    assert hidden


def _pages(site: DemoSite, read: Read, name: str) -> list[int]:
    """The ids on all pages of a listing, up to its 404."""
    found: list[int] = []
    page = 1
    while site.respond(address := f"/index.php/{name}_{page}.html")[0] == 200:
        found += _listed(read(site, address))
        page += 1
    return found


def _sightings(site: DemoSite, read: Read) -> dict[int, set[str]]:
    """Every place of the whole site where each article is linked from, its own page left out."""
    seen: dict[int, set[str]] = defaultdict(set)
    for truth in site.articles:
        page = read(site, f"/index.php/post/{truth.id}.html")
        main, sidebar = page.split('<div class="sidebar')
        chain, _, related = main.split('<div class="pages">')[1].partition('<div class="relatecon">')
        for place, html in (("chain", chain), ("related", related), ("sidebar", sidebar)):
            for number in map(int, _POST.findall(html)):
                seen[number] |= {place} if number != truth.id else set()
    for kind in ("page", "category", "tags", "author", "date"):
        for number in _walk(site, read, kind):
            seen[number].add(kind)
    for number in map(int, _POST.findall(read(site, "/feed.php"))):
        seen[number].add("feed")
    return seen


def _walk(site: DemoSite, read: Read, kind: str) -> set[int]:
    """The articles on all listings of a kind that the home page links to."""
    keys = set(re.findall(rf"/index\.php/{kind}-([\d-]+)\.html", read(site, "/"))) if kind != "page" else {""}
    keys |= {"1", "2", "3"} if kind == "author" else set()
    return {number for key in keys for number in _pages(site, read, f"{kind}-{key}" if key else kind)}


def test_hidden_articles_are_reachable_only_as_promised(make_site: MakeSite, read: Read) -> None:
    site = make_site(articles=150, hidden_each=2)
    seen = _sightings(site, read)
    promised = {"chain": "chain", "related": "related", "sidebar": "sidebar", "tag": "tags", "feed": "feed"}
    hidden = [truth for truth in site.articles if truth.visible != "home"]
    assert sorted(truth.visible for truth in hidden) == sorted([*promised, *promised])
    for truth in hidden:
        assert (truth.id, seen[truth.id]) == (truth.id, {promised[truth.visible]})
    for truth in site.articles:
        if truth.visible == "home":
            assert seen[truth.id] >= {"page", "category", "author", "date", "chain"}


def test_previous_and_next_lead_through_all_articles_by_time(make_site: MakeSite, read: Read) -> None:
    site = make_site(articles=40)
    chain = [truth.id for truth in site.articles if truth.visible in ("home", "chain")]
    walked = [chain[0]]
    newest = read(site, f"/index.php/post/{chain[0]}.html")
    assert '<span class="single-next"><em>下一篇</em>没有了</span>' in newest
    page = newest
    while match := re.search(r'<a href="/index\.php/post/(\d+)\.html" class="single-prev">', page):
        walked.append(int(match[1]))
        page = read(site, f"/index.php/post/{walked[-1]}.html")
    assert walked == chain
    assert '<span class="single-prev">' in page
