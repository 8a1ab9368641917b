"""Which articles a reader asks for, as SQL and as the search index has it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypedDict

from sqlalchemy import ColumnElement, Select, select

from xzcrawl.archive.tables import article_tags, articles, changes, tags
from xzcrawl.dates import SHANGHAI
from xzcrawl.search import Scope, microseconds

Order = Literal["id", "newest"]
Certainty = Literal["best", "certainly", "possibly"]

#: What ``since`` and ``until`` are compared with.
_COMPARED: Final[dict[Certainty, tuple[str, str]]] = {
    "best": ("published_at", "published_at"),
    "certainly": ("published_earliest", "published_latest"),
    "possibly": ("published_latest", "published_earliest"),
}


class Filters(TypedDict, total=False):
    """The keyword arguments of ``Archive.search``; None is as good as none.

    ``category``, ``tag``, ``author`` and ``site`` are exact. ``since`` and ``until`` are inclusive: a date
    means that whole day, a datetime that instant (without a zone: Asia/Shanghai); articles without a date
    pass neither. By ``certainty`` they are compared with the best instant (``published_at``; the default),
    must hold for the whole interval of a date (``certainly``), or may hold within it (``possibly``).
    ``changed_since``, likewise inclusive: articles of which a change was taken in since then: new ones, other
    content (``changed_at``), another date or tag, and that they went or came back.
    ``gone``: only those that vanished, or only the others.
    """

    category: str | None
    tag: str | None
    author: str | None
    site: str | None
    since: date | datetime | None
    until: date | datetime | None
    certainty: Certainty | None
    changed_since: date | datetime | None
    gone: bool | None
    limit: int | None
    offset: int | None


class Selection(Filters, total=False):
    """The keyword arguments of ``Archive.articles`` and ``Archive.count``: filters, and a search ``query``.

    ``order`` is ``id`` (the default) or ``newest`` (by ``published_at``, articles without one last).
    """

    query: str | None
    order: Order


def matching_ids(filters: Selection) -> Select[tuple[int]]:
    """The ids of the articles that pass all filters, in their order, cut to limit and offset.

    A ``query`` is the search index's business.
    """
    statement = select(articles.c.id).where(*_conditions(filters))
    if filters.get("order", "id") == "newest":
        statement = statement.order_by(articles.c.published_at.desc().nulls_last(), articles.c.id.desc())
    else:
        statement = statement.order_by(articles.c.id)
    return statement.limit(filters.get("limit")).offset(filters.get("offset"))


def scope_of(filters: Filters) -> Scope:
    """The same filters for the search index, without order, limit and offset."""
    exact: dict[str, str | bool] = dict(_exact(filters))
    if (tag := filters.get("tag")) is not None:
        exact["tag"] = tag
    if (gone := filters.get("gone")) is not None:
        exact["is_gone"] = gone
    bounds = list(_published_between(filters))
    if (changed := filters.get("changed_since")) is not None:
        bounds.append(("change_at", first_instant(changed), None))
    ranges = (
        (name, None if first is None else microseconds(first), None if last is None else microseconds(last))
        for name, first, last in bounds
    )
    return Scope(exact, tuple(ranges))


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    for name, value in _exact(filters):
        yield articles.c[name] == value
    if (tag := filters.get("tag")) is not None:
        yield _has_tag(tag)
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


def _exact(filters: Filters) -> Iterator[tuple[str, str]]:
    named = {name: filters.get(name) for name in ("category", "author", "site")}
    yield from ((name, value) for name, value in named.items() if isinstance(value, str))


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


def first_instant(moment: date | datetime) -> datetime:
    """The instant itself, or the first one of a day in Asia/Shanghai."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    return datetime.combine(moment, time(), SHANGHAI)


def last_instant(moment: date | datetime) -> datetime:
    """The instant itself, or the last one of a day in Asia/Shanghai."""
    if isinstance(moment, datetime):
        return first_instant(moment)
    return first_instant(moment + timedelta(days=1)) - timedelta(microseconds=1)
