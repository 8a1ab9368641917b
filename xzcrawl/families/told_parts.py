"""The further parts of an article that its page tells of and does not link: a script does. Pure."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from xzcrawl.families.list_pages import page_count
from xzcrawl.families.patterns import compiled
from xzcrawl.families.tree import Tree
from xzcrawl.urls import address_below

_KEY: Final = re.compile(r"\{(?:id(?::\d+)?|key)\}")
_PART: Final = re.compile(r"\{part(-1)?\}")
_MOST: Final = 99


def told_parts(
    articles: Iterable[str], told: Iterable[str], tree: Tree, url: str, base: str
) -> dict[int, str]:
    """The URLs of the further parts by their number, as the page of the first one at ``url`` tells.

    ``articles`` are the patterns of articles, ``told`` texts with ``{pages}`` for the number of parts.
    """
    count = max((page_count(text, tree) for text in told), default=0)
    if not 1 < count <= _MOST:
        return {}
    for end, more in _ends(list(articles), url, base):
        beginning = url.removesuffix(end)
        return {
            number: beginning + _PART.sub(str(number - bool(found[1])), more)
            for number in range(2, count + 1)
            if (found := _PART.search(more))
        }
    return {}


def _ends(articles: Sequence[str], url: str, base: str) -> list[tuple[str, str]]:
    """How the URL of a first part ends, and how those of further ones do instead."""
    address = address_below(url, base)
    fits = [one for one in articles if address and compiled(one).fullmatch(address)]
    parts = [one for one in articles if _PART.search(one)]
    if any(one in parts for one in fits):
        return []
    ends = ((_cut(first), _cut(part)) for first in fits for part in parts)
    return [
        (end, more)
        for (beginning, end), (other, more) in ends
        if beginning == other and "{" not in end + _PART.sub("", more) and url.endswith(end)
    ]


def _cut(pattern: str) -> tuple[str, str]:
    """A pattern up to the name of the article, and what is behind it."""
    found = _KEY.search(pattern)
    return (pattern[: found.end()], pattern[found.end() :]) if found else (pattern, "")
