"""The walk that sees the whole site. Pure.

It reads, in this order:

1. The home listing with all its pages, and every unknown article that any page shows. The first walk takes
   about 1.1 requests an article for this. Then the indexes that the home page names: lists of all articles
   that are made for programs; where they do not show all, the sitemaps. Known articles that the home listing
   showed before and no longer does are visited.
2. The articles that no list has shown (``mentions``).
3. Category and author listings. The first and last page show how many articles each has; only a listing with
   more articles than are known is walked whole, and author listings only as far as the allowance goes. The
   categories come first that the home page links or that articles name, then the pages of a newspaper's
   issues. Of the others as many are read as ``bounds`` allows, beginning with those that were not read for
   longest.
4. Tag listings in the same way as author listings, those with the fewest known articles first.
   Where an index shows all that the lists show, neither is read.
5. The listings of authors by the CMS's ids, where no page names an author.
6. The feeds (``feeds``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from xzcrawl.frontier.bounds import ALLOWED_MORE, ALLOWED_SHARE, most_categories
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.listings import LAST_PAGE_EVER, WINDOW, ListingState
from xzcrawl.frontier.missing import missing
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.urls import Address, Kind

#: Requests that optional listings may not use: they are kept for feeds.
RESERVE = 20
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class FullWalk:
    """A walk of the whole site; it decides what is asked for next.

    ``beyond`` are the categories above the most that one run may read, in no order once it may read no more.
    """

    walk: WalkState
    feeds: FeedPlan
    beyond: Sequence[ListingState] = field(default_factory=list)

    def start(self) -> list[Visit]:
        return self.walk.pages(self.walk.home, [1]) + self.walk.unknown()

    def after(self, state: ListingState) -> list[Visit]:
        """Visits to the next pages of the home listing or an index; the others are counted first."""
        if state.address.kind is Kind.INDEX:
            return self.walk.index_pages(state)
        return self.walk.pages(state, state.next_pages()) if state.address == HOME else []

    def idle(self, now: datetime) -> list[Visit]:
        stages = (
            self._indexes,
            self._sitemaps,
            self._lookups,
            self._twice,
            self.walk.follow,
            self._categories,
        )
        for stage in (*stages, self._authors, self._tags, self._unlinked_authors):
            if visits := stage():
                return visits
        return self.feeds.next_visit(now)

    def _indexes(self) -> list[Visit]:
        return [visit for index in self.walk.of_kind(Kind.INDEX) for visit in self.walk.index_pages(index)]

    def _sitemaps(self) -> list[Visit]:
        """Visits to sitemaps, as far as the allowance goes. None where an index shows more than they do."""
        waiting = [] if self._is_indexed() else self.walk.of_kind(Kind.SITEMAP)
        unread = [state for state in waiting if not state.requested][: max(self._spare(), 0)]
        return [visit for state in unread for visit in self.walk.pages(state, [1])]

    def _is_indexed(self) -> bool:
        """Whether an index that was read whole shows all that the site has."""
        indexes = self.walk.of_kind(Kind.INDEX)
        return any(index.is_whole and self.walk.is_indexed(index) for index in indexes)

    def _twice(self) -> list[Visit]:
        return self.walk.read_again(WINDOW)

    def _lookups(self) -> list[Visit]:
        return self.walk.again([*missing(self.walk), *self.walk.changed()])

    def _categories(self) -> list[Visit]:
        """Visits to first and last pages of all categories; then to all pages of those with unknown articles.

        Those are read one by one, the smallest first, because a category's articles are in its parent too.
        """
        states = self._within_reach(self.walk.of_kind(Kind.CATEGORY))
        if ends := [visit for state in states for visit in self._end(state)]:
            return ends
        return self._one(sorted(states, key=lambda state: state.last_page), LAST_PAGE_EVER)

    def _within_reach(self, states: Sequence[ListingState]) -> list[ListingState]:
        """The categories that were begun, and of the others as many as are allowed.

        Pages of issues come last, and those that an earlier walk read only where no other is left.
        """
        begun = [state for state in states if state.requested]
        others = [state for state in states if not state.requested and not state.is_old_issue]
        free = max(most_categories(self.walk.arrivals.size) - len(begun), 0)
        if free:
            others.sort(key=self._rank)
        self.beyond = others[free:]
        if not others:
            others = sorted((state for state in states if not state.requested), key=self._rank)
        return begun + others[:free]

    def _rank(self, state: ListingState) -> tuple[bool, bool, datetime]:
        is_issue = bool(state.issue)
        return not (is_issue or self.walk.members.is_near(state)), is_issue, state.read_at or _NEVER

    def _authors(self) -> list[Visit]:
        return self._optional(Kind.AUTHOR)

    def _unlinked_authors(self) -> list[Visit]:
        """A visit to the listing of the next author, where no page names authors and some articles have none.

        The CMS numbers its authors from 1. There are no more where the last two listings show the same, or
        nothing. These listings come last, because they seldom show a new article.
        """
        walk, author_url = self.walk, self.walk.site.family.cms.author_url
        known = {state.address.key: state for state in walk.of_kind(Kind.AUTHOR)}
        next_id = len(known) + 1
        if author_url is None or walk.names_authors or self._spare() < 1:
            return []
        if known.keys() != set(map(str, range(1, next_id))):
            return []
        if any(not state.pages for state in known.values()) or not self._unattributed():
            return []
        last = [known[str(number)].pages.get(1) for number in range(1, next_id)][-2:]
        if len(last) == 2 and last[0] == last[1]:
            return []
        address = Address(Kind.AUTHOR, str(next_id))
        state = walk.state(address, author_url(walk.site.base_url, next_id))
        return [replace(visit, guessed=True) for visit in walk.pages(state, [1])]

    def _unattributed(self) -> bool:
        """Whether an article that lists have shown is in no author's listing so far."""
        shown_in = map(self.walk.members.shown_in, self.walk.listed)
        return any(all(address.kind is not Kind.AUTHOR for address in each) for each in shown_in)

    def _tags(self) -> list[Visit]:
        return self._optional(Kind.TAG)

    def _optional(self, kind: Kind) -> list[Visit]:
        """Visits to listings of a kind, one by one, so that each is weighed with what earlier ones showed.

        Where an index shows all articles, these listings show no other.
        """
        if self._is_indexed():
            return []
        states = self.walk.of_kind(kind)
        members = self.walk.members
        states.sort(key=lambda state: (not members.is_near(state), members.count(state.address)))
        return self._one(states, self._spare())

    def _spare(self) -> int:
        """How many requests are left for optional listings before the walk costs more than it may.

        Pages that a site makes up do not count, nor do categories where there are too many, because they
        must not keep the walk from the site's tags and authors.
        """
        walk = self.walk
        articles = walk.known.articles
        size = len(articles) + sum(key not in articles for key in walk.requested)
        beyond = sum(len(state.requested) for state in walk.of_kind(Kind.CATEGORY)) if self.beyond else 0
        wasted = sum(state.wasted_requests for state in walk.listings.values() if state.end)
        spent = walk.spent - beyond - wasted
        return walk.visits + int(ALLOWED_SHARE * size) + ALLOWED_MORE - RESERVE - spent

    def _one(self, states: list[ListingState], most: int) -> list[Visit]:
        """Visits to the next pages of the first listing that has some to read.

        A listing that takes more than ``most`` requests is left out.
        """
        for state in states:
            if len(pages := self._end_pages(state) or self._rest(state)) > most:
                continue
            if visits := self.walk.pages(state, pages[: state.ahead]):
                return visits
        return []

    def _end(self, state: ListingState) -> list[Visit]:
        return self.walk.pages(state, self._end_pages(state))

    def _end_pages(self, state: ListingState) -> list[int]:
        """The number of the first page, then that of the last page, which the first page names."""
        if 1 not in state.requested:
            return [1]
        return [state.last_page] if state.last_page not in state.requested and not state.ended else []

    def _rest(self, state: ListingState) -> list[int]:
        """The other pages of a listing that has more articles than are known to be in it.

        An article that no listing has shown does not count as known here: whatever hides it from the other
        listings may hide it from this one.
        """
        if not (unrequested := state.unrequested()):
            return []
        members = self.walk.members
        known = members.within(state.address, self.walk.listed)
        deeper_of = partial(members.deeper, kind=state.address.kind)
        return [] if state.is_complete(known, deeper_of) or self._is_sum(state) else unrequested

    def _is_sum(self, state: ListingState) -> bool:
        """Whether a category has just as many articles as are known of it and of the categories in it.

        A parent shows what its children have, and pages of some systems name the child alone.
        """
        if state.address.kind is not Kind.CATEGORY:
            return False
        members = self.walk.members
        named = {members.categories.get(key) for key in state.shown} - {None, state.address.key}
        inner = [self.walk.listings.get(Address(Kind.CATEGORY, key)) for key in named if key]
        children = [child for child in inner if child and self._is_within(child, state)]
        if len(children) < len(inner):
            return False
        known = members.in_any([state.address, *(child.address for child in children)]) & self.walk.listed
        return state.size() == len(known - state.pinned)

    def _is_within(self, child: ListingState, parent: ListingState) -> bool:
        """Whether a category's first page shows another one's newest articles, and its last page the oldest.

        An article may be in two categories of which neither is within the other. Then the page that shows it
        lacks others of its category that are newer or older.
        """
        category, named = child.address.key, self.walk.members.named
        first, last = (named(parent.pages.get(page, ()), category) for page in (1, parent.last_page))
        own_first = named(child.pages.get(1, ()), category)
        own_last = named(child.pages.get(child.last_page, ()), category)
        begins = first[: len(own_first)] == own_first[: len(first)]
        return begins and last[::-1][: len(own_last)] == own_last[::-1][: len(last)]
