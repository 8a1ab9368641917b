"""A described site whose pages have another layout than its file says: crawled, shown, told, read again."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests import warm
from tests.crawling import archive_url, read_anew
from tests.unknown_sites.dede import Dede
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING
from xzcrawl.archive import Archive
from xzcrawl.families import Family, described
from xzcrawl.web import create_app

pytestmark = pytest.mark.crawl

ARTICLES = ("/a/{*}/{*}/{*}/{id}.html", "/a/{*}/{*}/{*}/{*}/{id}.html", "/plus/view.php?aid={id}")
PARTS = ("/a/{*}/{*}/{*}/{id}_{part}.html", "/a/{*}/{*}/{*}/{*}/{id}_{part}.html")


def former(*articles: str) -> Family:
    """The lists as they are, and articles as they were before the site was made anew."""
    return described(
        articles=articles,
        lists=["/a/{list}/", "/a/{list}/list_{*}_{page}.html"],
        title="h1.former",
        info=".former-info",
        body="#former-text",
        items=".listbox ul.e2 > li",
        heading="a.title",
        item_date=".info",
    )


def crawl(base: str, family: Family, url: str) -> None:
    done = warm.run(
        "scrapy", "crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={family.name}",
        "-s", f"ARCHIVE_URL={url}", "-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_pages_of_another_layout_are_archived_and_marked(tmp_path: Path) -> None:
    site, url = Dede(now=datetime.now(BEIJING)), archive_url(tmp_path)
    with serving(site) as base:
        crawl(base, former(*ARTICLES), url)
    with Archive(url) as archive:
        articles = list(archive.articles())
        run = archive.runs(1)[0]
        app = create_app(archive, tmp_path / "snapshots")
        page = TestClient(app, base_url="http://127.0.0.1").get(f"/articles/{articles[0].id}").text
    assert {article.read_by for article in articles} == {"generic"}
    assert sorted(article.title for article in articles) == sorted(truth.title for truth in site.truths)
    assert run.counts["articles_generic"] == len(site.truths)
    assert [finding.rule for finding in run.findings] == ["other_layout"]
    assert "按一般网页的习惯读取" in page
    shown = warm.run("xzcrawl", "show", str(articles[0].id), "--archive", url)
    assert "habits of many sites" in " ".join(shown.stdout.split())
    told = warm.run("xzcrawl", "show", str(articles[0].id), "--archive", url, "--json")
    assert json.loads(told.stdout)["read_by"] == "generic"
    assert read_anew(url)["changed"] == 0


def test_articles_of_several_pages_are_archived_whole_or_not_at_all(tmp_path: Path) -> None:
    """A last page may have nothing but whom to call, which habits do not take for an article."""
    site, url = Dede(now=datetime.now(BEIJING)), archive_url(tmp_path)
    with serving(site) as base:
        crawl(base, former(*ARTICLES, *PARTS), url)
    with Archive(url) as archive:
        texts = {article.url: article.text.split("\n") for article in archive.articles()}
    of_parts = {base + truth.url[1:]: truth for truth in site.truths if truth.parts}
    assert {base + truth.url[1:] for truth in site.truths} - texts.keys() <= of_parts.keys()
    whole = {url: truth for url, truth in of_parts.items() if url in texts}
    assert len(whole) >= 0.8 * len(of_parts)
    lost = [line for url, truth in whole.items() for line in truth.paragraphs if line not in texts[url]]
    assert lost == []
    assert read_anew(url)["changed"] == 0
