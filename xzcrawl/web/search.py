"""Finds in the archive the articles that a reader asks for."""

from functools import partial

from xzcrawl.archive import ArticleRecord, Filters, Selection
from xzcrawl.archive.records import Found, Hit
from xzcrawl.search import marked, snippet
from xzcrawl.web.dependencies import Library
from xzcrawl.web.params import SearchParams


def find(library: Library, asked: SearchParams, *, limit: int, offset: int) -> Found:
    """The articles that were asked for; without words, the newest that pass the filters.

    Raises ``BadQuery``, ``SearchIndexError``.
    """
    if asked.query:
        return _search(library, asked, asked.filters() | Filters(limit=limit, offset=offset))
    archive, chosen = library.archive, asked.selection()
    page = chosen | Selection(order="newest", limit=limit, offset=offset)
    return Found("", archive.count(**chosen), tuple(map(_listed, archive.articles(**page))), behind=0)


def _search(library: Library, asked: SearchParams, filters: Filters) -> Found:
    """Searches the index. During a crawl, the crawl updates the index, and no reader waits for that."""
    search = partial(library.archive.search, asked.query, sort=asked.sort or "relevance", **filters)
    found = search(fresh=False)
    return search() if found.behind and not library.is_crawled() else found


def _listed(article: ArticleRecord) -> Hit:
    return Hit(article, None, marked(article.title, ()), snippet(article.text, ()))
