"""Turns the bytes of a page into its text and its tree, whatever encoding it claims to be in."""

import codecs
import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from xzcrawl.extract.parse_cost import is_costly, refuse_hostile
from xzcrawl.extract.unclosed import mended
from xzcrawl.families import Theme
from xzcrawl.families.tree import Tree, body_element
from xzcrawl.items import Page
from xzcrawl.urls import absolute

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Encodings of Chinese pages, each as the superset that browsers read it with. Single-byte encodings are
#: left out: they decode anything, so counting errors cannot judge them.
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
}
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"(?:charset|<\?xml[^>]*encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PRESCAN_BYTES = 4096
#: With this many whole characters beyond ASCII for a broken one it is UTF-8 with an accident: GB18030 text
#: read as UTF-8 has a dozen broken ones for a whole one.
_ACCIDENT = 2


def decode(page: Page) -> str:
    """The page's text. A byte order mark and valid UTF-8 are believed before anything the page declares.

    Otherwise the declared charset (header, then meta), GB18030 and Big5 compete: the fewest errors win.
    """
    for mark, codec in _BOMS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(codec, "replace")
    try:
        return page.body.decode("utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(page.body) or _least_broken(page)


def _mostly_utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken * _ACCIDENT <= foreign else None


def _least_broken(page: Page) -> str:
    candidates = dict.fromkeys([*_declared(page), "gb18030", "big5hkscs"])
    texts: dict[str, str] = {}
    for codec in candidates:
        texts[codec] = page.body.decode(codec, "replace")
        if "\ufffd" not in texts[codec]:
            return texts[codec]
    best = min(texts, key=lambda codec: texts[codec].count("\ufffd"))
    return page.body.decode(best, _EURO) if best == "gb18030" else texts[best]


def _euro(error: UnicodeError) -> tuple[str | bytes, int]:
    """The byte 0x80 by itself is € in Windows' GBK, and so for browsers (Encoding standard, 10.2.1)."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    return codecs.replace_errors(error)


_EURO = "xzcrawl.euro"
codecs.register_error(_EURO, _euro)


def _declared(page: Page) -> list[str]:
    header = _HEADER_CHARSET.search(page.headers.get("content-type", ""))
    meta = _META_CHARSET.search(page.body[:_PRESCAN_BYTES])
    names = [header[1] if header else "", meta[1].decode("ascii", "replace") if meta else ""]
    return [_CODECS[name.lower()] for name in names if name.lower() in _CODECS]


def parse(page: Page, theme: Theme) -> Tree:
    """The page as a tree, parsed the way browsers do. Raises HostilePage for one that would take minutes.

    A body whose boundary the theme finds in the source is parsed by itself and put into its element whole, so
    that neither takes in or throws out what is the other's (``unclosed``).
    """
    text = _shown(page, theme.readable)
    body = theme.boundary(text)
    if body is None:
        return LexborHTMLParser(text)
    tree = LexborHTMLParser(text[: body.start] + body.closing + text[body.end :])
    if holder := body_element(tree, theme.body):
        behind = holder.inner_html or ""  # the links to the other parts of a long post
        holder.inner_html = mended(text[body.start : body.end]) + behind
    return tree


def plain_tree(page: Page, readable: Callable[[str], str] = str) -> Tree:
    """The page as a tree, whatever built it, once ``readable`` has put in what its script shows.

    Raises HostilePage for one that would take minutes.
    """
    return LexborHTMLParser(_shown(page, readable))


def _shown(page: Page, readable: Callable[[str], str]) -> str:
    source = _harmless(page)
    text = readable(source)
    if text != source:
        refuse_hostile(text)
    return text


def _harmless(page: Page) -> str:
    text = decode(page)
    if is_costly(page.body):
        refuse_hostile(text)
    return text


def base_url(tree: Tree, page_url: str) -> str:
    """The URL by which the page's relative addresses are resolved: what the first ``<base href>`` names."""
    base = tree.head.css_first("base[href]") if tree.head else None
    return (absolute(base.attributes.get("href") or "", page_url) if base else None) or page_url


def canonical_link(tree: Tree, page_url: str) -> str | None:
    """The absolute URL the page names as its own."""
    link = tree.css_first("link[rel=canonical][href]")
    href = (link.attributes.get("href") or "") if link else None
    return None if href is None else absolute(href, base_url(tree, page_url))
