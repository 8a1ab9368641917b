"""A site whose answers are attacks in themselves: a crawl goes past them, and reads no file beside it."""

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import archive_url, archived, memory_of_crawl
from xzcrawl.archive import Archive
from xzcrawl.archive.records import RunRecord
from xzcrawl.demo import Options, serve
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.hostile.transport import ATTACKED, IN_FILE

pytestmark = pytest.mark.crawl


@dataclass
class Outcome:
    """Two runs of a site, a hostile and a plain one, what was archived after each, and their memory in KB."""

    folder: Path
    ids: list[int]
    hostile: set[int]
    plain: set[int]
    runs: list[RunRecord]
    memory: tuple[int, int]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("transport")
    url = archive_url(folder)
    site = HostileSite(Options(articles=20, seed=91), lambda: datetime.now(UTC), "answers that are no pages")
    with serve(site) as base:
        peak = memory_of_crawl(base, url)
        hostile = archived(url)
        site.hostility = None
        usual = memory_of_crawl(base, url)
    with Archive(url) as archive:
        runs = list(archive.runs())[::-1]
    ids = [truth.id for truth in site.articles]
    return Outcome(folder, ids, hostile, archived(url), runs, (peak, usual))


def test_every_other_article_is_stored_and_these_are_counted(outcome: Outcome) -> None:
    assert outcome.hostile == set(outcome.ids[ATTACKED:])
    first = outcome.runs[0]
    assert (first.outcome, first.counts["articles_failed"]) == ("finished", ATTACKED)
    assert first.counts["feeds_with_stray_text"] == 1


def test_the_next_run_has_them_all(outcome: Outcome) -> None:
    assert outcome.plain == set(outcome.ids)
    assert outcome.runs[1].counts.get("articles_gone", 0) == 0


def test_what_unpacks_to_hundreds_of_megabytes_takes_little_memory(outcome: Outcome) -> None:
    hostile, usual = outcome.memory
    assert hostile - usual < 100 * 1024


def test_no_file_of_the_machine_is_in_the_archive(outcome: Outcome) -> None:
    files = [path for path in outcome.folder.rglob("*") if path.is_file()]
    kept = [
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    ]
    assert any(b"WARC/1.1" in each for each in kept)
    assert not any(IN_FILE in each for each in kept)
