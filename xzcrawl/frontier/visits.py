"""Visits: the pages that a walk wants to fetch. Pure."""

from dataclasses import dataclass

from xzcrawl.urls import Address, Kind

HOME = Address(Kind.HOME, "")

#: The filter of a feed and its value, such as ("date", "2026-11-17"); None for the plain feed.
FeedQuery = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to fetch: its kind and key (``address``), its ``url``, and for a feed its ``query``.

    ``guessed`` says that no page links it, so that nothing is wrong if it does not come. ``again`` marks a
    page of the home listing that has come in this walk already.
    """

    address: Address
    url: str
    query: FeedQuery = None
    guessed: bool = False
    again: bool = False
