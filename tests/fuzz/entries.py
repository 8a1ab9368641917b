"""The doors by which what strangers wrote comes in, each a function of one text, which it may only refuse."""

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.sites import tpure
from xzcrawl import dates, diff, extract, urls
from xzcrawl.boilerplate import clean
from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.extract.limits import MOST_BLOCKS
from xzcrawl.families import Site, named, wordpress, zblog
from xzcrawl.families.info_line import origin_in, origin_of, views_in, writer_in
from xzcrawl.generic import find_article
from xzcrawl.items import Article, Block, Page, Zones
from xzcrawl.search.query import Word, parse
from xzcrawl.search.snippet import snippet
from xzcrawl.search.tokens import tokens
from xzcrawl.snapshots import scan
from xzcrawl.spider.likeness import Said

BASE: Final = "http://xz.example/"
NOW: Final = datetime(2023, 7, 20, 4, tzinfo=UTC)
SITE: Final = tpure(BASE)
_WORDPRESS: Final = Site.at(BASE, named("wordpress-classic"))
_URL: Final = f"{BASE}index.php/post/6202.html"
_ZONES: Final = Zones(480, (0, 480))
_NOWHERE: Final = Said.of("404", "没有找到".encode())

Entry = Callable[[str], object]


def page(body: str, url: str = _URL) -> Page:
    """A page as received."""
    return Page(url, 200, {}, body.encode("utf-8", "surrogatepass"), NOW, NOW)


def read_page(source: str) -> object:
    """All that is read off a page: its links, its article, and what becomes of that."""
    article = extract.read(page(source), SITE).article
    if article is None:
        return None
    dates.attempt_article(article, None, Zones())
    return extract.assemble(clean(article).blocks)


#: An article's page but for what is in its body, and may end that.
_PAGE: Final = (
    "<html><head><title>题</title></head><body class='article'><div class=content>"
    "<div class='post'><h1>题</h1><div class='single'><p>文</p>%s</div></div></div></body></html>"
)


def _cut(text: str, length: int) -> list[str]:
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    return pieces[:MOST_BLOCKS]


def _block(text: str) -> Block:
    return Block("paragraph", text, f"<p>{escape(text, quote=False)}</p>")


def _cleaned(texts: list[str]) -> object:
    article = Article(page=page(""), site="xz.example", key="1", url=_URL, source_id="1", title="题")
    return clean(replace(article, blocks=tuple(_block(text) for text in texts)))


def _address(text: str) -> object:
    url = urls.absolute(text, _URL)
    return url and [
        (cms.classify(url, BASE), cms.article_at(url, BASE), urls.canonical(url), cms.with_page(url, 2))
        for cms in (zblog, wordpress)
    ]


def _scanned(data: bytes) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(data)
        return list(scan(path))


def _record(text: str) -> object:
    """A response record whose HTTP message is the text."""
    message = text.encode("utf-8", "replace")
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Target-URI: {_URL}\r\nWARC-Date: 2023-07-20T04:00:00Z\r\n"
        f"Content-Length: {len(message)}\r\n\r\n"
    )
    return _scanned(gzip.compress(head.encode() + message + b"\r\n\r\n", 1))


def _put(template: str, text: str) -> str:
    """The template with a text in place of ``@``, escaped in place of ``~``."""
    parts = {"@": text, "~": escape(text)}
    return re.sub("[@~]", lambda place: parts[place[0]], template)


def _in(template: str) -> Entry:
    """Reads an article's page with a text in its body."""
    return lambda text: read_page(_PAGE % _put(template, text))


def _in_list(template: str) -> Entry:
    """Likewise a page of a listing."""
    whole = f"<body class='index'><div class='content'>{template}"
    return lambda text: extract.read(page(whole.replace("@", text), BASE), SITE)


def _in_feed(item: str) -> Entry:
    return lambda text: _feed(f"<rss><channel><item>{item.replace('@', text)}</item></channel></rss>")


def _feed(source: str) -> object:
    return extract.feed(page(source), SITE), extract.stray_text(page(source))


def _in_sitemap(text: str) -> object:
    return extract.read(page(f"<urlset><url><loc>{text}</loc><lastmod>{text}", BASE), _WORDPRESS)


def _of_posts(text: str) -> object:
    """An answer of an API."""
    post = {"link": f"{BASE}archives/1", "title": {"rendered": text}, "date": text, "modified_gmt": text}
    url = f"{BASE}wp-json/wp/v2/posts"
    return extract.read(page(json.dumps([post]), url), _WORDPRESS), extract.read(page(text, url), _WORDPRESS)


#: A page of an article that no description fits.
_OTHER_LAYOUT: Final = (
    "<html><head><title>签约十二个项目</title>%s</head><body><h1>签约十二个项目</h1><p>2023-07-19</p>%s"
    "<div id=zoom><p>徐州高新区今天集中签约十二个项目，涉及智能装备和新材料。</p>%s</div></body></html>"
)


def _generic(template: str, place: int = 2) -> Entry:
    """Reads it with a text in its head (0), among its particulars (1) or in its body (2)."""

    def read(text: str) -> object:
        parts = ["", "", ""]
        parts[place] = _put(template, text)
        return find_article(extract.plain_tree(page(_OTHER_LAYOUT % tuple(parts))), NOW)

    return read


def _insertion(text: str) -> object:
    half = len(text) // 2
    return diff.compare(text, f"{text[:half]}新。{text[half:]}")


_INFO: Final = "</div><div class=info>"
_LINKED: Final = "<link>/post/1.html</link>"

ENTRIES: Final[dict[str, Entry]] = {
    "date": lambda text: dates.parse_date(text, NOW),
    "entry of a sitemap": _in_sitemap,
    "answer of an API": _of_posts,
    "date of a page": lambda text: dates.read(text, page(""), "listing", zones=_ZONES),
    "date of a feed": lambda text: dates.feed_instant(text, NOW, _ZONES),
    "date in a header": lambda text: dates.written_between(Page(_URL, 200, {"date": text}, b"", NOW, NOW)),
    "date in a body": lambda text: labelled_date([_block(text)]),
    "line of an article": lambda text: (origin_in(text), origin_of(text), writer_in(text), views_in(text)),
    "source of a page": read_page,
    "source of a body": _in("@"),
    "text of a body": _in("<p>~"),
    "title": lambda text: read_page((_PAGE % "").replace("<h1>题", f"<h1>{text}")),
    "info line": _in(f"{_INFO}<span class=user>@"),
    "date line": _in(f"{_INFO}<span class=date>~"),
    "view count": _in(f"{_INFO}<span class=view>~"),
    "category": _in(f"{_INFO}<span class=cate><a href=@>~"),
    "tags": _in("</div><div class=tags><a href=/tags-1>@"),
    "breadcrumbs": _in("</div></div><div class=sitemap><a href=/category-2>@"),
    "related": _in("</div></div><div class=relatecon><h3><a href='@'>@"),
    "style": _in('<p style="~">字'),
    "class": _in('<p class="~">字'),
    "link": _in('<p><a href="~">字'),
    "image": _in('<img src="~" alt="~">'),
    "image sets": _in('<img file="~" srcset="~">'),
    "attributes": _in("<p @>字"),
    "source of an unknown page": lambda text: find_article(extract.plain_tree(page(text)), NOW),
    "lines of an unknown page": _generic("@"),
    "line of an unknown page": _generic("<p>~</p>"),
    "particulars of an unknown page": _generic("<p>~</p>", 1),
    "names on an unknown page": _generic('<div class="~" id="~"><p>字</p></div>'),
    "statements of an unknown page": _generic("<script type='application/ld+json'>@</script>", 0),
    "stated date of an unknown page": _generic('<meta name=pubdate content="~">', 0),
    "stated title of an unknown page": _generic('<meta name=articletitle content="~">', 0),
    "listing": _in_list("@"),
    "listed post": _in_list("<div class=post><h2><a href=/post/1.html>@"),
    "feed": lambda text: _feed(f"{text}<rss><channel></channel></rss>"),
    "feed title": _in_feed(f"{_LINKED}<title>@</title>"),
    "feed link": _in_feed("<link>@</link>"),
    "feed date": _in_feed(f"{_LINKED}<pubDate>@</pubDate>"),
    "feed item": _in_feed(f"{_LINKED}@"),
    "boilerplate": lambda text: _cleaned([text]),
    "boilerplate lines": lambda text: _cleaned(text.split("\n")[:MOST_BLOCKS]),
    "short boilerplate lines": lambda text: _cleaned(_cut(text, 20)),
    "long boilerplate lines": lambda text: _cleaned(_cut(text, 400)),
    "assemble": lambda text: extract.assemble([_block(text)]),
    "address": _address,
    "query": parse,
    "snippet": lambda text: snippet(text, [Word(("字",)), Word((text[:1] or "a",))]),
    "tokens": tokens,
    "difference": lambda text: diff.compare(text, text[::-1]),
    "small difference": _insertion,
    "absence": lambda text: Said.of("404", text.encode()).is_like(_NOWHERE, _NOWHERE),
    "snapshot file": lambda text: _scanned(text.encode("latin-1", "replace")),
    "snapshot": _record,
}  # fmt: skip
