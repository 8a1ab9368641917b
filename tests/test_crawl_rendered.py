"""A site that a script writes: what a browser makes of its pages is found, read and kept."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient

from tests import warm
from tests.crawling import archive_url, read_anew
from tests.unknown_sites.serving import serving
from tests.unknown_sites.shell import Shell
from tests.unknown_sites.truth import BEIJING, Truth
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.families import described
from xzcrawl.snapshots import read
from xzcrawl.verify import verify
from xzcrawl.web import create_app

CHROMIUM = os.environ.get("XZCRAWL_TEST_CHROMIUM", "")
pytestmark = [
    pytest.mark.crawl,
    pytest.mark.skipif(not CHROMIUM, reason="XZCRAWL_TEST_CHROMIUM names no Chromium to test with"),
]

#: How the pages of the site are read, as a person would declare it.
FAMILY = described(
    articles=["/article/{id}"], lists=["/column/{list}", "/column/{list}?page={page}"], title="h1.title",
    body=".content", info=".info", breadcrumbs=".crumbs a + a", items=".news li", item_date=".day",
)  # fmt: skip


def arguments(base: str, url: str, *more: str) -> list[str]:
    return [
        "crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={FAMILY.name}", "-a", "browser=1",
        "-s", f"CHROMIUM={CHROMIUM}", "-s", f"ARCHIVE_URL={url}", "-s", "DOWNLOAD_DELAY=0",
        "-s", "SECOND_LOOK_DELAY=0", "-s", "RETRY_BACKOFF=0", *more,
    ]  # fmt: skip


def crawl(base: str, url: str, *more: str) -> dict[str, int]:
    """Crawl and wait for the end; returns the counts of the run."""
    done = warm.run("scrapy", *arguments(base, url, *more))
    assert done.returncode == 0, done.stderr
    with Archive(url) as archive:
        return dict(archive.runs(1)[0].counts)


@dataclass(frozen=True)
class Crawled:
    site: Shell
    base: str
    url: str
    folder: Path
    first: dict[str, int]
    asked: Counter[str]
    again: dict[str, int]

    def article(self, truth: Truth) -> ArticleRecord:
        with Archive(self.url) as archive:
            return next(one for one in archive.articles() if one.url == self.base + truth.url[1:])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("rendered")
    site, url = Shell(now=datetime.now(BEIJING), articles=14), archive_url(folder)
    with serving(site) as base:
        first = crawl(base, url)
        asked = Counter(site.requests)
        yield Crawled(site, base, url, folder, first, asked, crawl(base, url))


def plain(text: str) -> str:
    return "".join(text.split())


def test_every_article_is_there_with_its_day_title_and_text(crawled: Crawled) -> None:
    for truth in crawled.site.truths:
        article = crawled.article(truth)
        assert article.title == truth.title
        assert (article.author, article.category) == (truth.author, truth.column)
        assert article.published_at == truth.published
        assert [line for line in truth.paragraphs if plain(line) not in plain(article.text)] == []
        assert [image.url for image in article.images] == [crawled.base + url[1:] for url in truth.images]


def test_each_page_is_asked_for_once_and_scripts_once_for_all_pages(crawled: Crawled) -> None:
    pages = {path: count for path, count in crawled.asked.items() if not path.startswith("/api/")}
    assert {count for path, count in pages.items() if path != "/robots.txt"} == {1}
    assert {crawled.asked[f"/api{truth.url}"] for truth in crawled.site.truths} == {1}
    assert "/assets/article.css" not in crawled.asked
    assert crawled.first["requests/script"] == sum(
        count for path, count in crawled.asked.items() if path.startswith(("/api/", "/assets/"))
    )


def test_a_second_run_is_cheap_and_finds_nothing_new(crawled: Crawled) -> None:
    assert crawled.again.get("articles_new", 0) + crawled.again.get("articles_changed", 0) == 0
    assert crawled.again.get("requests/article", 0) == 0
    assert crawled.again["requests/listing"] <= 1 + len(crawled.site.columns)


def test_the_rendered_page_is_kept_beside_the_response(crawled: Crawled) -> None:
    article = crawled.article(crawled.site.truths[0])
    with Archive(crawled.url) as archive:
        kept = archive.snapshots_of(article.id)
    page, (source,) = kept.pages[-1].snapshot, kept.sources
    shell = next((one for one in kept.originals if one.id == source.refers_to), source)
    documents = [
        read(crawled.folder / "snapshots", one.file, one.offset, one.length) for one in (shell, page)
    ]
    assert [(one.kind, article.title in one.body.decode()) for one in documents] == [
        ("response", False),
        ("resource", True),
    ]
    assert documents[0].body == crawled.site.respond("/", "")[2]
    assert (page.rendered_from, page.url, page.kind, source.kind) == (
        source.id, source.url, "article", "source",
    )  # fmt: skip


def test_every_row_has_its_record(crawled: Crawled) -> None:
    assert verify(crawled.url, crawled.folder / "snapshots").problems == []


def test_reading_the_snapshots_again_changes_nothing(crawled: Crawled) -> None:
    counts = read_anew(crawled.url)
    assert (counts["changed"], counts["articles"] > 0) == (0, True)


def test_the_page_as_it_was_seen_is_the_rendered_one(crawled: Crawled) -> None:
    truth = crawled.site.truths[0]
    article = crawled.article(truth)
    with (
        Archive(crawled.url) as archive,
        TestClient(create_app(archive, crawled.folder / "snapshots"), base_url="http://127.0.0.1") as reader,
    ):
        page = reader.get(f"/articles/{article.id}/original").text
        assert article.snapshot is not None
        warc = reader.get(f"/articles/{article.id}/snapshots/{article.snapshot.id}/warc").content
    assert truth.paragraphs[0] in page
    assert len(warc) > 0


def test_a_package_has_both_and_leads_to_the_rendered_page(crawled: Crawled, tmp_path: Path) -> None:
    done = warm.run(
        "xzcrawl",
        "export",
        "--archive",
        crawled.url,
        "--format",
        "wacz",
        "--output",
        str(tmp_path / "a.wacz"),
    )
    assert done.returncode == 0, done.stderr
    with ZipFile(BytesIO((tmp_path / "a.wacz").read_bytes())) as package:
        lines = package.read("indexes/index.cdx").decode().splitlines()
    article = crawled.article(crawled.site.truths[0])
    (line,) = [line for line in lines if f'"{article.url}"' in line]
    assert article.snapshot is not None
    assert f'"digest":"sha256:{article.snapshot.payload_sha256}"' in line
