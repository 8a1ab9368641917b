"""Sitemaps (sitemaps.org): lists of the pages of a site that are made for crawlers.

A sitemap lists pages, or other sitemaps. It may be packed by gzip. What it lists may be gone, or no article:
it shows what else there may be, and when that was last changed, but nothing of what is there no more.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Final

from lxml import etree

from xzcrawl.dates import SHANGHAI
from xzcrawl.extract.addresses import address_of_sitemap
from xzcrawl.extract.links import Mention
from xzcrawl.extract.mirror import moved, original_of
from xzcrawl.extract.modified import believed
from xzcrawl.extract.outline import Outline
from xzcrawl.extract.parse_cost import GZIP
from xzcrawl.extract.xml import parse_xml
from xzcrawl.families import Site
from xzcrawl.items import Page
from xzcrawl.text import normalise
from xzcrawl.urls import Address, Kind, absolute

#: The most bytes that a sitemap may have, and how many addresses (sitemaps.org).
LARGEST: Final = 52_428_800
_MOST: Final = 50_000
#: The root of a sitemap behind what an XML document may begin with (XML 1.0, 2.8).
_ROOT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>|<!DOCTYPE[^>]*+>)*+"
    rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_BEGINNING: Final = 4096
_GZIP_FORMAT: Final = 31  # as zlib has it


def outline_of_sitemap(page: Page, site: Site) -> Outline | None:
    """What a sitemap lists; None for a page of any other kind.

    Of pages those that may be articles are given, of sitemaps those that may list articles.
    """
    xml = _unpacked(page.body)
    if not _ROOT.match(xml[:_BEGINNING]):
        return None
    root = parse_xml(xml)
    pages = list(_entries(root, "url", page.url)) if root is not None else []
    others = list(_entries(root, "sitemap", page.url)) if root is not None else []
    return Outline(
        page_kind=Kind.SITEMAP,
        posts=(),
        mentions=tuple(_mentions(pages, page, site)),
        static_keys=frozenset(),
        older=None,
        newer=None,
        listings=tuple(_sitemaps([url for url, _ in others], site)),
        pager=None,
        next_page=None,
        memberships=frozenset(),
    )


def _unpacked(body: bytes) -> bytes:
    """A body as it was before gzip, as far as it can be unpacked and is not too long."""
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(_GZIP_FORMAT).decompress(body, LARGEST)
    except zlib.error:
        return b""


def _entries(root: etree._Element, name: str, base: str) -> Iterator[tuple[str, datetime | None]]:
    """The addresses of a sitemap, each with the time of its last change."""
    for _, entry in zip(range(_MOST), root.iter(f"{{*}}{name}"), strict=False):
        url = absolute(normalise(entry.findtext("{*}loc") or ""), base)
        if url:
            yield url, _instant(normalise(entry.findtext("{*}lastmod") or ""))


def _instant(text: str) -> datetime | None:
    """The latest instant that a time may mean (W3C-DTF): a day alone ends with itself."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2026-11-20"):
        moment = datetime.combine(moment, time.max.replace(microsecond=0))
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _mentions(pages: Sequence[tuple[str, datetime | None]], page: Page, site: Site) -> Iterator[Mention]:
    original = original_of((url for url, _ in pages), site)
    for listed, modified in pages:
        url = moved(listed, original, site.base_url)
        address = site.classify(url)
        if address and address.kind is Kind.ARTICLE:
            yield Mention(address.key, url, "", believed(modified, page))


def _sitemaps(urls: Sequence[str], site: Site) -> Iterator[tuple[Address, str]]:
    for url in urls:
        if site.has(url) and site.family.cms.lists_articles(url):
            yield address_of_sitemap(url), url
