"""Finds the moment of publication that a page tells machines: metas, JSON-LD, microdata, ``time``. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.dates.numerals import LONGEST_TEXT
from xzcrawl.extract.limits import within
from xzcrawl.families import Theme
from xzcrawl.families.tree import PageOrNode, Tree, classes, first
from xzcrawl.generic import Statements
from xzcrawl.text import normalise

_MARKED: Final = "time[pubdate][datetime], time[itemprop='datePublished'][datetime]"


def metadata_dates(
    stated: Statements, tree: Tree, post: PageOrNode, body: LexborNode, theme: Theme
) -> tuple[str, ...]:
    """The texts in which a page tells machines when its article was published, each once.

    One that names several moments in the same way (also those of other articles) tells nothing. ``stated`` is
    what the page states, ``post`` the element of the article, in which its theme finds the date line; in its
    ``body`` nothing is its own.
    """
    marked, in_line = distinct(_marked(tree, body)), distinct(_of_date_line(post, theme))
    ways = (way for way in (marked, in_line) if len(way) == 1)
    return distinct([*stated.dates, *(text for way in ways for text in way)])


def distinct(dates: Iterable[str | None]) -> tuple[str, ...]:
    """The texts in the form in which an article has them, each once."""
    clean = (within(normalise(text or ""), LONGEST_TEXT) for text in dates)
    return tuple(dict.fromkeys(text for text in clean if text))


def _marked(tree: Tree, body: LexborNode) -> list[str | None]:
    times = tree.css(_MARKED)
    inside = {time.mem_id for time in body.css(_MARKED)} if times else ()
    return [time.attributes["datetime"] for time in times if time.mem_id not in inside]


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
