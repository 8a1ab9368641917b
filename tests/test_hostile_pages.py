"""A site with articles that are built to stop whoever reads them: a crawl and a reparse come to their end."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tests.crawling import archive_url, archived, memory_of_crawl, read_anew
from xzcrawl.archive import Archive
from xzcrawl.archive.records import RunRecord
from xzcrawl.demo import Options, serve
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.hostile.pages import ODD, UNREADABLE

pytestmark = pytest.mark.crawl

_CASE = "pages that stop everything"
_ARTICLES = 20


@dataclass
class Outcome:
    """Two runs of a site, a hostile and a plain one, and what was archived after each."""

    url: str
    ids: list[int]
    hostile: set[int]
    plain: set[int]
    runs: list[RunRecord]
    memory: tuple[int, int]
    changed: int


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    url = archive_url(tmp_path_factory.mktemp("hostile"))
    site = HostileSite(Options(articles=_ARTICLES, seed=90), lambda: datetime.now(UTC), _CASE)
    with serve(site) as base:
        peak = memory_of_crawl(base, url)
        hostile, changed = archived(url), read_anew(url)["changed"]
        site.hostility = None
        usual = memory_of_crawl(base, url)
    with Archive(url) as archive:
        runs = list(archive.runs())[::-1]
    ids = [truth.id for truth in site.articles]
    return Outcome(url, ids, hostile, archived(url), runs, (peak, usual), changed)


def test_all_articles_but_those_that_nobody_can_read_are_stored(outcome: Outcome) -> None:
    unread = set(outcome.ids[len(ODD) : len(ODD) + len(UNREADABLE)])
    assert outcome.hostile == set(outcome.ids) - unread


def test_the_run_ends_well_and_counts_those_that_it_could_not_read(outcome: Outcome) -> None:
    first = outcome.runs[0]
    assert (first.outcome, first.counts["articles_failed"]) == ("finished", len(UNREADABLE))


def test_the_next_run_has_them_when_they_can_be_read(outcome: Outcome) -> None:
    assert outcome.plain == set(outcome.ids)
    assert outcome.runs[1].counts.get("articles_gone", 0) == 0


def test_it_takes_little_more_memory_than_a_usual_run(outcome: Outcome) -> None:
    hostile, usual = outcome.memory
    assert hostile - usual < 100 * 1024


def test_a_reparse_reads_them_as_the_crawl_did(outcome: Outcome) -> None:
    assert outcome.changed == 0


def test_a_name_that_is_none_is_left_out(outcome: Outcome) -> None:
    """By what the list of the category calls it, it has one again."""
    odd = dict(zip(ODD, outcome.ids, strict=False))
    with Archive(outcome.url) as archive:
        records = {int(record.source_id): record for record in archive.articles()}
    category = records[odd["a category of a megabyte"]].category
    assert category is None or len(category) < 200
