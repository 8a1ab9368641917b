"""A site of a system that nobody has described in the house, crawled by the description in its file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests import warm
from tests.crawling import archive_url, read_anew
from tests.unknown_sites.dede import Dede
from tests.unknown_sites.portal import Portal
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, Truth
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.families import Family, described

pytestmark = pytest.mark.crawl

DEDE = described(
    articles=[
        "/a/{*}/{*}/{*}/{id}.html",
        "/a/{*}/{*}/{*}/{*}/{id}.html",
        "/plus/view.php?aid={id}",
        "/a/{*}/{*}/{*}/{id}_{part}.html",
        "/a/{*}/{*}/{*}/{*}/{id}_{part}.html",
    ],
    lists=["/a/{list}/", "/a/{list}/list_{*}_{page}.html"],
    title=".viewbox .title h2",
    info=".viewbox .info",
    body=".viewbox .content",
    items=".listbox ul.e2 > li",
    heading="a.title",
    item_date=".info",
    breadcrumbs=".place a",
    tags=".viewbox .tags a",
    older=".context li:nth-child(1) a",
    newer=".context li:nth-child(2) a",
)

PORTAL = described(
    articles=[
        "/portal.php?mod=view&aid={id}",
        "/portal.php?aid={id}&mod=view",
        "/portal.php?mod=view&aid={id}&page={part}",
    ],
    lists=["/portal.php?mod=list&catid={list}", "/portal.php?mod=list&catid={list}&page={page}"],
    title="h1.ph",
    info="p.xg1",
    body="td#article_content",
    items="dl.bbda",
    heading="dt a",
    item_date="span.xg1",
    breadcrumbs="#pt a",
    related="#related_article a",
)


def crawl(base: str, folder: Path, family: Family) -> None:
    done = warm.run(
        "scrapy", "crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={family.name}",
        "-s", f"ARCHIVE_URL={archive_url(folder)}", "-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    with Archive(archive_url(folder)) as archive:
        yield archive


def requests(archive: Archive) -> int:
    """The requests of the last run, without those of images."""
    counts = archive.runs(1)[0].counts
    kinds = [name for name in counts if name.startswith("requests/") and not name.endswith("/image")]
    return sum(counts[name] for name in kinds)


def plain(text: str) -> str:
    return "".join(text.split())


def found(truth: Truth, articles: dict[str, ArticleRecord], base: str) -> ArticleRecord:
    return next(articles[base + url[1:]] for url in truth.urls if base + url[1:] in articles)


@pytest.mark.parametrize(
    ("make", "family", "has_advertisement"), [(Dede, DEDE, False), (Portal, PORTAL, True)]
)
def test_every_article_is_archived_as_its_page_shows_it(
    tmp_path: Path, make: type[Dede | Portal], family: Family, has_advertisement: bool
) -> None:
    """``has_advertisement``: one picture is in all bodies, which a run learns and a second reading cuts."""
    site = make(now=datetime.now(BEIJING))
    with serving(site) as base:
        crawl(base, tmp_path, family)
        with opened(tmp_path) as archive:
            articles = {article.url: article for article in archive.articles()}
            asked, first_counts = requests(archive), archive.runs(1)[0].counts
        crawl(base, tmp_path, family)
        with opened(tmp_path) as archive:
            again, counts = requests(archive), archive.runs(1)[0].counts
            sites = archive.sites()
    assert len(articles) == len(site.truths)
    for truth in site.truths:
        article = found(truth, articles, base)
        shown = truth.published
        assert article.published_earliest is not None
        assert article.published_latest is not None
        assert {
            moment.astimezone(BEIJING).date()
            for moment in (article.published_earliest, article.published_latest)
        } == {shown.date()}
        said = (article.title, article.author, article.category, article.tags)
        assert said == (truth.title, truth.author, truth.column, truth.tags)
        files = [(link.url, plain(link.title)) for link in article.attachments]
        assert files == [(base + file.url[1:], plain(file.name)) for file in truth.attachments]
        text, at = plain(article.text), 0
        for paragraph in map(plain, truth.paragraphs):
            at = text.index(paragraph, at) + len(paragraph)
        assert text.count("责任编辑") <= 1
    parts = sum(len(truth.parts) for truth in site.truths)
    assert 0 < parts == first_counts["requests/part"]
    assert asked <= 1.15 * len(articles) + 60 + parts
    assert again <= 12
    assert (counts.get("articles_new", 0), counts.get("articles_changed", 0)) == (0, 0)
    assert [one.family for one in sites] == [family.name]
    read = read_anew(archive_url(tmp_path))
    # what the second run has read again, as it was new at midnight, has lost the picture already
    with_picture = len(articles) - counts.get("articles_read", 0) if has_advertisement else 0
    assert (read["changed"], read["revisions"]) == (with_picture, 0)
    assert read_anew(archive_url(tmp_path))["changed"] == 0
