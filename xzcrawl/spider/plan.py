"""What a run does: its mode, and what the walk is told of the past. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.archive import KnownUrl
from xzcrawl.errors import UsageError
from xzcrawl.extensions.past import Past
from xzcrawl.frontier import Extent, Known, KnownArticle, SideListing
from xzcrawl.items import ListingPage
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind

#: How much of the site a run of a mode looks at. What ``auto`` stands for is settled at its start.
EXTENTS: Final[Mapping[str, Extent]] = {
    "full": "whole",
    "recheck": "whole",
    "update": "news",
    "revisit": "none",
}
MODES: Final = ("auto", *EXTENTS)
#: After this many runs in which an address failed that never gave an article it is no longer asked for.
MOST_FAILURES: Final = 5
#: Visits again in one run, unless the setting says otherwise: so many or this share of the articles.
_REVISITS, _REVISITS_SHARE = 50, 0.02
#: A walk with all its resumptions takes no longer: it may have begun this long before its last run.
_LONGEST_WALK: Final = timedelta(hours=24)

_MOST_DIGITS: Final = 9


def checked_mode(text: str) -> str:
    """A mode as users write it. UsageError for one that is unknown."""
    if text not in MODES:
        raise UsageError(f"unknown mode {text!r}: use one of {', '.join(MODES)}")
    return text


def budget(text: str | None) -> int | None:
    """The requests a run may make, as users write them; None without a limit. UsageError for no number."""
    return None if text is None else count("max_requests", text, "requests", least=1)


def count(name: str, setting: str | int, of: str, *, least: int = 0) -> int:
    """A number as users write it. UsageError for anything else, and for less than ``least``."""
    text = str(setting)
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS or int(text) < least:
        raise UsageError(f"{name} {text!r} is no number of {of}: give {least} or more")
    return int(text)


def settle_mode(mode: str, full_at: datetime | None, now: datetime, every_days: int) -> str:
    """``auto`` is a full walk until one has finished, and again when that is long ago; else an update."""
    if mode != "auto":
        return mode
    return "full" if full_at is None or now - full_at >= timedelta(days=every_days) else "update"


def revisits_allowed(past: Past, setting: str | int | None) -> int:
    """How many articles may be visited again in one run. UsageError for a setting that is no number."""
    if setting is not None:
        return count("REVISITS_PER_RUN", setting, "visits")
    archived = sum(url.next_visit_at is not None for url in past.urls)
    return max(_REVISITS, int(_REVISITS_SHARE * archived))


def known(past: Past, mode: str, now: datetime, revisits: int) -> Known:
    """What the walk is told, in a settled ``mode`` that may make so many ``revisits``."""
    since = past.unfinished.get(mode)
    archived = [url for url in past.urls if _is_archived(url)]
    others = [url for url in past.urls if not _is_archived(url)]
    gone = frozenset(url.key for url in past.urls if _is_gone(url))
    unknown = {url.key: url.url for url in others if _is_open(url, EXTENTS[mode])}
    due = _all_again(archived, since) if mode == "recheck" else _overdue(archived, now)[:revisits]
    return Known(
        articles={url.key: _article(url, past.full_at, since) for url in archived if url.key not in gone},
        gone=gone,
        closed=frozenset(url.key for url in others) - gone - unknown.keys(),
        unknown=unknown,
        due={url.key: url.url for url in due},
        listings=_side_listings(past),
        pages=_pages_read(past, since) if since else (),
        recent=frozenset(url.key for url in archived if _is_recent(url, past.read_until)),
    )


def _is_recent(url: KnownUrl, read_until: datetime | None) -> bool:
    return read_until is not None and url.found_at is not None and url.found_at > read_until


def _is_archived(url: KnownUrl) -> bool:
    return url.next_visit_at is not None or url.alias_of is not None


def _is_gone(url: KnownUrl) -> bool:
    return url.state == "gone" or url.gone_at is not None


def _is_open(url: KnownUrl, extent: Extent) -> bool:
    """Whether an address without an article is worth a try; what robots.txt forbade may be allowed by now."""
    if url.state == "forbidden":
        return extent == "whole"
    return url.state == "discovered" or (url.state == "failed" and url.failures < MOST_FAILURES)


def _overdue(archived: Iterable[KnownUrl], now: datetime) -> list[KnownUrl]:
    """The articles whose next visit is due, most overdue first.

    One that was tried after now is due too: its run had a wrong clock, and put off its visit by as much.
    """
    due = [
        (url.next_visit_at, url)
        for url in archived
        if url.next_visit_at and (url.next_visit_at <= now or (url.tried_at and url.tried_at > now))
    ]
    return [url for _, url in sorted(due, key=lambda pair: pair[0])]


def _all_again(archived: Iterable[KnownUrl], since: datetime | None) -> list[KnownUrl]:
    """Every article by its main address, without those that this recheck saw before it was broken off."""
    return [url for url in archived if url.next_visit_at is not None and not _was_tried(url, since)]


def _was_tried(url: KnownUrl, since: datetime | None) -> bool:
    """Whether the site has answered for an article since then."""
    answered = url.state in ("fetched", "gone")
    return answered and since is not None and url.tried_at is not None and url.tried_at >= since


def _article(url: KnownUrl, full_at: datetime | None, since: datetime | None) -> KnownArticle:
    memberships = frozenset(Address(Kind(kind), key) for kind, key in url.memberships or ())
    return KnownArticle(url.url, url.interval, memberships, shown=_was_shown(url, full_at, since))


def _was_shown(url: KnownUrl, full_at: datetime | None, since: datetime | None) -> bool:
    """Whether the home listing showed it in the last finished walk or after.

    An article that this walk looked at, because its pages did not show it, needs no second look.
    """
    if url.listed_at is None or (full_at is not None and url.listed_at < full_at - _LONGEST_WALK):
        return False
    return not (_was_tried(url, since) and since is not None and url.listed_at < since)


def _side_listings(past: Past) -> list[SideListing]:
    return [
        SideListing(Address(Kind(listing.kind), listing.key), listing.url, listing.read_at)
        for listing in past.listings
        if listing.page == 1 and listing.kind in SIDE_LISTINGS
    ]


def _pages_read(past: Past, since: datetime) -> Sequence[ListingPage]:
    """What this walk has read before it was broken off: the home page, and all that was read after it.

    A resumed walk stores the home page's first page only where it has changed (see ``Frontier.resumed``), so
    a page older than that belongs to another state of the site.
    """
    read = [(page.read_at, page.shown) for page in past.listings if page.read_at and page.shown]
    begun = next((at for at, page in read if page.kind == Kind.HOME and page.page == 1), None)
    if begun is None or begun < since:
        return ()
    return [page for at, page in read if at >= begun]
