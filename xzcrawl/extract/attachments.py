"""Finds what a body has beside text and pictures: the files that it links, its videos and players. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.extract.limits import LONGEST_TITLE, MOST_NAMES, within
from xzcrawl.families import Site
from xzcrawl.families.tree import line
from xzcrawl.items import Link
from xzcrawl.text import normalise
from xzcrawl.urls import DOCUMENT_ENDINGS, MEDIA_ENDINGS, Kind, absolute, file_names

_FILE: Final = re.compile(rf"\.(?:{DOCUMENT_ENDINGS}|{MEDIA_ENDINGS})$", re.IGNORECASE)
#: A page, and no script that hands out files.
_PAGE: Final = re.compile(r"/[^/?#]*\.s?html?$|/$", re.IGNORECASE)
_IN_BODY: Final = "a[href], video[src], audio[src], source[src], embed[src], iframe[src]"


def attachments(body: LexborNode, beside: Iterable[LexborNode], origin: str, site: Site) -> tuple[Link, ...]:
    """The files that a body links, its videos and players, then the links ``beside`` it; each URL once.

    Of more than ``MOST_NAMES`` those are the first: that many are a list that a body holds. A link beside the
    body to the page of an article of the ``site`` is left out.

    A script that hands out files has no name of its own, so a link's text may name the file. ``origin`` is
    what relative addresses are resolved by.
    """
    found: dict[str, Link] = {}
    for node in filter(_is_attached, body.css(_IN_BODY)):
        if url := _url(node, origin):
            found.setdefault(url, _link(node, url))
    for node in beside:
        if (url := _url(node, origin)) and (_is_attached(node) or not _is_article(url, site)):
            found.setdefault(url, _link(node, url))
    return tuple(islice(found.values(), MOST_NAMES))


def _url(node: LexborNode, origin: str) -> str | None:
    attributes = node.attributes
    return absolute(attributes.get("href") or attributes.get("src") or "", origin)


def _link(node: LexborNode, url: str) -> Link:
    return Link(url, within(_name(node), LONGEST_TITLE))


def _is_article(url: str, site: Site) -> bool:
    address = site.classify(url) if _PAGE.search(url) else None
    return address is not None and address.kind is Kind.ARTICLE and address.certain


def _is_attached(node: LexborNode) -> bool:
    """Whether an element of a body is a player, or a link to a file."""
    return node.tag != "a" or any(_FILE.search(name) for name in _names(node))


def _names(link: LexborNode) -> Iterator[str]:
    """All that may name the file to which a link leads."""
    yield from (line(link), link.attributes.get("download") or "", link.attributes.get("title") or "")
    yield from file_names(link.attributes.get("href") or "")


def _name(node: LexborNode) -> str:
    return line(node) or normalise(node.attributes.get("title") or "")
