"""Real crawls: ``scrapy crawl`` in a subprocess, the embedded site on loopback, a real archive."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.crawling import ROOT, Crawled, archive_url, command, crawl
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Options, Truth, serve

pytestmark = pytest.mark.crawl

#: Where days are compared the site's clock stands still: what a relative text tells depends on the hour.
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=SHANGHAI)
NIGHT = datetime(2026, 11, 25, 1, 20, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """300 articles, every way to hide one, a CMS that now and then answers 500."""
    site = DemoSite(Options(articles=300, seed=11, errors_500_every=40), lambda: NOON)
    with serve(site) as base:
        yield crawl(site, base, archive_url(tmp_path_factory.mktemp("crawl")))


def test_every_article_is_archived_once(crawled: Crawled) -> None:
    assert sorted(crawled.articles()) == sorted(truth.id for truth in crawled.site.articles)


def test_the_walk_costs_little_more_than_its_articles(crawled: Crawled) -> None:
    """In pages: the images of articles come once each beside them."""
    assert len(crawled.pages) <= 1.15 * len(crawled.site.articles) + 60


def test_the_site_has_the_name_that_its_feed_says(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        assert [site.name for site in archive.sites()] == ["徐州厂房网"]


def test_each_article_is_fetched_once(crawled: Crawled) -> None:
    answered = Counter(path for path, status in crawled.site.requests if "post/" in path and status == 200)
    assert [path for path, count in answered.items() if count > 1] == []


def test_nothing_but_content_is_fetched(crawled: Crawled) -> None:
    unwanted = ("zb_system", "search.php", "index.php/2.html", "?id=2", "?id=0", "logo.png")
    assert [path for path in crawled.requests if any(word in path for word in unwanted)] == []


def test_every_field_is_right(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        fields = (record.title, record.author, record.category, record.breadcrumbs, record.tags, record.url)
        assert fields == (
            truth.title, truth.author, truth.category, truth.breadcrumbs, truth.tags, truth.url,
        )  # fmt: skip
        assert record.views == truth.views + 1


def test_every_interval_is_true_and_every_day_right(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        assert record.published_earliest is not None
        assert record.published_latest is not None
        assert record.published_at is not None
        assert record.published_earliest <= truth.published <= record.published_latest, truth
        assert record.published_at.astimezone(SHANGHAI).date() == truth.published.date(), (truth, record)


def test_every_body_is_the_text_without_its_footer(crawled: Crawled) -> None:
    articles = crawled.articles()
    for truth in crawled.site.articles:
        record = articles[truth.id]
        assert record.text.split("\n") == list(truth.paragraphs or ("",)), truth.url
        assert record.images == truth.images
        assert bool(record.removed) == bool(truth.footer or truth.notice)


def test_a_crawl_leaves_a_search_index_that_is_up_to_date(crawled: Crawled) -> None:
    with Archive(crawled.url) as archive:
        found = archive.search("招商", limit=300, fresh=False)
        told = {record.id for record in archive.articles() if "招商" in f"{record.title}\n{record.text}"}
    assert (found.behind, {hit.article.id for hit in found}) == (0, told)


def test_a_second_crawl_adds_nothing_twice(crawled: Crawled) -> None:
    before = _rows(crawled)
    again = crawl(crawled.site, crawled.base, crawled.url)
    assert _rows(crawled) == before
    assert not [path for path in again.requests if "post/" in path]


def _rows(crawled: Crawled) -> tuple[int, dict[str, int]]:
    with Archive(crawled.url) as archive:
        stats = archive.stats()
        return stats.articles, dict(stats.urls_by_state)  # type: ignore[arg-type]


def test_a_recheck_fetches_every_article_again(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=30, seed=2), lambda: datetime.now(UTC))
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path))
        site.edit(site.articles[3].id, paragraphs=["改过的一段。"])
        again = crawl(site, base, first.url, "-a", "mode=recheck")
    changed = [record for record in again.articles().values() if record.revision == 2]
    assert [record.text for record in changed] == ["改过的一段。"]
    assert sum("post/" in path for path in again.requests) == 30


@pytest.mark.parametrize(
    ("options", "still_open"),
    [
        (Options(articles=60, seed=3, url_form="mixed", encoding="gbk", declared_charset="utf-8"), {4788}),
        (
            Options(articles=60, seed=4, url_form="query", date_style="Y年m月d日 H:i", contact_name="孙晓梅"),
            set(),
        ),
        (
            Options(articles=60, seed=5, info_order=("view", "cate", "date"), related="relatelist", pinned=3),
            {4789},
        ),
    ],
    ids=["gbk-mixed", "query-absolute", "reordered"],
)
def test_other_options_of_the_theme(options: Options, still_open: set[int], tmp_path: Path) -> None:
    """At night, when 5天前 tells least. The ``still_open`` stand in related blocks alone, and between an
    article of one evening and one of the next morning: their day is not said to be known.
    """
    site = DemoSite(options, lambda: NIGHT)
    with serve(site) as base:
        result = crawl(site, base, archive_url(tmp_path))
        truths: dict[int, Truth] = {truth.id: truth for truth in site.articles}
    found = {
        number: (record.title, record.text, _known_day(record))
        for number, record in result.articles().items()
    }
    assert found == {
        number: (
            truth.title,
            "\n".join(truth.paragraphs),
            None if number in still_open else truth.published.date(),
        )
        for number, truth in truths.items()
    }


def _known_day(record: ArticleRecord) -> date | None:
    """The day the archive says it knows, of an article in its archive."""
    if record.published_at is None or record.published_precision in ("month", "year"):
        return None
    return record.published_at.astimezone(SHANGHAI).date()


def test_a_budget_is_kept_and_the_next_run_goes_on(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=40, seed=6), lambda: datetime.now(UTC))
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path), "-a", "max_requests=20")
        assert len(first.requests) == 20
        assert 0 < len(first.articles()) < 20
        with Archive(first.url) as archive:
            assert [run.outcome for run in archive.runs()] == ["budget"]
        second = crawl(site, base, first.url)
        assert len(second.articles()) == 40


def test_a_home_page_without_articles_fails_the_run(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=0, seed=7), lambda: datetime.now(UTC))
    with serve(site) as base:
        result = crawl(site, base, archive_url(tmp_path))
    with Archive(result.url) as archive:
        assert [run.outcome for run in archive.runs()] == ["failed"]
    assert "page 1 of the home listing shows no article" in result.log


def test_feed_exports_hold_articles_alone(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=12, seed=8), lambda: datetime.now(UTC))
    with serve(site) as base:
        crawl(site, base, archive_url(tmp_path), "-O", str(tmp_path / "out.json"))
    exported = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert sorted(row["title"] for row in exported) == sorted(truth.title for truth in site.articles)
    assert {row["site"] for row in exported} == {urlsplit(base).netloc}


def test_a_crawl_delay_in_robots_txt_is_kept(tmp_path: Path) -> None:
    site = DemoSite(Options(articles=3, seed=9, crawl_delay=0.2), lambda: datetime.now(UTC))
    with serve(site) as base:
        result = crawl(site, base, archive_url(tmp_path))
    with Archive(result.url) as archive:
        run = archive.runs()[0]
    assert run.ended_at is not None
    assert run.ended_at - run.started_at >= timedelta(seconds=0.2) * (len(result.requests) - 1)


def test_spiders_and_pipelines_come_from_the_checkout() -> None:
    code = "import spiders, pipelines; print(spiders.__file__); print(pipelines.__file__)"
    shell = [sys.executable, "-m", "scrapy", "shell", "--nolog", "-c", f"exec({code!r})"]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[:2] == [str(ROOT / name / "__init__.py") for name in ("spiders", "pipelines")]


class _Busy(DemoSite):
    """A site that once asks for a second's peace, and notes when it was asked for what."""

    times: list[float]

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        self.times.append(time.monotonic())
        if len(self.times) == 4:
            return 503, {"Retry-After": "1", "Content-Length": "0"}, b""
        return super().respond(path, query)


def test_a_server_that_asks_to_wait_is_left_alone(tmp_path: Path) -> None:
    site = _Busy(Options(articles=5, seed=10), lambda: datetime.now(UTC))
    site.times = []
    with serve(site) as base:
        result = crawl(site, base, archive_url(tmp_path), "-s", "CONCURRENT_REQUESTS=1")
    assert site.times[4] - site.times[3] >= 1
    assert len(result.articles()) == 5


def test_an_archive_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("这不是数据库" * 100, encoding="utf-8")
    site = DemoSite(Options(articles=5, seed=10), lambda: datetime.now(UTC))
    with serve(site) as base:
        arguments = command(base, archive_url(tmp_path), "-s", "LOG_LEVEL=WARNING")
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert site.requests == []
    assert "the run ends: cannot open the archive" in done.stderr
    assert "Traceback" not in done.stderr
