"""Parses a search query: words, ``"a phrase"``, AND, OR, NOT and brackets become a tree. Pure.

A space, a comma, ``、`` or ``;`` is AND, ``|`` is OR; a minus right before a word, at the start or after one
of these, is NOT. NOT binds most, then ``|``, AND, OR. All other characters are text, of which only letters
and digits count: ``2019-2020``, ``GB/T``. The text between title marks (``《十四五 规划》``) stays together,
and so does a number with its grouping commas. Signs may have any width and quotes any form; a quote that is
not closed ends with the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from xzcrawl.errors import BadQuery
from xzcrawl.search.fold import GROUPED_NUMBER, fold, runs

#: People write no longer queries, and no brackets deeper in each other.
MOST_CHARACTERS: Final = 1_000
MOST_BRACKETS: Final = 20
#: Other forms of a sign, from input methods and other languages, by the sign that the parser reads.
_FORMS: Final = {
    '"': "“”„‟＂〝〞〟", "「": "｢﹁", "」": "｣﹂", "『": "﹃", "』": "﹄", "《": "〈", "》": "〉",
    "(": "（﹙", ")": "）﹚", "|": "｜", "-": "－﹣", ",": "，﹐", ";": "；﹔、﹑､",
}  # fmt: skip
_WIDE_DIGITS: Final = {ord("０") + digit: str(digit) for digit in range(10)}
_SIGNS: Final = _WIDE_DIGITS | {ord(form): sign for sign, forms in _FORMS.items() for form in forms}
_QUOTES: Final = ('""', "「」", "『』", "«»", "‘’")
_PHRASE: Final = "|".join(f"{first}[^{last}]*{last}?" for first, last in _QUOTES)
_APART: Final = r"\s,;|"
_TOKEN: Final = re.compile(
    rf"(?P<phrase>{_PHRASE})|(?P<bracket>[()])|(?P<either>\|+)"
    rf"|(?P<minus>(?<![^{_APART}(])-(?=[^{_APART})>-]))"
    rf"|(?P<word>(?:《[^》]*》|{GROUPED_NUMBER}|[^{_APART}()\"「『«‘])+)"
)
_OPERATORS: Final = frozenset(("AND", "OR", "NOT"))


@dataclass(frozen=True, slots=True)
class Word:
    """Folded runs of letters and digits. A text contains the word if the runs follow each other in it."""

    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """A text must match all parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """A text must match at least one of the parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """A text must not match the part."""

    part: "Query"


Query: TypeAlias = Word | And | Or | Not


def parse(text: str) -> Query:
    """The tree of a query. Raises ``BadQuery`` if it is wrong, too long, or has nothing to search for."""
    if len(text) > MOST_CHARACTERS:
        most = f"a query may have {MOST_CHARACTERS} characters; this one has {len(text):,}"
        raise BadQuery(most, "query-too-long", most=MOST_CHARACTERS)
    parser = _Parser(text)
    query = parser.alternatives() if parser.next else None
    if parser.next is not None:
        raise BadQuery("a bracket is closed that was not opened", "bracket-not-opened")
    if query is None:
        text = "there is nothing to search for: a query needs a letter or a digit"
        raise BadQuery(text, "nothing-to-search")
    return query


def has_small_operator(text: str) -> bool:
    """Whether ``and``, ``or`` or ``not`` is a word of the query. Operators are written in capitals."""
    words = (token.text for token in _tokens(text) if token.kind == "text")
    return any(word.upper() in _OPERATORS for word in words)


def sought(query: Query) -> Iterator[Word]:
    """The words to mark in a hit: all except those under NOT."""
    if isinstance(query, Word):
        yield query
    elif not isinstance(query, Not):
        for part in query.parts:
            yield from sought(part)


@dataclass(frozen=True, slots=True)
class _Token:
    """A part of a query. ``kind`` is an operator (also ``|``), an opening or closing bracket, or ``text``."""

    kind: str
    text: str


def _tokens(text: str) -> Iterator[_Token]:
    signs = text.translate(_SIGNS)
    for match in _TOKEN.finditer(signs):
        found = match[0]
        if match["bracket"]:
            yield _Token(found, found)
        elif match["either"]:
            yield _Token("|", found)
        elif match["minus"]:
            yield _Token("NOT", found)
        elif found in _OPERATORS and not signs.endswith("-", 0, match.start()):
            yield _Token(found, found)
        else:
            yield _Token("text", found)


class _Parser:
    """A recursive descent parser. A part without letters and digits gives None."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._depth = 0
        self.next = next(self._tokens, None)

    def alternatives(self) -> Query | None:
        parts = [self._conditions()]
        while self._take("OR"):
            parts.append(self._conditions())
        return _joined(Or, parts)

    def _conditions(self) -> Query | None:
        parts = [self._choice()]
        while self._take("AND") or self._begins_condition():
            parts.append(self._choice())
        return _joined(And, parts)

    def _choice(self) -> Query | None:
        parts = [self._condition()]
        while self._take("|"):
            parts.append(self._condition())
        return _joined(Or, parts)

    def _begins_condition(self) -> bool:
        return self.next is not None and self.next.kind in ("text", "(", "NOT")

    def _condition(self) -> Query | None:
        if self._take("NOT"):
            part = self._condition()
            return None if part is None else Not(part)
        if self._take("("):
            return self._bracket()
        if word := self._take("text"):
            found = tuple(runs(fold(word.text)))
            return Word(found) if found else None
        hint = "(in quotes, AND, OR, NOT and brackets are text)"
        if self.next is None:
            raise BadQuery(f"the query lacks a word at its end {hint}", "word-lacks-at-end")
        text = f"the query lacks a word before {self.next.text} {hint}"
        raise BadQuery(text, "word-lacks-before", sign=self.next.text)

    def _bracket(self) -> Query | None:
        self._depth += 1
        if self._depth > MOST_BRACKETS:
            text = f"brackets may stand in each other {MOST_BRACKETS} times"
            raise BadQuery(text, "brackets-too-deep", most=MOST_BRACKETS)
        inner = self.alternatives()
        if not self._take(")"):
            raise BadQuery("a bracket is not closed", "bracket-not-closed")
        self._depth -= 1
        return inner

    def _take(self, kind: str) -> _Token | None:
        taken = self.next
        if taken is None or taken.kind != kind:
            return None
        self.next = next(self._tokens, None)
        return taken


def _joined(kind: type[And] | type[Or], parts: list[Query | None]) -> Query | None:
    found = tuple(part for part in parts if part is not None)
    return kind(found) if len(found) > 1 else next(iter(found), None)
