"""Turns a query and its filters into a query of tantivy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tantivy import FieldType, Occur, Schema
from tantivy import Query as Lookup

from xzcrawl.search.query import And, Not, Or, Query, Word, sought
from xzcrawl.search.tokens import phrase

#: How much more a word in the title counts than one in the text.
_TITLE_BOOST: Final = 3.0


@dataclass(frozen=True, slots=True)
class Scope:
    """The entries that may be found: those that meet all conditions of ``exact`` and ``ranges``.

    An exact condition is a field of ``Entry`` and values, one of which the entry must have. A range is a
    field and two instants (inclusive) in microseconds of Unix time, None for an open end; an entry without a
    value is in no range.
    """

    exact: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()
    ranges: tuple[tuple[str, int | None, int | None], ...] = ()


def matching(schema: Schema, query: Query, scope: Scope) -> Lookup:
    """A lookup of the entries in ``scope`` that match the query, without ranks."""
    parts = [(Occur.Must, _content(schema, query))]
    parts += [(Occur.Must, Lookup.const_score_query(part, 0.0)) for part in _scope(schema, scope)]
    return _only(parts)


def ranked(schema: Schema, query: Query, scope: Scope) -> Lookup:
    """The same, scored: by how rare the words are and how often they stand there, in the title above all."""
    titles = (_word(schema, "title", word) for word in sought(query))
    optional = [(Occur.Should, Lookup.boost_query(title, _TITLE_BOOST)) for title in titles]
    return Lookup.boolean_query([(Occur.Must, matching(schema, query, scope)), *optional])


def _content(schema: Schema, query: Query) -> Lookup:
    match query:
        case Word():
            return _word(schema, "content", query)
        case Not(part):
            return Lookup.boolean_query(
                [(Occur.Must, Lookup.all_query()), (Occur.MustNot, _content(schema, part))]
            )
        case Or(parts):
            return Lookup.boolean_query([(Occur.Should, _content(schema, part)) for part in parts])
        case And(parts):
            return _only([_condition(schema, part) for part in parts])


def _condition(schema: Schema, part: Query) -> tuple[Occur, Lookup]:
    if isinstance(part, Not):
        return Occur.MustNot, _content(schema, part.part)
    return Occur.Must, _content(schema, part)


def _only(parts: list[tuple[Occur, Lookup]]) -> Lookup:
    """The conditions as one lookup. Exclusions alone would find nothing: they are taken from all entries."""
    if all(occur is Occur.MustNot for occur, _ in parts):
        parts = [(Occur.Must, Lookup.all_query()), *parts]
    return parts[0][1] if len(parts) == 1 else Lookup.boolean_query(parts)


def _word(schema: Schema, name: str, word: Word) -> Lookup:
    before, beginning = phrase(word.runs)
    if beginning is None:
        if len(before) == 1:
            return Lookup.term_query(schema, name, before[0])
        return Lookup.phrase_query(schema, name, list(before))
    pattern = f"{re.escape(beginning)}.?"
    if not before:
        return Lookup.regex_query(schema, name, pattern)
    return Lookup.regex_phrase_query(schema, name, [*map(re.escape, before), pattern])


def _scope(schema: Schema, scope: Scope) -> Iterator[Lookup]:
    for name, values in scope.exact:
        yield Lookup.term_set_query(schema, name, values)
    for name, lower, upper in scope.ranges:
        yield Lookup.range_query(schema, name, FieldType.Integer, lower, upper)
