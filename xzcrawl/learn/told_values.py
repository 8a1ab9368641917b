"""Reads what a page tells scripts: values of attributes, of hidden fields, and of names in scripts. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xzcrawl.families.list_pages import named_in, sources
from xzcrawl.learn.sample import Sample

#: What is given to a name in a script: ``var channelId = 12``, ``channelId: '12'``.
_GIVEN: Final = re.compile(
    r"""(?<![\w$-])(?:(?:var|let|const)\s{1,9}+)?([A-Za-z_$][\w$]{0,40}+)["']?\s{0,9}+[:=]\s{0,9}+(?:(\d{1,18}+)(?![\w.])|(["'])([\w./:-]{1,200}+)\3)"""
)
_LIST: Final = "{list}"
#: A page tells no more, and no name of a list is longer.
_MOST: Final = 200
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class ToldValue:
    """A value, and how pages tell it: a text with ``{list}`` in its place, "" where a script alone has it."""

    value: str
    told: str


def plain_name(name: str) -> str:
    """A name as it is compared: ``data-channel-id`` and ``channelId`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("data-"))


def told_by_page(sample: Sample) -> dict[str, ToldValue]:
    """What a page tells by name. A text that tells another value first is none that tells this one."""
    found: dict[str, ToldValue] = {}
    page = sources(sample.tree)
    for name, value, told in _told(sample):
        if len(found) < _MOST and (plain := plain_name(name)) not in found and value:
            is_name = len(value) <= _LONGEST and "{pages}" not in told and named_in(told, page) == value
            found[plain] = ToldValue(value, told if is_name else "")
    return found


def given_in(script: str) -> dict[str, ToldValue]:
    """What a script of its own file gives to names."""
    return {plain_name(name): ToldValue(value, "") for name, value, _ in reversed(list(_given(script)))}


def _told(sample: Sample) -> Iterator[tuple[str, str, str]]:
    for node in sample.tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("data-") and value:
                yield name, value, f'{name}="{_LIST}"'
    for node in sample.tree.css("input[type=hidden][value]"):
        value = node.attributes.get("value") or ""
        for name in filter(None, (node.attributes.get("id"), node.attributes.get("name"))):
            yield name, value, (node.html or "").replace(f'value="{value}"', f'value="{_LIST}"')
    for node in sample.tree.css("script:not([src])"):
        yield from _given(node.text())


def _given(script: str) -> Iterator[tuple[str, str, str]]:
    for found in _GIVEN.finditer(script):
        value = found[2] or found[4]
        start = found.start(2) if found[2] else found.start(4)
        yield found[1], value, f"{found[0][: start - found.start()]}{_LIST}{found[3] or ''}"
