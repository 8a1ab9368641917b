"""When an article was published, as its page shows it and states it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Final

from xzcrawl.dates import DateInterval, parse_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.generic.layout import PageLine
from xzcrawl.generic.words import DATE

_PUBLISHED: Final = re.compile(
    r"(?:发布|发表|发稿|发文|刊发|刊登|公布)(?:时间|日期|于)?\W{0,3}$|(?<!\w)(?:时间|日期)\W{0,3}$"
)
_CHANGED: Final = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)?\W{0,3}$")
_OTHER: Final = re.compile(
    r"(?:成文|签发|生成|失效|生效|截止|活动|讲座|会议|开始|结束|今天是)(?:时间|日期)?\W{0,3}$"
)
#: A zone behind a time. Systems write that of their server behind the site's own clock.
_ZONE: Final = re.compile(r"(?<=\d)(?:Z|[+-]\d{2}:?\d{2})$")
#: How systems write a day of which they know no time.
_MIDNIGHT: Final = re.compile(r"[T\s]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_ATTRIBUTES: Final = ("datetime", "title")

_Dated = tuple[str, DateInterval]


def date_text_of(near: Sequence[PageLine], stated: Sequence[str], seen_at: datetime) -> str:
    """The text that tells when an article was published, "" where none does.

    What readers see (``near`` the heading) counts. What the page states to machines takes its place only
    where it is finer and lies within it. ``seen_at`` is aware.
    """
    shown = [each for text in _shown(near) for each in _dated(text, seen_at)]
    told = [_spellings(text, seen_at) for text in (*_in_attributes(near), *stated)]
    found = next(iter((*shown, *chain.from_iterable(told))), None)
    if found is None:
        return ""
    for spellings in (*([each] for each in shown), *told):
        finer = [each for each in spellings if _is_finer(each[1], found[1])]
        if len({(each.earliest, each.latest) for _, each in finer}) == 1:  # else the zone is not known
            found = finer[0]
    return found[0]


def _shown(lines: Iterable[PageLine]) -> list[str]:
    """The dates in lines: first what is labelled as the publication, last what is as a change."""
    found: list[tuple[int, str]] = []
    for line in lines:
        for match in DATE.finditer(line.text):
            before = line.text[: match.start()]
            if not _OTHER.search(before):
                rank = 2 if _CHANGED.search(before) else 0 if _PUBLISHED.search(before) else 1
                found.append((rank, match.group()))
    return [text for _, text in sorted(found, key=lambda each: each[0])]


def _in_attributes(lines: Iterable[PageLine]) -> Iterator[str]:
    """The dates in attributes of the elements of a line, which are finer than what they show."""
    for line in lines:
        for node in {id(piece.element): piece.element.node for piece in line.pieces}.values():
            values = (node.attributes.get(name) for name in _ATTRIBUTES)
            yield from (value for value in values if value and DATE.search(value))


def _spellings(stated: str, seen_at: datetime) -> list[_Dated]:
    """What is stated, and also without its zone, unless that is the site's."""
    text = _MIDNIGHT.sub("", stated)
    return [*_dated(text, seen_at), *(_dated(bare, seen_at) if (bare := _ZONE.sub("", text)) != text else ())]


def _dated(text: str, seen_at: datetime) -> list[_Dated]:
    try:
        found = parse_date(text, seen_at)
    except ContradictoryDate:
        return []
    return [(text, found)] if found else []


def _is_finer(other: DateInterval, found: DateInterval) -> bool:
    within = found.earliest <= other.earliest and other.latest <= found.latest
    return within and other.latest - other.earliest < found.latest - found.earliest
