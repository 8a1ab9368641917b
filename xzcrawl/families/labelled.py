"""Lines of labelled values, as themes write them: ``作者:admin | 分类:徐州产业信息 | 浏览:38``."""

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import PageOrNode
from xzcrawl.text import normalise

_LABEL: Final = re.compile(r"\s*([^\s:：]+)\s*[:：]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class _Labelled:
    selector: str
    labels: tuple[str, ...]

    def __call__(self, place: PageOrNode) -> str:
        line = place.css_first(self.selector)
        for part in _parts(line) if line else ():
            said = _LABEL.fullmatch(part)
            if said and said[1] in self.labels:
                return normalise(said[2])
        return ""


def labelled(selector: str, *labels: str) -> _Labelled:
    """Reads the value behind one of these labels in the line at ``selector``, "" where it has none."""
    return _Labelled(selector, labels)


def _parts(line: LexborNode) -> list[str]:
    """The values with their labels. Themes write a bar between them, in an element of its own or not."""
    texts = ("|" if node.tag == "small" else node.text() or "" for node in line.iter(include_text=True))
    return "".join(texts).split("|")
