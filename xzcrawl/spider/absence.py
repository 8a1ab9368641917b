"""Is an article gone, or is the site unwell?

What a status or a page (``gone_by_page``) says is only a claim. First every other address of the article is
asked, and when all lists are read the one by which the CMS answers for any article that it has; where one of
them fails in another way, nothing is known. What all of them claim is held back until nothing else is under
way; then the home page is read again, must show articles, and one of them must be readable (``probes``). Only
then each claim is looked at a second time, one by one and after a pause, and believed if it is made again and
no main list of this run shows the article. A site that answers 404 for everything, shows its home page or an
error page at every address, or has a new theme, fails the control. That a page of a listing is not there is a
claim too: what stood on it would never be missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from xzcrawl.extract import Outline
from xzcrawl.frontier import HOME, Visit
from xzcrawl.items import GoneKind, Miss
from xzcrawl.urls import Address, Kind, classify


def gone_by_page(address: Address | None, outline: Outline) -> GoneKind | None:
    """What a page says that came with status 200 and is no article; ``address`` is where it came from.

    A page of another theme, or one that is no page of the site's content (a login), says nothing.
    """
    if address is None or outline.builder is not None:
        return None
    if address.kind is Kind.HOME or outline.posts:
        return "home"
    is_of_theme = outline.body_class in ("article", "page") or outline.has_body
    return None if is_of_theme else "error_page"


def is_static(visit: Visit, landed: str, outline: Outline, base: str) -> bool:
    """Whether a visit came upon a static page of the CMS: no article, and never one.

    An article's address that led to one elsewhere (``landed``) is an article still: a site under repair may
    lead every address to a notice.
    """
    if outline.body_class != "page":
        return False
    asked, address = classify(visit.url, base), classify(landed, base)
    if address is not None and address.key == visit.address.key:
        return True
    names_another = address is not None and address.key.isdigit()
    return asked is not None and not asked.certain and not names_another


def leads_home(visit: Visit, address: Address | None) -> bool:
    """Whether a visit to another page of a listing ended at the home page's ``address``."""
    return visit.address != HOME and address == HOME


#: Articles of which one must be readable before what is claimed is believed.
_PROBES: Final = 3


@dataclass(slots=True)
class Claims:
    """Articles that are said to be gone, by key, until the control has come.

    ``known`` are those of which this is no news. ``failed`` are the articles of which an address failed
    without a claim. ``unlisted`` are pages of listings that are said not to be. ``looks`` are second looks to
    come.
    """

    known: frozenset[str] = frozenset()
    held: dict[str, tuple[Visit, Miss]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    unlisted: list[Visit] = field(default_factory=list)
    looks: list[Visit] = field(default_factory=list)

    @property
    def wait(self) -> bool:
        """Whether anything is claimed."""
        return bool(self.held or self.unlisted)

    def hold(self, visit: Visit, miss: Miss) -> bool:
        """Holds a miss back where it claims that an article is gone which was there so far.

        The first visit stands, to be made again: it was to the best address of the article.
        """
        if miss.gone is None or miss.key in self.known:
            return False
        self.held.setdefault(miss.key, (visit, miss))
        return True

    def settle(self, *keys: str | None) -> None:
        """An article that answers to these keys has come: whatever was claimed of it is refuted."""
        for key in keys:
            if key is not None:
                self.held.pop(key, None)

    def probes(self, outline: Outline) -> list[Visit]:
        """Some articles that the home page shows and that are not among those said to be gone."""
        posts = [post for post in outline.posts if post.key not in self.held]
        return [Visit(Address(Kind.ARTICLE, post.key), post.url) for post in posts[:_PROBES]]

    def release(self) -> None:
        """All that is claimed is to be looked at again."""
        held, self.held = self.held, {}
        unlisted, self.unlisted = self.unlisted, []
        self.looks += unlisted + [visit for visit, _ in held.values()]

    def discard(self) -> Iterator[Miss]:
        """The site is unwell: what it claims are failures, which say nothing of the articles."""
        held, self.held = self.held, {}
        for _, miss in held.values():
            yield replace(miss, gone=None, reason=f"outage: {miss.reason}")
