"""Leaves out the links of which a run has told its archive already.

Menus and side columns repeat some 70 links on each page, and one that a page has shown before changes nothing
in the archive, unless it comes with a date or from a list.
"""

from dataclasses import replace

from xzcrawl.archive.write.admission import fault
from xzcrawl.archive.write.urls import Item
from xzcrawl.items import Article, Capture, Listing, ListingLink, Observation


class KnownLinks:
    """The links that are on their way into the archive because pages of this run have shown them."""

    def __init__(self) -> None:
        self._known: set[ListingLink | tuple[str, str]] = set()

    def without(self, item: Item | Capture) -> Item | Capture:
        """The item without the links that are known."""
        if not isinstance(item, Article | Listing):
            return item
        return replace(
            item,
            observations=tuple(link for link in item.observations if _name(link) not in self._known),
            listings=tuple(link for link in item.listings if link not in self._known),
        )

    def add(self, item: Item | Capture) -> None:
        """Takes in the links of an item that goes into the archive, unless that may refuse it."""
        if isinstance(item, Article | Listing) and (item.observations or item.listings) and not fault(item):
            self._known.update(filter(None, map(_name, item.observations)), item.listings)


def _name(link: Observation) -> tuple[str, str] | None:
    """What a link is known by; None for one that says more."""
    return (link.key, link.url) if link.shown_by == "link" and link.reading is None else None
