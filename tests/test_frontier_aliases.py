"""Keys that are another article's with something added, and articles whose own key looks like one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from types import MappingProxyType

import pytest

from tests.walking import BASE, NOW, SITE, Walk
from xzcrawl.demo import Options
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.site import Answer
from xzcrawl.extract import Mention, Outline, Post
from xzcrawl.families.zblog import classify
from xzcrawl.frontier import HOME, Frontier, Known, KnownArticle, KnownArticles, Visit
from xzcrawl.frontier.aliases import CONFIRMED, TO_ONE, Aliases, form_of
from xzcrawl.frontier.mentions import AT_ONCE
from xzcrawl.items import DateInterval
from xzcrawl.runs import Extent

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
    links = tuple(Mention(key, url, title) for key, url, title in titled)
    shown = (posts, ()) if listed else ((), links)
    return Outline("", *shown, frozenset(), None, None, (), None, None, frozenset())  # type: ignore[call-arg]


@pytest.mark.parametrize("seed", range(400))
def test_no_article_is_lost_for_another_of_which_its_key_could_be_an_alias(seed: int) -> None:
    rng = Random(seed)
    titled = seed % 2 == 0
    articles, pages = made_up(rng, titled=titled)
    titles = {key: f"第{canonical(key, articles)}则" if titled else "" for keys in pages for key in keys}
    frontier = Frontier(SITE)
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
            for one in frontier.saw_listing(HOME._replace(page=number), shown)
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


@pytest.mark.slow
def test_one_article_that_is_called_like_an_alias_costs_little() -> None:
    site = LookAlike(Options(articles=300, seed=3), lambda: NOW, "session ids in paths")
    walk = Walk(site).run()
    assert len(set(walk.memory.articles)) == 300
    assert f"{site.articles[8].id}-sab127" in walk.memory.articles
    assert walk.spent <= 1.15 * 300 + 60 + 2 * AT_ONCE
    update = Walk(site, walk.memory.known(), "news", memory=walk.memory).run()
    assert update.spent <= 12


def test_an_article_whose_key_is_the_id_of_another_is_another() -> None:
    """shopping.html has the id 618; 618.html is an article of its own."""
    frontier = Frontier(SITE)
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
    frontier = Frontier(SITE)
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
    return Known(articles=KnownArticles(articles), aliases={f"{stem}-2": stem for stem in stems})


def test_what_only_seems_to_be_an_alias_tells_nothing_of_the_article() -> None:
    """Another article has the same title and a name of that form: what a list tells is of that one."""
    frontier = Frontier(SITE, known_aliases("1", "2", "3"))
    frontier.start()
    page = outline(["2-3", "1"], listed=True)
    dated = tuple(post._replace(date_text="2026-11-20") for post in page.posts)
    mentions = outline(["3-4"], listed=False).mentions
    shown = frontier.unaliased(replace(page, posts=dated, mentions=mentions, older="3-4", newer="1"))
    assert [(post.key, post.date_text) for post in shown.posts] == [("2", None), ("1", "2026-11-20")]
    assert (shown.older, shown.newer) == (None, "1")
    frontier.saw_listing(HOME, shown)
    assert frontier.date_evidence.orders.kinds.keys() == {"neighbours"}


@pytest.mark.parametrize("extent", ["whole", "news"])
def test_what_a_list_shows_twice_by_the_same_name_is_looked_at(extent: Extent) -> None:
    frontier = Frontier(SITE, known_aliases("1", "2", "3"), extent)
    asked, waiting = set[str](), frontier.start()
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
    frontier = Frontier(SITE, Known(articles=KnownArticles(articles)))
    frontier.start()
    frontier.saw_listing(HOME, outline(["2"], listed=True, titles={"2": "厂房出租"}))
    assert (frontier.is_listed("1"), frontier.is_listed("2")) == (False, True)
    frontier.saw_listing(HOME, outline(["3"], listed=True, titles={"3": "厂房出租"}))
    assert frontier.is_listed("1")
