"""Items of one site as the pipelines hand them over, and runs that store them, for tests."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from xzcrawl.archive import Archive
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
    Observation,
    Page,
    Reading,
    Removed,
)

#: A case of a rule that ``make quick`` tries with others alone.
more = partial(pytest.param, marks=pytest.mark.slow)
#: What the fixtures of archives give: see ``tests/archive/conftest.py``.
Start = Callable[..., Writer]
Put = Callable[..., dict[str, int]]
Rows = Callable[[str], list[dict[str, Any]]]
Sizes = Callable[[], dict[str, int]]

SITE = "xz.example"
BASE = "http://xz.example/"
#: 2023-07-20 12:00 in Xuzhou.
NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)


def hours(count: float) -> datetime:
    """So many hours after ``NOON``."""
    return NOON + timedelta(hours=count)


class Crawl:
    """Makes items of one site; ``at`` is in hours after ``NOON``."""

    site, base, noon = SITE, BASE, NOON

    def url(self, key: str) -> str:
        return f"{BASE}index.php/post/{key}.html"

    def page(self, url: str, at: float = 0, status: int = 200, record_id: str | None = None) -> Page:
        fetched = hours(at)
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
        return Reading(source, hours(at), text, interval, views)

    def days(self, first: str, last: str, at: float = 0) -> Reading:
        """A reading of whole days, the first of which (``2023-03-01``) is its text."""
        return self.reading(f"{first}T00:00:00", f"{last}T23:59:59", text=first, at=at)

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
            "blocks": tuple(blocks),
        }
        page = self.page(more.pop("fetched_from", self.url(key)), at)
        if page.url != self.url(key):
            landed = article_at(page.url, BASE)
            values["landed_key"] = landed.key if landed else None
        return Article(page=page, site=SITE, key=key, **(values | more))

    def observation(self, key: str, reading: Reading | None = None) -> Observation:
        return Observation(key=key, url=self.url(key), title=f"标题{key}", reading=reading)

    def listing(self, *observations: Observation, at: float = 0, **more: Any) -> Listing:
        return Listing(page=self.page(BASE, at), site=SITE, kind="home", observations=observations, **more)

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
            seen_at=hours(at),
            gone=gone,
            record_id=record_id,
        )

    def capture(
        self, name: str, body: bytes = b"<html>", *, at: float = 0, kind: Any = "article", status: int = 200
    ) -> Capture:
        """An exchange whose record is called ``name``."""
        fetched = hours(at)
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
            breadcrumbs=("产业", "徐州产业信息"),
            tags=("泉山区", "产业"),
            views=38,
            related=(Link(self.url("4787"), "徐州厂房"),),
            attachments=(Link("http://xz.example/uploads/1.doc", "附件1：申报书"),),
            removed=(Removed("葛毅明微信号", "contact-footer"),),
            reading=self.reading(views=38),
        )


def record_id(name: str) -> str:
    """A WARC record id made from a name."""
    return uuid5(NAMESPACE_URL, name).urn


def shanghai(text: str) -> datetime:
    """``2022-09-24T10:05:00`` on the site's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


CRAWL = Crawl()


def archive_at(path: Path) -> str:
    """The address of an archive on SQLite. The archive is made where the file does not exist.

    It is copied, as the migrations take longer than most tests, and has a change sequence of its own.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_empty_archive())
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE changes SET token = lower(hex(randomblob(16)))")
            connection.commit()
    return f"sqlite:///{path}"


@cache
def _empty_archive() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "archive.db")
        Archive(f"sqlite:///{path}", write=True).close()
        return path.read_bytes()


@contextmanager
def run(folder: Path, at: float, outcome: str = "finished", reason: str | None = None) -> Iterator[Writer]:
    """A crawl that begins so many hours after noon, and how it ends."""
    url, begun = archive_at(folder / "archive.db"), hours(at)
    with Writer(url, snapshot_folder=str(folder / "snapshots"), clock=lambda: begun) as writer:
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=begun, versions={"extractor": "7"}
        )
        yield writer
        writer.finish_run(
            outcome=outcome,
            reason=reason,
            ended_at=begun + timedelta(minutes=1),
            counts={"requests": 12, "articles_new": 3},
        )


def seen(key: str, html: str, *, at: float = 0, **more: Any) -> tuple[Capture, Article]:
    """A page as it was fetched, and the article that was read from it."""
    name = f"{key} {at}"
    capture = replace(CRAWL.capture(name, html.encode(), at=at), url=CRAWL.url(key))
    article = CRAWL.article(key, at=at, **more)
    page = CRAWL.page(article.url, at, record_id=record_id(name))
    return capture, replace(article, page=page)
