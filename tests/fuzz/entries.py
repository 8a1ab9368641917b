"""The doors by which what strangers wrote comes in, each a function of one text, which it may only refuse."""

from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from xzcrawl import dates, diff, extract, urls
from xzcrawl.boilerplate import clean
from xzcrawl.extract.labelled_date import labelled_date
from xzcrawl.items import Article, Block, Page, Zones
from xzcrawl.search.query import Word, parse
from xzcrawl.search.snippet import snippet
from xzcrawl.search.tokens import tokens
from xzcrawl.snapshots import scan

BASE: Final = "http://xz.example/"
NOW: Final = datetime(2023, 7, 20, 4, tzinfo=UTC)
_URL: Final = f"{BASE}index.php/post/6202.html"
_ZONES: Final = Zones(480, (0, 480))

Entry = Callable[[str], object]


def page(body: str, url: str = _URL) -> Page:
    """A page as received."""
    return Page(url, 200, {}, body.encode("utf-8", "surrogatepass"), NOW, NOW)


def read_page(source: str) -> object:
    """All that is read off a page: its links, its article, and what becomes of that."""
    received = page(source)
    tree = extract.parse(received)
    extract.outline(tree, received.url, BASE)
    article = extract.article(tree, received, "xz.example", BASE)
    dates.attempt_article(article, None, Zones())
    return extract.assemble(clean(article).blocks)


def _article(title: str = "题", info: str = "", body: str = "<p>文</p>", more: str = "") -> str:
    return (
        "<html><head><title>题</title></head><body class='article'><div class=content>"
        f"<div class='post'><h1>{title}</h1>"
        f"<div class='info'>{info}</div><div class='single'>{body}</div></div>{more}</div></body></html>"
    )


def _listing(post: str) -> str:
    return f"<body class='index'><div class='content'>{post}</div></body>"


def _feed(title: str = "", link: str = "/post/1.html", date: str = "", more: str = "") -> object:
    item = f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"
    received = page(f"<rss><channel>{item}</channel></rss>")
    return extract.feed(received, BASE), extract.stray_text(received)


def _stray(text: str) -> object:
    received = page(f"{text}<rss><channel></channel></rss>")
    return extract.feed(received, BASE), extract.stray_text(received)


def _block(text: str) -> Block:
    return Block("paragraph", text, f"<p>{escape(text, quote=False)}</p>")


def _cleaned(texts: list[str]) -> object:
    article = Article(page=page(""), site="xz.example", key="1", url=_URL, source_id="1", title="题")
    article.blocks = [_block(text) for text in texts]
    return clean(article)


def _address(text: str) -> object:
    url = urls.absolute(text, _URL)
    return url and (urls.classify(url, BASE), urls.canonical(url), urls.with_page(url, 2))


def _warc(text: str) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(text.encode("latin-1", "replace"))
        return list(scan(path))


ENTRIES: Final[dict[str, Entry]] = {
    "date": lambda text: dates.parse_date(text, NOW),
    "date of a page": lambda text: dates.read(text, page(""), "listing", zones=_ZONES),
    "date of a feed": lambda text: dates.feed_instant(text, NOW, _ZONES),
    "date in a header": lambda text: dates.written_between(Page(_URL, 200, {"date": text}, b"", NOW, NOW)),
    "date in a body": lambda text: labelled_date([_block(text)]),
    "source of a page": read_page,
    "source of a body": lambda text: read_page(_article(body=text)),
    "text of a body": lambda text: read_page(_article(body=f"<p>{escape(text)}</p>")),
    "title": lambda text: read_page(_article(title=text)),
    "info line": lambda text: read_page(_article(info=f"<span class=user>{text}")),
    "date line": lambda text: read_page(_article(info=f"<span class=date>{escape(text)}</span>")),
    "view count": lambda text: read_page(_article(info=f"<span class=view>{escape(text)}</span>")),
    "category": lambda text: read_page(_article(info=f"<span class=cate><a href={text}>{escape(text)}")),
    "tags": lambda text: read_page(_article(more=f"<div class=tags><a href=/tags-1>{text}</div>")),
    "breadcrumbs": lambda text: read_page(_article(more=f"<div class=sitemap><a href=/category-2>{text}</a>")),
    "related": lambda text: read_page(_article(more=f"<div class=relatecon><h3><a href='{text}'>{text}")),
    "style": lambda text: read_page(_article(body=f"<p style=\"{escape(text)}\">字")),
    "class": lambda text: read_page(_article(body=f"<p class=\"{escape(text)}\">字")),
    "link": lambda text: read_page(_article(body=f"<p><a href=\"{escape(text)}\">字")),
    "image": lambda text: read_page(_article(body=f"<img src=\"{escape(text)}\" alt=\"{escape(text)}\">")),
    "image sets": lambda text: read_page(_article(body=f"<img file=\"{escape(text)}\" srcset=\"{escape(text)}\">")),
    "attributes": lambda text: read_page(_article(body=f"<p {text}>字")),
    "listing": lambda text: extract.outline(extract.parse(page(_listing(text))), BASE, BASE),
    "listed post": lambda text: extract.outline(
        extract.parse(page(_listing(f"<div class=post><h2><a href=/post/1.html>{text}"))), BASE, BASE
    ),
    "feed": _stray,
    "feed title": lambda text: _feed(title=text),
    "feed link": lambda text: _feed(link=text),
    "feed date": lambda text: _feed(date=text),
    "feed item": lambda text: _feed(more=text),
    "boilerplate": lambda text: _cleaned([text]),
    "boilerplate lines": lambda text: _cleaned(text.split("\n")),
    "short boilerplate lines": lambda text: _cleaned([text[i : i + 20] for i in range(0, len(text), 20)]),
    "assemble": lambda text: extract.assemble([_block(text)]),
    "address": _address,
    "query": parse,
    "snippet": lambda text: snippet(text, [Word(("字",)), Word((text[:1] or "a",))]),
    "tokens": tokens,
    "difference": lambda text: diff.compare(text, text[::-1]),
    "small difference": lambda text: diff.compare(text, f"{text[: len(text) // 2]}新。{text[len(text) // 2 :]}"),
    "snapshot": _warc,
}  # fmt: skip
