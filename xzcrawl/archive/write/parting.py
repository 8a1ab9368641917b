"""Parts two articles that share an address, because the page of one named the other's address as its own.

When the other article comes with its own id of the CMS, each gets its own address. Dates that only lists gave
are deleted, because they may belong to either.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, case, delete, select, update

from xzcrawl.archive.schema.tables import addresses, readings, urls
from xzcrawl.archive.write import articles
from xzcrawl.archive.write.articles import StoredRow
from xzcrawl.archive.write.matching import holds_another
from xzcrawl.archive.write.urls import Item, UrlRow, answers_of
from xzcrawl.items import Article
from xzcrawl.text import content_sha256

_OWN = tuple(column for column in urls.c if column.name not in ("id", "alias_of"))
#: The sources of readings that are the page of the article itself.
_OF_PAGE = ("page", "metadata", "body")


def part(
    connection: Connection,
    items: Iterable[Item],
    rows: MutableMapping[str, UrlRow],
    stored: Mapping[int, StoredRow],
) -> None:
    """Move a stored article from the address of another one, which came now, to the address that led to it.

    If it has no address of its own it stays: then nothing shows that it is another. ``rows`` are updated.
    """
    for article, taking in _taken(items, rows, stored):
        key = article.key
        own = rows[key].id
        query = select(urls.c.id).where(urls.c.key == taking.source_id, urls.c.alias_of == own)
        if (other := connection.scalar(query)) is not None:
            _exchange(connection, own, other, _own_urls(article))
            connection.execute(
                delete(readings).where(readings.c.url_id == own, readings.c.source.not_in(_OF_PAGE))
            )
            articles.make_due(connection, {own: article.page.fetched_at})
            rows[key] = UrlRow(other, None)
            if taking.source_id in rows:
                rows[taking.source_id] = UrlRow(own, None)


def _taken(
    items: Iterable[Item], rows: Mapping[str, UrlRow], stored: Mapping[int, StoredRow]
) -> Iterator[tuple[Article, StoredRow]]:
    """The articles that came from their own address, each with the other article stored at that address."""
    for article in (item for item in items if isinstance(item, Article)):
        row = rows[article.key]
        sought = {key for key, _ in answers_of(article)}
        if article.key in sought and row.alias_of is None and holds_another(row, article, stored):
            other = stored[row.id]
            if other.content_sha256 != content_sha256(article.title, article.text):
                yield article, other


def _own_urls(article: Article) -> set[str]:
    """The URLs that have an article's own key."""
    return {article.url} | {url for key, url in answers_of(article) if key == article.key}


def _exchange(connection: Connection, first: int, second: int, own: Container[str]) -> None:
    """Exchange all columns of two address rows except their ids. Neither is an alias afterwards.

    A URL that was seen of both stays with only one of them: it is deleted at the second row if it is one of
    the ``own`` URLs, else at the first. Then the URLs of the rows are exchanged too.
    """
    pair: Sequence[int] = (first, second)
    query = select(urls.c.id, *_OWN).where(urls.c.id.in_(pair))
    was = {
        row.id: {column.name: row._mapping[column.name] for column in _OWN}
        for row in connection.execute(query)
    }
    connection.execute(
        update(urls).where(urls.c.id == first).values(key=f"{first} {was[first]['key']}"[:255])
    )
    connection.execute(update(urls).where(urls.c.id == second).values(**was[first], alias_of=None))
    connection.execute(update(urls).where(urls.c.id == first).values(**was[second], alias_of=None))
    seen = connection.execute(select(addresses.c.url_id, addresses.c.url).where(addresses.c.url_id.in_(pair)))
    of = {url_id: {url for _, url in rows} for url_id, rows in groupby(sorted(seen), key=itemgetter(0))}
    for url in of.get(first, set()) & of.get(second, set()):
        loser = second if url in own else first
        connection.execute(delete(addresses).where(addresses.c.url_id == loser, addresses.c.url == url))
    turned = case((addresses.c.url_id == first, second), else_=first)
    connection.execute(update(addresses).where(addresses.c.url_id.in_(pair)).values(url_id=turned))
