"""Which articles a listing has, and when all of them are known."""

from collections.abc import Sequence, Set

import pytest

from xzcrawl.families.zblog import ZBLOG
from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.members import Members
from xzcrawl.items import ListingPage
from xzcrawl.urls import Address, Kind

PARENT, CHILD, TAG = Address(Kind.CATEGORY, "1"), Address(Kind.CATEGORY, "2"), Address(Kind.TAG, "招商")


def _none(_: Set[str]) -> Set[str]:
    """No article is deeper than others."""
    return set()


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


def test_a_listing_has_those_of_the_articles_that_are_in_it() -> None:
    found = members(a=frozenset({PARENT, TAG}), b=frozenset({PARENT, CHILD}), c=frozenset({CHILD}))
    assert found.within(PARENT, {"a", "b", "c"}) == {"a", "b"}
    assert found.within(CHILD, {"a", "c"}) == {"c"}
    assert found.within(Address(Kind.CATEGORY, "3"), {"a", "b", "c"}) == set()


def test_an_article_is_deeper_where_it_is_in_more_listings_of_a_kind() -> None:
    found = members(a=frozenset({PARENT, TAG}), b=frozenset({PARENT, CHILD}), c=frozenset({CHILD}))
    assert found.deeper({"a", "b", "c"}, Kind.CATEGORY) == {"b"}
    assert found.deeper({"a", "b", "c"}, Kind.TAG) == {"a"}
    assert found.deeper({"a", "c"}, Kind.CATEGORY) == set()
    assert found.deeper({"b"}, Kind.CATEGORY) == set()
    assert found.deeper(set(), Kind.CATEGORY) == set()


def test_an_article_that_moves_is_counted_as_it_is_now() -> None:
    found = members(a=frozenset({PARENT, CHILD}), b=frozenset({PARENT}))
    assert found.deeper({"a", "b"}, Kind.CATEGORY) == {"a"}
    found.correct("a", frozenset({Address(Kind.CATEGORY, "3")}))
    assert found.deeper({"a", "b"}, Kind.CATEGORY) == set()
    assert found.within(PARENT, {"a", "b"}) == {"b"}


@pytest.mark.parametrize(
    ("pages", "known", "deeper", "is_complete"),
    [
        pytest.param([["a", "b"], ["c"]], "abc", "", True, id="all are known"),
        pytest.param([["a", "b"], ["c"]], "ab", "", False, id="one is not"),
        pytest.param([["a", "b"], ["c"]], "abx", "x", False, id="it does not show its child's"),
        pytest.param([["a", "x"], ["c"]], "acx", "x", True, id="it shows its child's too"),
        pytest.param([["a"]], "", "", False, id="none is known"),
        pytest.param([[]], "", "", True, id="it has none"),
    ],
)
def test_a_listing_is_complete_when_its_own_articles_are_known(
    pages: Sequence[Sequence[str]], known: str, deeper: str, is_complete: bool
) -> None:
    assert parent(*pages).is_complete(set(known), set(deeper).intersection) is is_complete


def test_pinned_articles_do_not_count() -> None:
    assert not parent(["a", "b"], pinned=["p"]).is_complete({"a", "p"}, _none)


def test_a_listing_whose_last_page_was_not_seen_is_not_complete() -> None:
    state = ListingState(PARENT, "http://xz.example/", ZBLOG)
    state.saw(ListingPage("category", "1", 1, "", ("a",), (), 3, ""))
    assert not state.is_complete({"a", "b", "c"}, _none)
