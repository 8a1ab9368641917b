"""The change sequence: the changes of articles, numbered in the order of commits.

The search index follows it: it remembers the last change that it contains and asks for the articles changed
later. A change is the articles of one transaction that are new, have another title, text, author, category,
tag or date, vanished or came back; not those that were only seen again. Its token distinguishes it from a
change of the same number in another archive, or in a restored copy that was written to later.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from xzcrawl.archive import engine as engines
from xzcrawl.archive.engine.bulk import KEYS_PER_SELECT
from xzcrawl.archive.read.articles import tags_of
from xzcrawl.archive.schema.tables import articles, changes
from xzcrawl.chunks import chunks
from xzcrawl.search import Entry, State

#: Articles read at a time for the index.
_ARTICLES: Final = 500
_COLUMNS: Final = (
    "id", "title", "text", "site", "category", "author",
    "published_at", "published_earliest", "published_latest",
)  # fmt: skip
_LATEST: Final = select(changes.c.id, changes.c.token).order_by(changes.c.id.desc()).limit(1)
_OWN: Final = select(changes.c.id).where(
    changes.c.id == bindparam("change"), changes.c.token == bindparam("its_token")
)


def note_changes(connection: Connection, article_ids: Collection[int], at: datetime) -> None:
    """Give these articles the next number of the sequence, at the instant ``at`` (aware).

    Call it last in their transaction.
    """
    if not article_ids:
        return
    engines.lock_changes(connection)
    insertion = insert(changes).values(token=uuid4().hex, at=at).returning(changes.c.id)
    change = connection.execute(insertion).scalar_one()
    for ids in chunks(sorted(article_ids), KEYS_PER_SELECT):
        connection.execute(update(articles).where(articles.c.id.in_(ids)).values(change_id=change))


def latest_change(connection: Connection) -> State:
    """The last change of the archive."""
    return State(*connection.execute(_LATEST).one())


def has_change(connection: Connection, state: State) -> bool:
    """Whether a change belongs to this archive."""
    own = {"change": state.change, "its_token": state.token}
    return connection.execute(_OWN, own).first() is not None


def count_changed(connection: Connection, since: State | None) -> int:
    """The number of articles changed after a change; of all articles if ``since`` is None."""
    return connection.execute(select(func.count()).select_from(articles).where(*_after(since))).scalar_one()


def changed_entries(connection: Connection, since: State | None) -> Iterator[Entry]:
    """The articles changed after a change (None: all articles), as entries of the index."""
    columns = (*(articles.c[name] for name in _COLUMNS), articles.c.gone_at, changes.c.at)
    # ordered only by id, SQLite would go through all articles instead of the index on changes
    order = [articles.c.id] if since is None else [articles.c.change_id, articles.c.id]
    statement = select(*columns).outerjoin(changes).where(*_after(since)).order_by(*order)
    rows = connection.execute(statement, execution_options={"yield_per": _ARTICLES})
    for chunk in rows.partitions():
        named = tags_of(connection, [row.id for row in chunk])
        for row in chunk:
            values = {name: row._mapping[name] for name in _COLUMNS}
            yield Entry(
                **values, tags=named.get(row.id, ()), change_at=row.at, is_gone=row.gone_at is not None
            )


def _after(since: State | None) -> list[ColumnElement[bool]]:
    return [] if since is None else [articles.c.change_id > since.change]
