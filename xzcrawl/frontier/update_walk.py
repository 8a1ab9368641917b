"""The walk that reads what is new and stops. Pure.

It reads, in this order:

1. The home page, and the pages after it while they show something new; of an index that it names, where what
   was changed last comes first, the pages that show something new or changed.
2. Each category in the same way, and, as far as the allowance goes, the listings of authors and tags. Those
   come first that were not read for longest, so that every one has its turn over the runs. None of them where
   an index shows all that the home page does. Of a newspaper the pages of the newest issue, and of those
   before it while they show something new.
3. The new articles. They come only now, so that an article that was fetched proves, whenever the run is
   broken off, that the pages behind it have been read. The next run may stop where it meets one.
4. The feeds (``feeds``): the plain one, and others within the allowance.

With ``k`` new articles this takes at most 12 + 1.2 k requests, including robots.txt and a check that the site
is well. The requests for articles that are due come on top, and tries again of what failed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.listings import ListingState
from xzcrawl.frontier.missing import missing_newest
from xzcrawl.frontier.visits import Visit
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.urls import Kind

#: Requests for pages other than articles may number this many, plus this share of the new articles.
ALLOWED, ALLOWED_SHARE = 12, 0.2
#: Some of these are kept for the requests that prove that the site is well before articles are said to be
#: gone, and for the feed.
_CONTROL, _FEED = 2, 1
_OPTIONAL = (Kind.AUTHOR, Kind.TAG)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class UpdateWalk:
    """A walk that reads only what is new; it decides what is asked for next.

    ``begun`` are the listings of which a page was asked for.
    """

    walk: WalkState
    feeds: FeedPlan
    begun: list[ListingState] = field(default_factory=list)

    def start(self) -> list[Visit]:
        self.walk.is_postponing = True
        return self.walk.unknown() + self._begin(self.walk.home)

    def after(self, state: ListingState) -> list[Visit]:
        """A visit to the next page, where the last post of the last page read may hide news."""
        last = state.pages[_last_read(state)][-1:]
        is_index = state.address.kind is Kind.INDEX
        changed = self.walk.modified if is_index else ()
        hides_more = any(self.walk.known.may_hide_news(key) or key in changed for key in last)
        return self._next(state) if hides_more else []

    def idle(self, now: datetime) -> list[Visit]:
        lists = (self._further, self._twice, self._indexes, self._categories, self._others)
        for stage in (*lists, self._articles):
            if visits := stage():
                return visits
        return self.feeds.next_visit(now) if self.feeds.is_new or self._may(0) else []

    def _further(self) -> list[Visit]:
        """A visit to the page after one that showed anything new: new articles need not stand together."""
        return self._first(
            self._next(state) for state in self.begun if self._shows_news(state) and self._may()
        )

    def _indexes(self) -> list[Visit]:
        """A visit to the first page of each index: what was changed last comes first there."""
        waiting = [index for index in self.walk.of_kind(Kind.INDEX) if not index.requested]
        return [visit for index in waiting if self._may() for visit in self.walk.index_pages(index)]

    def _twice(self) -> list[Visit]:
        return self.walk.read_again(1) if self._may() else []

    def _shows_news(self, state: ListingState) -> bool:
        last = state.pages.get(_last_read(state), ())
        return any(self.walk.known.may_hide_news(key) for key in last)

    def _categories(self) -> list[Visit]:
        waiting = [] if self._is_indexed() else self._waiting(Kind.CATEGORY)
        return self._begin(waiting[0]) if waiting and self._may() else []

    def _others(self) -> list[Visit]:
        """A visit to the next listing in rotation, within the fixed part of the allowance.

        New articles may need the rest of the allowance.
        """
        waiting = [] if self._is_indexed() else self._waiting(*_OPTIONAL)
        return self._begin(waiting[0]) if waiting and self._may(share=0) else []

    def _is_indexed(self) -> bool:
        return any(map(self.walk.is_indexed, self.walk.of_kind(Kind.INDEX)))

    def _waiting(self, *kinds: Kind) -> list[ListingState]:
        """The listings whose turn has not come; those of a newspaper have one while they may have news."""
        listings = self.walk.of_kind(*kinds)
        states = [state for state in listings if 1 not in state.requested and not state.is_old_issue]
        return sorted(
            states, key=lambda state: (not self.walk.members.is_near(state), state.read_at or _NEVER)
        )

    def _articles(self) -> list[Visit]:
        """Visits to the articles that were postponed, and to known articles that may be gone or changed."""
        postponed = self.walk.release()
        found = self.walk.again([*missing_newest(self.walk), *self.walk.changed()])
        return postponed + found + self.walk.follow()

    def _may(self, feed: int = _FEED, share: float = ALLOWED_SHARE) -> bool:
        """Whether one more request for a page other than an article is allowed.

        ``feed`` requests are kept for the plain feed until it was fetched.
        """
        walk, feed = self.walk, feed if self.feeds.is_new else 0
        others = walk.spent - (walk.visits - len(walk.postponed))
        return others + 1 + feed + _CONTROL <= ALLOWED + share * walk.new

    def _begin(self, state: ListingState) -> list[Visit]:
        self.begun.append(state)
        return self.walk.pages(state, [1])

    def _next(self, state: ListingState) -> list[Visit]:
        """A visit to the page after those read and those that are absent; none after one that failed."""
        return self.walk.pages(state, [] if state.failed else state.unrequested()[:1])

    def _first(self, found: Iterable[list[Visit]]) -> list[Visit]:
        return next((visits for visits in found if visits), [])


def _last_read(state: ListingState) -> int:
    """The number of the last page that was read before the first one that was not asked for; 0 for none."""
    front = next(iter(state.unrequested()), state.last_page + 1)
    return max((page for page in state.pages if page < front), default=0)
