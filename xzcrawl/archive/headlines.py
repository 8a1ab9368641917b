"""Articles as a list shows them: without their texts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Row, select

from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.tables import articles
from xzcrawl.items import DateInterval, Precision


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


_COLUMNS: Final = [articles.c[name] for name in Headline.__slots__]
ALL_HEADLINES: Final = select(*_COLUMNS)


def published(article: Dated) -> DateInterval | None:
    """When an article was published, as an interval; None where no date could be read."""
    earliest, latest = article.published_earliest, article.published_latest
    if earliest is None or latest is None or article.published_precision is None:
        return None
    return DateInterval(earliest, latest, article.published_precision, article.published_text or "")


def headline(row: Row[Any]) -> Headline:
    """The headline in a row of ``ALL_HEADLINES``."""
    return Headline(*(row._mapping[column] for column in _COLUMNS))


def headlines(connection: Connection, ids: Collection[int]) -> dict[int, Headline]:
    """The headlines of these articles, by id."""
    return {row.id: headline(row) for row in select_in(connection, ALL_HEADLINES, articles.c.id, ids)}
