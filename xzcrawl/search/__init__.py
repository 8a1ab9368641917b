"""Search: folds queries and texts into tokens, and keeps an index that is derived from the archive."""

from xzcrawl.search.entry import Entry, microseconds
from xzcrawl.search.index import Index
from xzcrawl.search.lookup import Scope
from xzcrawl.search.query import Query, has_small_operator, parse, sought
from xzcrawl.search.reader import IndexReader, Match, Order, Sort, State
from xzcrawl.search.snippet import Piece, cut, marked, snippet

__all__ = [
    "Entry",
    "Index",
    "IndexReader",
    "Match",
    "Order",
    "Piece",
    "Query",
    "Scope",
    "Sort",
    "State",
    "cut",
    "has_small_operator",
    "marked",
    "microseconds",
    "parse",
    "snippet",
    "sought",
]  # fmt: skip
