"""Pages of articles of the embedded site in a folder, as large as those of the mirror."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.mirror import filled
from xzcrawl.demo import DemoSite, Options
from xzcrawl.items import Page

_HEADERS = {"content-type": "text/html; charset=utf-8"}


def demo_pages(count: int) -> Iterator[Page]:
    """The pages of the newest articles of a site of so many."""
    site = DemoSite(Options(articles=count, hidden_each=0), lambda: datetime.now(UTC))
    for truth in site.articles:
        path = truth.url.removeprefix(site.base_url.rstrip("/"))
        _, _, body = site.respond(path)
        yield _page(truth.url, filled(body))


def save(pages: Iterator[Page], folder: Path) -> None:
    """A file for each, by its number, and ``urls.json``."""
    urls = []
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_bytes(page.body)
        urls.append(page.url)
    (folder / "urls.json").write_text(json.dumps(urls))


def load(folder: Path) -> Iterator[Page]:
    """The same pages, as they come now."""
    for number, url in enumerate(json.loads((folder / "urls.json").read_text())):
        yield _page(url, (folder / f"{number}.html").read_bytes())


def _page(url: str, body: bytes) -> Page:
    now = datetime.now(UTC)
    return Page(url, 200, _HEADERS, body, now, now)
