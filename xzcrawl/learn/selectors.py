"""CSS selectors of an element that several pages have. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import PageOrNode, classes
from xzcrawl.learn.sample import ancestors

#: Names that a selector can have as they stand. Two digits in a row number what they name.
_NAME: Final = re.compile(r"(?!\w*\d\d)[A-Za-z_\u3400-\u9fff][\w-]*")
#: Attributes by which old pages tell their cells apart.
_ATTRIBUTES: Final = (
    "itemprop",
    "role",
    "align",
    "bgcolor",
    "size",
    "color",
    "width",
    "height",
    "valign",
    "style",
)
_PLAIN: Final = re.compile(r"[^\"\\\n]{1,60}")
_AROUND: Final = 6
#: Elements whose name alone says what they hold.
_SPEAKING: Final = frozenset(("h1", "article", "main"))


def own_selectors(node: LexborNode) -> Iterator[str]:
    """Selectors of an element by what it has itself, the best first."""
    tag, named = str(node.tag), node.attributes
    if (name := named.get("id")) and _NAME.fullmatch(name):
        yield f"#{name}"
    for name in classes(node):
        if _NAME.fullmatch(name):
            yield f".{name}"
    yield tag
    for key in _ATTRIBUTES:
        value = named.get(key)
        if value and _PLAIN.fullmatch(value):
            yield f'{tag}[{key}="{value}"]'


def selectors(node: LexborNode) -> Iterator[str]:
    """Selectors that an element has within its page, the simplest first."""
    own = list(own_selectors(node))
    yield from (one for one in own if one != node.tag or one in _SPEAKING)
    around = list(islice(ancestors(node), _AROUND))
    for outer in around:
        for name in own_selectors(outer):
            if name != outer.tag or name in _SPEAKING:
                yield from (f"{name} {one}" for one in own)
    yield from _by_place(node, around)
    yield str(node.tag)


def _by_place(node: LexborNode, around: Sequence[LexborNode]) -> Iterator[str]:
    """Selectors by the place of an element among its siblings."""
    path = _placed(node)
    for outer in around:
        for name in own_selectors(outer):
            if name != outer.tag or outer.tag == "body":
                yield f"{name} > {path}"
        path = f"{_placed(outer)} > {path}"


def _placed(node: LexborNode) -> str:
    number, before = 1, node.prev
    while before is not None:
        number += before.tag == node.tag
        before = before.prev
    return f"{node.tag}:nth-of-type({number})"


def best(
    candidates: Iterator[str] | Sequence[str], places: Sequence[PageOrNode], fits: Callable[[int, str], bool]
) -> tuple[str, int]:
    """The first of the candidates that fits most places, and how many; "" and 0 where none fits any.

    ``fits`` is given the number of a place and a selector.
    """
    chosen, most = "", 0
    for candidate in dict.fromkeys(candidates):
        count = sum(fits(number, candidate) for number in range(len(places)))
        if count > most:
            chosen, most = candidate, count
            if count == len(places):
                break
    return chosen, most


def covering(
    candidates: Sequence[str],
    places: Sequence[PageOrNode],
    fits: Callable[[int, str], bool],
    fewest: int,
) -> list[str]:
    """Candidates each of which fits most of the places that those before it do not; ``fewest`` at least."""
    chosen: list[str] = []
    left = {one: {at for at in range(len(places)) if fits(at, one)} for one in dict.fromkeys(candidates)}
    while left:
        found, chosen_now = max(((own, one) for one, own in left.items()), key=lambda each: len(each[0]))
        if len(found) < fewest:
            break
        chosen.append(chosen_now)
        left = {one: own - found for one, own in left.items()}
    return chosen
