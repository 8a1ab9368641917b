"""Labelled values, as themes write them: ``作者:admin | 分类:徐州产业信息 | 浏览:38``."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from xzcrawl.families.tree import PageOrNode
from xzcrawl.text import normalise

_SEPARATOR: Final = re.compile(r"\||\xa0,\xa0")
_LABEL: Final = re.compile(r"\s*([^\s:：]+)\s*[:：]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class _Labelled:
    labels: tuple[str, ...]
    parts: Callable[[PageOrNode], Iterable[str]]

    def __call__(self, place: PageOrNode) -> str:
        for part in self.parts(place):
            said = _LABEL.fullmatch(part)
            if said and said[1] in self.labels:
                return normalise(said[2])
        return ""


def labelled(selector: str, *labels: str) -> _Labelled:
    """Reads the value behind one of these labels in the line at ``selector``, "" where it has none."""
    return _Labelled(labels, partial(_in_line, selector))


def labelled_element(selector: str, *labels: str) -> _Labelled:
    """Reads the value behind one of these labels in the elements at ``selector``, of one value each."""
    return _Labelled(labels, partial(_in_elements, selector))


def _in_line(selector: str, place: PageOrNode) -> Iterable[str]:
    """The values with their labels.

    Themes write a bar between them, in an element of its own or not, or a comma between wide spaces.
    """
    line = place.css_first(selector)
    nodes = line.iter(include_text=True) if line else ()
    return _SEPARATOR.split("".join("|" if node.tag == "small" else node.text() or "" for node in nodes))


def _in_elements(selector: str, place: PageOrNode) -> Iterable[str]:
    return (node.text() for node in place.css(selector))
