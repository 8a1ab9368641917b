"""The titles of articles on their pages: what lists call them, and what the pages call themselves. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.described import OWN_TEXT
from xzcrawl.families.tree import line, own_text
from xzcrawl.learn.sample import Sample, ancestors, uncut
from xzcrawl.text import normalise

_PARTS_OF_TITLES: Final = re.compile(r"\s*[-_|–—·]+\s*")
#: A title that a list has cut tells where so much of it is left.
_LEFT: Final = 6
#: Some lists cut without a mark, but no short titles.
_LONG: Final = 15
_LONGEST_TITLE: Final = 200


def site_names(samples: Sequence[Sample]) -> frozenset[str]:
    """The parts of ``<title>`` that half of the pages share: names of the site and of its lists."""
    counts = Counter(
        part
        for sample in samples
        for part in set(_PARTS_OF_TITLES.split(line(sample.tree.css_first("title"))))
    )
    return frozenset(part for part, count in counts.items() if count * 2 >= max(len(samples), 4))


def title_of_page(
    sample: Sample, links: frozenset[str], around: frozenset[str]
) -> tuple[str, tuple[tuple[LexborNode, str], ...]]:
    """The title of a page, and the elements that hold just that, or have it as their own text.

    ``links`` are the texts of links to it, ``around`` the texts of the frame. With each element comes what
    its selector ends with.
    """
    shown = [(said, node, ending) for said, node, ending in _title_texts(sample) if said not in around]
    named = _named_titles(sample, around)
    linked = [said for said, _, _ in shown if any(same_title(said, title) for title in links)]
    exact = [said for said in linked if said in links]
    own = [said for said, _, _ in shown if said in named]
    title = next(iter(exact or sorted(linked, key=len) or own), "")
    return title, tuple((node, ending) for said, node, ending in shown if title and said == title)


def _title_texts(sample: Sample) -> Iterator[tuple[str, LexborNode, str]]:
    """The texts that may be titles, outside links."""
    for node in sample.tree.css("h1, h2, h3, h4, td, div, p, b, strong, font, span"):
        if any(each.tag == "a" for each in ancestors(node)):
            continue
        whole, own = line(node), own_text(node)
        if 0 < len(whole) <= _LONGEST_TITLE:
            yield whole, node, ""
        if own != whole and 0 < len(own) <= _LONGEST_TITLE:
            yield own, node, OWN_TEXT


def _named_titles(sample: Sample, around: frozenset[str]) -> set[str]:
    """What a page calls itself in its head."""
    metas = sample.tree.css("meta[name='ArticleTitle' i], meta[property='og:title']")
    said = [normalise(meta.attributes.get("content") or "") for meta in metas]
    whole = line(sample.tree.css_first("title"))
    parts = [part for part in _PARTS_OF_TITLES.split(whole) if part]
    said += [whole[: whole.find(part) + len(part)] for part in parts] + parts
    return {text for text in said if len(text) >= _LEFT and text not in around}


def same_title(said: str, title: str) -> bool:
    """Whether a link's text is a page's title, which lists may cut."""
    begun = uncut(title)
    return said == title or (len(begun) >= (_LEFT if begun != title else _LONG) and said.startswith(begun))
