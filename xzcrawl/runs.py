"""Names for runs: the modes of a crawl, its outcomes, and its counts (``docs/operations.md``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

#: How far a walk goes: ``whole`` sees the whole site, ``news`` reads what is new and stops, ``none`` reads no
#: list and fetches only articles that are known already.
Extent = Literal["whole", "news", "none"]


@dataclass(frozen=True, slots=True)
class Mode:
    """A kind of run: how far it walks, and which known articles it visits again."""

    name: str
    extent: Extent
    revisits: Literal["all", "due", "none"]

    @property
    def is_whole(self) -> bool:
        """Whether the run walks the whole site."""
        return self.extent == "whole"

    @property
    def reads_listings(self) -> bool:
        """Whether the run reads listings to find new articles."""
        return self.extent != "none"


FULL: Final = Mode("full", "whole", "due")
RECHECK: Final = Mode("recheck", "whole", "all")
UPDATE: Final = Mode("update", "news", "none")
REVISIT: Final = Mode("revisit", "none", "due")
#: The modes by name. ``auto`` is not one of them: it becomes ``full``, or ``update`` with what is due.
MODES: Final[Mapping[str, Mode]] = {mode.name: mode for mode in (FULL, RECHECK, UPDATE, REVISIT)}
AUTO: Final = "auto"


def mode_of(name: str) -> Mode:
    """The mode of a stored run. One that another program wrote counts as a run that looked for news."""
    return MODES.get(name, Mode(name, "news", "none"))


class Outcome(StrEnum):
    """How a run ended. ``BUDGET``: the run used up the requests it was allowed; the next run goes on."""

    FINISHED = "finished"
    BUDGET = "budget"
    STOPPED = "stopped"
    FAILED = "failed"


#: Outcomes of runs that did what they should.
SUCCESSES: Final[Sequence[Outcome]] = (Outcome.FINISHED, Outcome.BUDGET)


class Count(StrEnum):
    """The counts of a run: the keys of ``runs.counts``."""

    REQUESTS = "requests"
    RETRIES = "retries"
    BYTES = "bytes"
    FORBIDDEN = "forbidden"
    PAGES_WHOLE = "pages_whole"
    ARTICLES_READ = "articles_read"
    ARTICLES_NEW = "articles_new"
    ARTICLES_CHANGED = "articles_changed"
    ARTICLES_UNCHANGED = "articles_unchanged"
    ARTICLES_STALE = "articles_stale"
    ARTICLES_GUESSED = "articles_guessed"
    ARTICLES_SEEN_AHEAD = "articles_seen_ahead"
    ARTICLES_GONE = "articles_gone"
    ARTICLES_RETURNED = "articles_returned"
    ARTICLES_REDATED = "articles_redated"
    ARTICLES_UNDATED = "articles_undated"
    ARTICLES_FAILED = "articles_failed"
    ARTICLES_REFUSED = "articles_refused"
    ARTICLES_GENERIC = "articles_generic"
    ARTICLES_UNSEEN = "articles_unseen"
    LISTED_MISSING = "listed_missing"
    LISTINGS_MISSING = "listings_missing"
    UNLIKE_NOWHERE = "unlike_nowhere"
    GONE_AT_ONCE = "gone_at_once"
    SAME_TEXT = "same_text"
    MISSES = "misses"
    ERRORS = "errors"
    REFUSED = "refused"
    FAILED_LISTINGS = "failed_listings"
    EMPTY_LISTINGS = "empty_listings"
    OTHER_THEME = "other_theme"
    ITEM_ERRORS = "item_errors"
    EXCEPTIONS = "exceptions"
    LISTING_PAGES_LEFT = "listing_pages_left"
    CATEGORIES_LEFT = "categories_left"
    MENTIONS_LEFT = "mentions_left"
    ADDRESSES_TOO_LONG = "addresses_too_long"
    MOST_REQUESTS = "most_requests"
    OVER_BUDGET = "over_budget"
    ITEMS_REFUSED = "items_refused"
    NAMES_LEFT_OUT = "names_left_out"
    REFUSED_ADDRESSES = "refused_addresses"
    GIVEN_UP = "given_up"
    SECONDS_WAITED = "seconds_waited"
    IMAGES_UNANSWERED = "images_unanswered"
    IMAGES_LEFT_OUT = "images_left_out"
    ATTACHMENTS_UNANSWERED = "attachments_unanswered"
    ATTACHMENTS_LEFT_OUT = "attachments_left_out"
    URLS_FOUND = "urls_found"
    READINGS_ADDED = "readings_added"
    SNAPSHOTS_ADDED = "snapshots_added"
    SNAPSHOTS_REPEATED = "snapshots_repeated"
    TORN_BYTES = "torn_bytes"
    DATES_READ = "dates_read"
    DATES_UNREAD = "dates_unread"
    DATES_CONTRADICTORY = "dates_contradictory"
    DATES_REREAD = "dates_reread"
    OTHER_ZONE = "other_zone"
    FEED_ZONE_WRONG = "feed_zone_wrong"
    FEEDS_WITH_STRAY_TEXT = "feeds_with_stray_text"
    CACHED_PAGES = "cached_pages"
    WITH_FOOTER = "with_footer"
    NO_FOOTER = "no_footer"
    MIRRORED = "mirrored"

    @property
    def statistic(self) -> str:
        """The name of the count among Scrapy's statistics."""
        return _SCRAPYS.get(self, f"{PREFIX}{self}")


class CountOf(StrEnum):
    """Counts by name: the key in ``runs.counts`` is this prefix and the name (``missing/author``)."""

    REQUESTS = "requests/"
    REASON = "reason/"
    MISSING = "missing/"
    REMOVED = "removed/"
    ENDING = "ending/"
    LISTING_PAGES = "listing_pages/"
    LISTING_GONE = "listing_gone/"

    def named(self, name: str) -> str:
        """The key of the count of this name in ``runs.counts``."""
        return f"{self}{name}"

    def statistic(self, name: str) -> str:
        """The name of that count among Scrapy's statistics."""
        return f"{PREFIX}{self}{name}"


#: The prefix of our own counts among Scrapy's statistics.
PREFIX: Final = "xzcrawl/"
#: The outcome of a run among Scrapy's statistics.
OUTCOME: Final = f"{PREFIX}outcome"
_SCRAPYS: Final[Mapping[Count, str]] = {
    Count.REQUESTS: "downloader/request_count",
    Count.BYTES: "downloader/response_bytes",
    Count.RETRIES: "retry/count",
    Count.FORBIDDEN: "robotstxt/forbidden",
    Count.ARTICLES_REFUSED: "item_dropped_count",
    Count.EXCEPTIONS: "spider_exceptions/count",
}
#: The counts that Scrapy keeps and ``runs.counts`` takes over.
TAKEN_OVER: Final[Sequence[Count]] = tuple(count for count in _SCRAPYS if count != Count.EXCEPTIONS)
#: Counts that mean that the run failed.
FAILURES: Final[Sequence[Count]] = (
    Count.EXCEPTIONS,
    Count.EMPTY_LISTINGS,
    Count.FAILED_LISTINGS,
    Count.ITEM_ERRORS,
    Count.OTHER_THEME,
)
#: The words of the summary line of a run for each of these counts that is not 0: for one, and for several.
SUMMARY_WORDS: Final[Mapping[Count, tuple[str, str]]] = {
    Count.ARTICLES_GONE: ("article gone", "articles gone"),
    Count.ARTICLES_RETURNED: ("article back", "articles back"),
    Count.ARTICLES_REDATED: ("article re-dated", "articles re-dated"),
    Count.ARTICLES_UNDATED: ("article without a date", "articles without a date"),
    Count.DATES_UNREAD: ("date unread", "dates unread"),
    Count.DATES_CONTRADICTORY: ("date contradictory", "dates contradictory"),
    Count.ARTICLES_FAILED: ("article missed", "articles missed"),
    Count.FORBIDDEN: ("address forbidden by robots.txt", "addresses forbidden by robots.txt"),
    Count.ARTICLES_REFUSED: ("article refused", "articles refused"),
    Count.ARTICLES_GENERIC: ("article of another layout", "articles of another layout"),
    Count.FAILED_LISTINGS: ("listing not read", "listings not read"),
    Count.EMPTY_LISTINGS: ("listing empty", "listings empty"),
    Count.ITEM_ERRORS: ("item lost", "items lost"),
    Count.LISTING_PAGES_LEFT: ("page of a list left unread", "pages of lists left unread"),
    Count.CATEGORIES_LEFT: ("category left unread", "categories left unread"),
    Count.ARTICLES_UNSEEN: ("counted article on no page", "counted articles on no page"),
    Count.MENTIONS_LEFT: ("mentioned article left unread", "mentioned articles left unread"),
    Count.ADDRESSES_TOO_LONG: ("address too long to be asked for", "addresses too long to be asked for"),
    Count.ITEMS_REFUSED: ("item that the archive cannot hold", "items that the archive cannot hold"),
    Count.NAMES_LEFT_OUT: ("name left out", "names left out"),
    Count.EXCEPTIONS: ("exception", "exceptions"),
}
