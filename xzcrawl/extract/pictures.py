"""The picture of an ``img``, wherever lazy loading or a forum keeps its address."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.extract.limits import LONGEST_ALT, within
from xzcrawl.items import Image
from xzcrawl.text import normalise
from xzcrawl.urls import absolute

Attributes = Mapping[str, str | None]

#: Where scripts look for the picture while ``src`` holds a placeholder.
_LAZY: Final = (
    *("data-src", "data-original", "data-lazy-src", "data-lazyload", "data-lazy", "data-actualsrc"),
    *("data-original-src", "data-backsrc", "data-echo"),
)
#: Any other attribute may hold it too (Discuz: ``file``, ``zoomfile``), but for these.
_NO_ADDRESSES: Final = frozenset(("alt", "title", "class", "style", "src", "srcset", "data-srcset", *_LAZY))
_FILE: Final = re.compile(r"(?!\S*+\s)[^/]*+/.*\.(?:avif|bmp|gif|jpe?g|png|webp)(?:[?!@].*)?", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"/(?:dot|blank|loading|none|placeholder|spacer?|pixel|transparent|gr[ae]y|lazy(?:load)?|1x1)"
    r"\.(?:gif|jpe?g|png|svg|webp)$"
    r"|/fileTypeImages/icon_\w+\.(?:gif|png)$"  # what UEditor and others set before a link to a file
    r"|/icon[_-]?(?:docx?|xlsx?|pptx?|pdf|txt|rtf|wps|zip|rar|7z)\.(?:gif|png)$",
    re.IGNORECASE,
)
#: A candidate of ``srcset`` with its width or density (HTML standard, 4.8.4.2.1); addresses may hold commas.
_CANDIDATE: Final = re.compile(r"([^\s,]\S*+)(?:(?<!,)\s++([\d.]++)[wx](?=[\s,]|$))?")


def image(node: LexborNode, base_url: str) -> Image | None:
    """The picture of an ``img``, None where only a placeholder or the mark of a kind of file is known."""
    attributes = node.attributes
    urls = (absolute(address, base_url) for address in _addresses(node, attributes))
    url = next((url for url in urls if url and not _PLACEHOLDER.search(url)), None)
    alt = within(normalise(attributes.get("alt") or ""), LONGEST_ALT)
    return Image(url, alt) if url else None


def _addresses(node: LexborNode, attributes: Attributes) -> Iterator[str]:
    """Where the picture may be, surest first."""
    yield from (value for name in _LAZY if (value := attributes.get(name)) and ("/" in value or "." in value))
    yield from _largest(attributes.get("data-srcset"))
    yield attributes.get("src") or "data:"
    yield from (
        value
        for name, value in attributes.items()
        if value and name not in _NO_ADDRESSES and _FILE.fullmatch(value.strip())
    )
    yield from _largest(attributes.get("srcset"))
    if node.parent is not None and node.parent.tag == "picture":
        for source in node.parent.css("source"):
            yield from _largest(source.attributes.get("data-srcset") or source.attributes.get("srcset"))


def _largest(srcset: str | None) -> list[str]:
    """The addresses of a ``srcset``, largest first; what has no figure is of density 1."""
    candidates = _CANDIDATE.findall(srcset or "")
    return [address.rstrip(",") for address, _ in sorted(candidates, key=_figure, reverse=True)]


def _figure(candidate: tuple[str, str]) -> float:
    try:
        return float(candidate[1] or 1)
    except ValueError:  # 1.2.3
        return 0.0
