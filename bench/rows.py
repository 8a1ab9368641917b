"""Articles straight into the tables of an archive, as one finished run of a site leaves them.

That is some ten times as fast as the writer of crawls. There are no snapshots, and each article has one
address, one version and one reading of its date.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select

from xzcrawl import __version__
from xzcrawl.archive import engine as engines
from xzcrawl.archive.index.change_sequence import note_changes
from xzcrawl.archive.schema.migrate import upgrade
from xzcrawl.archive.schema.page_columns import page_columns
from xzcrawl.archive.schema.rows import published_columns, reading_columns
from xzcrawl.archive.schema.tables import addresses, articles, listing_pages, readings, revisions, urls
from xzcrawl.archive.write import runs
from xzcrawl.archive.write.tags_images import save_tags
from xzcrawl.chunks import chunks
from xzcrawl.dates import combine
from xzcrawl.families import Site
from xzcrawl.frontier.revisits import due_at, first_wait
from xzcrawl.items import Article, ListingPage
from xzcrawl.runs import FULL, Count, Outcome
from xzcrawl.text import content_sha256

#: Articles in one transaction.
_ROWS: Final = 2_000


class ArticleRows:
    """A run of a ``site`` that finds everything at one instant, ``seen_at`` (aware)."""

    def __init__(self, url: str, site: Site, seen_at: datetime) -> None:
        self._url, self._site, self._at = engines.parse_url(url), site, seen_at
        upgrade(self._url)
        self._engine = engines.writing_engine(self._url)
        with self._engine.begin() as connection:
            known = {"base_url": site.base_url, "name": site.name, "rounding": site.rounding}
            run = {"site": site.key, "spider": "bench", "mode": FULL.name, "started_at": seen_at}
            versions = {"extractor": __version__}
            known["family"] = site.family.name
            self._run, _ = runs.begin(connection, known, **run, versions=versions)
            self._last: int = connection.scalar(select(func.max(urls.c.id))) or 0

    def add(self, found: Iterable[Article]) -> None:
        """Articles that the archive does not know yet."""
        for chunk in chunks(found, _ROWS):
            with self._engine.begin() as connection:
                self._add(connection, chunk)

    def add_pages(self, pages: Sequence[ListingPage]) -> None:
        """Pages of listings, as this run has read them."""
        rows = [
            {
                "site": self._site.key, "kind": page.kind, "key": page.key, "page": page.page,
                "url": page.url, "found_at": self._at, "read_at": self._at, "posts": page.posts,
                "pinned": page.pinned, "last_page": page.last_page, "last_url": page.last_url,
            }
            for page in pages
        ]  # fmt: skip
        with self._engine.begin() as connection:
            connection.execute(insert(listing_pages), rows)

    def finish(self) -> None:
        """The end of the run, and of the work with the archive."""
        counts = {str(Count.ARTICLES_NEW): self._last, str(Count.PAGES_WHOLE): self._last}
        end = {"outcome": Outcome.FINISHED, "ended_at": self._at, "counts": counts}
        with self._engine.begin() as connection:
            runs.end(connection, self._run, (), end)
        engines.close_writing(self._engine, self._url)

    def _add(self, connection: Connection, found: Sequence[Article]) -> None:
        ids = range(self._last + 1, self._last + 1 + len(found))
        self._last += len(found)
        numbered = list(zip(ids, found, strict=True))
        for table, row_of in (
            (urls, self._url_row),
            (addresses, self._address_row),
            (articles, self._article_row),
            (revisions, self._revision_row),
            (readings, self._reading_row),
        ):
            connection.execute(insert(table), [row_of(id_, article) for id_, article in numbered])
        save_tags(connection, {id_: article.tags for id_, article in numbered}, (), self._site.key)
        note_changes(connection, ids, self._at)

    def _url_row(self, id_: int, article: Article) -> dict[str, Any]:
        return {
            "id": id_, "site": self._site.key, "key": article.key, "url": article.url, "state": "fetched",
            "found_on": self._site.base_url, "found_at": self._at, "tried_at": self._at,
            "fetched_at": self._at, "status": 200, "failures": 0, "listed_at": self._at,
            "listed_title": article.title,
        }  # fmt: skip

    def _address_row(self, id_: int, article: Article) -> dict[str, Any]:
        return {
            "url_id": id_, "url": article.url, "source": "list", "found_on": self._site.base_url,
            "found_at": self._at, "listed_at": self._at, "tried_at": self._at, "answered_at": self._at,
            "status": 200,
        }  # fmt: skip

    def _article_row(self, id_: int, article: Article) -> dict[str, Any]:
        published = combine([article.reading] if article.reading else [])
        days = first_wait(self._at - published.interval.latest if published else None)
        return {
            "id": id_, "url_id": id_, "site": self._site.key, "source_id": article.source_id,
            "url": article.url, **page_columns(article), **published_columns(published),
            "first_seen_at": self._at, "last_seen_at": self._at, "changed_at": self._at, "revision": 1,
            "next_visit_at": due_at(self._at, days), "visit_days": days, "extractor": __version__,
            "content_sha256": content_sha256(article.title, article.text),
        }  # fmt: skip

    def _revision_row(self, id_: int, article: Article) -> dict[str, Any]:
        return {
            "article_id": id_, "number": 1, "cause": "first", "seen_at": self._at, "run_id": self._run,
            "title": article.title, "text": article.text, "extractor": __version__,
            "content_sha256": content_sha256(article.title, article.text),
        }  # fmt: skip

    def _reading_row(self, id_: int, article: Article) -> dict[str, Any]:
        assert article.reading is not None
        return {"url_id": id_, "run_id": self._run, **reading_columns(article.reading)}
