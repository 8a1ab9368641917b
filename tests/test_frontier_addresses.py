"""Which of an article's addresses is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.frontier.addresses import MOST, Addresses, in_order
from xzcrawl.items import KnownAddress

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_addresses_are_asked_in_the_order_of_what_speaks_for_them() -> None:
    ordered = (
        KnownAddress("listed lately", "list", listed_at=NOW),
        KnownAddress("listed before", "feed", listed_at=NOW - DAY, tried_at=NOW, answered_at=NOW),
        KnownAddress("canonical that answered", "canonical", None, NOW, NOW),
        KnownAddress("link that answered", "link", None, NOW, NOW),
        KnownAddress("canonical never asked", "canonical"),
        KnownAddress("link never asked", "link"),
        KnownAddress("listed, and failed", "list", NOW, NOW, NOW - DAY),
        KnownAddress("canonical that failed", "canonical", None, NOW, None),
    )
    assert in_order(reversed(ordered)) == tuple(each.url for each in ordered)


def test_what_this_walk_lists_goes_before_what_the_archive_knows_and_what_it_links() -> None:
    addresses = Addresses({"7": ("http://a.cn/post/7.html",)})
    addresses.see("7", "http://a.cn/old/7.html")
    addresses.see("7", "http://a.cn/?id=7", listed=True)
    assert addresses.of("7") == ["http://a.cn/?id=7", "http://a.cn/post/7.html", "http://a.cn/old/7.html"]
    addresses.request("7", "http://a.cn/?id=7")
    assert addresses.untried("7") == "http://a.cn/post/7.html"


@pytest.mark.parametrize("listed", [True, False])
def test_a_session_id_in_a_link_does_not_fill_the_memory(listed: bool) -> None:
    addresses = Addresses({})
    for number in range(100):
        addresses.see("7", f"http://a.cn/post/7.html?sid={number}", listed=listed)
    assert len(addresses.of("7")) == MOST
