"""Notes the page counts of the lists whose size the health checks look at, and which of them are no more."""

from typing import Protocol

from scrapy.statscollectors import StatsCollector

from xzcrawl.families import Family
from xzcrawl.frontier import HOME, Frontier
from xzcrawl.items import ListingPage
from xzcrawl.runs import CountOf
from xzcrawl.urls import Address, Kind


class NoteExample(Protocol):
    """Counts something to be looked at by its name, with the URL of its page."""

    def __call__(self, name: str, url: str) -> None: ...


def note_size(
    stats: StatsCollector, frontier: Frontier, address: Address, shown: ListingPage, family: Family
) -> None:
    """Notes what a page's pager says of the home listing, or of a category that the site still links.

    At an address that nothing links any more a list may be out of use: its pager may be that of another. A
    home page that shows nothing is a notice. A page of a described site may name the next page alone
    (加载更多): that says nothing of the size.
    """
    if not family.is_exact and shown.last_page == shown.page + 1:
        return
    is_home = address.kind is Kind.HOME and (shown.posts or shown.pinned)
    if is_home or (address.kind is Kind.CATEGORY and frontier.is_linked(address)):
        stats.max_value(
            CountOf.LISTING_PAGES.statistic(listing_name(address)), max(shown.last_page, shown.page)
        )


def tell_lists(stats: StatsCollector, frontier: Frontier, note_example: NoteExample) -> None:
    """At the end of a walk: a category that has moved has no size, and one that has gone is told."""
    for address in frontier.moved_categories():
        stats.get_stats().pop(CountOf.LISTING_PAGES.statistic(listing_name(address)), None)
    for state in frontier.vanished_categories():
        note_example(CountOf.LISTING_GONE.named(listing_name(state.address)), state.url)


def listing_name(address: Address) -> str:
    """``home``, ``category 2``: its name among the counts of a run."""
    return "home" if address.kind is HOME.kind else f"{address.kind} {address.key}"
