"""What a run does: its mode, and what the walk knows of the past. Pure."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from xzcrawl.archive import KnownUrl
from xzcrawl.errors import UsageError
from xzcrawl.extensions.past import Past
from xzcrawl.frontier import Known, KnownArticle, SideListing
from xzcrawl.frontier.addresses import in_order
from xzcrawl.items import KnownAddress, ListingPage, UrlState
from xzcrawl.runs import AUTO, FULL, MODES, UPDATE, Extent
from xzcrawl.spider.claims import LISTED
from xzcrawl.urls import SIDE_LISTINGS, Address, Kind

#: After this many runs in which an address failed that never gave an article it is no longer asked for.
MOST_FAILURES: Final = 5
#: Visits again in one run, unless the setting says otherwise: so many or this share of the articles.
_REVISITS, _REVISITS_SHARE = 50, 0.02
#: A walk with all its resumptions takes no longer: it may have begun this long before its last run.
_LONGEST_WALK: Final = timedelta(hours=24)

#: So many articles may go in one run (half of a small site), this share of a large one, and so many times as
#: many as went in any earlier run.
_MOST_GONE, _MOST_GONE_SHARE, _USUAL_TIMES = 50, 0.1, 5

_MOST_DIGITS: Final = 9
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def checked_mode(text: str) -> str:
    """A mode as users write it. UsageError for one that is unknown."""
    modes = (AUTO, *MODES)
    if text not in modes:
        raise UsageError(f"unknown mode {text!r}: use one of {', '.join(modes)}")
    return text


def switch(name: str, given: str | None, *, declared: bool) -> bool:
    """What a spider's argument says: 1 for yes, 0 for no; without it what the spider declares."""
    if given not in (None, "0", "1"):
        raise UsageError(f"{name} must be 1 or 0, not {given!r}")
    return declared if given is None else given == "1"


def budget(text: str | None) -> int | None:
    """The requests a run may make, as users write them; None without a limit. UsageError for no number."""
    return None if text is None else count("max_requests", text, "requests", least=1)


def count(name: str, setting: str | int, of: str, *, least: int = 0) -> int:
    """A number as users write it. UsageError for anything else, and for less than ``least``."""
    text = str(setting)
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS or int(text) < least:
        raise UsageError(f"{name} must be a number of {of} from {least} on, not {text!r}")
    return int(text)


def settle_mode(mode: str, full_at: datetime | None, now: datetime, every_days: int) -> str:
    """``auto`` is a full walk until one has finished, and again when that is long ago; else an update."""
    if mode != AUTO:
        return mode
    is_due = full_at is None or now - full_at >= timedelta(days=every_days)
    return (FULL if is_due else UPDATE).name


def revisits_allowed(past: Past, setting: str | int | None) -> int:
    """How many articles may be visited again in one run. UsageError for a setting that is not a number."""
    if setting is not None:
        return count("REVISITS_PER_RUN", setting, "visits")
    archived = sum(url.next_visit_at is not None for url in past.urls)
    return max(_REVISITS, int(_REVISITS_SHARE * archived))


def most_gone(past: Past, known: Known, setting: str | int | None) -> int:
    """How many articles may go in one run. UsageError for a setting that is not a number.

    A site that takes down more at once is more likely to be unwell, or behind a shield.
    """
    if setting is not None:
        return count("MOST_GONE_AT_ONCE", setting, "articles")
    there = len({article.source_id for article in known.articles.values()})
    usual = max(past.gone_before, default=0)
    return max(min(_MOST_GONE, there // 2), int(_MOST_GONE_SHARE * there), _USUAL_TIMES * usual)


def known(past: Past, mode: str, now: datetime, revisits: int) -> Known:
    """What the walk is told, in a settled ``mode`` that may make so many ``revisits``."""
    since = past.unfinished.get(mode)
    archived = [url for url in past.urls if _is_archived(url)]
    others = [url for url in past.urls if not _is_archived(url)]
    gone = frozenset(url.key for url in past.urls if _is_gone(url))
    opened = sorted((url for url in others if _is_open(url, MODES[mode].extent)), key=_tried)
    unknown = [url.key for url in opened]
    due = _all_again(archived, since) if MODES[mode].revisits == "all" else _overdue(archived, now)[:revisits]
    return Known(
        articles=_articles(archived, gone, past.full_at, since),
        addresses=_addresses(past.urls),
        gone=gone,
        closed=frozenset(url.key for url in others) - gone - set(unknown),
        unknown=unknown,
        due=[url.key for url in due],
        listings=_side_listings(past),
        pages=_pages_read(past, since) if since else (),
        recent=frozenset(url.key for url in archived if _is_recent(url, past.read_until)),
        listed=frozenset(url.key for url in past.urls if _was_listed(url)),
        tried=frozenset(url.key for url in opened if url.tried_at),
        dead=frozenset(url.key for url in opened if url.reason and url.reason.startswith(LISTED)),
        aliases=_aliases(archived),
    )


def _aliases(archived: Collection[KnownUrl]) -> dict[str, str]:
    """The main key of each article by its other keys."""
    mains = {url.id: url.key for url in _mains(archived)}
    return {url.key: mains[url.main] for url in archived if url.alias_of is not None and url.main in mains}


def _tried(url: KnownUrl) -> tuple[datetime, int]:
    """Never first, then longest ago, then as they were found."""
    return url.tried_at or _NEVER, url.id


def _addresses(urls: Collection[KnownUrl]) -> dict[str, tuple[str, ...]]:
    """The URLs of each key, the best to ask first: those that were seen of any key of its article."""
    seen: defaultdict[int, list[KnownAddress]] = defaultdict(list)
    for url in urls:
        seen[url.main].extend(url.addresses)
    ordered = {main: in_order(addresses) for main, addresses in seen.items()}
    return {url.key: ordered[url.main] or (url.url,) for url in urls}


def _is_recent(url: KnownUrl, read_until: datetime | None) -> bool:
    return read_until is not None and url.found_at is not None and url.found_at > read_until


def _is_archived(url: KnownUrl) -> bool:
    return url.next_visit_at is not None or url.alias_of is not None


def _is_gone(url: KnownUrl) -> bool:
    return url.state == UrlState.GONE or url.gone_at is not None


def _is_open(url: KnownUrl, extent: Extent) -> bool:
    """Whether an address without an article is worth a try.

    What robots.txt forbade may be allowed by now, and costs nothing where it is not. A whole walk tries again
    what main lists have shown, for that is an article.
    """
    if url.state == UrlState.FAILED:
        return url.failures < MOST_FAILURES or (extent == "whole" and _was_listed(url))
    return url.state in (UrlState.DISCOVERED, UrlState.FORBIDDEN)


def _was_listed(url: KnownUrl) -> bool:
    return url.listed_at is not None or any(address.listed_at for address in url.addresses)


def _overdue(archived: Iterable[KnownUrl], now: datetime) -> list[KnownUrl]:
    """The articles whose next visit is due, most overdue first.

    One that was tried after now is due too: its run had a wrong clock, and put off its visit by as much.
    """
    visits = [(url.next_visit_at, url) for url in _mains(archived)]
    due = [
        (at, url)
        for at, url in visits
        if at is not None and (at <= now or (url.tried_at is not None and url.tried_at > now))
    ]
    return [url for _, url in sorted(due, key=lambda pair: pair[0])]


def _all_again(archived: Iterable[KnownUrl], since: datetime | None) -> list[KnownUrl]:
    """Every article, without those that this recheck saw before it was broken off."""
    return [url for url in _mains(archived) if not _was_tried(url, since)]


def _mains(archived: Iterable[KnownUrl]) -> Iterator[KnownUrl]:
    """Each article once, by its main key."""
    return (url for url in archived if url.alias_of is None)


def _was_tried(url: KnownUrl, since: datetime | None) -> bool:
    """Whether the site has answered for an article since then."""
    answered = url.state in (UrlState.FETCHED, UrlState.GONE)
    return answered and since is not None and url.tried_at is not None and url.tried_at >= since


def _articles(
    archived: Iterable[KnownUrl], gone: Container[str], full_at: datetime | None, since: datetime | None
) -> dict[str, KnownArticle]:
    """By every key those that are there; whether the home listing showed one is said of its main key."""
    there = [url for url in archived if url.key not in gone]
    shown = {url.main for url in there if _was_shown(url, full_at, since)}
    return {url.key: _article(url, shown=url.id in shown) for url in there}


def _article(url: KnownUrl, *, shown: bool) -> KnownArticle:
    memberships = frozenset(Address(Kind(kind), key) for kind, key in url.memberships or ())
    source_id = url.source_id or url.key
    return KnownArticle(
        source_id,
        url.interval,
        memberships,
        shown=shown,
        listed_title=url.listed_title,
        content_sha256=url.content_sha256,
        fetched_at=url.fetched_at,
    )


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
