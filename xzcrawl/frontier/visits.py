"""A page that a walk wants to fetch. Pure."""

from dataclasses import dataclass

from xzcrawl.urls import Address, Kind

HOME = Address(Kind.HOME, "")

#: What a feed is narrowed by, such as ("date", "2026-11-17"); None for the plain one.
Query = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to fetch, by what it is and where it is; ``query`` is that of a feed.

    ``guessed``: no page links it, so that nothing is wrong where it does not come. ``again``: a page of the
    home listing that has come in this walk.
    """

    address: Address
    url: str
    query: Query = None
    guessed: bool = False
    again: bool = False
