"""Learns what stands in the bodies of articles and is not their text, from several of them. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from selectolax.lexbor import LexborNode

from xzcrawl import boilerplate
from xzcrawl.extract.body import blocks
from xzcrawl.families.described import LONGEST_ENDING, described
from xzcrawl.families.foot_lines import FOOT_KINDS
from xzcrawl.families.habits import is_advertisement, is_aside, names_of
from xzcrawl.families.tree import body_element, line
from xzcrawl.generic import words
from xzcrawl.items import Block, BlockRole, Link
from xzcrawl.learn.sample import Sample
from xzcrawl.learn.selectors import own_selectors
from xzcrawl.urls import is_document

#: On so many pages an element is no accident.
_SEVERAL: Final = 2
#: At least so many pages, and more than half of them, share a line.
_SHARED: Final = 4
_WORD: Final = re.compile(r"\w")
#: What a line says that is the site's and not the end of a text: the site itself, how to reach or follow it.
_OF_SITE: Final = re.compile(
    r"""本[网站报刊社号]|本平台|本公众号|我们的|公众号|微信|微博|客户端|二维码|扫码|扫一扫|关注我们|投稿|热线|电话|邮箱|传真|地址[:：]
    |联系人|QQ|https?://|www\.|@""",
    re.IGNORECASE | re.VERBOSE,
)


class Furniture(NamedTuple):
    """The declarations, and for each on how many of the pages it holds: ``{"asides": (3, 14)}``."""

    declared: Mapping[str, Any]
    held: Mapping[str, tuple[int, int]]


class _Body(NamedTuple):
    """The body of one page: the lines that are cut by what is known so far, and the texts that stay."""

    cut: tuple[Block, ...]
    texts: tuple[str, ...]

    @property
    def roles(self) -> set[BlockRole | None]:
        return {block.role for block in self.cut}


def furniture(samples: Sequence[Sample], description: Mapping[str, Any]) -> Furniture:
    """What ``described`` is to be told of the bodies of articles, beside what it is told already."""
    body = described(**description).theme.body
    found = [(sample, holder) for sample in samples if (holder := body_element(sample.tree, body))]
    asides = ", ".join(_asides([holder for _, holder in found]))
    endings: list[str] = []
    known = {**description, "asides": asides, "footers": list(FOOT_KINDS)}
    bodies = _bodies(found, known)
    while (shared := _shared(bodies)) and shared not in endings:  # a line that is all of a body stays
        endings.append(shared)  # what stands before it is seen once it is known
        bodies = _bodies(found, {**known, "endings": endings})
    declared = {"asides": asides, "footers": _kinds(bodies), "endings": endings}
    roles = {"asides": "aside", "footers": "foot", "endings": "frame"}
    on = {name: sum(role in body.roles for body in bodies) for name, role in roles.items()}
    return Furniture(
        {name: value for name, value in declared.items() if value},
        {name: (count, len(bodies)) for name, count in on.items() if count},
    )


def _bodies(found: Iterable[tuple[Sample, LexborNode]], description: Mapping[str, Any]) -> list[_Body]:
    theme = described(**description).theme
    return [_cleaned(blocks(holder, sample.url, theme)) for sample, holder in found]


def _cleaned(lines: Sequence[Block]) -> _Body:
    indexes = {found.index for found in boilerplate.find(lines)}
    left = (block for index, block in enumerate(lines) if index not in indexes and not block.image)
    return _Body(tuple(lines[index] for index in sorted(indexes)), tuple(block.text for block in left))


def _kinds(bodies: Sequence[_Body]) -> list[str]:
    """The kinds of the lines that end several bodies, and notices where credits do, below them."""
    feet = [[block.text for block in body.cut if block.role == "foot"] for body in bodies]
    counts = {kind: sum(any(map(is_one, foot)) for foot in feet) for kind, is_one in FOOT_KINDS.items()}
    found = {kind for kind, count in counts.items() if count >= _SEVERAL}
    return [kind for kind in FOOT_KINDS if kind in found or (kind == "notices" and found)]


def _shared(bodies: Sequence[_Body]) -> str:
    """The line of the site with which most bodies end, else with which most begin; "" where there is none.

    Formulas and salutations (``特此公告。``, ``各有关单位：``) are shared too, and are text.
    """
    for place in (-1, 0):
        counts = Counter(body.texts[place] for body in bodies if body.texts)
        text, count = next(iter(counts.most_common(1)), ("", 0))
        is_of_site = _OF_SITE.search(text) is not None or words.is_foreign(text)
        if is_of_site and count >= _SHARED and count * 2 > len(bodies) and len(text) <= LONGEST_ENDING:
            return text
    return ""


def _asides(bodies: Sequence[LexborNode]) -> list[str]:
    """Selectors of elements that lead to other articles, or advertise, wherever they stand in a body."""
    pages: dict[str, set[int]] = defaultdict(set)
    for number, body in enumerate(bodies):
        for node in body.css("*"):
            for name in _names(node) if node.mem_id != body.mem_id and _is_aside(node) else ():
                pages[name].add(number)
    found = [name for name, numbers in pages.items() if len(numbers) >= _SEVERAL]
    sure = [name for name in found if all(_is_aside(node) for body in bodies for node in body.css(name))]
    nodes = {name: {node.mem_id for body in bodies for node in body.css(name)} for name in sure}
    inner = {name: {node.mem_id for body in bodies for node in body.css(f"{name} *")} for name in sure}
    chosen: list[str] = []
    for name in sorted(sure, key=lambda name: -len(nodes[name])):
        if not any(nodes[name] <= nodes[other] | inner[other] for other in chosen):
            chosen.append(name)
    return chosen


def _names(node: LexborNode) -> list[str]:
    return [name for name in own_selectors(node) if name[0] in ".#" or name == "aside"]


def _is_aside(node: LexborNode) -> bool:
    """Whether an element leads to other articles, as its first words, or its name and its links say.

    One that calls itself an advertisement is aside too; one that links a file is not.
    """
    said, links = line(node), node.css("a[href]")
    named = names_of(node.attributes.get("id") or "", node.attributes.get("class") or "")
    if is_advertisement(named):
        return True
    if not said or not links or any(is_document(Link(link.attributes["href"] or "", "")) for link in links):
        return False
    linked = [text for text in map(line, links) if text]
    is_of_links = "".join(linked) == said
    heading, _, rest = said.partition(linked[0]) if linked else (said, "", "")
    for text in linked[1:]:
        rest = rest.replace(text, "", 1)
    is_headed = not _WORD.search(rest) and words.ends(heading)
    return words.ends(said) or is_headed or (is_of_links and is_aside(str(node.tag), named))
