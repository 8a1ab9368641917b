"""Writes the ``articles`` table: new, changed and unchanged articles."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain, starmap
from typing import Any, Final, Literal

from sqlalchemy import Column, Connection, Select, bindparam, insert, select, update

from xzcrawl.archive.engine.bulk import select_in
from xzcrawl.archive.records import NameSource
from xzcrawl.archive.schema.page_columns import keep_named, page_columns
from xzcrawl.archive.schema.rows import published_columns
from xzcrawl.archive.schema.tables import articles
from xzcrawl.archive.write.readings import Evidence
from xzcrawl.archive.write.tags_images import save_images, save_tags
from xzcrawl.frontier.revisits import SOON, due_at, first_wait, next_visit
from xzcrawl.items import Article, ReadBy
from xzcrawl.text import content_sha256

ContentChange = Literal["new", "changed", "unchanged", "stale", "guessed"]

#: The columns by which searches and filters find an article, beside title, text and tags.
_FOUND_BY: Final = ("category", "author", "published_at", "published_earliest", "published_latest")


@dataclass(frozen=True, slots=True)
class StoredRow:
    """The columns of an article row that a batch needs."""

    id: int
    url_id: int
    source_id: str
    content_sha256: str
    revision: int
    first_seen_at: datetime
    last_seen_at: datetime
    changed_at: datetime
    gone_at: datetime | None
    dated_since: datetime | None
    next_visit_at: datetime
    visit_days: int
    category: str | None
    author: str | None
    category_source: NameSource | None
    author_source: NameSource | None
    memberships: Sequence[tuple[str, str]] | None
    published_at: datetime | None
    published_earliest: datetime | None
    published_latest: datetime | None
    read_by: ReadBy


@dataclass(frozen=True, slots=True)
class Version:
    """A fetched article, the row id of its main address, and the article as stored before.

    ``snapshot_ids`` are those of the pages of all its parts, in order; none where any of them was not kept.
    """

    article: Article
    url_id: int
    stored: StoredRow | None
    sha256: str
    snapshot_ids: Sequence[int]
    ahead: datetime | None

    @classmethod
    def of(
        cls,
        article: Article,
        url_id: int,
        stored: StoredRow | None,
        snapshots: Mapping[str, int],
        ahead: datetime | None,
    ) -> "Version":
        """Put a fetched article beside the stored one. ``snapshots`` gives row ids by record id.

        Stored instants from ``ahead`` on (aware; None: none) are of an earlier run whose clock was ahead.
        """
        sha256 = content_sha256(article.title, article.text)
        pages = [snapshots.get(page.record_id or "") for page in (article.page, *article.parts)]
        kept = [id_ for id_ in pages if id_ is not None]
        return cls(article, url_id, stored, sha256, kept if len(kept) == len(pages) else [], ahead)

    @property
    def snapshot_id(self) -> int | None:
        """The snapshot of the page of the first part."""
        return self.snapshot_ids[0] if self.snapshot_ids else None

    @property
    def is_of_a_later_run(self) -> bool:
        """Whether the page is newer than the stored article, though it may look older: a clock was ahead."""
        return self.stored is not None and is_from(self.stored.last_seen_at, self.ahead)

    @property
    def change(self) -> ContentChange:
        """How the article changed. Two kinds of page change nothing.

        ``stale`` is one older than the stored article. ``guessed`` is one of another layout than is
        described, of an article that was read exactly before: a guess takes the place of nothing known.
        """
        if self.stored is None:
            return "new"
        if self.article.read_by == "generic" and self.stored.read_by == "family":
            return "guessed"
        if self.article.page.fetched_at < self.stored.last_seen_at and not self.is_of_a_later_run:
            return "stale"
        return "unchanged" if self.sha256 == self.stored.content_sha256 else "changed"

    @property
    def gone_at(self) -> datetime | None:
        """The instant since which the article had been gone; None if it had not."""
        return self.stored.gone_at if self.stored else None

    @property
    def revision(self) -> int:
        """The number of this version's title and text."""
        return (self.stored.revision if self.stored else 0) + (self.change != "unchanged")


def is_from(moment: datetime, ahead: datetime | None) -> bool:
    """Whether a stored instant is of a clock that was ahead, from ``ahead`` on (None: no clock was)."""
    return ahead is not None and moment >= ahead


def load_stored(
    connection: Connection, site: str, url_ids: Collection[int], source_ids: Collection[str]
) -> list[StoredRow]:
    """The articles whose main address is one of these rows, or which have one of these ids of the CMS."""
    columns = [articles.c[name] for name in StoredRow.__slots__]
    every: Select[Any] = select(*columns)
    by_url = select_in(connection, every, articles.c.url_id, url_ids)
    own = every.where(articles.c.site == site)
    by_source = select_in(connection, own, articles.c.source_id, source_ids)
    return list({stored.id: stored for stored in starmap(StoredRow, chain(by_url, by_source))}.values())


def save_articles(
    connection: Connection,
    site: str,
    versions: Sequence[Version],
    evidence: Evidence,
    extractor: str,
) -> tuple[dict[int, int], set[int]]:
    """Insert and update articles with their tags and images.

    Returns their ids by address row, and the ids of those that other words or filters find now.
    """
    rows = [(version, _row(site, version, evidence, extractor)) for version in versions]
    ids = {version.url_id: version.stored.id for version in versions if version.stored}
    known = set(ids.values())
    ids |= _insert(connection, [row for version, row in rows if version.stored is None])
    renewed = [{**row, "article": version.stored.id} for version, row in rows if version.stored]
    _update(connection, "article", articles.c.id, renewed)
    fetched = {ids[version.url_id]: version.article for version in versions}
    moved = save_tags(connection, {id_: article.tags for id_, article in fetched.items()}, known, site)
    save_images(connection, {id_: article.images for id_, article in fetched.items()}, known)
    return ids, moved | {ids[version.url_id] for version, row in rows if _is_found_otherwise(version, row)}


def _is_found_otherwise(version: Version, row: Mapping[str, object]) -> bool:
    stored = version.stored
    if stored is None or version.change == "changed" or stored.gone_at is not None:
        return True
    return any(row[name] != getattr(stored, name) for name in _FOUND_BY)


def save_published(connection: Connection, url_ids: Iterable[int], evidence: Evidence) -> None:
    """Update the dates of articles (by address row) for which only other pages gave readings."""
    rows = {url_id: {"address": url_id, **_dated(url_id, evidence)} for url_id in url_ids}
    _update(connection, "address", articles.c.url_id, list(rows.values()))
    # A re-dated article may have other changes too.
    seen = {url_id: found.observation.reading.seen_at for url_id, found in evidence.redatings.items()}
    make_due(connection, {url_id: at for url_id, at in seen.items() if url_id in rows})


def make_due(connection: Connection, seen: Mapping[int, datetime]) -> None:
    """Make articles (by their row in ``urls``) due at once, because other pages have shown a change."""
    due = [{"address": url_id, "next_visit_at": at, "visit_days": SOON} for url_id, at in seen.items()]
    _update(connection, "address", articles.c.url_id, due)


def _dated(url_id: int, evidence: Evidence) -> dict[str, object]:
    return {**published_columns(evidence.published(url_id)), "dated_since": evidence.since.get(url_id)}


def _update(
    connection: Connection, name: str, column: Column[Any], rows: Sequence[Mapping[str, object]]
) -> None:
    """Update the articles whose ``column`` has the value of a row under ``name``."""
    if rows:
        connection.execute(update(articles).where(column == bindparam(name)), rows)


def _insert(connection: Connection, rows: Sequence[Mapping[str, object]]) -> dict[int, int]:
    if not rows:
        return {}
    inserted = connection.execute(insert(articles).returning(articles.c.url_id, articles.c.id), rows)
    return {row.url_id: row.id for row in inserted}


def _row(site: str, version: Version, evidence: Evidence, extractor: str) -> dict[str, object]:
    article, stored, seen = version.article, version.stored, version.article.page.fetched_at
    days, due = _next_visit(version, evidence)
    said = page_columns(article)
    return {
        "url_id": version.url_id,
        "site": site,
        "source_id": article.source_id,
        "url": article.url,
        **(keep_named(said, asdict(stored)) if stored else said),
        **_dated(version.url_id, evidence),
        # neither can be later than this page, unless the clock of an earlier run was ahead
        "first_seen_at": min(stored.first_seen_at, seen) if stored else seen,
        "last_seen_at": seen,
        "changed_at": min(stored.changed_at, seen) if stored and version.change == "unchanged" else seen,
        "gone_at": None,
        "gone_kind": None,
        "next_visit_at": due,
        "visit_days": days,
        "snapshot_id": version.snapshot_id,
        "revision": version.revision,
        "content_sha256": version.sha256,
        "extractor": extractor,
    }


def _next_visit(version: Version, evidence: Evidence) -> tuple[int, datetime]:
    seen, stored = version.article.page.fetched_at, version.stored
    if stored is None:
        published = evidence.published(version.url_id)
        days = first_wait(seen - published.interval.latest if published else None)
        return days, due_at(seen, days)
    changed = (
        version.change == "changed" or version.gone_at is not None or version.url_id in evidence.redatings
    )
    due = due_at(seen, stored.visit_days) if version.is_of_a_later_run else stored.next_visit_at
    return next_visit(seen, stored.visit_days, due, changed=changed)
