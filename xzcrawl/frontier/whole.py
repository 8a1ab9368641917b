"""The walk that sees the whole site. Pure.

1. The home listing with all its pages, and every article any page shows that is not known: at the first
   walk about 1.1 requests an article. Known articles that it showed before and no longer does are looked at.
2. When that is done, category and author listings: first and last page tell how many articles each
   holds; only one that holds more than is known of it is walked whole.
   Those of authors only as far as the allowance goes.
3. Tag listings likewise, those with the fewest known articles first.
4. Where no page names an author, the listings of authors by the CMS's ids.
5. The feeds (``feeds``).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from xzcrawl.frontier.book import Book
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.listings import LAST_PAGE_EVER, WINDOW, ListingState
from xzcrawl.frontier.missing import missing
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.urls import Address, Kind, author_url

#: Requests that are no articles may number this share of the site's articles, plus this many.
ALLOWED_SHARE, ALLOWED_MORE = 0.15, 60
#: Held back from optional listings: feeds, and tries again after an error.
RESERVE = 20


@dataclass(slots=True)
class WholeWalk:
    """What a whole walk asks for next."""

    book: Book
    feeds: FeedPlan

    def start(self) -> list[Visit]:
        return self.book.pages(self.book.home, [1]) + self.book.unknown()

    def after(self, state: ListingState) -> list[Visit]:
        """The home listing page by page; other listings are counted first."""
        return self.book.pages(state, state.next_pages()) if state.address == HOME else []

    def idle(self, now: datetime) -> list[Visit]:
        for stage in (self._lookups, self._categories, self._authors, self._tags, self._unlinked_authors):
            if visits := stage():
                return visits
        return self.feeds.next_visit(now)

    def _lookups(self) -> list[Visit]:
        return self.book.again([*missing(self.book), *sorted(self.book.doubted)])

    def _categories(self) -> list[Visit]:
        """All ends first; then whole, one by one, those that hold more than is known: the smallest first, as
        what a category holds is in its parent too.
        """
        states = self.book.of_kind(Kind.CATEGORY)
        if ends := [visit for state in states for visit in self._end(state)]:
            return ends
        return self._one(sorted(states, key=lambda state: state.last_page), LAST_PAGE_EVER)

    def _authors(self) -> list[Visit]:
        return self._optional(Kind.AUTHOR)

    def _unlinked_authors(self) -> list[Visit]:
        """The listing of the next author, where no page names authors and those known did not write all.

        The CMS counts its authors from 1. They come last: their listings seldom show an article that is new.
        """
        book, known = self.book, {state.address.key: state for state in self.book.of_kind(Kind.AUTHOR)}
        next_id = len(known) + 1
        if book.names_authors or self._spare() < 1 or known.keys() != set(map(str, range(1, next_id))):
            return []
        if any(not state.pages for state in known.values()) or not book.unattributed():
            return []
        address = Address(Kind.AUTHOR, str(next_id))
        state = book.state(address, author_url(book.base, next_id))
        return [replace(visit, guessed=True) for visit in book.pages(state, [1])]

    def _tags(self) -> list[Visit]:
        return self._optional(Kind.TAG)

    def _optional(self, kind: Kind) -> list[Visit]:
        """Listings one by one, so that each is weighed with what the ones before it brought."""
        states = self.book.of_kind(kind)
        return self._one(sorted(states, key=lambda s: self.book.members.count(s.address)), self._spare())

    def _spare(self) -> int:
        """Requests left for optional listings before the walk costs more than it may."""
        book = self.book
        size = len(book.asked | book.known.articles.keys())
        return len(book.asked) + int(ALLOWED_SHARE * size) + ALLOWED_MORE - RESERVE - book.spent

    def _one(self, states: list[ListingState], most: int) -> list[Visit]:
        """What the first listing that needs a look needs next, where it takes at most ``most`` requests."""
        for state in states:
            pages = self._end_pages(state) or self._rest(state)
            if len(pages) <= most and (visits := self.book.pages(state, pages[:WINDOW])):
                return visits
        return []

    def _end(self, state: ListingState) -> list[Visit]:
        return self.book.pages(state, self._end_pages(state))

    def _end_pages(self, state: ListingState) -> list[int]:
        """The first page, then the last one, which the first one tells."""
        if 1 not in state.asked:
            return [1]
        return [state.last_page] if state.last_page not in state.asked and not state.ended else []

    def _rest(self, state: ListingState) -> list[int]:
        """All pages between of a listing that holds more than is known of it.

        An article that no listing has shown does not count: what hides it from the others may hide it here.
        """
        members = self.book.members.of(state.address, self.book.listed)
        return [] if state.is_complete(members) else state.unasked()
