"""Asking the archive what a reader asks the pages."""

from dataclasses import dataclass

from xzcrawl.archive import ArticleRecord, Filters
from xzcrawl.archive.overview import Overview
from xzcrawl.web.asked import Search

#: What is shown of an article that was found by no word: the beginning of its text.
_BEGINNING = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text; ``is_hit``: it is what was searched for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, its title and a part of its text. ``score`` is None without words."""

    article: ArticleRecord
    score: float | None
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the ``total`` articles found."""

    total: int
    hits: tuple[Hit, ...]


def find(archive: Overview, asked: Search, *, limit: int, offset: int) -> Found:
    """The articles that were asked for: by words, or without any the newest that pass the filters."""
    filters = asked.filters()
    page: Filters = {**filters, "order": "newest", "limit": limit, "offset": offset}
    hits = tuple(_listed(article) for article in archive.articles(**page))
    return Found(archive.count(**filters), hits)


def _listed(article: ArticleRecord) -> Hit:
    text = article.text[:_BEGINNING].replace("\n", " ")
    more = "…" if len(article.text) > _BEGINNING else ""
    return Hit(article, None, (Piece(article.title, False),), (Piece(text + more, False),))
