"""Writing the ``articles`` table: what is new, what changed, what stayed."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, Connection, Select, bindparam, insert, select, update

from xzcrawl.archive.attachments import save_images, save_tags
from xzcrawl.archive.bulk import select_in
from xzcrawl.archive.evidence import published_columns
from xzcrawl.archive.tables import articles
from xzcrawl.dates import Published
from xzcrawl.extract import assemble
from xzcrawl.items import Article

Change = Literal["new", "changed", "unchanged", "stale"]


@dataclass(frozen=True, slots=True)
class Stored:
    """An article row as a batch needs it."""

    id: int
    url_id: int
    source_id: str
    content_sha256: str
    revision: int
    first_seen_at: datetime
    last_seen_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """An article as fetched, the address row it hangs on, and what the archive holds of it so far."""

    article: Article
    url_id: int
    stored: Stored | None
    sha256: str

    @classmethod
    def of(cls, article: Article, url_id: int, stored: Stored | None) -> "Version":
        """A fetched article beside what is stored of it."""
        return cls(article, url_id, stored, content_sha256(article.title, article.text))

    @property
    def change(self) -> Change:
        """``stale`` is a page older than what is stored: it must not undo what came after it."""
        if self.stored is None:
            return "new"
        if self.article.page.fetched_at < self.stored.last_seen_at:
            return "stale"
        return "unchanged" if self.sha256 == self.stored.content_sha256 else "changed"


def content_sha256(title: str, text: str) -> str:
    """What decides whether an article changed: SHA-256 over title, a newline and text, in UTF-8, as hex."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


def load_stored(
    connection: Connection, site: str, url_ids: Collection[int], source_ids: Collection[str]
) -> list[Stored]:
    """The articles that hang on one of the address rows or have one of the site's own ids."""
    columns = [articles.c[name] for name in Stored.__slots__]
    every: Select[Any] = select(*columns)
    by_url = select_in(connection, every, articles.c.url_id, url_ids)
    own = every.where(articles.c.site == site)
    by_source = select_in(connection, own, articles.c.source_id, source_ids)
    return list({row.id: Stored(**row._mapping) for rows in (by_url, by_source) for row in rows}.values())


def save_articles(
    connection: Connection,
    site: str,
    versions: Sequence[Version],
    published: Callable[[int], Published | None],
    extractor: str,
) -> None:
    """Insert and update articles with their tags and images. ``published`` gives a date by address row."""
    rows = [(version, _row(version, published(version.url_id), extractor)) for version in versions]
    ids = _insert(connection, [row for version, row in rows if version.stored is None])
    renewed = [{**row, "article": version.stored.id} for version, row in rows if version.stored]
    _update(connection, "article", articles.c.id, renewed)
    known = {version.stored.id for version in versions if version.stored}
    held = {
        version.stored.id if version.stored else ids[version.url_id]: version.article for version in versions
    }
    save_tags(connection, {id_: article.tags for id_, article in held.items()}, known, site)
    save_images(connection, {id_: article.images for id_, article in held.items()}, known)


def save_published(connection: Connection, published: Mapping[int, Published | None]) -> None:
    """Renew the date of articles (by address row) of which only another page spoke."""
    rows = [{"address": url_id, **published_columns(value)} for url_id, value in published.items()]
    _update(connection, "address", articles.c.url_id, rows)


def _update(
    connection: Connection, name: str, column: Column[Any], rows: Sequence[Mapping[str, object]]
) -> None:
    """Update the articles whose ``column`` is what each row has under ``name``."""
    if rows:
        connection.execute(update(articles).where(column == bindparam(name)), rows)


def _insert(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[int, int]:
    if not rows:
        return {}
    inserted = connection.execute(insert(articles).returning(articles.c.url_id, articles.c.id), rows)
    return {row.url_id: row.id for row in inserted}


def _row(version: Version, published: Published | None, extractor: str) -> dict[str, object]:
    article, stored, seen = version.article, version.stored, version.article.page.fetched_at
    changed = version.change != "unchanged"
    return {
        "url_id": version.url_id,
        "site": article.site,
        "source_id": article.source_id,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "category": article.category,
        "breadcrumbs": article.breadcrumbs,
        "views": article.views,
        **published_columns(published),
        "text": article.text,
        "html": assemble(article.blocks),
        "removed": [{"text": cut.text, "rule": cut.rule} for cut in article.removed],
        "related": [{"url": link.url, "title": link.title} for link in article.related],
        "first_seen_at": stored.first_seen_at if stored else seen,
        "last_seen_at": seen,
        "changed_at": seen if changed or stored is None else stored.changed_at,
        "revision": (stored.revision if stored else 0) + changed,
        "content_sha256": version.sha256,
        "extractor": extractor,
    }
