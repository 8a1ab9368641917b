"""Learns how a site's lists show their articles, from some of these lists. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.dates import parse_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.families.described import OWN_TEXT, text_at, title_at
from xzcrawl.families.tree import classes, line, own_text, spaced
from xzcrawl.items import DateInterval
from xzcrawl.learn.sample import Sample, SampleLink, ancestors, chinese
from xzcrawl.learn.selectors import best, covering, own_selectors

#: A list shows at least so many articles that other lists do not show as well.
FEWEST_ROWS: Final = 3
#: So many rows tell how all are made.
_ROWS: Final = 60
_AROUND: Final = 5
_LONGEST_DATE: Final = 80
#: A date within a link has no more Chinese characters; a title has.
_WORDS: Final = 5
#: What has these is a sentence, whatever day it names.
_SENTENCE: Final = re.compile(r"[，。；！？]")

_Dated = tuple[str, LexborNode, DateInterval]

#: Says which article an address is of, None for none.
KeyOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One article of a list: the element that holds it, and the link with its title."""

    node: LexborNode
    key: str
    link: SampleLink


@dataclass(frozen=True, slots=True)
class ListParts:
    """The selectors of lists, and for each of how many lists or rows it holds: ``{"items": (5, 6)}``."""

    items: str
    heading: str
    item_title: str
    item_date: str
    held: Mapping[str, tuple[int, int]]


def shared_links(samples: Sequence[Sample], key_of: KeyOf) -> frozenset[str]:
    """The keys of articles that half of the pages link, three at least: what side columns show everywhere."""
    counts: dict[str, int] = defaultdict(int)
    for sample in samples:
        for key in {key for link in sample.links if (key := key_of(link.address))}:
            counts[key] += 1
    return frozenset(key for key, count in counts.items() if count * 2 > max(len(samples), 4))


def rows(sample: Sample, key_of: KeyOf, shared: frozenset[str]) -> list[ListRow]:
    """The rows of a page's main list: the most elements side by side that link one article each.

    They may stand in groups, as after every fifth row on many sites.
    """
    linked = [(link, key) for link in sample.links if (key := key_of(link.address)) and key not in shared]
    inside: dict[int, set[str]] = defaultdict(set)
    for link, key in linked:
        for around in (link.node, *ancestors(link.node)):
            inside[around.mem_id].add(key)
    firsts: dict[int, int] = {}
    groups: dict[tuple[int, str], dict[str, ListRow]] = defaultdict(dict)
    for link, key in linked:
        node = link.node
        for around in ancestors(link.node):
            first = _first_group(around, inside, firsts)
            if len(inside[around.mem_id]) > 1 or len(inside[first]) >= FEWEST_ROWS:
                group = groups[first, str(node.tag)]
                if key not in group or len(group[key].link.text) < len(link.text):
                    group[key] = ListRow(node, key, link)
                break
            node = around
    return list(max(groups.values(), key=_said, default={}).values())


def count_entries(found: Sequence[ListRow]) -> int:
    """How many entries stand in the groups of some rows, with those that lead elsewhere."""
    groups = {row.node.parent.mem_id: (row.node.parent, row.node.tag) for row in found if row.node.parent}
    return sum(
        child.tag == tag and (child.tag == "a" or child.css_first("a[href]") is not None)
        for group, tag in groups.values()
        for child in group.iter()
    )


def _first_group(group: LexborNode, inside: Mapping[int, set[str]], firsts: dict[int, int]) -> int:
    """The first of the groups of rows that stand one behind the other and are alike, by its ``mem_id``.

    A box with a heading of its own is a list by itself. ``firsts`` remembers what was found.
    """
    passed: list[int] = []
    while group.mem_id not in firsts:
        passed.append(group.mem_id)
        before = _before(group)
        if before is None or _kind(before) != _kind(group) or _is_headed(group, inside):
            break
        group = before
    first = firsts.get(group.mem_id, group.mem_id)
    firsts.update(dict.fromkeys(passed, first))
    return first


def _before(node: LexborNode) -> LexborNode | None:
    """The element before a node that has any text."""
    before = node.prev
    while before is not None and not line(before):
        before = before.prev
    return before


def _kind(node: LexborNode) -> tuple[str, str]:
    return str(node.tag), " ".join(classes(node))


def _is_headed(box: LexborNode, inside: Mapping[int, set[str]]) -> bool:
    return any(heading.mem_id not in inside for heading in box.css("h1, h2, h3, h4, h5, h6, dt"))


def is_list(sample: Sample, key_of: KeyOf, shared: frozenset[str]) -> bool:
    """Whether a page is a list, and not one of several short lists: its rows are most of what it links."""
    own = {key for link in sample.links if (key := key_of(link.address)) and key not in shared}
    found = len(rows(sample, key_of, shared))
    return found >= FEWEST_ROWS and found * 2 > len(own)


def _said(group: Mapping[str, ListRow]) -> tuple[int, int]:
    return len(group), sum(len(row.link.text) for row in group.values())


def list_parts(samples: Sequence[Sample], key_of: KeyOf) -> ListParts | None:
    """The selectors of lists of which samples are given; None where these show no rows that are alike."""
    shared = shared_links(samples, key_of)
    shown = [
        (sample, found) for sample in samples if len(found := rows(sample, key_of, shared)) >= FEWEST_ROWS
    ]
    if not shown:
        return None

    def holds(number: int, selector: str) -> bool:
        sample, own = shown[number]
        nodes = {node.mem_id for node in sample.tree.css(selector)}
        holders = [
            (link, around)
            for link in sample.links
            for around in ancestors(link.node)
            if around.mem_id in nodes
        ]
        wanted = {row.key: row.node.mem_id for row in own}
        found = [(key_of(link.address), around.mem_id) for link, around in holders]
        return {(key, place) for key, place in found if key and key not in shared} == set(wanted.items())

    candidates = [name for _, found in shown[:3] for name in _item_selectors(found[0].node)]
    items, count = best(candidates, [sample.tree for sample, _ in shown], holds)
    if not items:
        return None
    every = [row for number, (_, found) in enumerate(shown) if holds(number, items) for row in found][:_ROWS]
    heading, headed = _heading(every)
    item_title, titled = _item_title(every)
    seen = {row.key: sample.seen_at for sample, found in shown for row in found}
    dated = [(row, shown_date) for row in every if (shown_date := _date_in(row, seen[row.key]))]
    item_date, read = _item_date(dated, seen)
    held = {"items": (count, len(shown)), "heading": (headed, len(every)), "item_date": (read, len(every))}
    if item_title:
        held["item_title"] = titled, len(every)
    return ListParts(items, heading, item_title, item_date, held)


def _item_selectors(row: LexborNode) -> Iterator[str]:
    own = [name for name in own_selectors(row) if not name.startswith("#")]
    parent = row.parent
    assert parent is not None
    yield from (f"{name} > {one}" for name in own_selectors(parent) if name != parent.tag for one in own)
    for outer in islice(ancestors(parent), _AROUND):
        for name in own_selectors(outer):
            yield from (f"{name} {parent.tag} > {one}" for one in own)
    yield from (f"{parent.tag} > {one}" for one in own)
    yield from (one for one in own if one.startswith("."))  # in a piece of a page nothing is around rows


def dated(sample: Sample, found: Sequence[ListRow]) -> int:
    """How many rows of a page show a date."""
    return sum(_date_in(row, sample.seen_at) is not None for row in found)


def _heading(found: Sequence[ListRow]) -> tuple[str, int]:
    """The selector of the link with the title within a row."""
    links = [row.link.node for row in found]

    def is_heading(number: int, selector: str) -> bool:
        first = found[number].node.css_first(selector)
        return first is not None and first.mem_id == links[number].mem_id

    return best(["a[href]", *_within(links[0])], [row.node for row in found], is_heading)


def _item_title(found: Sequence[ListRow]) -> tuple[str, int]:
    """The selector of the title within a link that holds more; "" where links are titles."""
    if all(line(row.link.node) in (row.link.text, "") for row in found):
        return "", 0
    links = [row.link.node for row in found]

    def is_title(number: int, selector: str) -> bool:
        return title_at(selector)(links[number]) == found[number].link.text

    own = [
        f"{name}{ending}"
        for ending in ("", OWN_TEXT)
        for node in links[0].css("*")
        for name in own_selectors(node)
    ]
    selector, count = best([OWN_TEXT, *own], links, is_title)
    return (selector, count) if count * 2 > len(found) else ("", 0)


def _within(node: LexborNode) -> Iterator[str]:
    own = list(own_selectors(node))
    yield from own
    for outer in islice(ancestors(node), 2):
        yield from (f"{name} > {one}" for name in own_selectors(outer) for one in own)


def _date_in(row: ListRow, seen_at: datetime) -> tuple[str, LexborNode, DateInterval] | None:
    """The date of a row: the selectors' ending, the smallest element that holds it, and the date itself."""
    link = row.link.node.mem_id
    for node in row.node.css("*"):
        in_link = any(around.mem_id == link for around in ancestors(node))
        if node.mem_id in (link, row.node.mem_id) or (in_link and chinese(line(node)) > _WORDS):
            continue
        inner = [child for child in node.css("*") if child.mem_id != node.mem_id]
        date = date_of(spaced(node), seen_at)
        if date and not any(date_of(spaced(child), seen_at) for child in inner):
            return "", node, date
    date = date_of(own_text(row.node), seen_at)
    return (OWN_TEXT, row.node, date) if date else None


def date_of(text: str, seen_at: datetime) -> DateInterval | None:
    """The date that a short text has; None for one that has none, or contradicts itself."""
    if not text or len(text) > _LONGEST_DATE or _SENTENCE.search(text) or not re.search(r"\d", text):
        return None
    try:
        return parse_date(text, seen_at)
    except ContradictoryDate:
        return None


def _item_date(dated: Sequence[tuple[ListRow, _Dated]], seen: Mapping[str, datetime]) -> tuple[str, int]:
    """The selector of the element with the date within a row; rows of several makes have one each."""
    places = [row.node for row, _ in dated]

    def tells(number: int, selector: str) -> bool:
        row, (_, _, date) = dated[number]
        read = date_of(text_at(selector)(row.node), seen[row.key])
        return read is not None and (read.earliest, read.latest) == (date.earliest, date.latest)

    around = (node.parent for _, (ending, node, _) in dated if not ending and node.parent)
    makes = {(ending, *own_selectors(node)): (ending, node) for _, (ending, node, _) in dated}
    own = [name for ending, node in makes.values() for name in ([ending] if ending else _within(node))]
    one, count = best([*own, *(name for node in around for name in own_selectors(node))], places, tells)
    several = covering(own, places, tells, FEWEST_ROWS) if count < len(places) else []
    joined = ", ".join(several)
    total = sum(tells(number, joined) for number in range(len(places))) if len(several) > 1 else 0
    return (joined, total) if total > count else (one, count)
