"""Asking the archive what a reader asks the pages."""

from xzcrawl.archive import ArticleRecord, Selection
from xzcrawl.archive.finding import Found, Hit
from xzcrawl.archive.overview import Overview
from xzcrawl.search import Piece, snippet
from xzcrawl.web.asked import Search


def selection(asked: Search) -> Selection:
    """All articles that are asked for, as exports and feeds take them."""
    chosen: Selection = {**asked.filters(), "query": asked.query or None}
    return chosen


def find(archive: Overview, asked: Search, *, limit: int, offset: int) -> Found:
    """The articles that were asked for: by words, or without any the newest that pass the filters.

    Raises ``BadQuery``, ``SearchIndexError``.
    """
    filters = asked.filters()
    if asked.query:
        return archive.search(
            asked.query, sort=asked.sort or "relevance", **{**filters, "limit": limit, "offset": offset}
        )
    page: Selection = {**filters, "order": "newest", "limit": limit, "offset": offset}
    hits = tuple(_listed(article) for article in archive.articles(**page))
    return Found("", archive.count(**filters), hits, behind=0)


def _listed(article: ArticleRecord) -> Hit:
    return Hit(article, None, (Piece(article.title, is_hit=False),), snippet(article.text, ()))
