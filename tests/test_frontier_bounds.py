"""What a walk leaves out: listings that end, and articles that no list shows."""

import re
from collections.abc import Iterable
from datetime import timedelta
from random import Random

import pytest

from tests.making import more
from tests.moving import MovingSite
from tests.sites import tpure
from tests.walking import BASE, NOW, Memory, Walk, demo, ids
from xzcrawl.demo import Options, TypechoSite
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.site import Answer
from xzcrawl.families import TYPECHO_DEFAULT, Site
from xzcrawl.families.zblog import ZBLOG
from xzcrawl.frontier import HOME, Frontier, Known
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.full_walk import FullWalk
from xzcrawl.frontier.listings import ALIKE, BARREN, WINDOW, ListingState
from xzcrawl.frontier.mentions import AT_ONCE, Mentions
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.items import ListingPage
from xzcrawl.urls import Address, Kind


def page(number: int, posts: str, last: int = 50) -> ListingPage:
    return ListingPage("home", "", number, BASE, tuple(posts), (), last, f"{BASE}page_{last}.html", None)


def listing(*pages: ListingPage) -> ListingState:
    state = ListingState(HOME, BASE, ZBLOG)
    for each in pages:
        state.saw(each)
    return state


def test_a_listing_is_asked_for_the_further_ahead_the_more_it_has_shown() -> None:
    state = listing(page(1, "a"))
    state.requested.update(state.next_pages())
    assert state.requested == {1, 2, 3, 4}
    assert state.next_pages() == []
    state.saw(page(2, "b"))
    assert state.next_pages() == [5]
    state.missed(3, absent=False)
    assert state.next_pages() == [5, 6]
    for number in range(4, 30):
        state.saw(page(number, chr(500 + number)))
    assert state.next_pages() == list(range(30, 30 + WINDOW))


@pytest.mark.parametrize("order", [range(1, 13), range(12, 0, -1), [4, 1, 12, 3, 8, 5, 2, 7, 11, 6, 10, 9]])
def test_a_listing_ends_with_pages_that_show_nothing_new_in_whatever_order_they_come(
    order: Iterable[int],
) -> None:
    shown = {1: "abc", 2: "def", 3: "abc", 4: "af", 5: "d", **dict.fromkeys(range(6, 13), "cde")}
    state = listing(*(page(number, shown[number]) for number in order))
    assert (state.ended, state.unrequested(), state.unread) == (True, [50], 38)


@pytest.mark.parametrize("gap", [ALIKE, BARREN, 40])
def test_a_listing_with_a_gap_goes_on_where_its_last_page_shows_something_new(gap: int) -> None:
    state = listing(page(1, "abc"), page(2, "def"))
    for number in range(3, 3 + gap):
        state.missed(number, absent=True)
    assert (state.ended, state.unrequested()) == (True, [50])
    state.saw(page(50, "xy"))
    assert (state.ended, state.unrequested()) == (False, list(range(3 + gap, 50)))
    for number in range(3 + gap, 50):
        assert number in state.unrequested()
        state.missed(number, absent=True)
    assert not state.ended


def test_the_last_page_is_asked_once_whatever_it_says_is_the_last() -> None:
    state = listing(page(1, "abc"))
    for number in range(2, 2 + ALIKE):
        state.missed(number, absent=True)
    state.saw(page(50, "abc", last=51))
    assert (state.ended, state.unrequested()) == (True, [])


def test_a_listing_ends_soon_with_pages_that_are_alike() -> None:
    state = listing(page(1, "abc"), page(2, "def"), page(3, "def"), page(4, "def"))
    assert not state.ended
    state.saw(page(5, "def"))
    assert state.ended


def test_what_is_published_meanwhile_moves_articles_to_later_pages_and_ends_no_listing() -> None:
    """Ninety articles at once, after the ninth page."""
    before = [page(number, f"{number}") for number in range(1, 10)]
    after = [page(number + 9, f"{number}") for number in range(1, 10)]
    state = listing(*before, *after)
    assert state.unrequested() == [50]
    state.saw(page(50, "z"))
    assert (state.ended, state.unrequested()) == (False, list(range(19, 50)))


def test_a_listing_ends_with_pages_that_are_not_there_but_not_with_those_that_fail() -> None:
    state = listing(page(1, "abc"))
    for number in range(2, 2 + ALIKE):
        state.missed(number, absent=False)
    assert not state.ended
    for number in range(10, 10 + ALIKE):
        state.missed(number, absent=True)
    assert state.ended
    state.saw(page(11, "xyz"))  # at a second look it is there
    assert not state.ended


def test_a_home_listing_that_ended_proves_no_absence() -> None:
    site = HostileSite(Options(articles=40, seed=3), lambda: NOW, "a pager leads on for ever")
    memory = Walk(site).run().memory
    site.delete([truth.id for truth in site.articles if not truth.pinned][20])
    again = Walk(site, memory.known(), memory=memory).run()
    assert [url for url in again.missed if "post/" in url] == []
    assert [left.name for left in again.frontier.leftovers()] == ["listing_pages_left"]


@pytest.mark.parametrize("at_most", [5, 20, 45])
def test_a_walk_of_a_listing_without_end_can_be_resumed(at_most: int) -> None:
    site = HostileSite(Options(articles=40, seed=3), lambda: NOW, "a pager leads on for ever")
    first = Walk(site).run(at_most)
    second = Walk(site, first.memory.known(resumed=True), memory=first.memory).run()
    assert {str(truth.id) for truth in site.articles} <= set(second.memory.articles)


def test_an_ordinary_walk_leaves_nothing() -> None:
    walk = Walk(demo(articles=60, seed=3)).run()
    assert walk.frontier.leftovers() == []


def is_open(_key: str) -> bool:
    return True


def is_new(_key: str) -> bool:
    return False


def test_what_many_pages_mention_and_what_is_kin_comes_before_a_flood() -> None:
    mentions = Mentions(frozenset({"old"}))
    mentions.see("old", related=False)
    for number in range(1_000):
        mentions.see(f"flood {number}", related=False)
    mentions.see("often", related=False)
    mentions.page = 1
    mentions.see("often", related=False)
    mentions.see("related", related=True)
    mentions.see("once", related=False)
    taken = list(mentions.take(is_open, is_new, most=302))
    assert taken[:4] == ["related", "often", "flood 0", "once"]
    assert len(taken) == AT_ONCE
    mentions.drop(taken)
    assert list(mentions.take(is_open, is_new, most=302)) == []
    mentions.free = 302
    taken = list(mentions.take(is_open, is_new, most=302))
    assert len(taken) == 302 - AT_ONCE
    assert "old" not in taken
    mentions.show("flood 0")
    mentions.drop(taken)
    assert len(list(mentions.take(is_open, is_new, most=302))) == 1


def test_articles_that_come_again_and_again_under_other_keys_end_the_search_for_those_no_list_shows() -> None:
    mentions = Mentions(frozenset())
    for number in range(500):
        mentions.see(str(number), related=False)
    taken = []
    while found := list(mentions.take(is_open, is_new, most=300)):
        mentions.drop(found)
        mentions.free = AT_ONCE
        taken += found
        for key in found:
            mentions.arrived(key, is_new=key == "20")
    assert len(taken) == 2 * AT_ONCE
    assert len(mentions.left(is_open, is_new)) == 500 - 2 * AT_ONCE


@pytest.mark.parametrize("number", [40, more(300)])
def test_a_site_whose_keys_are_not_the_ids_of_the_cms_costs_no_more(number: int) -> None:
    site = MovingSite(number, 3, hidden_each=0)
    site.base_url, site.path_of = BASE, "/index.php/post/a{}.html".format
    walk = Walk(site, now=site.now()).run()
    assert len(walk.fetched) == number
    assert walk.spent <= 1.15 * number + 60
    due = [*walk.memory.articles][:30]
    update = Walk(site, walk.memory.known(*due), "news", memory=walk.memory, now=site.now()).run()
    assert update.spent - len(due) <= 12


def test_what_lists_have_shown_and_always_fails_waits_and_raises_no_bound() -> None:
    failed = frozenset(str(number) for number in range(500))
    known = Known(
        addresses={key: [f"{BASE}post/{key}.html"] for key in failed},
        listed=failed,
        tried=failed,
        unknown=sorted(failed),
    )
    frontier = Frontier(tpure(BASE), known)
    assert [visit.address.kind for visit in frontier.start()] == ["home"]
    assert frontier.most_requests == Frontier(tpure(BASE)).most_requests


def test_an_update_reads_no_further_than_news_behind_a_gap() -> None:
    site = HostileSite(Options(articles=94, seed=3), lambda: NOW, "lists have a gap")
    memory = Walk(site).run().memory
    for number in range(12):
        site.add(f"新闻{number}", ["正文。"], NOW - timedelta(minutes=number))
    last = str(min((one for one in site.articles if one.visible == "home"), key=lambda one: one.published).id)
    memory.articles.pop(last)
    memory.gone.discard(last)
    update = Walk(site, memory.known(), "news", memory=memory).run()
    assert len([url for url in update.listing_pages if "/page_" in url]) <= 6


@pytest.mark.slow
def test_keys_without_end_of_the_same_articles_do_not_make_runs_longer() -> None:
    """Each page writes new names of the articles, and each says that it is the article's own."""
    site = HostileSite(Options(articles=40, seed=3), lambda: NOW, "ids within names")
    memory, spent = Memory(), []
    for _ in range(5):
        spent.append(Walk(site, memory.known(), memory=memory).run().spent)
    assert {article.source_id for article in memory.articles.values()} >= set(ids(site))
    assert max(spent) <= 4 * (1.15 * 40 + 60), spent


def test_side_lists_that_begin_again_cost_few_requests_more() -> None:
    site = HostileSite(Options(articles=94, seed=3), lambda: NOW, "pagers go round")
    walk = Walk(site).run()
    assert {article.source_id for article in walk.memory.articles.values()} == set(ids(site))
    lists = {"home", *(str(number) for number in range(2, 8))}
    assert walk.spent <= 1.15 * 94 + 60 + 5 * len(lists)  # its last page, and pages that were under way


class Shuffled(HostileSite):
    """A site whose home list is in another order each time, and that has no other links."""

    def respond(self, path: str, query: str = "") -> Answer:
        if path == "/feed.php":
            return 404, {}, b""
        if query or (path != "/" and "page_" not in path):
            return 200, {}, re.sub(rb'<a [^>]*href="[^"]*"', b"<a", super().respond(path, query)[2])
        articles = Random(len(self.requests)).sample(self.articles, 10)
        posts = "".join(
            f'<div class="post item"><h2><a href="{one.url}">甲</a></h2></div>' for one in articles
        )
        bar = '<div class="pagebar"><a href="/index.php/page_10.html">尾页</a></div>'
        self.requests.append((path, 200))
        return 200, {}, f'<body class="index"><div class="content">{posts}{bar}</div></body>'.encode()


def test_articles_that_a_list_counts_and_does_not_show_are_told() -> None:
    walk = Walk(Shuffled(Options(articles=100, seed=3), lambda: NOW)).run()
    missing = 100 - len(walk.memory.articles)
    assert 10 < missing < 70
    assert [(one.name, one.count) for one in walk.frontier.leftovers()] == [("articles_unseen", missing)]


def test_articles_behind_a_gap_in_a_list_are_found() -> None:
    site = HostileSite(Options(articles=94, seed=3), lambda: NOW, "lists have a gap")
    walk = Walk(site).run()
    assert {article.source_id for article in walk.memory.articles.values()} == set(ids(site))
    assert len(walk.missed) < 40


def typecho(**options: object) -> Walk:
    """The whole walk of a site whose lists have five articles a page, and whose pages name no parent."""
    values = {"theme": "typecho-default", "permalinks": "plain", "hidden_each": 0, "pinned": 0} | options
    site = TypechoSite(Options(**values), lambda: NOW)  # type: ignore[arg-type]
    return Walk(site, crawled=Site.at(BASE, TYPECHO_DEFAULT)).run()


@pytest.mark.parametrize("size", [120, pytest.param(600, marks=pytest.mark.slow)])
def test_a_parent_category_is_not_read_whole_where_its_children_are_known(size: int) -> None:
    walk = typecho(articles=size)
    assert sorted(walk.fetched) == ids(walk.site)
    assert walk.spent <= 1.15 * size + 60


def test_a_parent_category_is_read_whole_where_it_has_more_than_its_children() -> None:
    walk = typecho(articles=120, categories_hidden_from_home=frozenset({2}))
    assert sorted(walk.fetched) == ids(walk.site)


@pytest.mark.parametrize(("newest", "is_read"), [("b0", True), ("p0", False)])
def test_an_article_in_two_categories_makes_neither_a_part_of_the_other(newest: str, is_read: bool) -> None:
    """The sum is right by accident: 15 of 25 are known, and the other category has ten more."""
    own, other = Address(Kind.CATEGORY, "园区"), Address(Kind.CATEGORY, "政策")
    shared = ["p0", *(f"b{number}" for number in range(10))]
    shared.sort(key=lambda key: key != newest)
    pages = {1: [f"p{number}" for number in range(10)], 3: [f"p{number}" for number in range(20, 25)]}
    walk = WalkState(Site.at(BASE, TYPECHO_DEFAULT), Known())
    for address, shown in ((own, pages), (other, {1: shared})):
        state = walk.state(address, BASE)
        for number, posts in shown.items():
            walk.members.show(address, posts)
            state.saw(
                ListingPage("category", address.key, number, BASE, tuple(posts), (), max(shown), BASE, None)
            )
    for key in (key for posts in pages.values() for key in posts):
        walk.members.join(key, frozenset({own}))
    for key in shared:
        walk.members.join(key, frozenset({other}))
        walk.members.categories[key] = other.key
    walk.listed.update(key for key, _ in walk.members.seen())
    left = FullWalk(walk, FeedPlan(walk.site, walk.date_evidence, walk.members.categories)).idle(NOW)
    assert any(visit.address == own._replace(page=2) for visit in left) == is_read
