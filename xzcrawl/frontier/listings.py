"""One listing of a site: which of its pages were seen, and whether all its articles are known. Pure.

A listing shows how many articles it has: all pages are full but the last, which has the rest. Posts that are
pinned in a listing stand before the others on its page 1, whether they belong to it or not, and do not count.

A pager may name pages that are not there, or lead on without end. So a listing is read a few pages ahead. It
ends where three pages in a row are not there or repeat earlier ones, or where ten in a row show nothing new,
unless a later page shows something new: the last page is fetched to find that out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Final

from xzcrawl.extract import Outline
from xzcrawl.families import Cms
from xzcrawl.items import ListingPage
from xzcrawl.urls import Address, Kind

#: No listing is walked beyond this page, whatever its pager says: one may show something new without end.
LAST_PAGE_EVER: Final = 20_000
#: As many pages of a listing may be under way at once as have shown something new, but not fewer nor more
#: than these. WINDOW is several times the number of requests that are made at the same time.
FEWEST_AHEAD, WINDOW = 3, 16
#: A listing ends with so many pages in a row that are not there, or show just what an earlier page shows.
ALIKE: Final = 3
#: A listing also ends with so many pages in a row that show nothing new. The number is larger, because what
#: is published during the walk moves articles to later pages.
BARREN: Final = 10
#: The most other URLs of a first page that are remembered. A session id in a link would make new ones without
#: end.
_MOST_OTHERS: Final = 8


def page_shown(address: Address, url: str, outline: Outline) -> ListingPage:
    """A page of a listing as a walk remembers it."""
    last_page, last_url = outline.pager or (1, "")
    return ListingPage(
        kind=address.kind,
        key=address.key,
        page=address.page,
        url=url,
        posts=tuple(post.key for post in outline.posts if not post.pinned),
        pinned=tuple(post.key for post in outline.posts if post.pinned),
        last_page=last_page,
        last_url=last_url,
        name=outline.name,
    )


def is_first_page(now: ListingPage, pages: Iterable[ListingPage]) -> bool:
    """Whether the home page still shows what it showed when ``pages`` were read."""
    first = next((page for page in pages if page.kind == Kind.HOME and page.page == 1), None)
    return first is not None and _what(first) == _what(now)


def _what(page: ListingPage) -> tuple[object, ...]:
    return page.posts, page.pinned, page.last_page


@dataclass(slots=True)
class ListingState:
    """What a walk knows of a listing.

    ``pages`` has the unpinned posts of each page seen, ``pinned`` the pinned posts, and ``requested`` the
    numbers of the pages that were asked for. The site says of ``absent`` pages that they are not there;
    ``failed`` pages did not come for another reason. ``first_on`` maps each post to the first page that shows
    it, and ``first_as`` each sequence of posts to the first page that shows just these. ``fruitful`` are the
    pages that were the first to show some post. ``last_page`` and ``last_url`` are the highest page that a
    pager has named and its URL. ``end`` is the first of the pages in a row with which the listing ended, or
    0, and ``last_look`` the last page that its pager named then. ``read_at`` is when an earlier walk last
    read its first page, ``others`` are other URLs of that page. ``near`` says that the home page links the
    listing, or that its ``issue`` stands beside what is new; ``linked`` that a page of this walk
    other than its own does, ``missing`` that the site says it is not there.
    """

    address: Address
    url: str
    cms: Cms
    read_at: datetime | None = None
    pages: dict[int, Sequence[str]] = field(default_factory=dict)
    requested: set[int] = field(default_factory=set)
    pinned: set[str] = field(default_factory=set)
    last_page: int = 1
    last_url: str = ""
    others: list[str] = field(default_factory=list)
    linked: bool = False
    missing: bool = False
    absent: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    first_on: dict[str, int] = field(default_factory=dict)
    first_as: dict[Sequence[str], int] = field(default_factory=dict)
    fruitful: set[int] = field(default_factory=set)
    end: int = 0
    last_look: int = 0
    near: bool = False
    issue: str = field(init=False)

    def saw_link(self, url: str) -> None:
        """Takes in a URL by which a page of this walk links the first page: an earlier URL may be dead."""
        if url == self.url or url in self.others or len(self.others) >= _MOST_OTHERS:
            return
        if 1 in self.requested:
            self.others.append(url)
        else:
            self.others.append(self.url)
            self.url = url

    def saw(self, shown: ListingPage) -> None:
        """Takes in one page: its unpinned and pinned posts, and the highest page to which it links."""
        self.pages[shown.page] = shown.posts
        self.requested.add(shown.page)
        self.pinned.update(shown.pinned)
        if self.last_page < shown.last_page:
            self.last_page, self.last_url = min(shown.last_page, LAST_PAGE_EVER), shown.last_url
        if shown.page in self.absent:  # the site denied this page and has it: so may it have later ones
            self.absent.remove(shown.page)
            self.end = 0
        self._judge(shown.page, *self._earlier(shown))

    def _earlier(self, shown: ListingPage) -> list[int]:
        """Notes where each post was shown first; returns the later pages that show nothing new after all."""
        self.first_as[shown.posts] = min(shown.page, self.first_as.get(shown.posts, shown.page))
        before = {key: self.first_on.get(key, LAST_PAGE_EVER + 1) for key in shown.posts}
        self.first_on.update((key, shown.page) for key, page in before.items() if shown.page < page)
        if any(shown.page < page for page in before.values()):
            self.fruitful.add(shown.page)
        later = {page for page in before.values() if shown.page < page} & self.fruitful
        barren = [page for page in later if all(self.first_on[key] != page for key in self.pages[page])]
        self.fruitful.difference_update(barren)
        return barren

    def missed(self, page: int, *, absent: bool) -> None:
        """Takes in a page that did not come; ``absent`` says that the site denies that it has the page."""
        self.requested.add(page)
        (self.absent if absent else self.failed).add(page)
        self._judge(page)

    def _judge(self, *pages: int) -> None:
        """Notes whether the listing ends with one of these pages, so that no later page is ``fruitful``."""
        goes_on_to = max(self.fruitful, default=0)
        if self.end > goes_on_to:
            return
        self.last_look = self.last_page
        self.end = next(
            (
                start
                for row, is_fruitless in ((ALIKE, self._is_alike), (BARREN, self._is_barren))
                for page in pages
                for start in range(max(page - row, goes_on_to) + 1, page + 1)
                if all(map(is_fruitless, range(start, start + row)))
            ),
            0,
        )

    def _is_alike(self, page: int) -> bool:
        """Whether a page is not there, or shows just what an earlier one shows."""
        shown = self.pages.get(page)
        return page in self.absent if shown is None else self.first_as[shown] < page

    def _is_barren(self, page: int) -> bool:
        """Whether a page is not there, or shows nothing that an earlier one has not shown."""
        return page not in self.fruitful if page in self.pages else page in self.absent

    def __post_init__(self) -> None:
        self.issue = self.cms.issue_of(self.address)

    @property
    def is_old_issue(self) -> bool:
        """Whether it is a page of an issue that an earlier walk read, and shows nothing new any more."""
        return self.read_at is not None and not self.near and bool(self.issue)

    @property
    def ended(self) -> bool:
        """Whether the listing ends before its last page."""
        return self.end > 0

    def neighbours(self, page: int) -> Iterator[tuple[str, str]]:
        """The (newer, older) pairs of keys that a page shows, by itself and with the pages next to it.

        Pages that overlap were not written at the same moment, so the end of one and the start of the next
        are not in one order.
        """
        yield from pairwise(self.pages[page])
        for first in (page - 1, page):
            newer, older = self.pages.get(first, ()), self.pages.get(first + 1, ())
            if newer and older and set(newer).isdisjoint(older):
                yield newer[-1], older[0]

    def page_url(self, page: int) -> str:
        return self.url if page == 1 else self.cms.page_url(self.last_url, page)

    def unrequested(self) -> list[int]:
        """The pages still to be read.

        A listing that has ended may only have a gap, which its last page shows. The last page is left out
        where the page before it was read, because then the list repeats itself.
        """
        if self.ended:
            pages: Iterable[int] = [self.last_look] if self.last_look - 1 not in self.pages else []
        else:
            pages = range(1, self.last_page + 1)
        return [page for page in pages if page not in self.requested]

    def next_pages(self) -> list[int]:
        """The pages still to be read that may be requested now, beside those that are under way."""
        under_way = self.requested - self.pages.keys() - self.absent - self.failed
        return self.unrequested()[: max(self.ahead - len(under_way), 0)]

    @property
    def ahead(self) -> int:
        """How many pages of the listing may be under way at once."""
        return min(max(len(self.fruitful), FEWEST_AHEAD), WINDOW)

    @property
    def wasted_requests(self) -> int:
        """How many requests went to pages that are missing or show nothing new; 0 before its end."""
        return sum(map(self._is_barren, self.requested)) if self.ended else 0

    @property
    def unread(self) -> int:
        """How many pages are left unread because the listing ended; 0 before it has."""
        return max(self.last_page - len(self.requested), 0) if self.ended else 0

    @property
    def shown(self) -> set[str]:
        """The posts of all pages seen."""
        return self.pinned.union(*self.pages.values())

    @property
    def is_whole(self) -> bool:
        """Whether every page was seen."""
        return all(page in self.pages for page in range(1, self.last_page + 1))

    def size(self) -> int | None:
        """How many unpinned articles the listing has; None until its first and last page were seen."""
        if 1 not in self.pages or self.last_page not in self.pages:
            return None
        if self.last_page == 1:
            return len(self.pages[1])
        return (self.last_page - 1) * len(self.pages[1]) + len(self.pages[self.last_page])

    def is_complete(self, known: Set[str], deeper_of: Callable[[Set[str]], Set[str]]) -> bool:
        """Whether the ``known`` articles of the listing are all that it has.

        ``deeper_of`` gives those of some articles that are in more listings of this kind than the one that
        is in the fewest. An option of the CMS decides whether a parent category shows its children's articles
        too, or only its own: those that are not in a deeper category.
        """
        size = self.size()
        counted = known - self.pinned
        if size is None or size > len(counted):
            return False
        deeper = deeper_of(counted)
        shows_deeper = any(not deeper.isdisjoint(posts) for posts in self.pages.values())
        return shows_deeper or size <= len(counted) - len(deeper)
