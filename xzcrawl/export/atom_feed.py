"""Atom (RFC 4287): the articles as a feed, in the order of the records, which has no meaning in Atom."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from xzcrawl import __version__
from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import published
from xzcrawl.dates import short
from xzcrawl.export.format import Dump, Format
from xzcrawl.fields import iso

_TYPE: Final = "application/atom+xml"
#: The characters that XML 1.0 forbids, even as character references.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:
    """Writes the feed.

    Its ``updated`` is the latest change of an article; for an empty feed, the time of the export. The element
    stands at the end, where the time is known, so that records are written as they come.
    """
    stream.write("\n".join(_head(dump)).encode())
    updated = None
    for record in records:
        updated = max(updated or record.changed_at, record.changed_at)
        stream.write("\n".join(_entry(record, dump)).encode())
    stream.write(f"{_element('updated', iso(updated or dump.exported_at))}\n</feed>\n".encode())


def _head(dump: Dump) -> Iterator[str]:
    title = dump.title or " · ".join(["xzcrawl", *_chosen(dump)])
    yield '<?xml version="1.0" encoding="utf-8"?>'
    if dump.stylesheet:
        yield f'<?xml-stylesheet type="text/css" href={quoteattr(dump.stylesheet)}?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">'
    yield _element("id", dump.url or _urn(title))
    yield _element("title", title)
    if dump.url:
        yield _element("link", rel="self", type=_TYPE, href=dump.url)
    yield _element("generator", "xzcrawl", version=__version__)
    yield ""


def _chosen(dump: Dump) -> Iterator[str]:
    for name, given in dump.given().items():
        yield from (f"{name}={value}" for value in (given if isinstance(given, list | tuple) else (given,)))


def _entry(record: ArticleRecord, dump: Dump) -> Iterator[str]:
    yield "<entry>"
    yield _element("id", _urn(f"http://{record.site}/?id={record.source_id}"))
    yield _element("title", record.title)
    for rel, href in _links(record, dump.base_url):
        yield _element("link", rel=rel, type="text/html", href=href)
    yield f"<author>{_element('name', record.author or record.site)}</author>"
    if record.published_at:
        yield _element("published", iso(record.published_at))
    yield _element("updated", iso(record.changed_at))
    for term in dict.fromkeys(filter(None, (record.category, *record.tags))):
        yield _element("category", term=term)
    yield _element("content", record.html, type="html")
    if dump.stylesheet:
        yield from _shown(record, dump.base_url)
    yield "</entry>\n"


def _links(record: ArticleRecord, base_url: str | None) -> Iterator[tuple[str, str]]:
    """The links of an entry: the archive's page first, where there is one.

    The original (``via``) may have changed since, or be gone.
    """
    if base_url:
        yield "alternate", f"{base_url}articles/{record.id}"
    yield "via" if base_url else "alternate", record.url


def _shown(record: ArticleRecord, base_url: str | None) -> Iterator[str]:
    """The entry as XHTML: a browser shows its links in any XML, and feed readers ignore it.

    Its date claims no more than is known, while an instant in Atom must have a time.
    """
    (_, page), *_ = _links(record, base_url)
    yield '<div xmlns="http://www.w3.org/1999/xhtml">'
    yield _element("a", record.title, href=page)
    yield _element("time", short(published(record)))
    yield _element("a", record.url, href=record.url, **{"class": "via"})
    yield "</div>"


def _urn(name: str) -> str:
    """An id that stays the same when the form of an article's address or of a site's links changes."""
    return uuid5(NAMESPACE_URL, name).urn


def _element(tag: str, text: str | None = None, **attributes: str) -> str:
    named = "".join(f" {name}={quoteattr(_FORBIDDEN.sub('', value))}" for name, value in attributes.items())
    return f"<{tag}{named}/>" if text is None else f"<{tag}{named}>{escape(_FORBIDDEN.sub('', text))}</{tag}>"


FORMAT: Final = Format(
    "atom",
    "a feed for feed readers",
    write,
    f"{_TYPE}; charset=utf-8",
    "atom",
    takes=frozenset({"base_url"}),
)
