"""Walks that read what is new and stop: nothing new is missed, and they cost what changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import more
from tests.walking import BASE, NOW, Memory, Walk, archived, demo
from xzcrawl.dates import DateInterval
from xzcrawl.demo import Category, DemoSite
from xzcrawl.demo.options import CATEGORIES
from xzcrawl.families.zblog import classify
from xzcrawl.frontier import KnownArticle
from xzcrawl.urls import Kind


def allowed(new: int) -> float:
    """Requests that an update may take beside those for articles that are due."""
    return 12 + 1.2 * new


def known_by_heart(site: DemoSite) -> Memory:
    """A site of which every article is archived, without the walk that would take minutes."""
    memory = Memory()
    for truth in site.articles:
        when = DateInterval(truth.published, truth.published, "second", "")
        memory.urls[str(truth.id)] = truth.url
        memory.articles[str(truth.id)] = KnownArticle(str(truth.id), when)
    return memory


def publish(site: DemoSite, count: int, categories: Sequence[int] = (2,)) -> list[str]:
    """New articles, a minute apart, over some categories; their keys."""
    added = [
        site.add(
            f"新消息之{n}", ["正文。"], NOW - timedelta(minutes=n), category=categories[n % len(categories)]
        )
        for n in range(count)
    ]
    return sorted(str(truth.id) for truth in added)


@pytest.fixture(scope="module")
def large() -> DemoSite:
    return demo(articles=10_000, seed=21)


@pytest.mark.parametrize("new", [0, more(1), 10, more(50)])
def test_ten_thousand_articles_cost_what_changed(large: DemoSite, new: int) -> None:
    memory = known_by_heart(large)
    added = publish(large, new)
    walk = Walk(large, memory.known(), "news").run()
    assert sorted(walk.fetched) == added
    assert walk.spent <= allowed(new)


MANY = (*CATEGORIES, *(Category(number, f"栏目{number}") for number in range(8, 31)))
HIDDEN = {
    "none": {"articles": 300, "seed": 22},
    "one": {"articles": 300, "seed": 23, "categories_hidden_from_home": frozenset({2})},
    "several": {"articles": 300, "seed": 24, "categories_hidden_from_home": frozenset({2, 3, 5})},
    "mixed": {"articles": 300, "seed": 25, "url_form": "mixed", "pinned": 5},
    "all but one": {"articles": 300, "seed": 26, "categories_hidden_from_home": frozenset({2, 3, 4, 5, 6})},
}


@pytest.mark.parametrize("new", [0, 1, more(2), more(5), 10, more(50)])
@pytest.mark.parametrize("options", HIDDEN.values(), ids=HIDDEN)
def test_what_is_new_is_found_on_every_listing(options: dict[str, object], new: int) -> None:
    site, memory = archived(**options)
    added = publish(site, new, [2, 3, 5])
    walk = Walk(site, memory.known(), "news").run()
    assert sorted(walk.fetched) == added
    assert walk.spent <= allowed(new)


@pytest.mark.slow
def test_of_more_categories_than_fit_each_has_its_turn() -> None:
    site, memory = archived(articles=400, seed=27, categories=MANY, hidden_each=0)
    added = publish(site, 40, [category.id for category in MANY])
    runs = [_update(site, memory) for _ in range(6)]
    assert sorted(key for run in runs for key in run.fetched) == added
    assert [run.spent <= allowed(len(run.fetched)) for run in runs] == [True] * 6
    read = {url for run in runs[1:] for url in run.listing_pages if _kind(url) is Kind.CATEGORY}
    assert len(read) == len(MANY)


@pytest.mark.slow
def test_authors_and_tags_are_read_in_turn() -> None:
    site, memory = archived(articles=200, seed=28)
    optional = [one.url for one in memory.listings.values() if one.address.kind in (Kind.AUTHOR, Kind.TAG)]
    runs = [_update(site, memory) for _ in optional]
    assert sorted(url for run in runs for url in run.requests if url in optional) == sorted(optional)
    assert max(run.spent for run in runs) <= 12


def _update(site: DemoSite, memory: Memory) -> Walk:
    return Walk(site, memory.known(), "news", memory).run()


def _kind(url: str) -> Kind | None:
    address = classify(url, BASE)
    return address.kind if address else None


@pytest.mark.parametrize("at_most", [at if at % 12 == 1 else more(at) for at in range(1, 75, 4)])
def test_whenever_it_is_broken_off_the_next_one_finds_the_rest(at_most: int) -> None:
    site, memory = archived(articles=200, seed=29, categories_hidden_from_home=frozenset({3}), related="off")
    added = publish(site, 50, [2, 3])
    first = Walk(site, memory.known(), "news", memory).run(at_most)
    second = _update(site, memory)
    assert sorted(first.fetched + second.fetched) == added


def test_pinned_and_deleted_posts_do_not_end_it_early() -> None:
    site, memory = archived(articles=200, seed=30, pinned=4)
    for truth in site.articles[2:9:3]:
        site.delete(truth.id)
    added = publish(site, 25)
    assert sorted(_update(site, memory).fetched) == added


class _Shifting(DemoSite):
    """A site on which something is published whenever a page of the home listing was read."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        answer = super().respond(path, query)
        if path == "/" or "page_" in path:
            publish(self, 1)
        return answer


def test_pages_that_shift_while_they_are_read_hide_nothing_and_end() -> None:
    calm, memory = archived(articles=200, seed=31)
    site = _Shifting(calm.options, calm.now)
    added = publish(site, 30)
    assert set(added) <= set(_update(site, memory).fetched)


def test_an_article_that_vanished_from_the_newest_is_looked_at() -> None:
    site, memory = archived(articles=200, seed=32)
    newest = [truth for truth in site.articles if truth.visible == "home" and not truth.pinned]
    site.delete(newest[3].id)
    walk = Walk(site, memory.known(), "news", memory).run()
    assert memory.gone == {str(newest[3].id)}
    assert (walk.fetched, len(walk.missed)) == ([], 1)


def test_what_is_due_is_paid_for_besides() -> None:
    site, memory = archived(articles=200, seed=33)
    added = publish(site, 5)
    due = [str(truth.id) for truth in site.articles[100:140]]
    walk = Walk(site, memory.known(*due), "news", memory).run()
    assert sorted(walk.fetched) == sorted(added + due)
    assert walk.spent <= allowed(5) + len(due)


def test_what_a_broken_run_may_have_left_unread_is_read_by_the_next() -> None:
    site = demo(articles=300, seed=29)
    memory = known_by_heart(site)
    added = publish(site, 25)
    first_page = sorted(added, key=lambda key: place(site, key))[:10]
    for key in first_page:
        memory.articles[key] = KnownArticle(key)
    settled = Walk(site, memory.known(), "news").run()
    assert f"{BASE}index.php/page_2.html" not in settled.requests
    unsettled = Walk(site, replace(memory.known(), recent=frozenset(first_page)), "news").run()
    assert sorted([*unsettled.fetched, *first_page]) == added
    assert f"{BASE}index.php/page_3.html" in unsettled.requests


def place(site: DemoSite, key: str) -> int:
    """The place of an article among all, the newest first."""
    return [str(truth.id) for truth in site.articles].index(key)
