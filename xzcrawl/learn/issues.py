"""Newspapers: pages whose addresses have the day of their issue, and that link the issue before. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from xzcrawl.families.patterns import DAY, compiled
from xzcrawl.families.tree import line
from xzcrawl.learn.addresses import BOUNDARY, common_ends
from xzcrawl.learn.sample import Sample, SampleLink

_DAY: Final = re.compile(DAY)
#: The links of newspapers to what they wrote before.
_EARLIER: Final = re.compile(r"上一?期|前一[期天日]|往期(?:回顾)?")
_MARKS: Final = "<>[]()【】（）«»· "


def earlier_issues(sample: Sample) -> list[SampleLink]:
    """The links of a page to the issue before, or to earlier ones."""
    return [link for link in sample.links if _EARLIER.fullmatch(line(link.node).strip(_MARKS))]


def has_other_day(address: str, than: str) -> bool:
    """Whether an address has a day, and not the one of another address."""
    day, other = _DAY.search(address), _DAY.search(than)
    return day is not None and (other is None or day[0] != other[0])


def issue_shape(address: str) -> str:
    """What the pages of all issues have in common in their addresses; "" for an address without a day."""
    return re.sub(r"\w+(?=\W)", "*", address) if _DAY.search(address) else ""


def issue_pattern(addresses: Sequence[str]) -> str | None:
    """The pattern of the pages of all issues; None where a name cannot hold what tells them apart.

    The seen ones may be of one issue, or the first pages of several: so neither the day nor a number behind
    it is a part of the pattern.
    """
    addresses = list(dict.fromkeys(addresses))
    days = [found for found in map(_DAY.search, addresses) if found]
    if len(days) < len(addresses):
        return None
    first = addresses[0]
    start, end = common_ends(addresses) if len(addresses) > 1 else (len(first), len(first))
    start = min(start, *(day.start() for day in days))
    start = max(first.rfind(mark, 0, start) for mark in BOUNDARY) + 1
    tail = re.sub(r"^.*\d", "", first[max(len(first) - end, days[0].end()) :])
    cut = next((at for at, mark in enumerate(tail) if mark in BOUNDARY), len(tail))
    pattern = f"{first[:start]}{{issue}}{tail[cut:]}"
    return pattern if all(map(compiled(pattern).fullmatch, addresses)) else None
