"""The walk that sees the whole site. Pure.

1. The home listing with all its pages, and every article any page shows that is not known: at the first
   walk about 1.1 requests an article. Known articles that it showed before and no longer does are looked at.
2. When that is done, the articles that no list has shown (``mentions``).
3. Category and author listings: first and last page tell how many articles each holds; only one that holds
   more than is known of it is walked whole. Those of authors only as far as the allowance goes.
   The categories that the home page links or that articles name come first; of others as many as
   ``bounds`` allows, those first that were not read for longest.
4. Tag listings as those of authors, those with the fewest known articles first.
5. Where no page names an author, the listings of authors by the CMS's ids.
6. The feeds (``feeds``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from xzcrawl.frontier.book import Book
from xzcrawl.frontier.bounds import ALLOWED_MORE, ALLOWED_SHARE, most_categories
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.listings import LAST_PAGE_EVER, WINDOW, ListingState
from xzcrawl.frontier.missing import missing
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.urls import Address, Kind

#: StoredArticle back from optional listings: feeds, and tries again after an error.
RESERVE = 20
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class WholeWalk:
    """What a whole walk asks for next. ``beyond`` are the categories that are too many to be read."""

    book: Book
    feeds: FeedPlan
    beyond: Sequence[ListingState] = field(default_factory=list)

    def start(self) -> list[Visit]:
        return self.book.pages(self.book.home, [1]) + self.book.unknown()

    def after(self, state: ListingState) -> list[Visit]:
        """The home listing page by page; other listings are counted first."""
        return self.book.pages(state, state.next_pages()) if state.address == HOME else []

    def idle(self, now: datetime) -> list[Visit]:
        stages = (self._lookups, self._twice, self.book.follow, self._categories)
        for stage in (*stages, self._authors, self._tags, self._unlinked_authors):
            if visits := stage():
                return visits
        return self.feeds.next_visit(now)

    def _twice(self) -> list[Visit]:
        return self.book.read_again(WINDOW)

    def _lookups(self) -> list[Visit]:
        return self.book.again([*missing(self.book), *sorted(self.book.doubted)])

    def _categories(self) -> list[Visit]:
        """All ends first; then whole, one by one, those that hold more than is known: the smallest first, as
        what a category holds is in its parent too.
        """
        states = self._within_reach(self.book.of_kind(Kind.CATEGORY))
        if ends := [visit for state in states for visit in self._end(state)]:
            return ends
        return self._one(sorted(states, key=lambda state: state.last_page), LAST_PAGE_EVER)

    def _within_reach(self, states: Sequence[ListingState]) -> list[ListingState]:
        """The categories that were begun, and of the others as many as may be."""
        begun = [state for state in states if state.asked]
        others = [state for state in states if not state.asked]
        others.sort(key=lambda state: (not self.book.members.is_near(state), state.read_at or _NEVER))
        free = max(most_categories(self.book.came.size) - len(begun), 0)
        self.beyond = others[free:]
        return begun + others[:free]

    def _authors(self) -> list[Visit]:
        return self._optional(Kind.AUTHOR)

    def _unlinked_authors(self) -> list[Visit]:
        """The listing of the next author, where no page names authors and those known did not write all.

        The CMS counts its authors from 1. Where the last two show the same, or nothing, there are no more.
        They come last: their listings seldom show an article that is new.
        """
        book, known = self.book, {state.address.key: state for state in self.book.of_kind(Kind.AUTHOR)}
        next_id = len(known) + 1
        if book.names_authors or self._spare() < 1 or known.keys() != set(map(str, range(1, next_id))):
            return []
        if any(not state.pages for state in known.values()) or not self._unattributed():
            return []
        last = [known[str(number)].pages.get(1) for number in range(1, next_id)][-2:]
        if len(last) == 2 and last[0] == last[1]:
            return []
        address = Address(Kind.AUTHOR, str(next_id))
        state = book.state(address, book.site.family.cms.author_url(book.site.base_url, next_id))
        return [replace(visit, guessed=True) for visit in book.pages(state, [1])]

    def _unattributed(self) -> bool:
        """Whether an article that lists have shown is in no author's listing so far."""
        shown_in = map(self.book.members.shown_in, self.book.listed)
        return any(all(address.kind is not Kind.AUTHOR for address in each) for each in shown_in)

    def _tags(self) -> list[Visit]:
        return self._optional(Kind.TAG)

    def _optional(self, kind: Kind) -> list[Visit]:
        """Listings one by one, so that each is weighed with what the ones before it brought."""
        states = self.book.of_kind(kind)
        members = self.book.members
        states.sort(key=lambda state: (not members.is_near(state), members.count(state.address)))
        return self._one(states, self._spare())

    def _spare(self) -> int:
        """Requests left for optional listings before the walk costs more than it may.

        Pages that a site makes up do not count, nor categories where there are too many: its tags and authors
        are not to be hidden by them.
        """
        book = self.book
        size = len(book.asked | book.known.articles.keys())
        in_vain = sum(len(state.asked) for state in book.of_kind(Kind.CATEGORY)) if self.beyond else 0
        spent = book.spent - in_vain - sum(state.in_vain for state in book.listings.values())
        return book.visits + int(ALLOWED_SHARE * size) + ALLOWED_MORE - RESERVE - spent

    def _one(self, states: list[ListingState], most: int) -> list[Visit]:
        """What the first listing that needs a look needs next, where it takes at most ``most`` requests."""
        for state in states:
            if len(pages := self._end_pages(state) or self._rest(state)) > most:
                continue
            if visits := self.book.pages(state, pages[: state.ahead]):
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
