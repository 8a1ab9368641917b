"""Sites that nobody has described: what is learned of each, and the archive that a crawl makes by it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests import warm
from tests.crawling import archive_url, read_anew
from tests.learning import learned
from tests.unknown_sites.every import SITES
from tests.unknown_sites.serving import serving
from tests.unknown_sites.truth import BEIJING, Truth, UnknownSite
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.families import Family
from xzcrawl.families.described import declared
from xzcrawl.families.foot_lines import FOOT_KINDS, is_contact, is_notice

pytestmark = pytest.mark.crawl

#: Sites that name tags to search engines alone.
HIDDEN_TAGS = {"government"}
#: Sites whose texts end with the name of an editor.
EDITORS_IN_BODIES = {"query", "scripted", "tech", "jcms"}
#: One picture is in all bodies, which a run learns and a second reading cuts.
PICTURE_IN_ALL = {"portal"}


@dataclass(frozen=True)
class Crawled:
    site: UnknownSite
    base: str
    family: Family
    articles: dict[str, ArticleRecord]
    asked: int
    asked_again: int
    changed_again: int


def crawl(base: str, folder: Path, family: Family) -> None:
    done = warm.run(
        "scrapy", "crawl", "xzinfo", "-a", f"base_url={base}", "-a", f"family={family.name}",
        "-s", f"ARCHIVE_URL={archive_url(folder)}", "-s", "DOWNLOAD_DELAY=0", "-s", "SECOND_LOOK_DELAY=0",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def requests(counts: dict[str, int]) -> int:
    """The requests of a run, without those of images and of the further parts of articles."""
    kinds = [name for name in counts if name.startswith("requests/")]
    return sum(counts[name] for name in kinds if not name.endswith(("/image", "/part")))


@pytest.fixture(scope="module", params=SITES)
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    folder = tmp_path_factory.mktemp(request.param)
    now = datetime.now(BEIJING)
    site = SITES[request.param](now=now)
    with serving(site) as base:
        seen, asked = learned(site, now)
        assert seen.family is not None
        assert len(asked) <= 35
        crawl(base, folder, seen.family)
        with Archive(archive_url(folder)) as archive:
            articles = {article.url: article for article in archive.articles()}
            first = requests(dict(archive.runs(1)[0].counts))
        crawl(base, folder, seen.family)
        with Archive(archive_url(folder)) as archive:
            counts = dict(archive.runs(1)[0].counts)
            assert [(run.outcome, run.reason) for run in archive.runs()] == [("finished", None)] * 2
    changed = counts.get("articles_new", 0) + counts.get("articles_changed", 0)
    # those that the second run has read again, because they were new at midnight, have lost it already
    cut = len(articles) - counts.get("articles_read", 0) if request.param in PICTURE_IN_ALL else 0
    assert read_anew(archive_url(folder))["changed"] == cut
    return Crawled(site, base, seen.family, articles, first, requests(counts), changed)


def of(crawled: Crawled, truth: Truth) -> ArticleRecord:
    urls = (crawled.base + url[1:] for url in truth.urls)
    return next(crawled.articles[url] for url in urls if url in crawled.articles)


def plain(text: str) -> str:
    return "".join(text.split())


def test_all_articles_are_found_and_nothing_else(crawled: Crawled) -> None:
    assert len(crawled.articles) == len(crawled.site.truths)
    for truth in crawled.site.truths:
        article = of(crawled, truth)
        assert article.title == truth.title
        assert article.category == truth.column


def test_nothing_is_asked_for_that_changes_the_site(crawled: Crawled) -> None:
    assert getattr(crawled.site, "changed", []) == []


def test_every_article_has_its_day(crawled: Crawled) -> None:
    for truth in crawled.site.truths:
        article = of(crawled, truth)
        ends = (article.published_earliest, article.published_latest)
        assert {end and end.astimezone(BEIJING).date() for end in ends} == {truth.published.date()}


def test_no_paragraph_is_lost(crawled: Crawled) -> None:
    for truth in crawled.site.truths:
        text = plain(of(crawled, truth).text)
        assert [paragraph for paragraph in truth.paragraphs if plain(paragraph) not in text] == []


def test_no_line_that_is_declared_no_text_stays_and_no_paragraph_is_cut(crawled: Crawled) -> None:
    kinds = [FOOT_KINDS[kind] for kind in declared(crawled.family).get("footers", ())]
    for truth in crawled.site.truths:
        article = of(crawled, truth)
        text = plain(article.text)
        stays = [notice for notice in truth.notices if plain(notice) in text]
        assert [notice for notice in stays if any(is_one(notice) for is_one in kinds)] == []
        assert [notice for notice in stays if not any(is_one(notice) for is_one in FOOT_KINDS.values())] == [
            notice for notice in truth.notices if is_contact(notice) and not is_notice(notice)
        ]
        cut = {plain(removed.text) for removed in article.removed}
        assert [paragraph for paragraph in truth.paragraphs if plain(paragraph) in cut] == []


def test_editors_are_learned_where_articles_end_with_them(crawled: Crawled) -> None:
    learned_kinds = declared(crawled.family).get("footers", ())
    assert ("credits" in learned_kinds) is (crawled.site.name in EDITORS_IN_BODIES)


def test_authors_origins_and_tags_are_read_where_readers_see_them(crawled: Crawled) -> None:
    for truth in crawled.site.truths:
        article = of(crawled, truth)
        assert (article.author, article.origin) == (truth.author, truth.source)
        assert article.tags == (() if crawled.site.name in HIDDEN_TAGS else truth.tags)


def test_files_and_pictures_are_listed(crawled: Crawled) -> None:
    for truth in crawled.site.truths:
        article = of(crawled, truth)
        files = [link.url for link in article.attachments]
        assert files == [crawled.base + file.url[1:] for file in truth.attachments]
        pictures = {image.url for image in article.images}
        assert pictures >= {crawled.base + url[1:] for url in truth.images}


def test_a_crawl_is_as_cheap_as_of_a_known_family_and_a_second_one_finds_nothing_new(
    crawled: Crawled,
) -> None:
    assert crawled.asked <= 1.15 * len(crawled.articles) + 60
    assert crawled.asked_again <= 15
    assert crawled.changed_again == 0
