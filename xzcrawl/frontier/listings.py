"""One listing of a site: which of its pages were seen, and whether all it holds is known. Pure.

A listing shows how much it holds: full pages up to the last, and the last page's rest (Z-BlogPHP,
ten a page). Posts pinned in a listing stand before the others on its page 1, belonging to it or
not, and are left out of its counting.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xzcrawl.extract import Outline
from xzcrawl.urls import Address, with_page

#: No listing is walked beyond this page, whatever its pager says.
LAST_PAGE_EVER = 20_000


@dataclass(slots=True)
class ListingState:
    """``pages``: unpinned posts of each page seen; ``pinned``: the others; ``asked``: pages requested."""

    address: Address
    url: str
    pages: dict[int, Sequence[str]] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)
    pinned: set[str] = field(default_factory=set)
    last_page: int = 1
    last_url: str = ""

    def saw(self, page: int, outline: Outline) -> None:
        """Takes in one page: its unpinned and pinned posts, and the highest page it links to."""
        self.pages[page] = [post.key for post in outline.posts if not post.pinned]
        self.pinned.update(post.key for post in outline.posts if post.pinned)
        pager = outline.pager
        if pager is not None and self.last_page < pager[0]:
            self.last_page, self.last_url = min(pager[0], LAST_PAGE_EVER), pager[1]

    def neighbours(self, page: int) -> Iterator[tuple[str, str]]:
        """(newer, older) pairs that a page shows, by itself and with the pages next to it.

        Pages that overlap were not written at the same moment: their ends are not in one order.
        """
        yield from pairwise(self.pages[page])
        for first in (page - 1, page):
            newer, older = self.pages.get(first, ()), self.pages.get(first + 1, ())
            if newer and older and set(newer).isdisjoint(older):
                yield newer[-1], older[0]

    def page_url(self, page: int) -> str:
        return self.url if page == 1 else with_page(self.last_url, page)

    def unasked(self) -> list[int]:
        return [page for page in range(1, self.last_page + 1) if page not in self.asked]

    def size(self) -> int | None:
        """How many unpinned articles the listing holds; None until its first and last page were seen."""
        if 1 not in self.pages or self.last_page not in self.pages:
            return None
        if self.last_page == 1:
            return len(self.pages[1])
        return (self.last_page - 1) * len(self.pages[1]) + len(self.pages[self.last_page])

    def is_complete(self, members: Mapping[str, frozenset[Address]]) -> bool:
        """Whether the known ``members`` (key -> its listings of this kind) are all it holds.

        A parent category shows its children's articles too, or only its own, by an option of the CMS:
        its own are those that lie in no deeper category.
        """
        size = self.size()
        if size is None:
            return False
        counted = {key: listings for key, listings in members.items() if key not in self.pinned}
        depth = min(map(len, counted.values()), default=0)
        own = {key for key, listings in counted.items() if len(listings) == depth}
        shown = {key for posts in self.pages.values() for key in posts}
        return size <= (len(own) if shown.isdisjoint(counted.keys() - own) else len(counted))
