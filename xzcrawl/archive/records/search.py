"""What a search found."""

from collections.abc import Iterator
from dataclasses import dataclass

from xzcrawl.archive.records.articles import ArticleRecord
from xzcrawl.search import Piece


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, and where: its title, and the part of its text that shows best.

    ``score`` is None where hits are sorted by date.
    """

    article: ArticleRecord
    score: float | None
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the ``total`` hits of a query.

    ``behind`` is how many changed articles the index does not have yet.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    behind: int

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)
