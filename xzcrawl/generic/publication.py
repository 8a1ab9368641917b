"""Finds the date of publication, as a page shows it, and as the elements of that line state it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Final

from xzcrawl.dates import DateInterval, parse_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.generic.layout import PageLine
from xzcrawl.generic.words import DATE, is_event
from xzcrawl.text import with_whole_labels

_PUBLISHED: Final = re.compile(r"(?:发布|发表|发稿|刊发|刊登|公开)(?:时间|日期|于)?\W{0,3}$")
_CHANGED: Final = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)?\W{0,3}$")
#: Days of a document and of what it is about. 发文日期 and 公布日期 may be either, and so count as no label.
_OTHER: Final = re.compile(
    r"(?:成文|签发|生成|失效|生效|截止|活动|讲座|会议|开始|结束|今天是)(?:时间|日期)?\W{0,3}$"
    r"|(?:报名|公示|开标|投标|实施|施行|有效|成立|展会|播出|拍摄|面试|考试|举办|举行|演出|开工|竣工|投产|上市|申报|采访"
    r"|印发|废止|培训|征集|受理|评审|比赛)(?:(?:时间|日期|期)\W{0,3}|\s?[:：]\W{0,2})$"
)
#: A label in an element of its own, as a cell of a table, has no more characters.
_LABEL: Final = 8
_ATTRIBUTES: Final = ("datetime", "title")

_Dated = tuple[str, DateInterval]


def date_text_of(near: Sequence[PageLine], heading: PageLine, seen_at: datetime) -> str:
    """The date in the lines ``near`` the ``heading`` that tells when an article was published; "" for none.

    A day in the title itself is that of an event, unless there is no other. Of several dates the finest that
    agrees with the likeliest. One that contradicts itself is told where there is no other. ``seen_at`` is
    aware.
    """
    shown = _shown(near, heading)
    dated = [each for text in shown for each in _dated(text, seen_at)]
    if not dated:
        return next(iter(shown), "")
    found = dated[0]
    for each in dated:
        if _is_finer(each[1], found[1]):
            found = each
    return found[0]


def stated_by(lines: Iterable[PageLine]) -> Iterator[str]:
    """The dates in attributes of the elements of lines: machines read them, or readers who point at them."""
    for line in lines:
        for node in {id(piece.element): piece.element.node for piece in line.pieces}.values():
            values = (node.attributes.get(name) or "" for name in _ATTRIBUTES)
            yield from (value[match.start() :] for value in values if (match := DATE.search(value)))


def _shown(lines: Sequence[PageLine], heading: PageLine) -> list[str]:
    """The dates in lines: first what is labelled as the publication, last a change, then what a title has.

    The day of an event is left out.
    """
    found: list[tuple[int, str]] = []
    label = ""
    for line, following in zip_longest(lines, lines[1:]):
        if following is not None and is_event(line.text, following.text):
            continue
        text = with_whole_labels(line.text)
        for match in DATE.finditer(text):
            before = text[: match.start()].strip() or label
            if line is heading and match.start() < len(line.title):
                found.append((3, match.group()))
            elif not _OTHER.search(before):
                rank = 2 if _CHANGED.search(before) else 0 if _PUBLISHED.search(before) else 1
                found.append((rank, match.group()))
        label = text if len(text) <= _LABEL else ""
    return [text for _, text in sorted(found, key=lambda each: each[0])]


def _dated(text: str, seen_at: datetime) -> list[_Dated]:
    try:
        found = parse_date(text, seen_at)
    except ContradictoryDate:
        return []
    return [(text, found)] if found else []


def _is_finer(other: DateInterval, found: DateInterval) -> bool:
    within = found.earliest <= other.earliest and other.latest <= found.latest
    return within and other.latest - other.earliest < found.latest - found.earliest
