"""The columns of ``articles`` that follow from one page of an article."""

from collections.abc import Mapping
from typing import Any, Final

from xzcrawl.extract import assemble
from xzcrawl.items import Article

#: What a page leaves out where its info line is off.
NAMED: Final = ("author", "category")


def page_columns(article: Article) -> dict[str, object]:
    """The columns that follow from one page of an article alone (not its address, not its date)."""
    return {
        "title": article.title,
        "author": article.author,
        "author_source": "page" if article.author else None,
        "category": article.category,
        "category_source": "page" if article.category else None,
        "breadcrumbs": article.breadcrumbs,
        "views": article.views,
        "text": article.text,
        "html": assemble(article.blocks),
        "removed": [{"text": cut.text, "rule": cut.rule} for cut in article.removed],
        "related": [{"url": link.url, "title": link.title} for link in article.related],
        "memberships": article.memberships,
    }


def keep_named(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What a page said, with the author and the category that were ``known`` where it names none.

    The CMS gives every article both: a page without them has its info line off. The listings of a kind that
    the page does not name stay likewise.
    """
    unnamed = [name for name in NAMED if said[name] is None]
    kept = {column: known[column] for name in unnamed for column in (name, f"{name}_source")}
    named = {kind for kind, _ in said["memberships"]}
    others = [pair for pair in known["memberships"] or () if pair[0] in NAMED and pair[0] not in named]
    return {**said, **kept, "memberships": sorted([*said["memberships"], *others])}
