"""The result of a search as one JSON object (``docs/archive.md``)."""

from collections.abc import Iterable
from html import escape
from typing import Any

from xzcrawl.archive.records import Found, Hit
from xzcrawl.fields import iso
from xzcrawl.search import Piece


def found_object(found: Found) -> dict[str, Any]:
    """The object, with its keys in the documented order."""
    return {"query": found.query, "total": found.total, "results": [_hit_object(hit) for hit in found]}


def _hit_object(hit: Hit) -> dict[str, Any]:
    article = hit.article
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "published_at": iso(article.published_at),
        "published_earliest": iso(article.published_earliest),
        "published_latest": iso(article.published_latest),
        "published_precision": article.published_precision,
        "category": article.category,
        "snippet": marked_html(hit.snippet),
        "score": hit.score,
    }


def marked_html(pieces: Iterable[Piece]) -> str:
    """Pieces of text as escaped HTML with the hits in ``<mark>``."""
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.is_hit else escape(piece.text) for piece in pieces
    )
