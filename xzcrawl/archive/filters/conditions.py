"""Which articles a reader asks for, as SQL and as the search index has it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias, TypedDict

from sqlalchemy import ColumnElement, Select, select

from xzcrawl.archive.schema.tables import article_tags, articles, changes, tags
from xzcrawl.dates import SHANGHAI, day_or_instant
from xzcrawl.search import Order, Scope, Sort, microseconds

Certainty = Literal["best", "certainly", "possibly"]
#: The order of a list that a search sorted so would have.
ORDERS: Final[Mapping[Sort, Order]] = {"relevance": "relevance", "date": "newest"}
#: A name, or several of them.
Names: TypeAlias = str | Sequence[str]
#: A day or an instant; a text has it in ISO 8601.
Moment: TypeAlias = date | datetime | str

#: What ``since`` and ``until`` are compared with.
_COMPARED: Final[dict[Certainty, tuple[str, str]]] = {
    "best": ("published_at", "published_at"),
    "certainly": ("published_earliest", "published_latest"),
    "possibly": ("published_latest", "published_earliest"),
}


class Filters(TypedDict, total=False):
    """The keyword arguments of ``Archive.search`` (``MEANINGS``); None is as good as none."""

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


#: What each of them asks for, a line each.
MEANINGS: Final[Mapping[str, str]] = {
    "category": "exactly this category; of several names any of them",
    "tag": "exactly this is among its tags; of several names all are",
    "author": "exactly this author; of several names any of them",
    "site": "exactly this site; of several names any of them",
    "since": "published then or later: a date, a datetime (without a zone Asia/Shanghai), or one in ISO 8601",
    "until": "published then (of a date that whole day) or earlier; articles without a date pass neither",
    "certainty": "since and until ask of a date its best instant (best), all (certainly), any (possibly)",
    "changed_since": "new, or other in content, date or tags, gone or back since then, that moment included",
    "gone": "only what vanished from its site (True), or only what did not (False)",
    "limit": "at most so many, after ordering",
    "offset": "without the first so many, after ordering",
    "query": "what this search query finds",
    "order": "id (the default), newest (by published_at, without a date last), or relevance beside a query",
}


def matching_ids(filters: Selection) -> Select[tuple[int]]:
    """The ids of the articles that pass all filters, in their order, cut to limit and offset.

    A ``query`` is the search index's business.
    """
    statement = select(articles.c.id).where(*conditions(filters))
    if (filters.get("order") or "id") != "id":
        statement = statement.order_by(articles.c.published_at.desc().nulls_last(), articles.c.id.desc())
    else:
        statement = statement.order_by(articles.c.id)
    return statement.limit(filters.get("limit")).offset(filters.get("offset"))


def scope_of(filters: Filters) -> Scope:
    """The same filters for the search index, without order, limit and offset."""
    exact: list[tuple[str, tuple[str | bool, ...]]] = [*_named(filters)]
    exact += (("tag", (tag,)) for tag in _names(filters.get("tag")))
    if (gone := filters.get("gone")) is not None:
        exact.append(("is_gone", (gone,)))
    bounds = list(_published_between(filters))
    if (changed := filters.get("changed_since")) is not None:
        bounds.append(("change_at", first_instant(changed), None))
    ranges = (
        (name, None if first is None else microseconds(first), None if last is None else microseconds(last))
        for name, first, last in bounds
    )
    return Scope(tuple(exact), tuple(ranges))


def conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """What the filters ask of a row of ``articles``."""
    for name, values in _named(filters):
        yield articles.c[name].in_(values)
    yield from map(_has_tag, _names(filters.get("tag")))
    if (gone := filters.get("gone")) is not None:
        yield articles.c.gone_at.is_not(None) if gone else articles.c.gone_at.is_(None)
    if (changed := filters.get("changed_since")) is not None:
        since = select(changes.c.id).where(changes.c.at >= first_instant(changed))
        yield articles.c.change_id.in_(since)
    for name, first, last in _published_between(filters):
        if first is not None:
            yield articles.c[name] >= first
        if last is not None:
            yield articles.c[name] <= last


def _named(filters: Filters) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Which column must have one of which names."""
    given: dict[str, Names | None] = {
        "category": filters.get("category"),
        "author": filters.get("author"),
        "site": filters.get("site"),
    }
    yield from ((name, _names(value)) for name, value in given.items() if value is not None)


def _names(given: Names | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())


def _published_between(filters: Filters) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """Between which instants (inclusive, None: open) which column must be."""
    first, last = _COMPARED[filters.get("certainty") or "best"]
    if (since := filters.get("since")) is not None:
        yield first, first_instant(since), None
    if (until := filters.get("until")) is not None:
        yield last, None, last_instant(until)


def _has_tag(name: str) -> ColumnElement[bool]:
    tagged = select(article_tags.c.article_id).join(tags, tags.c.id == article_tags.c.tag_id)
    return articles.c.id.in_(tagged.where(tags.c.name == name))


def first_instant(moment: Moment) -> datetime:
    """The instant itself, or the first one of a day in Asia/Shanghai."""
    moment = read_moment(moment)
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return datetime.combine(moment, time(), SHANGHAI)


def last_instant(moment: Moment) -> datetime:
    """The instant itself, or the last one of a day in Asia/Shanghai."""
    moment = read_moment(moment)
    if isinstance(moment, datetime):
        return first_instant(moment)
    return first_instant(moment + timedelta(days=1)) - timedelta(microseconds=1)


def read_moment(moment: Moment) -> date | datetime:
    """The day or instant that a text stands for. Raises ``UsageError`` for a text that is none."""
    return day_or_instant(moment) if isinstance(moment, str) else moment
