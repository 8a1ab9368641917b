"""Reads what a page states of its article to machines: metas, OpenGraph, JSON-LD. Pure.

What a page says of its last change (``dateModified``, ``upDate``, ``og:updated_time``) is no publication.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xzcrawl.families.info_line import origin_in, origin_of
from xzcrawl.families.tree import Tree, line
from xzcrawl.text import normalise

#: Metas in small letters: of governments, of newspapers, of OpenGraph (ogp.me) and of search engines.
_TITLES: Final = ("articletitle", "og:title", "twitter:title")
_DATES: Final = (
    *("pubdate", "firstpublishedtime", "publishdate", "publish_date", "datepublished"),
    *("article:published_time", "og:published_time", "bytedance:published_time", "weibo:article:create_at"),
)
#: The source in the metas of governments; what newspapers write there has its label too.
_ORIGIN, _LABELLED_ORIGIN = "contentsource", "source"
_AUTHORS: Final = ("author", "article:author")
_KEYWORDS: Final = ("keywords", "news_keywords", "article:tag")
#: Names in JSON-LD: of schema.org, and of Baidu's vocabulary (cambrian), which has no types.
_LINKED_TITLES: Final = ("headline", "title")
_LINKED_DATES: Final = ("datePublished", "pubDate")
#: How types of schema.org end that are articles. Of pages that name none, these are what may show one.
_ARTICLES, _PAGES = ("Article", "Posting"), ("WebPage", "ItemPage")
#: So many scripts of a page are looked at, each of at most so many characters.
_MOST_SCRIPTS, _LONGEST_SCRIPT = 20, 100_000
_BETWEEN_KEYWORDS: Final = re.compile(r"\s*[,，、;；|]\s*")
#: So many articles in JSON-LD may tell the title and author of that of the page. Nothing longer is a title.
_FEW, _LONGEST_TITLE = 5, 500


@dataclass(frozen=True, slots=True)
class Statements:
    """All that is stated, the likeliest first.

    ``dates`` come from kinds of metadata that name one moment: a kind that names several has those of other
    articles too.
    ``named`` are what metas call authors, who may be editors, ``keywords`` the words for search engines,
    which may be of the whole site: both are believed only where readers see them too. ``origin`` is whom the
    article is from, "" where the page does not state it.
    """

    titles: Sequence[str]
    dates: Sequence[str]
    authors: Sequence[str]
    named: Sequence[str] = ()
    keywords: Sequence[str] = ()
    origin: str = ""


def statements_of(tree: Tree) -> Statements:
    """All that a page states."""
    metas, told = _metas(tree), _articles(tree)
    few = told[:_FEW]
    titles = [*_first(metas, _TITLES), *(each.get(name) for name in _LINKED_TITLES for each in few)]
    ways = [*(metas.get(name, []) for name in _DATES), [each.get(n) for each in told for n in _LINKED_DATES]]
    return Statements(
        titles=[
            text for text in _texts([*titles, line(tree.css_first("title"))]) if len(text) <= _LONGEST_TITLE
        ],
        dates=[text for texts in map(set, map(_texts, ways)) if len(texts) == 1 for text in texts],
        authors=[*_texts(_person(each.get("author")) for each in few)],
        named=[*_texts(_first(metas, _AUTHORS))],
        keywords=[*_texts(_keywords(metas, few))],
        origin=_origin(metas),
    )


def _keywords(metas: Mapping[str, Sequence[str]], told: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    lists = [text for name in _KEYWORDS for text in metas.get(name, ())]
    lists += [each for one in told for each in _each(one.get("keywords")) if isinstance(each, str)]
    return (word for text in lists for word in _BETWEEN_KEYWORDS.split(text))


def _origin(metas: Mapping[str, Sequence[str]]) -> str:
    said = next(_texts(_first(metas, (_ORIGIN,))), "")
    return origin_of(said) or origin_in(next(_texts(_first(metas, (_LABELLED_ORIGIN,))), ""))


def _metas(tree: Tree) -> Mapping[str, Sequence[str]]:
    """What the metas of a page say, by their names in small letters."""
    found = defaultdict[str, list[str]](list)
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        found[name.strip().lower()].append(attributes["content"] or "")
    return found


def _first(metas: Mapping[str, Sequence[str]], names: Iterable[str]) -> Iterator[str]:
    return (metas[name][0] for name in names if name in metas)


def _articles(tree: Tree) -> Sequence[Mapping[str, Any]]:
    """What JSON-LD calls an article; else what it calls a page, or does not name."""
    scripts = tree.css("script[type='application/ld+json']")[:_MOST_SCRIPTS]
    things = [(thing, _kinds(thing)) for script in scripts for thing in _things(script.text())]
    own = [thing for thing, kinds in things if any(kind.endswith(_ARTICLES) for kind in kinds)]
    others = (thing for thing, kinds in things if not kinds or any(kind.endswith(_PAGES) for kind in kinds))
    return own or [*others]


def _things(script: str) -> Iterator[Mapping[str, Any]]:
    """What a script describes, without what is only named inside. What is not JSON is nothing."""
    try:
        data = json.loads(script, strict=False) if len(script) <= _LONGEST_SCRIPT else None
    except (ValueError, RecursionError):
        return
    for thing in _each(data):
        if isinstance(thing, dict):
            graph = thing.get("@graph")
            yield from (one for one in (thing, *(_each(graph) if graph else ())) if isinstance(one, dict))


def _kinds(thing: Mapping[str, Any]) -> Sequence[str]:
    """The types of a thing, which may be one or a list."""
    return [kind for kind in _each(thing.get("@type")) if isinstance(kind, str)]


def _each(value: Any) -> Sequence[Any]:
    """What a list has, or the one that stands in its place."""
    return value if isinstance(value, list) else [value]


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (text for value in values if isinstance(value, str) and (text := normalise(value)))


def _person(value: Any) -> str:
    """The name or names of JSON-LD's ``author``: of one, or of a list."""
    names = (each.get("name") if isinstance(each, dict) else each for each in _each(value))
    return "、".join(name for name in names if isinstance(name, str) and name)
