"""The columns of ``articles`` that follow from one page of an article."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from xzcrawl.extract import assemble
from xzcrawl.items import Article

#: The columns that follow from one page of an article alone (not its address, not its date).
PAGE_COLUMNS: Final[Mapping[str, Callable[[Article], object]]] = {
    "title": lambda article: article.title,
    "author": lambda article: article.author,
    "author_source": lambda article: "page" if article.author else None,
    "origin": lambda article: article.origin or article.stated_origin,
    "stated_origin": lambda article: article.stated_origin,
    "category": lambda article: article.category,
    "category_source": lambda article: "page" if article.category else None,
    "breadcrumbs": lambda article: list(article.breadcrumbs),
    "views": lambda article: article.views,
    "text": lambda article: article.text,
    "html": lambda article: assemble(article.blocks),
    "removed": lambda article: [{"text": cut.text, "rule": cut.rule} for cut in article.removed],
    "related": lambda article: [{"url": link.url, "title": link.title} for link in article.related],
    "attachments": lambda article: [{"url": link.url, "title": link.title} for link in article.attachments],
    "memberships": lambda article: list(article.memberships),
    "read_by": lambda article: article.read_by,
}
#: The columns that a page leaves out if its info line is off.
NAMED: Final = ("author", "category")


def page_columns(article: Article) -> dict[str, object]:
    """The values of ``PAGE_COLUMNS`` for an article."""
    return {name: of(article) for name, of in PAGE_COLUMNS.items()}


def keep_named(said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The columns ``said`` by a page, with the ``known`` author and category where the page has none.

    The CMS gives every article both: a page without them has its info line off. Known memberships in listings
    of authors or categories stay too, if the page names none of that kind. What was known exactly stays
    as it is where the page has another layout, whose values are guessed.
    """
    if said["read_by"] == "generic" and known["read_by"] == "family":
        return {name: known[name] for name in said}
    unnamed = [name for name in NAMED if said[name] is None]
    kept = {column: known[column] for name in unnamed for column in (name, f"{name}_source")}
    named = {kind for kind, _ in said["memberships"]}
    others = [pair for pair in known["memberships"] or () if pair[0] in NAMED and pair[0] not in named]
    return {**said, **kept, "memberships": sorted([*said["memberships"], *others])}
