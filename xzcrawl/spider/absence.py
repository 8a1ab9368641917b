"""Is an article gone, or is the site unwell?

What a status or a page (``gone_by_page``) says is only a claim. It is held back until nothing else is
under way; then the home page is read again, must show articles, and one of these must be readable. Only
then each claim is looked at a second time and believed if it is made again. A site that answers 404 for
everything, shows its home page or an error page at every address, or has a new theme, fails the control.
That a page of a listing is not there is a claim too: what stood on it would never be missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xzcrawl.errors import NotAnArticle
from xzcrawl.extract import Outline, Tree, article
from xzcrawl.frontier import HOME, Visit
from xzcrawl.items import GoneKind, Miss, Page
from xzcrawl.urls import Address, Kind, classify


def gone_by_page(address: Address | None, tree: Tree, outline: Outline) -> GoneKind | None:
    """What a page says that came with status 200 and is no article; ``address`` is where it came from."""
    if (address is not None and address.kind is Kind.HOME) or outline.posts:
        return "home"
    is_of_theme = outline.body_class in ("article", "page") or tree.css_first("div.single") is not None
    return None if is_of_theme else "error_page"


def is_static(visit: Visit, landed: str, outline: Outline, base: str) -> bool:
    """Whether a visit came upon a static page of the CMS: no article, and never one.

    An article's address that led to one elsewhere (``landed``) is an article still: a site under repair may
    lead every address to a notice.
    """
    asked, address = classify(visit.url, base), classify(landed, base)
    if address is not None:
        return outline.body_class == "page" and address.key == visit.address.key
    return outline.body_class == "page" and asked is not None and not asked.certain


def shows_article(tree: Tree, page: Page, site: str, base: str) -> bool:
    """Whether a page can be read as an article."""
    try:
        article(tree, page, site, base)
    except NotAnArticle:
        return False
    return True


def leads_home(visit: Visit, address: Address | None) -> bool:
    """Whether a visit to another page of a listing ended at the home page's ``address``."""
    return visit.address != HOME and address == HOME


@dataclass(slots=True)
class Claims:
    """Articles that are said to be gone, by key, until the control has come.

    ``known`` are those of which this is no news. ``unlisted`` are pages of listings that are said not to be.
    """

    known: frozenset[str] = frozenset()
    held: dict[str, tuple[Visit, Miss]] = field(default_factory=dict)
    unlisted: list[Visit] = field(default_factory=list)

    @property
    def wait(self) -> bool:
        """Whether anything is claimed."""
        return bool(self.held or self.unlisted)

    def hold(self, visit: Visit, miss: Miss) -> bool:
        """Holds a miss back where it claims that an article is gone which was there so far."""
        if miss.gone is None or miss.key in self.known:
            return False
        self.held[miss.key] = (visit, miss)
        return True

    def witness(self, outline: Outline) -> Visit | None:
        """An article that the home page shows and that is not among those said to be gone."""
        posts = (post for post in outline.posts if post.key not in self.held)
        post = next(posts, None)
        return Visit(Address(Kind.ARTICLE, post.key), post.url) if post else None

    def release(self) -> list[Visit]:
        """All that is claimed, to be looked at again."""
        held, self.held = self.held, {}
        unlisted, self.unlisted = self.unlisted, []
        return unlisted + [visit for visit, _ in held.values()]

    def dismiss(self) -> Iterator[Miss]:
        """The site is unwell: what it claims are failures, which say nothing of the articles."""
        held, self.held = self.held, {}
        for _, miss in held.values():
            yield replace(miss, gone=None, reason=f"outage: {miss.reason}")
