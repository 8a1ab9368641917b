"""The heading of an article: the line that agrees with its page, and stands like a heading. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xzcrawl.families.habits import is_aside, is_other_title, is_title
from xzcrawl.generic import words
from xzcrawl.generic.layout import PageLine
from xzcrawl.text import fold

#: What parts the title of an article from the names of its column and its site.
_SEPARATOR: Final = re.compile(r"\s+[-|–—_·:]+\s+|[|_｜]+|-{1,2}|–|—+")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_HOME: Final = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", re.IGNORECASE)
#: Characters of a title, at most, and of a line that is a sentence, with its full stop, at least.
_LONGEST, _SENTENCE = 120, 40
#: So many sentences stand above no heading, but above a signature that is the name of the site.
_FEW: Final = 3
_LOUD: Final = frozenset(("h2", "h3", "b", "strong", "font", "center"))
#: Points: one a character that agrees with what the page states, up to so many; more where a whole part of
#: that agrees, for the elements around, and for a date right below or near; less for what no heading is.
_AGREES, _IS_A_PART, _IS_H1, _IS_LOUD, _IS_NAMED, _IS_DATED, _IS_NEAR_DATE = 30, 8, 8, 4, 4, 8, 4
_LEADS_AWAY, _IS_OTHER, _IS_PARTICULAR, _IS_BELOW_TEXT = 12, 8, 20, 15
#: A heading has more points than these.
_LEAST: Final = 9


def heading_of(lines: Sequence[PageLine], stated: Sequence[str]) -> int | None:
    """The index of the heading among the lines of a page; None where nothing is like one.

    ``stated`` are the titles that the page states.
    """
    scores = enumerate(_scores(lines, stated))
    index, score = max(scores, key=lambda each: each[1], default=(0, 0))
    return index if score > _LEAST else None


def _scores(lines: Sequence[PageLine], stated: Sequence[str]) -> Iterator[int]:
    claims = "\n".join(map(_bare, stated))
    parts = {_bare(part) for title in stated for part in (title, *_SEPARATOR.split(title))}
    dated = [len(line.text) <= _LONGEST and words.DATE.search(line.text) is not None for line in lines]
    sentences = 0
    for index, line in enumerate(lines):
        score = _dates_below(dated[index + 1 : index + 4]) + _agreement(line.title, claims, parts)
        below_text = _IS_BELOW_TEXT if sentences >= _FEW else 0
        is_short = 2 <= len(line.text) <= _LONGEST
        yield score + _stance(line) - below_text if score and is_short else 0
        sentences += len(line.text) > _SENTENCE and "。" in line.text and not line.is_link


def _leads_home(line: PageLine) -> bool:
    linked = (
        each for piece in line.pieces if piece.in_link for each in piece.element.ancestry() if each.tag == "a"
    )
    return any(_HOME.fullmatch(each.node.attributes.get("href") or "") for each in linked)


def _dates_below(dated: Sequence[bool]) -> int:
    """Points for a date in the lines below, the first of which tells most."""
    if not any(dated):
        return 0
    return _IS_DATED if dated[0] else _IS_NEAR_DATE


def _bare(text: str) -> str:
    """A text without all that is no letter or figure."""
    return _NO_LETTERS.sub("", fold(text)).lower()


def _agreement(line: str, claims: str, parts: set[str]) -> int:
    """How far a line says what the page states as its title: ``claims``, one a line, and their ``parts``."""
    text = _bare(line) if len(line) <= _LONGEST else ""
    if len(text) < 2 or text not in claims:
        return 0
    return min(len(text), _AGREES) + (_IS_A_PART if text in parts else 0)


def _stance(line: PageLine) -> int:
    """How far a line stands in what headings stand in."""
    around = [*line.element.ancestry()]
    tags, near = {each.tag for each in around[:3]}, around[:2]
    points = _IS_H1 if "h1" in tags else _IS_LOUD if _LOUD & tags else 0
    points += _IS_NAMED * any(is_title(each.names) for each in near)
    points -= _IS_OTHER * any(is_other_title(each.names) for each in near)
    points -= _LEADS_AWAY * (line.is_link and ("h1" not in tags or _leads_home(line)))
    points -= _IS_OTHER * any(is_aside(each.tag, each.names) for each in around)
    return points - _IS_PARTICULAR * (words.is_particular(line.title) or words.ends(line.title))
