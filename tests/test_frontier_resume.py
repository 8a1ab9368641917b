"""Whole walks that are broken off anywhere: the next one goes on, and fetches nothing twice."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.making import more
from tests.walking import BASE, NOW, Memory, Walk, archived, demo, ids
from xzcrawl.demo import DemoSite
from xzcrawl.families.zblog import classify
from xzcrawl.urls import Kind

SITES = [
    {"articles": 150, "seed": 41, "categories_hidden_from_home": frozenset({3, 5})},
    {"articles": 150, "seed": 42, "url_form": "mixed", "pinned": 3},
    {"articles": 150, "seed": 43, "related": "off", "tags": False},
]


def in_parts(site: DemoSite, memory: Memory, parts: list[int], seed: int) -> list[Walk]:
    """A walk that is broken off after so many pages each time, and at last is not."""
    walks = []
    for number, at_most in enumerate([*parts, None]):
        known = memory.known(resumed=number > 0)
        walks.append(Walk(site, known, memory=memory, order=Random(f"{seed} {number}")).run(at_most))
    return walks


@pytest.mark.parametrize("options", SITES, ids=str)
@pytest.mark.parametrize("seed", [0, 1, *map(more, range(2, 12))])
def test_a_walk_in_parts_finds_everything_and_fetches_nothing_twice(
    options: dict[str, Any], seed: int
) -> None:
    site = demo(**options)
    rng = Random(seed)
    parts = [rng.randint(1, 90) for _ in range(rng.randint(1, 4))]
    walks = in_parts(site, Memory(), parts, seed)
    assert sorted(key for walk in walks for key in walk.fetched) == ids(site)
    assert _twice(walks) == []


def _twice(walks: list[Walk]) -> list[str]:
    counts = Counter(url for walk in walks for url in walk.requests)
    return [url for url, count in counts.items() if count > 1 and url != BASE and "feed.php" not in url]


@pytest.mark.parametrize("at_most", [at if at % 12 == 3 else more(at) for at in range(3, 40, 4)])
def test_a_later_walk_in_parts_finds_what_was_published_with_an_old_date(at_most: int) -> None:
    site, memory = archived(articles=150, seed=44)
    added = [site.add("补发旧闻", ["补发。"], NOW - timedelta(days=days)) for days in (3, 90, 800)]
    deleted = [truth.id for truth in site.articles if truth.visible == "home" and not truth.pinned][40:45]
    for number in deleted:
        site.delete(number)
    walks = in_parts(site, memory, [at_most], at_most)
    assert sorted(key for walk in walks for key in walk.fetched) == sorted(str(t.id) for t in added)
    assert memory.gone == set(map(str, deleted))


@pytest.mark.parametrize("at_most", [12, more(20), more(28)])
def test_a_site_that_changed_in_between_is_read_anew(at_most: int) -> None:
    """What was deleted in the pages read has moved articles from pages not read into them."""
    site, memory = archived(articles=300, seed=45, related="off", hidden_each=0)
    back_dated = [truth.id for truth in site.articles if truth.visible == "home"][5:-5:3]
    for number in back_dated:  # not known to the archive, and linked by no page that is fetched
        del memory.articles[str(number)], memory.urls[str(number)]
    first = Walk(site, memory.known(), memory=memory).run(at_most)
    for truth in site.articles[3:100:5]:
        site.delete(truth.id)
    second = Walk(site, memory.known(resumed=True), memory=memory).run()
    left = {str(truth.id) for truth in site.articles}
    assert not second.frontier.resumed
    assert left <= set(memory.articles)
    assert {url for url in first.listing_pages if _is_home(url)} <= set(second.requests)


def _is_home(url: str) -> bool:
    address = classify(url, BASE)
    return address is not None and address.kind is Kind.HOME
