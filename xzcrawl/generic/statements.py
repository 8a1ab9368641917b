"""What a page states of its article to machines: metas, OpenGraph, JSON-LD. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xzcrawl.families.tree import Tree, line
from xzcrawl.text import normalise

#: Metas in small letters: of governments, of newspapers, of OpenGraph (ogp.me) and of search engines.
_TITLES: Final = ("articletitle", "og:title", "twitter:title")
_DATES: Final = (
    *(
        "pubdate",
        "publishdate",
        "firstpublishedtime",
        "maketime",
        "article:published_time",
        "og:published_time",
    ),
    *("datepublished", "publish_date", "bytedance:published_time", "weibo:article:create_at"),
)
#: Kinds of schema.org that are an article.
_ARTICLES: Final = frozenset(("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "WebPage"))


@dataclass(frozen=True, slots=True)
class Statements:
    """What is stated, the likeliest first. Metas name editors as authors, and are not believed in that."""

    titles: Sequence[str]
    dates: Sequence[str]
    authors: Sequence[str]


def statements_of(tree: Tree) -> Statements:
    """All that a page states."""
    metas, told = _metas(tree), list(_linked_data(tree))
    titles = [each.get(name) for name in ("headline", "title") for each in told]
    dates = [each.get(name) for name in ("datePublished", "pubDate") for each in told]
    return Statements(
        [*_texts(map(metas.get, _TITLES)), *_texts(titles), *_texts([line(tree.css_first("title"))])],
        [*_texts(dates), *_texts(map(metas.get, _DATES))],
        [*_texts(_person(each.get("author")) for each in told)],
    )


def _metas(tree: Tree) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        found.setdefault(name.lower(), attributes.get("content") or "")
    return found


def _linked_data(tree: Tree) -> Iterator[Mapping[str, Any]]:
    """The articles that JSON-LD describes; Baidu's (cambrian) have no type. What is not JSON is nothing."""
    for node in tree.css("script[type='application/ld+json']"):
        try:
            told = json.loads(node.text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for each in told if isinstance(told, list) else [told]:
            graph = each.get("@graph") if isinstance(each, dict) else None
            objects = graph if isinstance(graph, list) else [each]
            yield from (one for one in objects if isinstance(one, dict) and _is_article(one))


def _is_article(told: Mapping[str, Any]) -> bool:
    kinds = told.get("@type", "Article")
    return not _ARTICLES.isdisjoint(
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    )


def _texts(values: "Iterator[Any] | map[Any] | Sequence[Any]") -> Iterator[str]:
    return (text for value in values if isinstance(value, str) and (text := normalise(value)))


def _person(value: Any) -> str | None:
    """The name or names of JSON-LD's ``author``: of one, or of a list."""
    if isinstance(value, list):
        return "、".join(name for each in value if (name := _name(each)))
    return _name(value)


def _name(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else None
