"""Records of the result of a search."""

from collections.abc import Iterator
from dataclasses import dataclass

from xzcrawl.archive.records.articles import ArticleRecord
from xzcrawl.search import Piece


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, with its title and the best part of its text, the words marked.

    ``score`` is None if the hits are sorted by date.
    """

    article: ArticleRecord
    score: float | None
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the ``total`` hits of a query.

    ``behind`` is the number of changed articles that the index does not have yet.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    behind: int

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)
