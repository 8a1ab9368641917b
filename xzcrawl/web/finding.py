"""Asking the archive what a reader asks the pages."""

from xzcrawl.archive import ArticleRecord, Filters, Selection
from xzcrawl.archive.finding import Found, Hit
from xzcrawl.archive.overview import Overview
from xzcrawl.search import Piece, snippet
from xzcrawl.web.asked import Search


def find(archive: Overview, asked: Search, *, limit: int, offset: int) -> Found:
    """The articles that were asked for: by words, or without any the newest that pass the filters.

    Raises ``BadQuery``, ``SearchIndexError``.
    """
    if asked.query:
        filters = asked.filters() | Filters(limit=limit, offset=offset)
        return archive.search(asked.query, sort=asked.sort or "relevance", **filters)
    chosen = asked.selection()
    page = chosen | Selection(order="newest", limit=limit, offset=offset)
    return Found("", archive.count(**chosen), tuple(map(_listed, archive.articles(**page))), behind=0)


def _listed(article: ArticleRecord) -> Hit:
    return Hit(article, None, (Piece(article.title, is_hit=False),), snippet(article.text, ()))
