"""Reads what stands right before an element, and what that says of the element. Pure."""

import re
from itertools import takewhile
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.habits import is_editor, is_origin, names_of
from xzcrawl.families.tree import spaced
from xzcrawl.generic import labels_writer
from xzcrawl.learn.sample import SILENT, ancestors

_ENGLISH_WRITER: Final = re.compile(r"\b(?:author|writer|by)\s?[:：]$", re.IGNORECASE)
#: What names others than the writer, also without a colon.
_OTHERS: Final = re.compile(
    r"(?:来\s*源|来自|出\s*处|[转摘]载?自|编\s*辑|责\s*编|审\s*[核校签]|校\s*对|监\s*制|签\s*发|摄\s*影|部门|单位|机构)[\s|｜丨/]*$"
)
_COLUMN: Final = re.compile(
    r"(?:栏\s*目|分\s*类|类\s*别|频\s*道|[板版]\s*块|专\s*栏|位\s*置|所属.{0,2})[\s:：]*$"
)
_STEP: Final = re.compile(r"[>›»→/]$")


def names_another(node: LexborNode) -> bool:
    """Whether an element with a name says that this is not the writer's, by its class or the label before it.

    A label that is not known names another, too.
    """
    said = spaced(node)
    around = takewhile(lambda outer: spaced(outer) == said, ancestors(node))
    names = [names_of(each.id or "", each.attributes.get("class") or "") for each in (node, *around)]
    if any(is_origin(each) or is_editor(each) for each in names):
        return True
    label = _before(node)
    if label.endswith((":", "：")):
        return not (labels_writer(label) or _ENGLISH_WRITER.search(label))
    return _OTHERS.search(label) is not None


def names_column(link: LexborNode) -> bool:
    """Whether a link leads to the column of an article, as the label or the step before it says."""
    said = _before(link)
    return (_COLUMN.search(said) or _STEP.search(said)) is not None


def _before(node: LexborNode) -> str:
    """The text right before an element, back to a piece with a letter."""
    said = ""
    for each in (node, *ancestors(node)):
        before = each.prev
        while before is not None and not any(map(str.isalnum, said)):
            said = ("" if before.tag in SILENT else before.text() or "") + said
            before = before.prev
    return said.strip()
