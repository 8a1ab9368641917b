"""When the order of a list tells of the dates of what stands in it, and when it must not."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import more
from tests.walking import NOW, Walk, demo
from xzcrawl.dates import SHANGHAI, combine
from xzcrawl.frontier.infer_dates import DateEvidence, excluded_by
from xzcrawl.frontier.order import NEIGHBOURS, Orders
from xzcrawl.items import DateInterval, Reading, ReadingSource

DAY = timedelta(days=1)
ONE = timedelta(seconds=1)


def day(number: float) -> DateInterval:
    """The instant so many days before ``NOW``."""
    moment = NOW - number * DAY
    return DateInterval(moment, moment, "second", "")


def days(*numbers: float | None) -> dict[str, DateInterval]:
    """Articles ``0``, ``1``, … of these ages; those of None are of no known date."""
    return {str(at): day(number) for at, number in enumerate(numbers) if number is not None}


def shown(kind: str, *keys: str, orders: Orders | None = None) -> Orders:
    orders = orders or Orders()
    for newer, older in pairwise(keys):
        orders.learn(kind, newer, older)
    return orders


@pytest.mark.parametrize(
    ("ages", "told"),
    [
        pytest.param([1, 2, 3, 4], True, id="the newest first"),
        pytest.param([1, 1, 2, 2], True, id="published in one second"),
        pytest.param([1, None, None, 2], True, id="some are not known"),
        pytest.param([None, 5, None], True, id="one alone contradicts nothing"),
        pytest.param([3, 1, 4, 2], False, id="by views"),
        pytest.param([4, 3, 2, 1], False, id="the oldest first"),
        pytest.param([9, 1, 2, 3], False, id="pinned without a mark"),
        pytest.param([1, 2, 9, 3, 4], False, id="one that was updated lately"),
        pytest.param([3, None, None, 1], False, id="the known ones stand apart"),
    ],
)
def test_a_list_is_evidence_where_what_is_known_falls(ages: list[float | None], told: bool) -> None:
    known = days(*ages)
    orders = shown("category", *map(str, range(len(ages))))
    assert bool(orders.trusted(known.get).older) is told


def test_lists_of_a_kind_are_judged_together_and_others_are_not() -> None:
    known = days(3, 1, 5, 6)
    orders = shown("category", "0", "1")
    shown("category", "2", "3", orders=orders)
    shown("home", "1", "0", "2", "3", orders=orders)
    assert orders.trusted(known.get).older == {"1": "0", "0": "2", "2": "3"}


def test_links_to_the_articles_before_and_after_are_judged_too() -> None:
    """Some themes give the next of the category by id, or a random one."""
    known = days(1, 2, 3)
    orders = shown("home", "0", "1", "2")
    orders.learn_neighbours("1", older="0", newer="2")
    assert orders.trusted(known.get).older == {"0": "1", "1": "2"}
    assert list(orders.kinds) == [NEIGHBOURS, "home"]


def test_a_neighbour_s_own_word_comes_before_a_list_that_leaves_some_out() -> None:
    orders = shown("tag", "0", "2")
    orders.learn_neighbours("0", older="1", newer=None)
    assert orders.trusted(days(1, 2, 3).get).older == {"0": "1"}


@given(st.lists(st.integers(1, 40), min_size=2, max_size=12), st.data())
def test_what_a_trusted_order_bounds_is_never_refuted_by_what_is_known(
    ages: list[int], data: st.DataObject
) -> None:
    """Restated: a list is evidence only if each known article is at least as new as the next known one."""
    hidden = data.draw(st.sets(st.integers(0, len(ages) - 1)))
    known = days(*(None if at in hidden else age for at, age in enumerate(ages)))
    left = [age for at, age in enumerate(ages) if at not in hidden]
    orders = shown("tag", *map(str, range(len(ages))))
    assert bool(orders.trusted(known.get).older) is (left == sorted(left))


def observation(source: ReadingSource, age: float, text: str = "", wide: timedelta = timedelta(0)) -> Reading:
    latest = NOW - age * DAY
    return Reading(source, NOW, text, DateInterval(latest - wide, latest, "day", text))


def settled(*shown_: tuple[str, list[Reading]]) -> DateInterval | None:
    """What is inferred of ``open``, which a list shows between the articles ``a`` and ``b``."""
    date_evidence = DateEvidence()
    for key, readings in [("open", [observation("page", 2.9, "3天前", DAY)]), *shown_]:
        for reading in readings:
            date_evidence.learn(key, reading)
    for newer, older in (("a", "open"), ("open", "b")):
        date_evidence.learn_order("home", newer, older)
    return date_evidence.infer("open", {}, NOW)


def test_an_article_lies_between_those_that_a_list_shows_beside_it() -> None:
    found = settled(("a", [observation("feed", 3.2)]), ("b", [observation("feed", 3.5)]))
    assert found is not None
    assert (found.earliest, found.latest) == (NOW - 3.5 * DAY, NOW - 3.2 * DAY)


@pytest.mark.parametrize(
    "readings",
    [
        pytest.param([observation("body", 3.5)], id="its body quotes another publication"),
        pytest.param([observation("page", 3.5), observation("feed", 3.3)], id="its readings disagree"),
    ],
)
def test_an_article_whose_date_is_not_sure_dates_no_other(readings: list[Reading]) -> None:
    assert settled(("b", readings)) is None


def test_a_feed_that_is_not_in_the_order_of_its_dates_rules_nothing_out() -> None:
    span = (NOW - 90 * DAY, NOW)
    assert excluded_by(days(3, 1, 2), span, full=True) is None
    assert excluded_by(days(3, 1, 2), span, full=False) is None
    found = excluded_by(days(1, 2, 3), span, full=True)
    assert found is not None
    assert (found.earliest, found.latest) == (NOW - 3 * DAY + ONE, NOW)


@pytest.mark.parametrize("hour", [7, 20])
@pytest.mark.parametrize("seed", [1, more(3)])
def test_a_site_whose_lists_are_by_views_gives_no_false_date(seed: int, hour: int) -> None:
    now = datetime(2026, 11, 25, hour, 20, tzinfo=SHANGHAI)
    site = demo(now, articles=160, seed=seed, by_views=True, feed_filters=False)
    truth = {str(article.id): article.published for article in site.articles}
    walk = Walk(site, now=now, order=Random(seed)).run()
    said = {key: list(readings) for key, readings in walk.frontier.date_evidence.readings.items()}
    for key, reading in walk.inferred:
        said[key].append(reading)
    found = {key: published.interval for key, readings in said.items() if (published := combine(readings))}
    assert [key for key, one in found.items() if not one.earliest <= truth[key] <= one.latest] == []
    assert len(found) >= 159
