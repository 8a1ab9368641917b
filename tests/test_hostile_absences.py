"""Answers that say nothing of an article: nothing is gone by them, and nothing is overwritten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl
from tests.known_keys import known_keys
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.archive.records import RunRecord
from xzcrawl.demo import serve
from xzcrawl.demo.hostile import CASES, HostileSite
from xzcrawl.demo.hostile.absences import WRONG
from xzcrawl.demo.hostile.cases import with_body
from xzcrawl.demo.options import Options
from xzcrawl.demo.site import Answer
from xzcrawl.urls import host

pytestmark = pytest.mark.crawl


@dataclass
class Hostile:
    """A site whose articles are all archived, and that can be hostile from now on."""

    site: HostileSite
    first: Crawled

    def recheck(self, hostility: str | None) -> RunRecord:
        self.site.hostility = hostility
        crawl(self.site, self.first.base, self.first.url, "-a", "mode=recheck", "-s", "RETRY_TIMES=0")
        with Archive(self.first.url) as archive:
            return archive.runs(1)[0]

    def contents(self) -> dict[int, tuple[str, str, int, bool]]:
        return {number: content(one) for number, one in self.first.articles().items()}


def content(one: ArticleRecord) -> tuple[str, str, int, bool]:
    return one.title, one.text, one.revision, one.gone_at is None


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    site = HostileSite(Options(articles=60, seed=3), lambda: datetime.now(UTC))
    with serve(site) as base:
        yield Hostile(site, crawl(site, base, archive_url(tmp_path_factory.mktemp("hostile"))))


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ("every article answers wrongly", "many_errors"),
        ("older articles answer wrongly", "unlike_nowhere"),
        ("every second answer is wrong", "many_errors"),
        ("answers are wrong in bursts", "many_errors"),
        ("a login stands in the body", "same_text"),
        ("maintenance stands in the body", "same_text"),
    ],
)
def test_nobody_is_falsely_gone_and_nothing_overwritten(hostile: Hostile, case: str, told: str) -> None:
    """Thirty kinds of wrong answers, each of two articles."""
    assert len(WRONG) == 30
    assert case in CASES
    before = hostile.contents()
    run = hostile.recheck(case)
    assert hostile.contents() == before
    assert told in [finding.rule for finding in run.findings]
    assert run.outcome == "finished"


def test_the_next_healthy_run_finds_every_true_deletion_among_them(hostile: Hostile) -> None:
    deleted = {truth.id for truth in hostile.site.articles[12:36]}
    for number in deleted:
        hostile.site.delete(number)
    hostile.recheck("older articles answer wrongly")
    run = hostile.recheck(None)
    gone = {number for number, (*_, there) in hostile.contents().items() if not there}
    told = [finding.rule for finding in run.findings]
    assert (gone, run.outcome, told) == (deleted, "finished", ["listing_shrank"])


class _Leading(HostileSite):
    """A site some of whose pages lead to another host."""

    leading: tuple[str, ...] = ()

    def respond(self, path: str, query: str = "") -> Answer:
        status, headers, body = super().respond(path, query)
        if not path.endswith(self.leading):
            return status, headers, body
        return with_body((302, headers | {"Location": "http://login.invalid/?from=xuzhou"}, b""), b"")


def test_a_redirect_to_another_host_is_an_answer(tmp_path: Path) -> None:
    """Of an article it is a miss, of a category a listing not read, of the home page the end of the run."""
    site = _Leading(Options(articles=20, seed=3), lambda: datetime.now(UTC))
    number = site.articles[3].id
    with serve(site) as base:
        for leading, reason in (
            ((f"post/{number}.html",), None),
            (("category-2.html",), "category-2.html: redirected to http://login.invalid/?from=xuzhou"),
            (("/",), "home page unreachable: redirected to http://login.invalid/?from=xuzhou"),
        ):
            site.leading = leading
            run = crawl(site, base, archive_url(tmp_path), "-a", "mode=full")
            with Archive(run.url) as archive:
                newest, known = archive.runs(1)[0], known_keys(archive, host(base))
            assert newest.outcome == ("failed" if reason else "finished")
            assert (newest.reason or "").endswith(reason or "")
    assert known[str(number)].state == "fetched"  # it came with the second run


def test_a_run_that_is_stopped_stores_what_still_waits(tmp_path: Path) -> None:
    site = HostileSite(Options(articles=40, seed=3), lambda: datetime.now(UTC))
    with serve(site) as base:
        url = crawl(site, base, archive_url(tmp_path)).url
        run = crawl(site, base, url, "-a", "mode=recheck", "-s", "CLOSESPIDER_PAGECOUNT=15")
    assert 0 < run.counts["articles_unchanged"] == run.counts["requests/article"] < 40
