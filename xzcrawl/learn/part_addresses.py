"""Patterns of the further parts of articles, learned from their addresses. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from xzcrawl.families.patterns import compiled

_KEY: Final = re.compile(r"\{(?:id(?::\d+)?|key)\}")
#: The number of an article's first part, at the end of a pattern.
_FIRST: Final = re.compile(r"(?<=[-_])1(?=\.\w+$)")


def part_pattern(first: str, addresses: Mapping[int, str], pattern: str) -> str | None:
    """The pattern of an article's further parts, of which ``addresses`` has some by their number.

    ``first`` is the address of its first part, which ``pattern`` fits; None where they are not made alike.
    """
    found = compiled(pattern).fullmatch(first)
    if found is None:
        return None
    made = (
        _part_made(first, found.end("key"), address, number, pattern) for number, address in addresses.items()
    )
    patterns = Counter(filter(None, made))
    return patterns.most_common(1)[0][0] if patterns else None


def _part_made(first: str, end: int, address: str, number: int, pattern: str) -> str | None:
    """The pattern of one part: the first one's with more behind the name or at the end, or another number."""
    for value, field in ((number, "{part}"), (number - 1, "{part-1}")):
        if more := _more(first, end, address, value):
            key = _KEY.search(pattern)
            assert key is not None
            return pattern[: key.end()] + more.replace(str(value), field) + pattern[key.end() :]
        if more := _more(first, len(first), address, value):
            return pattern + more.replace(str(value), field)
    counted = _FIRST.sub(str(number), pattern)
    fits = counted != pattern and compiled(counted).fullmatch(address)
    return _FIRST.sub("{part}", pattern) if fits else None


def _more(first: str, at: int, address: str, value: int) -> str:
    """What an address has more than the first one's at a place, if that ends with a number."""
    rest = first[at:]
    more = address[at : len(address) - len(rest)]
    alike = address.startswith(first[:at]) and address.endswith(rest)
    return more if alike and re.fullmatch(rf"\D+{value}/?", more) else ""


def usual_parts(pattern: str, *, from_zero: bool) -> list[str]:
    """The patterns of parts that most systems have beside one of articles, where none was seen.

    ``from_zero``: as TRS writes them, which counts the first part as 0.
    """
    if _FIRST.search(pattern):
        return [_FIRST.sub("{part}", pattern)]
    key = _KEY.search(pattern)
    if key is None or key[0] == "{key}":
        return []
    rest = pattern[key.end() :]
    if re.fullmatch(r"\.\w+", rest):
        marks = ("_{part-1}",) if from_zero else ("_{part}", "-{part}")
        return [f"{pattern[: key.end()]}{mark}{rest}" for mark in marks]
    return [f"{pattern}&page={{part}}"] if "?" in pattern and not rest else []
