"""What a walk leaves out: listings that end, articles that no list shows, keys that are aliases."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from tests.moving import MovingSite
from tests.walking import BASE, NOW, Walk, demo
from xzcrawl.demo import Options
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.extract import Outline, Post
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.frontier.aliases import CONFIRMED, Aliases, form_of
from xzcrawl.frontier.listings import ALIKE, WINDOW, ListingState
from xzcrawl.frontier.mentions import Mentions
from xzcrawl.items import Link, ListingPage
from xzcrawl.urls import classify


def page(number: int, posts: str, last: int = 50) -> ListingPage:
    return ListingPage("home", "", number, BASE, tuple(posts), (), last, f"{BASE}page_{last}.html", None)


def listing(*pages: ListingPage) -> ListingState:
    state = ListingState(HOME, BASE)
    for each in pages:
        state.saw(each)
    return state


def test_a_listing_is_asked_for_a_window_ahead() -> None:
    state = listing(page(1, "abc"))
    state.asked.update(state.next_pages())
    assert state.asked == set(range(1, WINDOW + 2))
    assert state.next_pages() == []
    state.saw(page(2, "def"))
    assert state.next_pages() == [WINDOW + 2]
    state.missed(3, absent=False)
    assert state.next_pages() == [WINDOW + 2, WINDOW + 3]


@pytest.mark.parametrize("order", [range(1, 13), range(12, 0, -1), [4, 1, 12, 3, 8, 5, 2, 7, 11, 6, 10, 9]])
def test_a_listing_ends_with_pages_that_show_nothing_new_in_whatever_order_they_come(
    order: Iterable[int],
) -> None:
    shown = {1: "abc", 2: "def", 3: "abc", 4: "af", 5: "d", **dict.fromkeys(range(6, 13), "cde")}
    state = listing(*(page(number, shown[number]) for number in order))
    assert (state.ended, state.unasked(), state.unread) == (True, [], 38)


def test_a_listing_ends_soon_with_pages_that_are_alike() -> None:
    state = listing(page(1, "abc"), page(2, "def"), page(3, "def"), page(4, "def"))
    assert not state.ended
    state.saw(page(5, "def"))
    assert state.ended


def test_what_is_published_meanwhile_moves_articles_to_later_pages_and_ends_no_listing() -> None:
    """Ninety articles at once, after the ninth page."""
    before = [page(number, f"{number}") for number in range(1, 10)]
    after = [page(number + 9, f"{number}") for number in range(1, 10)]
    state = listing(*before, *after, page(19, "x"))
    assert not state.ended


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


def test_what_many_pages_mention_and_what_is_kin_comes_before_a_flood() -> None:
    mentions = Mentions(set("ab"), frozenset({"old"}))
    mentions.see("old", kin=False)
    for number in range(1_000):
        mentions.see(f"flood {number}", kin=False)
    mentions.see("often", kin=False)
    mentions.page = 1
    mentions.see("often", kin=False)
    mentions.see("kin", kin=True)
    mentions.see("once", kin=False)
    taken = list(mentions.take(lambda key: True))
    assert taken[:4] == ["kin", "often", "flood 0", "once"]
    assert len(taken) == 302
    assert "old" not in taken
    mentions.show("flood 0")
    mentions.drop(taken)
    assert len(list(mentions.take(lambda key: True))) == 2


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


def test_a_form_is_believed_after_some_visits_and_until_the_first_exception() -> None:
    aliases = Aliases()
    for number in range(CONFIRMED):
        assert aliases.stem("9-s0a1") is None
        aliases.learn(f"{number}-s{number}b{number}", str(number))
    assert aliases.stem("9-s0a1") == "9"
    assert aliases.stem("9-2") is None
    assert aliases.learn("7-s9c9", "7-s9c9")
    assert aliases.stem("9-s0a1") is None


def made_up(rng: Random) -> tuple[dict[str, str], list[list[str]]]:
    """A site: what its articles are called, and what each page of its lists links.

    Names of one kind are names of others with something added. Each article is in two lists or more, once
    without anything added.
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
    return {name: name for name in articles}, [*pages, plain[:8], plain[8:], articles]


def canonical(key: str, articles: dict[str, str]) -> str:
    return key if key in articles else key.rpartition("-")[0]


def outline(keys: list[str], *, listed: bool) -> Outline:
    """A page that lists articles, or links them."""
    urls = [f"{BASE}post/{key}.html" for key in keys]
    posts = tuple(Post(key, url, "", None, False, frozenset()) for key, url in zip(keys, urls, strict=True))
    links = tuple(Link(url, "") for url in urls)
    shown = (posts, ()) if listed else ((), links)
    return Outline("", *shown, frozenset(), None, None, (), None, None, frozenset())


@pytest.mark.parametrize("seed", range(400))
def test_no_article_is_lost_for_another_of_which_its_key_could_be_an_alias(seed: int) -> None:
    rng = Random(seed)
    articles, pages = made_up(rng)
    frontier = Frontier(BASE)
    frontier.start()
    came: set[str] = set()
    waiting: list[Visit] = []

    def visit(one: Visit) -> list[Visit]:
        address = classify(one.url, BASE)
        assert address is not None
        key = canonical(address.key, articles)
        came.add(key)
        shown = frontier.unaliased(outline(rng.choice(pages), listed=False))
        return frontier.saw_article(key, key, shown, one.address.key)

    for number, keys in enumerate(pages, 1):
        shown = frontier.unaliased(outline(keys, listed=True))
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
    found = frontier.saw_article("30-z1", "30", outline([], listed=False), "30-z1") + frontier.idle(NOW, 9)
    assert "9-x7" in {visit.address.key for visit in found}
