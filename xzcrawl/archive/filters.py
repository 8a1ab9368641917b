"""Which articles a reader asks for."""

from datetime import date, datetime, time, timedelta
from typing import Literal, TypedDict

from sqlalchemy import ColumnElement, Select, select

from xzcrawl.archive.tables import article_tags, articles, tags
from xzcrawl.dates import SHANGHAI

Order = Literal["id", "newest"]


class Filters(TypedDict, total=False):
    """The keyword arguments of ``Archive.articles`` and ``Archive.count``; None is as good as none.

    ``category``, ``tag``, ``author`` and ``site`` are exact. ``since`` and ``until`` compare
    ``published_at``, both inclusive: a date means that whole day, a datetime that instant (without a zone:
    Asia/Shanghai); articles without a date pass neither. ``changed_since`` compares ``changed_at``, likewise
    inclusive: articles that are new or have other content since then. ``order`` is ``id`` (the default)
    or ``newest`` (by ``published_at``, articles without one last).
    """

    category: str | None
    tag: str | None
    author: str | None
    site: str | None
    since: date | datetime | None
    until: date | datetime | None
    changed_since: date | datetime | None
    limit: int | None
    offset: int | None
    order: Order


def matching_ids(filters: Filters) -> Select[tuple[int]]:
    """The ids of the articles asked for, in their order, cut to limit and offset."""
    statement = select(articles.c.id).where(*_conditions(filters))
    if filters.get("order", "id") == "newest":
        statement = statement.order_by(articles.c.published_at.desc().nulls_last(), articles.c.id.desc())
    else:
        statement = statement.order_by(articles.c.id)
    return statement.limit(filters.get("limit")).offset(filters.get("offset"))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    exact = {name: filters.get(name) for name in ("category", "author", "site")}
    conditions = [articles.c[name] == value for name, value in exact.items() if value is not None]
    if (tag := filters.get("tag")) is not None:
        conditions.append(_has_tag(tag))
    if (since := filters.get("since")) is not None:
        conditions.append(articles.c.published_at >= first_instant(since))
    if (until := filters.get("until")) is not None:
        conditions.append(articles.c.published_at <= last_instant(until))
    if (changed := filters.get("changed_since")) is not None:
        conditions.append(articles.c.changed_at >= first_instant(changed))
    return conditions


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
