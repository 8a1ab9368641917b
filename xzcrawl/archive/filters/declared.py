"""Declares the filters, once for SQL, the search index, Python, the command line, the pages and the API.

A new filter is a key of ``Filters`` and a row of ``FILTERS``. If it compares a field that is not a column of
``articles``, it also needs a row in ``translated``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, TypedDict

from xzcrawl.archive.filters.moments import Moment, first_instant, last_instant
from xzcrawl.search import Order, Sort

Certainty = Literal["best", "certainly", "possibly"]
#: The order of a list of articles that corresponds to the sorting of a search.
ORDERS: Final[Mapping[Sort, Order]] = {"relevance": "relevance", "date": "newest"}
#: A name, or several of them.
Names: TypeAlias = str | Sequence[str]
#: The kinds of values: one or several names, a day or an instant, true or false, a ``Certainty``.
FilterKind = Literal["names", "moment", "flag", "certainty"]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The condition that a field of an article has one of these values."""

    field: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The condition that a field, an instant, lies between two instants, both inclusive; None is open."""

    field: str
    first: datetime | None
    last: datetime | None


Condition: TypeAlias = OneOf | Between


class Filters(TypedDict, total=False):
    """The keyword arguments of ``Archive.search`` (``MEANINGS``). None means that the filter is not used."""

    category: Names | None
    tag: Names | None
    author: Names | None
    site: Names | None
    since: Moment | None
    until: Moment | None
    certainty: Certainty | None
    changed_since: Moment | None
    gone: bool | None
    limit: int | None
    offset: int | None


class Selection(Filters, total=False):
    """The keyword arguments of ``Archive.articles`` and ``Archive.count`` (``MEANINGS``)."""

    query: str | None
    order: Order | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: the kind of its values, its meaning for readers, and the conditions that a value sets.

    ``conditions`` takes the value and all filters that are given.
    """

    kind: FilterKind
    meaning: str
    conditions: Callable[[Any, Filters], Iterator[Condition]]


def asked(filters: Filters) -> Iterator[Condition]:
    """The conditions that all filters together set."""
    given: Mapping[str, Any] = dict(filters)
    for name, filter_ in FILTERS.items():
        if given.get(name) is not None:
            yield from filter_.conditions(given[name], filters)


def _any_of(field: str) -> Callable[[Names, Filters], Iterator[Condition]]:
    def conditions(names: Names, _: Filters) -> Iterator[Condition]:
        yield OneOf(field, (names,) if isinstance(names, str) else tuple(names))

    return conditions


def _tags(names: Names, _: Filters) -> Iterator[Condition]:
    for name in (names,) if isinstance(names, str) else names:
        yield OneOf("tag", (name,))


def _since(moment: Moment, filters: Filters) -> Iterator[Condition]:
    yield Between(_COMPARED[filters.get("certainty") or "best"][0], first_instant(moment), None)


def _until(moment: Moment, filters: Filters) -> Iterator[Condition]:
    yield Between(_COMPARED[filters.get("certainty") or "best"][1], None, last_instant(moment))


def _certainty(_: Certainty, __: Filters) -> Iterator[Condition]:
    yield from ()


def _changed_since(moment: Moment, _: Filters) -> Iterator[Condition]:
    yield Between("change_at", first_instant(moment), None)


def _gone(value: bool, _: Filters) -> Iterator[Condition]:
    yield OneOf("is_gone", (value,))


#: The fields with which ``since`` and ``until`` are compared.
_COMPARED: Final[Mapping[Certainty, tuple[str, str]]] = {
    "best": ("published_at", "published_at"),
    "certainly": ("published_earliest", "published_latest"),
    "possibly": ("published_latest", "published_earliest"),
}
FILTERS: Final[Mapping[str, Filter]] = {
    "category": Filter("names", "exactly this category; of several any of them", _any_of("category")),
    "tag": Filter("names", "exactly this is among its tags; of several all are", _tags),
    "author": Filter("names", "exactly this author; of several any of them", _any_of("author")),
    "site": Filter("names", "exactly this site, by its host; of several any of them", _any_of("site")),
    "since": Filter("moment", "published on this day or at this instant, or later", _since),
    "until": Filter("moment", "published on this day or at this instant, or earlier", _until),
    "certainty": Filter(
        "certainty",
        "since and until ask of a date its best instant (best), all (certainly), or any of it (possibly)",
        _certainty,
    ),
    "changed_since": Filter(
        "moment",
        "new, changed in content, date or tags, gone or back since then, that moment included",
        _changed_since,
    ),
    "gone": Filter("flag", "only what vanished from its site, or only what did not", _gone),
}
#: The meaning of each keyword argument, in one line.
MEANINGS: Final[Mapping[str, str]] = {
    **{name: filter_.meaning for name, filter_ in FILTERS.items()},
    "limit": "at most so many, after ordering",
    "offset": "without the first so many, after ordering",
    "query": "what this search query finds",
    "order": "id (the default), newest (by published_at, without a date last), or relevance beside a query",
}
