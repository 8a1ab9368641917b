"""Articles as a list shows them: without their texts."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Row, Select, select

from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.records import ArticleRecord
from xzcrawl.archive.tables import articles, sites, urls
from xzcrawl.items import DateInterval, Precision
from xzcrawl.urls import Kind, absolute, classify


@dataclass(frozen=True, slots=True)
class Headline:
    """An article without its body. Its fields are those of ``ArticleRecord``; instants are in UTC."""

    id: int
    site: str
    url: str
    title: str
    category: str | None
    published_at: datetime | None
    published_earliest: datetime | None
    published_latest: datetime | None
    published_precision: Precision | None
    published_text: str | None
    last_seen_at: datetime
    gone_at: datetime | None
    gone_kind: str | None
    revision: int


class Dated(Protocol):
    """What has a date as the archive keeps it: an ``ArticleRecord``, a ``Headline``."""

    @property
    def published_earliest(self) -> datetime | None: ...
    @property
    def published_latest(self) -> datetime | None: ...
    @property
    def published_precision(self) -> Precision | None: ...
    @property
    def published_text(self) -> str | None: ...


HEADLINE_COLUMNS: Final = [articles.c[name] for name in Headline.__slots__]


def published(article: Dated) -> DateInterval | None:
    """When an article was published, as an interval; None where no date could be read."""
    earliest, latest = article.published_earliest, article.published_latest
    if earliest is None or latest is None or article.published_precision is None:
        return None
    return DateInterval(earliest, latest, article.published_precision, article.published_text or "")


def headline(row: Row[Any]) -> Headline:
    """The headline in a row selected with ``HEADLINE_COLUMNS``."""
    return Headline(*(row._mapping[column] for column in HEADLINE_COLUMNS))


def headlines(connection: Connection, ids: Collection[int]) -> dict[int, Headline]:
    """The headlines of these articles, by id."""
    return {row.id: headline(row) for row in select_in(connection, _all(), articles.c.id, ids)}


def related_to(connection: Connection, article: ArticleRecord) -> list[Headline]:
    """The articles in the archive that the article's page named as related, in its order."""
    base = connection.scalar(select(sites.c.base_url).where(sites.c.key == article.site))
    keys = list(dict.fromkeys(_keys((link.url for link in article.related), base or "")))
    aliases = urls.alias()
    statement = _all().add_columns(aliases.c.key.label("asked_key"))
    statement = statement.join(aliases, articles.c.url_id.in_((aliases.c.id, aliases.c.alias_of)))
    statement = statement.where(aliases.c.site == article.site)
    found = {row.asked_key: headline(row) for row in select_in(connection, statement, aliases.c.key, keys)}
    unique = {one.id: one for key in keys if (one := found.get(key)) and one.id != article.id}
    return list(unique.values())


def _keys(links: Iterable[str], base: str) -> Iterator[str]:
    for link in links:
        url = absolute(link, base)
        address = classify(url, base) if url else None
        if address is not None and address.kind is Kind.ARTICLE:
            yield address.key


def neighbours_of(connection: Connection, article: ArticleRecord) -> tuple[Headline | None, Headline | None]:
    """The articles of its site published just before it and just after it; none for one without a date."""
    at, id_ = articles.c.published_at, articles.c.id
    if article.published_at is None:
        return None, None
    same = (articles.c.site == article.site, at == article.published_at)
    other = (articles.c.site == article.site, at.is_not(None))
    older = _first(connection, _all().where(*same, id_ < article.id).order_by(id_.desc())) or _first(
        connection, _all().where(*other, at < article.published_at).order_by(at.desc(), id_.desc())
    )
    newer = _first(connection, _all().where(*same, id_ > article.id).order_by(id_)) or _first(
        connection, _all().where(*other, at > article.published_at).order_by(at, id_)
    )
    return older, newer


def _first(connection: Connection, statement: Select[Any]) -> Headline | None:
    row = connection.execute(statement.limit(1)).first()
    return headline(row) if row else None


def _all() -> Select[Any]:
    return select(*HEADLINE_COLUMNS)
