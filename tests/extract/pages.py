"""Pages of the theme around a snippet of markup, and what is read from them."""

from datetime import UTC, datetime

from tests.sites import tpure
from xzcrawl.extract import article_of, parse
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.items import Article, Block, Page

BASE = "http://xuzhou.021cf.cn/"
URL = f"{BASE}index.php/post/6202.html"
SITE = tpure(BASE)
SEEN = datetime(2023, 7, 20, 4, tzinfo=UTC)


def page(body: str | bytes, url: str = URL, content_type: str = "text/html") -> Page:
    content = body if isinstance(body, bytes) else body.encode()
    return Page(url, 200, {"content-type": content_type}, content, SEEN, SEEN)


def read(html: str, url: str = URL) -> Article:
    served = page(html, url)
    return article_of(parse(served, TPURE), served, SITE)


def post(single: str, info: str = "", head: str = "", around: str = "") -> str:
    return (
        f'<html><head>{head}</head><body class="article"><div class="content"><div class="block">'
        f'<div class="post"><h1>标题</h1><div class="info">{info}</div>'
        f'<div class="single">{single}</div></div></div>{around}</div></body></html>'
    )


def blocks(single: str) -> tuple[Block, ...]:
    return read(post(single)).blocks


def lines(single: str) -> list[str]:
    return [block.text for block in blocks(single) if block.kind != "image"]


def kinds(single: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(single)]
