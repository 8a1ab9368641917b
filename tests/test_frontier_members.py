"""Which articles a listing has, and when all of them are known."""

from collections.abc import Sequence

import pytest

from xzcrawl.families.zblog import ZBLOG
from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.members import Members
from xzcrawl.items import ListingPage
from xzcrawl.urls import Address, Kind

PARENT, CHILD, TAG = Address(Kind.CATEGORY, "1"), Address(Kind.CATEGORY, "2"), Address(Kind.TAG, "招商")


def members(**listings: frozenset[Address]) -> Members:
    found = Members()
    for key, those in listings.items():
        found.join(key, those)
    return found


def parent(*pages: Sequence[str], pinned: Sequence[str] = ()) -> ListingState:
    """The parent category of which these pages were seen."""
    state = ListingState(PARENT, "http://xz.example/", ZBLOG)
    for number, posts in enumerate(pages, 1):
        page = ListingPage("category", "1", number, "", tuple(posts), tuple(pinned), len(pages), "")
        state.saw(page)
    return state


def test_the_articles_of_a_listing_come_with_the_number_of_their_listings_of_its_kind() -> None:
    found = members(a=frozenset({PARENT, TAG}), b=frozenset({PARENT, CHILD}), c=frozenset({CHILD}))
    assert found.depths(PARENT, {"a", "b", "c"}) == {"a": 1, "b": 2}
    assert found.depths(CHILD, {"c"}) == {"c": 1}


def test_an_article_that_moves_is_counted_as_it_is_now() -> None:
    found = members(a=frozenset({PARENT, CHILD}))
    assert found.depths(PARENT, {"a"}) == {"a": 2}
    found.correct("a", frozenset({Address(Kind.CATEGORY, "3")}))
    assert found.depths(PARENT, {"a"}) == {}


@pytest.mark.parametrize(
    ("pages", "known", "is_complete"),
    [
        pytest.param([["a", "b"], ["c"]], {"a": 1, "b": 1, "c": 1}, True, id="all are known"),
        pytest.param([["a", "b"], ["c"]], {"a": 1, "b": 1}, False, id="one is not"),
        pytest.param([["a", "b"], ["c"]], {"a": 1, "b": 1, "x": 2}, False, id="it does not show its child's"),
        pytest.param([["a", "x"], ["c"]], {"a": 1, "c": 1, "x": 2}, True, id="it shows its child's too"),
        pytest.param([["a", "b"]], {"a": 2, "b": 2}, True, id="all are its child's"),
        pytest.param([["a"]], {}, False, id="none is known"),
        pytest.param([[]], {}, True, id="it has none"),
    ],
)
def test_a_listing_is_complete_when_its_own_articles_are_known(
    pages: Sequence[Sequence[str]], known: dict[str, int], is_complete: bool
) -> None:
    assert parent(*pages).is_complete(known) is is_complete


def test_pinned_articles_do_not_count() -> None:
    assert not parent(["a", "b"], pinned=["p"]).is_complete({"a": 1, "p": 1})


def test_a_listing_whose_last_page_was_not_seen_is_not_complete() -> None:
    state = ListingState(PARENT, "http://xz.example/", ZBLOG)
    state.saw(ListingPage("category", "1", 1, "", ("a",), (), 3, ""))
    assert not state.is_complete({"a": 1, "b": 1, "c": 1})
