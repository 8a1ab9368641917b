"""Cases that the archive's readers meet: odd answers with an article, and links that no index holds."""

import zlib
from typing import Final

import brotli

from xzcrawl.demo.hostile.cases import case, with_body
from xzcrawl.demo.site import Answer, DemoSite

#: Statuses with which a page may come (RFC 9110, 15.3; RFC 3229).
_STATUSES: Final = (200, 203, 205, 226)
#: More than an index of PostgreSQL takes, also once it is compressed.
_ENDLESS: Final = "".join(f"{number:x}" for number in range(3_000))
_LINKS: Final = (
    f'<a href="/?cate=%00">a</a><a href="/?cate={_ENDLESS}">b</a><a href="/?id=3&amp;x={_ENDLESS}">c</a>'
    f'<a href="/index.php/post/{_ENDLESS[:300]}.html">d</a><a href="/?tags=%00">e</a></body>'
).encode()


@case
def odd_answers(_site: DemoSite, path: str, _query: str, answer: Answer) -> Answer:
    """Articles come with other statuses than 200, or in a coding that nobody asked for."""
    status, headers, body = answer
    if "/post/" not in path or status != 200:
        return answer
    number = zlib.crc32(path.encode())
    coded = with_body((status, headers | {"Content-Encoding": "br"}, body), brotli.compress(body))
    return coded if number % 5 == 4 else (_STATUSES[number % 5], headers, body)


@case
def links_that_no_index_holds(_site: DemoSite, _path: str, _query: str, answer: Answer) -> Answer:
    """Every page links listings whose keys are NUL or endless, and articles at endless addresses."""
    body = answer[2]
    return with_body(answer, body.replace(b"</body>", _LINKS)) if b"</body>" in body else answer
