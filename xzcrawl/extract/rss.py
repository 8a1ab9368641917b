"""The site's RSS 2.0 feed: the newest articles with their time to the second."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.document import decode
from xzcrawl.extract.limits import LONGEST_NAME, LONGEST_TITLE, within
from xzcrawl.extract.mirror import moved, original_of
from xzcrawl.extract.xml import parse_xml
from xzcrawl.families import Site
from xzcrawl.items import Page
from xzcrawl.text import normalise
from xzcrawl.urls import absolute

_ROOT = re.compile(r"<(?:rss|rdf:RDF)\b", re.IGNORECASE)
#: What an XML document may begin with (XML 1.0, 2.8), and the mark and blank lines that PHP files often add.
_PROLOG = re.compile(
    r"[\s\ufeff]*+(?:<\?xml[^>]*\?>)?"
    r"(?:[\s\ufeff]++|<!--(?:(?!-->).)*+-->|<\?(?!xml\s)(?:(?!\?>).)*+\?>|<!DOCTYPE[^>]*+>)*+",
    re.DOTALL,
)
_TAG = re.compile(r"<[^<>]*+>")
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|$))", re.DOTALL)
_SHOWN = 120
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article of the feed. ``pub_date`` is the RFC 822 text as published."""

    key: str
    url: str
    title: str
    pub_date: str


def feed(page: Page, site: Site) -> list[FeedEntry]:
    """The feed's articles in its order. Broken XML gives what can be read of it; other links are left out.

    What stands before the root element, such as a notice of PHP's, is skipped: ``stray_text`` tells of it.
    """
    root = _root(page)
    items = list(root.iter("item")) if root is not None else []
    links = [absolute(_field(item, "link"), page.url) for item in items]
    original = original_of((url for url in links if url), site)
    return [
        entry
        for item, url in zip(items, links, strict=True)
        if url
        for entry in _entry(item, moved(url, original, site.base_url), site)
    ]


def feed_title(page: Page) -> str | None:
    """What the feed calls its site; None where it names none."""
    root = _root(page)
    channel = root.find("channel") if root is not None else None
    return within(_field(channel, "title"), LONGEST_NAME) or None if channel is not None else None


def _root(page: Page) -> etree._Element | None:
    text = decode(page)
    root_at = _ROOT.search(text)
    return parse_xml(_mended(text[root_at.start() :]).encode()) if root_at else None


def stray_text(page: Page) -> str | None:
    """The text before the XML of a feed, cut short; the whole page where it is not a feed; None for nothing.

    PHP prints its notices before the page (``display_errors``), which stops every strict reader of feeds.
    """
    text = decode(page)
    root = _ROOT.search(text)
    before = text[: root.start()] if root else text
    is_prolog = root is not None and _PROLOG.fullmatch(before)
    shown = normalise(_TAG.sub(" ", before)) or normalise(before) or "nothing"
    return None if is_prolog else shown[:_SHOWN]


def _mended(xml: str) -> str:
    """The document without what stops a parser before it can recover."""
    parts = _CDATA.split(_ILLEGAL.sub("", xml))
    parts[::2] = [_BARE_AMPERSAND.sub("&amp;", part) for part in parts[::2]]
    return "".join(parts)


def _entry(item: etree._Element, url: str, site: Site) -> Iterator[FeedEntry]:
    if address := site.article_at(url):
        title, date = _field(item, "title"), _field(item, "pubDate")
        yield FeedEntry(address.key, url, within(title, LONGEST_TITLE), within(date, LONGEST_TEXT))


def _field(item: etree._Element, name: str) -> str:
    return normalise(unescape(item.findtext(name) or ""))
