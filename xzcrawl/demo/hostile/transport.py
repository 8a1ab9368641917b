"""Answers whose form is the attack: they unpack to a thousand times their size, or lead in circles."""

import zlib
from typing import Final

from xzcrawl.demo.hostile.cases import case, with_body
from xzcrawl.demo.site import Answer, DemoSite

#: A file of the machine that the crawler runs on, and what every such file says.
FILE: Final = "file:///etc/passwd"
IN_FILE: Final = b"root:x:0:0"
_MEGABYTES: Final = 400


def _packed(window: int) -> bytes:
    """So many megabytes of zeros, as gzip or deflate (by zlib's ``wbits``)."""
    packer, megabyte = zlib.compressobj(9, zlib.DEFLATED, window), bytes(1 << 20)
    return b"".join(packer.compress(megabyte) for _ in range(_MEGABYTES)) + packer.flush()


def _bomb(encoding: str, window: int) -> Answer:
    body = _packed(window)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": encoding}
    return 200, headers | {"Content-Length": str(len(body))}, body


def _redirect(location: str) -> Answer:
    return 302, {"Location": location, "Content-Length": "0"}, b""


@case
def answers_that_are_no_pages(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The first articles answer in ways that are each an attack, and the feed names a file of the machine."""
    if path == "/feed.php":
        return with_body(answer, _with_entities(answer[2]))
    status, headers, body = answer
    urls = [article.url.removeprefix(site.base_url.rstrip("/")) for article in site.articles[:7]]
    if path not in urls:
        return answer
    attacks = (
        lambda: _bomb("gzip", 31),
        lambda: _bomb("deflate", 15),
        lambda: _redirect(path),
        lambda: _redirect(FILE),
        lambda: _redirect(f"data:text/html,{path}"),
        lambda: (status, headers | {"X-Padding": "x" * 1_000_000}, body),
        lambda: (status, headers | {"Content-Encoding": "gzip"}, body),
    )
    return attacks[urls.index(path)]()


#: How many of the articles cannot be had while the site is so.
ATTACKED: Final = 7


def _with_entities(feed: bytes) -> bytes:
    """The feed with a title that is a file, and one that grows a billion times."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE rss [<!ENTITY file SYSTEM "{FILE}"><!ENTITY l0 "笑">{laughs}]>'.encode()
    head, end, rest = feed.partition(b"?>")
    return head + end + declared + rest.replace(b"<title>", b"<title>&file;&l9;", 3)
