"""What a walk leaves out: listings that end, articles that no list shows, keys that are aliases."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from types import MappingProxyType

import pytest

from tests.moving import MovingSite
from tests.walking import BASE, NOW, Memory, Walk, demo, ids
from xzcrawl.demo import Options
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.site import Answer
from xzcrawl.extract import Outline, Post
from xzcrawl.frontier import HOME, Extent, Frontier, Known, KnownArticle, Visit
from xzcrawl.frontier.aliases import CONFIRMED, TO_ONE, Aliases, form_of
from xzcrawl.frontier.listings import ALIKE, BARREN, WINDOW, ListingState
from xzcrawl.frontier.mentions import AT_ONCE, Mentions
from xzcrawl.items import DateInterval, Link, ListingPage
from xzcrawl.urls import classify


def page(number: int, posts: str, last: int = 50) -> ListingPage:
    return ListingPage("home", "", number, BASE, tuple(posts), (), last, f"{BASE}page_{last}.html", None)


def listing(*pages: ListingPage) -> ListingState:
    state = ListingState(HOME, BASE)
    for each in pages:
        state.saw(each)
    return state


def test_a_listing_is_asked_for_the_further_ahead_the_more_it_has_shown() -> None:
    state = listing(page(1, "a"))
    state.asked.update(state.next_pages())
    assert state.asked == {1, 2, 3, 4}
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
    assert (state.ended, state.unasked(), state.unread) == (True, [50], 38)


@pytest.mark.parametrize("gap", [ALIKE, BARREN, 40])
def test_a_listing_with_a_gap_goes_on_where_its_last_page_shows_something_new(gap: int) -> None:
    state = listing(page(1, "abc"), page(2, "def"))
    for number in range(3, 3 + gap):
        state.missed(number, absent=True)
    assert (state.ended, state.unasked()) == (True, [50])
    state.saw(page(50, "xy"))
    assert (state.ended, state.unasked()) == (False, list(range(3 + gap, 50)))
    for number in range(3 + gap, 50):
        assert number in state.unasked()
        state.missed(number, absent=True)
    assert not state.ended


def test_the_last_page_is_asked_once_whatever_it_says_is_the_last() -> None:
    state = listing(page(1, "abc"))
    for number in range(2, 2 + ALIKE):
        state.missed(number, absent=True)
    state.saw(page(50, "abc", last=51))
    assert (state.ended, state.unasked()) == (True, [])


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
    assert state.unasked() == [50]
    state.saw(page(50, "z"))
    assert (state.ended, state.unasked()) == (False, list(range(19, 50)))


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
    assert [left.name for left in again.frontier.left()] == ["listing_pages_left"]


@pytest.mark.parametrize("at_most", [5, 20, 45])
def test_a_walk_of_a_listing_without_end_can_be_resumed(at_most: int) -> None:
    site = HostileSite(Options(articles=40, seed=3), lambda: NOW, "a pager leads on for ever")
    first = Walk(site).run(at_most)
    second = Walk(site, first.memory.known(resumed=True), memory=first.memory).run()
    assert {str(truth.id) for truth in site.articles} <= set(second.memory.articles)


def test_an_ordinary_walk_leaves_nothing() -> None:
    walk = Walk(demo(articles=60, seed=3)).run()
    assert walk.frontier.left() == []


def is_open(_key: str) -> bool:
    return True


def is_new(_key: str) -> bool:
    return False


def test_what_many_pages_mention_and_what_is_kin_comes_before_a_flood() -> None:
    mentions = Mentions(frozenset({"old"}))
    mentions.see("old", kin=False)
    for number in range(1_000):
        mentions.see(f"flood {number}", kin=False)
    mentions.see("often", kin=False)
    mentions.page = 1
    mentions.see("often", kin=False)
    mentions.see("kin", kin=True)
    mentions.see("once", kin=False)
    taken = list(mentions.take(is_open, is_new, most=302))
    assert taken[:4] == ["kin", "often", "flood 0", "once"]
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
        mentions.see(str(number), kin=False)
    taken = []
    while found := list(mentions.take(is_open, is_new, most=300)):
        mentions.drop(found)
        mentions.free = AT_ONCE
        taken += found
        for key in found:
            mentions.came(key, is_new=key == "20")
    assert len(taken) == 2 * AT_ONCE
    assert len(mentions.left(is_open, is_new)) == 500 - 2 * AT_ONCE


ALIASES = [
    ("12-s1f3a", "12"),
    ("s1f3a-12", "12"),
    ("12.html;jsessionid=9AF", "12"),
    ("新闻_a1", "新闻"),
]


@pytest.mark.parametrize(("key", "canonical"), ALIASES)
def test_a_form_gives_the_key_that_it_is_made_of(key: str, canonical: str) -> None:
    form = form_of(key, canonical)
    assert form is not None
    assert (form.stem(key), form.stem(canonical)) == (canonical, None)


@pytest.mark.parametrize(("key", "canonical"), [("12", "12"), ("123", "12"), ("12-a", "news"), ("12-", "12")])
def test_a_key_that_is_not_made_of_another_has_no_form(key: str, canonical: str) -> None:
    assert form_of(key, canonical) is None


def test_a_form_is_believed_after_some_visits_and_while_it_has_few_exceptions() -> None:
    aliases = Aliases()
    for number in range(CONFIRMED):
        assert aliases.stem("9-s0a1") is None
        aliases.learn(f"{number}-s{number}b{number}", str(number))
    assert aliases.stem("9-s0a1") == "9"
    assert aliases.stem("9-2") is None
    aliases.taken["8-s0a1"] = "/post/8-s0a1.html"
    assert aliases.learn("7-s9c9", "7-s9c9") == {"8-s0a1": "/post/8-s0a1.html"}
    assert aliases.stem("9-s0a1") is None
    for number in range(10, 10 + TO_ONE - CONFIRMED):
        assert aliases.stem("9-s0a1") is None
        aliases.learn(f"{number}-s0b{number - 10}", str(number))
    assert (aliases.stem("9-s0a1"), aliases.stem("7-s9c9")) == ("9", None)


def made_up(rng: Random, *, titled: bool) -> tuple[dict[str, str], list[list[str]]]:
    """A site: what its articles are called, and what each page of its lists links.

    Names of one kind are names of others with something added. Each article is in a list without anything
    added, and in another one where pages have no titles.
    """
    stems = [str(number) for number in rng.sample(range(1, 99), 12)]
    added = [f"{stem}-{rng.choice(['2', '77', 'house', 'a1b2c', 's3'])}" for stem in rng.sample(stems, 5)]
    articles = [*stems, *added]
    pages = []
    for _ in range(rng.randint(3, 8)):
        token = "".join(rng.choices("0123456789abcdef", k=rng.choice([2, 5])))
        shown = rng.sample(articles, rng.randint(4, len(articles)))
        pages.append([f"{name}-{token}" if rng.random() < 0.8 else name for name in shown])
    plain = rng.sample(articles, len(articles))
    return {name: name for name in articles}, [*pages, plain[:8], plain[8:], *([] if titled else [articles])]


def canonical(key: str, articles: dict[str, str]) -> str:
    return key if key in articles else key.rpartition("-")[0]


def outline(keys: list[str], *, listed: bool, titles: Mapping[str, str] = MappingProxyType({})) -> Outline:
    """A page that lists articles, or links them, by the titles that some have."""
    urls = [f"{BASE}post/{key}.html" for key in keys]
    titled = [(key, url, titles.get(key, "")) for key, url in zip(keys, urls, strict=True)]
    posts = tuple(Post(key, url, title, None, False, frozenset()) for key, url, title in titled)
    links = tuple(Link(url, title) for _, url, title in titled)
    shown = (posts, ()) if listed else ((), links)
    return Outline("", *shown, frozenset(), None, None, (), None, None, frozenset())


@pytest.mark.parametrize("seed", range(400))
def test_no_article_is_lost_for_another_of_which_its_key_could_be_an_alias(seed: int) -> None:
    rng = Random(seed)
    titled = seed % 2 == 0
    articles, pages = made_up(rng, titled=titled)
    titles = {key: f"第{canonical(key, articles)}则" if titled else "" for keys in pages for key in keys}
    frontier = Frontier(BASE)
    frontier.start()
    came: set[str] = set()
    waiting: list[Visit] = []

    def visit(one: Visit) -> list[Visit]:
        address = classify(one.url, BASE)
        assert address is not None
        key = canonical(address.key, articles)
        came.add(key)
        shown = frontier.unaliased(outline(rng.choice(pages), listed=False, titles=titles))
        return frontier.saw_article(key, key, shown, one.address.key)

    for number, keys in enumerate(pages, 1):
        shown = frontier.unaliased(outline(keys, listed=True, titles=titles))
        waiting += [
            one
            for one in frontier.saw_listing(replace(HOME, page=number), shown)
            if one.address.kind == "article"
        ]
        for _ in range(rng.randint(0, len(waiting))):
            waiting += visit(waiting.pop(rng.randrange(len(waiting))))
    while waiting := waiting or [one for one in frontier.idle(NOW, 1) if one.address.kind == "article"]:
        waiting += visit(waiting.pop())
    assert came == set(articles)


class LookAlike(HostileSite):
    """A site with the ids of sessions in its links, of which one article has a name of such a kind."""

    def respond(self, path: str, query: str = "") -> Answer:
        real, other = (f"/index.php/post/{self.articles[place].id}" for place in (7, 8))
        asked = f"{real}.html" if path == f"{other}-sab127.html" else path
        status, headers, body = super().respond(asked, query)
        if asked != path:
            body = body.replace(f"{real}.html".encode(), path.encode())
        linked = f"{real}(-s[0-9a-f]+)?(?=[.]html)".encode()
        return status, headers, re.sub(linked, f"{other}-sab127".encode(), body)


def test_one_article_that_is_called_like_an_alias_costs_little() -> None:
    site = LookAlike(Options(articles=300, seed=3), lambda: NOW, "session ids in paths")
    walk = Walk(site).run()
    assert len(set(walk.memory.articles)) == 300
    assert f"{site.articles[8].id}-sab127" in walk.memory.articles
    assert walk.spent <= 1.15 * 300 + 60 + 2 * AT_ONCE
    update = Walk(site, walk.memory.known(), "news", memory=walk.memory).run()
    assert update.spent <= 12


@pytest.mark.parametrize("number", [40, 300])
def test_a_site_whose_keys_are_not_the_ids_of_the_cms_costs_no_more(number: int) -> None:
    site = MovingSite(number, 3, hidden_each=0)
    site.base_url, site.path_of = BASE, "/index.php/post/a{}.html".format
    walk = Walk(site, now=site.now()).run()
    assert len(walk.fetched) == number
    assert walk.spent <= 1.15 * number + 60
    due = [*walk.memory.articles][:30]
    update = Walk(site, walk.memory.known(*due), "news", memory=walk.memory, now=site.now()).run()
    assert update.spent - len(due) <= 12


def test_an_article_whose_key_is_the_id_of_another_is_another() -> None:
    """shopping.html has the id 618; 618.html is an article of its own."""
    frontier = Frontier(BASE)
    frontier.start()
    frontier.saw_article("shopping", "618", outline([], listed=False), "shopping")
    asked = {visit.address.key for visit in frontier.saw_listing(HOME, outline(["618", "7"], listed=True))}
    assert {"618", "7"} <= asked
    assert (frontier.has_come("618"), frontier.has_come("shopping"), frontier.count_come()) == (
        False,
        True,
        1,
    )


def test_what_was_taken_for_an_alias_is_looked_at_once_the_form_is_refuted() -> None:
    """One list alone shows 9-x7, which was taken for another address of 9."""
    frontier = Frontier(BASE)
    frontier.start()
    for key in ("1", "2", "3"):
        frontier.saw_article(key, key, outline([], listed=False), f"{key}-s{key}")
    frontier.saw_article("9", "9", outline([], listed=False), "9")
    shown = frontier.unaliased(outline(["9-x7"], listed=True))
    assert [post.key for post in shown.posts] == ["9"]
    frontier.saw_listing(HOME, shown)
    found = frontier.saw_article("30-z1", "30", outline([], listed=False), "30-z1")
    while more := frontier.idle(NOW, 9):
        found += more
    assert "9-x7" in {visit.address.key for visit in found}


def known_aliases(*stems: str) -> Known:
    """Articles that were archived and have shown the form ``-DIGIT``."""
    published = DateInterval(NOW, NOW, "second", "")
    articles = {key: KnownArticle(stem, published) for stem in stems for key in (stem, f"{stem}-2")}
    return Known(articles=articles, aliases={f"{stem}-2": stem for stem in stems})


def test_what_only_seems_to_be_an_alias_tells_nothing_of_the_article() -> None:
    """Another article has the same title and a name of that form: what a list tells is of that one."""
    frontier = Frontier(BASE, known_aliases("1", "2", "3"))
    frontier.start()
    page = outline(["2-3", "1"], listed=True)
    dated = tuple(replace(post, date_text="2026-11-20") for post in page.posts)
    mentions = outline(["3-4"], listed=False).mentions
    shown = frontier.unaliased(replace(page, posts=dated, mentions=mentions, older="3-4", newer="1"))
    assert [(post.key, post.date_text) for post in shown.posts] == [("2", None), ("1", "2026-11-20")]
    assert (shown.older, shown.newer) == (None, "1")
    frontier.saw_listing(HOME, shown)
    assert frontier.settlement.orders.kinds.keys() == {"neighbours"}


@pytest.mark.parametrize("extent", ["whole", "news"])
def test_what_a_list_shows_twice_by_the_same_name_is_looked_at(extent: Extent) -> None:
    frontier = Frontier(BASE, known_aliases("1", "2", "3"), extent)
    asked, waiting = set(), frontier.start()
    page = replace(outline(["2-3", "1"], listed=True, titles={"2-3": "厂房出租"}), pager=None)
    while waiting := waiting or frontier.idle(NOW, len(asked)):
        visit = waiting.pop(0)
        asked.add(visit.address.key)
        if visit.address == HOME:
            shown = frontier.unaliased(page)
            waiting += frontier.listed_again(shown) if visit.again else frontier.saw_listing(HOME, shown)
    assert "2-3" in asked


def test_an_article_is_not_listed_for_the_title_of_another_that_is_archived() -> None:
    articles = {key: KnownArticle(key, shown=True, listed_title="厂房出租") for key in ("1", "2")}
    frontier = Frontier(BASE, Known(articles=articles))
    frontier.start()
    frontier.saw_listing(HOME, outline(["2"], listed=True, titles={"2": "厂房出租"}))
    assert (frontier.is_listed("1"), frontier.is_listed("2")) == (False, True)
    frontier.saw_listing(HOME, outline(["3"], listed=True, titles={"3": "厂房出租"}))
    assert frontier.is_listed("1")


def test_what_lists_have_shown_and_always_fails_waits_and_raises_no_bound() -> None:
    failed = frozenset(str(number) for number in range(500))
    known = Known(
        addresses={key: [f"{BASE}post/{key}.html"] for key in failed},
        listed=failed,
        tried=failed,
        unknown=sorted(failed),
    )
    frontier = Frontier(BASE, known)
    assert [visit.address.kind for visit in frontier.start()] == ["home"]
    assert frontier.most_requests == Frontier(BASE).most_requests


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
    assert [(one.name, one.count) for one in walk.frontier.left()] == [("articles_unseen", missing)]


def test_articles_behind_a_gap_in_a_list_are_found() -> None:
    site = HostileSite(Options(articles=94, seed=3), lambda: NOW, "lists have a gap")
    walk = Walk(site).run()
    assert {article.source_id for article in walk.memory.articles.values()} == set(ids(site))
    assert len(walk.missed) < 40
