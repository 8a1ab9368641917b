"""Archives of both kinds, and crawled items as the pipelines hand them over."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlalchemy import create_engine, func, make_url, select, text

from xzcrawl.archive import engine as engines
from xzcrawl.archive.schema.tables import metadata
from xzcrawl.archive.writer import Writer
from xzcrawl.dates import SHANGHAI
from xzcrawl.families.zblog import article_at
from xzcrawl.items import (
    Article,
    Block,
    Capture,
    DateInterval,
    Image,
    Link,
    Listing,
    Miss,
    Page,
    Reading,
    Removed,
    Sight,
)

SITE = "xz.example"
BASE = "http://xz.example/"
#: 2023-07-20 12:00 in Xuzhou.
NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)


class Crawl:
    """Makes items of one site; ``at`` is in hours after ``NOON``."""

    site, base, noon = SITE, BASE, NOON

    def url(self, key: str) -> str:
        return f"{BASE}index.php/post/{key}.html"

    def page(self, url: str, at: float = 0, status: int = 200, record_id: str | None = None) -> Page:
        fetched = NOON + timedelta(hours=at)
        asked = fetched - timedelta(seconds=1)
        return Page(url, status, {"content-type": "text/html"}, b"<html>", asked, fetched, record_id)

    def reading(
        self,
        first: str | None = "2022-09-24T00:00:00",
        last: str | None = "2022-09-24T23:59:59",
        *,
        source: Any = "page",
        text: str | None = "10个月前 (09-24)",
        precision: Any = "day",
        at: float = 0,
        views: int | None = None,
    ) -> Reading:
        interval = None
        if first is not None and last is not None:
            interval = DateInterval(shanghai(first), shanghai(last), precision, text or "")
        return Reading(source, NOON + timedelta(hours=at), text, interval, views)

    def article(
        self, key: str = "6202", *, at: float = 0, lines: tuple[str, ...] = ("第一段。",), **more: Any
    ) -> Article:
        images = more.pop("images", ())
        blocks = [Block("paragraph", line, f"<p>{line}</p>") for line in lines]
        blocks += [Block("image", alt, f'<img src="{url}">', Image(url, alt)) for url, alt in images]
        values: dict[str, Any] = {
            "url": self.url(key),
            "source_id": key,
            "landed_key": key,
            "title": f"标题{key}",
            "reading": self.reading(at=at),
            "blocks": blocks,
        }
        page = self.page(more.pop("fetched_from", self.url(key)), at)
        if page.url != self.url(key):
            landed = article_at(page.url, BASE)
            values["landed_key"] = landed.key if landed else None
        return Article(page=page, site=SITE, key=key, **(values | more))

    def sight(self, key: str, reading: Reading | None = None) -> Sight:
        return Sight(key=key, url=self.url(key), title=f"标题{key}", reading=reading)

    def listing(self, *sights: Sight, at: float = 0, **more: Any) -> Listing:
        return Listing(page=self.page(BASE, at), site=SITE, kind="home", sights=list(sights), **more)

    def miss(
        self,
        key: str,
        reason: str = "server error",
        status: int | None = 500,
        at: float = 0,
        gone: Any = None,
        record_id: str | None = None,
    ) -> Miss:
        return Miss(
            site=SITE,
            key=key,
            url=self.url(key),
            status=status,
            reason=reason,
            seen_at=NOON + timedelta(hours=at),
            gone=gone,
            record_id=record_id,
        )

    def capture(
        self, name: str, body: bytes = b"<html>", *, at: float = 0, kind: Any = "article", status: int = 200
    ) -> Capture:
        """An exchange whose record is called ``name``."""
        fetched = NOON + timedelta(hours=at)
        return Capture(
            record_id=record_id(name),
            site=SITE,
            kind=kind,
            url=self.url(name),
            status=status,
            request_head=b"GET / HTTP/1.1\r\nHost: xz.example\r\n\r\n",
            response_head=b"HTTP/1.1 %d OK\r\nContent-Type: text/html\r\n\r\n" % status,
            body=body,
            requested_at=fetched - timedelta(seconds=1),
            fetched_at=fetched,
        )

    def full_article(self) -> Article:
        """The stored page of the site, shortened, with everything an article can have."""
        return self.article(
            "6202",
            lines=("3月8日,在广大干群…", "…奋力铸就高质量发展新辉煌。"),
            images=[("http://xz.example/a.jpg", "泉山区"), ("http://xz.example/b.jpg", "")],
            title="全力冲刺!徐州泉山区定下这些“大目标”",
            author="admin",
            category="徐州产业信息",
            breadcrumbs=["产业", "徐州产业信息"],
            tags=["泉山区", "产业"],
            views=38,
            related=[Link(self.url("4787"), "徐州厂房")],
            removed=[Removed("葛毅明微信号", "contact-footer")],
            reading=self.reading(views=38),
        )


def record_id(name: str) -> str:
    """A WARC record id made from a name."""
    return uuid5(NAMESPACE_URL, name).urn


def shanghai(text: str) -> datetime:
    """``2022-09-24T10:05:00`` on the site's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def crawl() -> Crawl:
    return Crawl()


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address with nothing there yet, on SQLite and, where there is a server for tests, on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new/archive.db"
        return
    server = os.environ.get("XZCRAWL_TEST_POSTGRES")
    if not server:
        pytest.skip("XZCRAWL_TEST_POSTGRES names no PostgreSQL database to test with")
    schema = f"xzcrawl_test_{os.getpid()}"
    engine = create_engine(server)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        engine.dispose()


@pytest.fixture
def start(crawl: Crawl, tmp_path: Path) -> Callable[..., Writer]:
    """Opens a writer with a run begun; close it, or use it in a ``with``."""

    def begin(url: str, at: float = 0, **options: Any) -> Writer:
        begun = NOON + timedelta(hours=at)
        options = {"snapshot_folder": str(tmp_path / "snapshots")} | options
        writer = Writer(url, clock=lambda: begun, **options)
        writer.begin_run(
            site=SITE,
            base_url=BASE,
            spider="xz",
            mode="full",
            started_at=begun,
            versions={"extractor": "7"},
        )
        return writer

    return begin


@pytest.fixture
def put(archive_url: str, start: Callable[..., Writer]) -> Callable[..., dict[str, int]]:
    """Writes items in a run of their own, begun ``at`` hours after noon; returns what the writer counted.

    The run has no end but where its ``outcome`` is given.
    """

    def write(*items: Any, at: float = 0, outcome: str | None = None) -> dict[str, int]:
        with start(archive_url, at) as writer:
            for item in items:
                writer.put(item)
            if outcome:
                writer.finish_run(outcome=outcome, ended_at=NOON + timedelta(hours=at), counts={})
        return dict(writer.counts)

    return write


@pytest.fixture
def rows(archive_url: str) -> Callable[[str], list[dict[str, Any]]]:
    """All rows of a table, by id or key."""

    def read(table: str) -> list[dict[str, Any]]:
        columns = metadata.tables[table]
        engine = engines.reading_engine(engines.parse_url(archive_url))
        with engine.begin() as connection:
            found = connection.execute(select(columns).order_by(*columns.primary_key)).mappings().all()
        engine.dispose()
        return [dict(row) for row in found]

    return read


@pytest.fixture
def table_sizes(archive_url: str) -> Callable[[], dict[str, int]]:
    """How many rows every table has."""

    def count() -> dict[str, int]:
        engine = engines.reading_engine(engines.parse_url(archive_url))
        with engine.begin() as connection:
            sizes = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
            }
        engine.dispose()
        return sizes

    return count
