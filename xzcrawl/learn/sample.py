"""A page of an unknown site, as it is looked at to learn how the site is made."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from xzcrawl.extract import decode, plain_tree
from xzcrawl.extract.document import base_url
from xzcrawl.families.records import readable
from xzcrawl.families.tree import Tree, classes, line, own_text
from xzcrawl.items import Page
from xzcrawl.text import normalise
from xzcrawl.urls import BUILDING_ENDINGS, DOCUMENT_ENDINGS, MEDIA_ENDINGS, absolute, address_below

#: A text of fewer Chinese characters is no title.
_TITLE = 6
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NAMED = re.compile(r"title|tit\b|biaoti|headline", re.IGNORECASE)
_DAY = re.compile(r"^\D{0,3}\d{1,4}[-/.年月]\d{1,2}|前$|^[昨今]天")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FILE = re.compile(
    rf"\.(?:{DOCUMENT_ENDINGS}|{MEDIA_ENDINGS}|{BUILDING_ENDINGS}|apk|xml)(?:$|\?)", re.IGNORECASE
)
#: Elements whose text nobody reads.
SILENT = frozenset(("script", "style", "noscript", "template", "select", "textarea"))


class SampleLink(NamedTuple):
    """A link to a page of the same site. ``address`` is path and query below the base; ``text`` its title."""

    node: LexborNode
    url: str
    address: str
    text: str


@dataclass(frozen=True, eq=False)
class Sample:
    """One page with its links. ``seen_at`` is aware."""

    url: str
    base: str
    tree: Tree
    source: str
    seen_at: datetime

    @classmethod
    def of(cls, page: Page, base: str) -> "Sample":
        """The sample of a page of the site at ``base``. HostilePage for one that nobody should read."""
        return cls(page.url, base, plain_tree(page, readable), decode(page), page.fetched_at)

    @cached_property
    def address(self) -> str:
        """Path and query below the base URL."""
        return address_below(self.url, self.base) or "/"

    @cached_property
    def links(self) -> tuple[SampleLink, ...]:
        """The links to other pages of the site, in their order."""
        return tuple(self._links())

    @cached_property
    def texts(self) -> tuple[tuple[LexborNode, str], ...]:
        """The elements that hold a text themselves, with that text as one clean line, in their order."""
        return tuple(_texts(self.tree))

    def _links(self) -> Iterator[SampleLink]:
        origin = base_url(self.tree, self.url)
        for node in self.tree.css("a[href]"):
            url = absolute(node.attributes.get("href") or "", origin)
            address = address_below(url, self.base) if url else None
            if url and address and address != self.address:
                yield SampleLink(node, url, address, title_of(node))


def title_of(link: LexborNode) -> str:
    """What a link says; its ``title`` where that says more, as many lists cut what they show."""
    shown, whole = _shown(link), normalise(link.attributes.get("title") or "")
    return whole if chinese(whole) > chinese(shown) else shown


def uncut(title: str) -> str:
    """A title without the dots (``…`` or several full stops) that mark where a list has cut it."""
    begun = title.rstrip("…. ")
    return title if title[len(begun) :].strip() in ("", ".") else begun


def _shown(link: LexborNode) -> str:
    """The title that a link shows: all its text, unless it holds a summary or a date as well."""
    holders = [(node, said) for node in (link, *link.css("*")) if (said := own_text(node))]
    titles = [(node, said) for node, said in holders if chinese(said) >= _TITLE]
    if len(titles) > 1:
        return next((said for node, said in titles if _is_heading(node)), titles[0][1])
    if titles and any(_DAY.search(said) for _, said in holders):
        return titles[0][1]
    return line(link)


def _is_heading(node: LexborNode) -> bool:
    return node.tag in _HEADINGS or _NAMED.search(" ".join(classes(node))) is not None


def is_file(address: str) -> bool:
    """Whether an address is that of a file, and not of a page."""
    return _FILE.search(address) is not None


def chinese(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(_CHINESE.findall(text))


def _texts(tree: Tree) -> Iterator[tuple[LexborNode, str]]:
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        if node.tag != "-text" or node.parent is None or node.parent.tag in SILENT:
            continue
        if said := normalise(node.text_content or ""):
            yield node.parent, said


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around one, from the inside out, the ``body`` included."""
    around = node.parent
    while around is not None and around.tag not in ("html", "-undef", "-document"):
        yield around
        around = around.parent


def frame(samples: Sequence[Sample]) -> frozenset[str]:
    """The texts that at least half of the pages have: menus, side columns, footers."""
    counts = Counter(said for sample in samples for said in {said for _, said in sample.texts})
    return frozenset(said for said, count in counts.items() if count * 2 >= max(len(samples), 4))
