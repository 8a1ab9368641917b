"""When an article was published, as its page tells machines: metas, JSON-LD, microdata, ``time``. Pure.

What a page says of its last change (``dateModified``, ``upDate``, ``og:updated_time``) is no publication.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.limits import within
from xzcrawl.families import Theme
from xzcrawl.families.tree import PageOrNode, Tree, classes, first
from xzcrawl.text import normalise

#: Names of metas in lower case: of government sites, gov.cn, party newspapers, ogp.me, schema.org.
_METAS: Final = ("pubdate", "firstpublishedtime", "publishdate", "article:published_time", "datepublished")
#: Names in JSON-LD: of schema.org, and of Baidu's vocabulary, which has no types.
_KEYS: Final = ("datePublished", "pubDate")
_ARTICLES: Final = ("Article", "Posting")
_MARKED: Final = "time[pubdate][datetime], time[itemprop='datePublished'][datetime]"
#: So many scripts of a page are looked at, each of at most so many characters.
_MOST_SCRIPTS, _LONGEST_SCRIPT = 20, 100_000


def metadata_dates(tree: Tree, post: PageOrNode, body: LexborNode, theme: Theme) -> tuple[str, ...]:
    """The texts in which a page tells machines when its article was published, each once.

    One that names several moments in the same way (also those of other articles) tells nothing. ``post`` is
    the element of the article, in which its theme finds the date line; in its ``body`` nothing is its own.
    """
    named = _metas(tree)
    ways: Iterable[Iterable[str | None]] = (
        *(named[name] for name in _METAS),
        _linked(tree),
        _marked(tree, body),
        _of_date_line(post, theme),
    )
    told = ({text for each in way if (text := _clean(each))} for way in ways)
    return distinct(text for texts in told if len(texts) == 1 for text in texts)


def distinct(dates: Iterable[str]) -> tuple[str, ...]:
    """The texts in the form in which an article has them, each once."""
    return tuple(dict.fromkeys(text for each in dates if (text := _clean(each))))


def _clean(text: str | None) -> str:
    return within(normalise(text or ""), LONGEST_TEXT)


def _metas(tree: Tree) -> Mapping[str, list[str | None]]:
    """What the metas of a page say, by their names in lower case."""
    found = defaultdict[str, list[str | None]](list)
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        found[name.strip().lower()].append(attributes["content"])
    return found


def _marked(tree: Tree, body: LexborNode) -> list[str | None]:
    times = tree.css(_MARKED)
    inside = {time.mem_id for time in body.css(_MARKED)} if times else ()
    return [time.attributes["datetime"] for time in times if time.mem_id not in inside]


def _linked(tree: Tree) -> list[str]:
    """The moments in JSON-LD: of what it calls an article, else of whatever it is."""
    scripts = tree.css("script[type='application/ld+json']")[:_MOST_SCRIPTS]
    things = [thing for script in scripts for thing in _things(script.text())]
    own = [thing for thing in things if str(thing.get("@type")).endswith(_ARTICLES)]
    told = [thing.get(key) for thing in own or things for key in _KEYS]
    return [text for text in told if isinstance(text, str)]


def _things(script: str) -> list[dict[str, Any]]:
    """What a script describes, without what is only named inside."""
    try:
        data = json.loads(script) if len(script) <= _LONGEST_SCRIPT else None
    except (ValueError, RecursionError):
        return []
    every = data if isinstance(data, list) else [data]
    graphs = [thing["@graph"] for thing in every if isinstance(thing, dict) and "@graph" in thing]
    every = [*every, *(thing for graph in graphs if isinstance(graph, list) for thing in graph)]
    return [thing for thing in every if isinstance(thing, dict)]


def _of_date_line(post: PageOrNode, theme: Theme) -> Iterator[str | None]:
    """The moment of the date line in its form for machines, where the theme does not read that itself."""
    line = first(post, theme.date_line)
    if line is not None:
        times = [line] if line.tag == "time" else line.css("time[datetime]")
        yield from (time.attributes.get("datetime") for time in times if not _is_of_change(time))


def _is_of_change(time: LexborNode) -> bool:
    names = classes(time)
    return time.attributes.get("itemprop") == "dateModified" or (
        "updated" in names and "published" not in names
    )
