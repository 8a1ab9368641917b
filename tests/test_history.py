"""What a crawl finds changed on a real site, and what it must not."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo
from xzcrawl.archive import Archive
from xzcrawl.archive.records import EventRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.demo import DemoSite, Truth, serve

pytestmark = pytest.mark.crawl

EDITS, DELETIONS, REDATINGS, ADDITIONS = 100, 50, 20, 30


def histories(url: str) -> dict[int, list[EventRecord]]:
    """What happened to every article, by the CMS's id."""
    with Archive(url) as archive:
        return {
            int(record.source_id): list(archive.history(record.id).events) for record in archive.articles()
        }


def kinds(url: str) -> dict[int, list[str]]:
    return {number: [event.kind for event in found] for number, found in histories(url).items() if found}


def revised(url: str) -> list[int]:
    with Archive(url) as archive:
        return sorted(int(record.source_id) for record in archive.articles() if record.revision > 1)


class Changed:
    """A site that is crawled, changed in every way the archive must notice, and crawled again."""

    def __init__(self, site: DemoSite, base: str, url: str) -> None:
        self.site, self.rng = site, Random(20261124)
        crawl(site, base, url)
        listed = [truth for truth in site.articles if truth.visible == "home" and truth.paragraphs]
        chosen = self.rng.sample(listed, EDITS + DELETIONS + REDATINGS)
        self.edited = [self._edit(truth) for truth in chosen[:EDITS]]
        self.deleted = [self._delete(truth) for truth in chosen[EDITS : EDITS + DELETIONS]]
        self.redated = [self._redate(truth) for truth in chosen[EDITS + DELETIONS :]]
        self.added = [self._add(place) for place in range(ADDITIONS)]
        self.full = crawl(site, base, url, "-a", "mode=full")
        self.after_full = kinds(url)
        self.recheck = crawl(site, base, url, "-a", "mode=recheck")

    def _edit(self, truth: Truth) -> int:
        """One character of one paragraph becomes another."""
        place = self.rng.randrange(len(truth.paragraphs))
        line = truth.paragraphs[place]
        at = self.rng.randrange(len(line))
        fresh = self.rng.choice([sign for sign in "甲乙丙丁" if sign != line[at]])
        lines = [*truth.paragraphs]
        lines[place] = line[:at] + fresh + line[at + 1 :]
        self.site.edit(truth.id, paragraphs=lines)
        return truth.id

    def _delete(self, truth: Truth) -> int:
        self.site.delete(truth.id)
        return truth.id

    def _redate(self, truth: Truth) -> int:
        """Days to months away from before, never into the future."""
        shift = timedelta(days=self.rng.randint(40, 300), hours=self.rng.randint(0, 23))
        self.site.redate(truth.id, truth.published - shift)
        return truth.id

    def _add(self, place: int) -> int:
        published = datetime.now(SHANGHAI) - timedelta(days=self.rng.randint(20, 700))
        return self.site.add(f"补发的第{place}篇旧闻", ["这篇文章补记了当时的情况。"], published).id


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Changed, str]]:
    site, url = demo(articles=320, seed=21), archive_url(tmp_path_factory.mktemp("changed"))
    with serve(site) as base:
        yield Changed(site, base, url), url


def test_every_one_character_edit_is_a_revision_and_nothing_else_is(changed: tuple[Changed, str]) -> None:
    site, url = changed
    assert revised(url) == sorted(site.edited)


def test_a_full_walk_finds_every_deletion_and_no_false_one(changed: tuple[Changed, str]) -> None:
    site, _ = changed
    gone = sorted(number for number, found in site.after_full.items() if "gone" in found)
    assert gone == sorted(site.deleted)


def test_a_full_walk_finds_every_re_dating_and_no_false_one(changed: tuple[Changed, str]) -> None:
    site, _ = changed
    redated = sorted(number for number, found in site.after_full.items() if "redated" in found)
    assert redated == sorted(site.redated)


def test_a_full_walk_finds_every_back_dated_article(changed: tuple[Changed, str]) -> None:
    site, url = changed
    assert site.full.counts["articles_new"] == ADDITIONS
    with Archive(url) as archive:
        held = {int(record.source_id) for record in archive.articles()}
    assert set(site.added) <= held


def test_a_recheck_after_it_adds_no_event(changed: tuple[Changed, str]) -> None:
    site, url = changed
    assert kinds(url) == site.after_full


def test_what_changed_has_its_new_date_and_its_old_text(changed: tuple[Changed, str]) -> None:
    site, url = changed
    truths = {truth.id: truth for truth in site.site.articles}
    with Archive(url) as archive:
        for record in archive.articles():
            if int(record.source_id) in site.redated:
                published = truths[int(record.source_id)].published
                assert record.published_earliest <= published <= record.published_latest, record  # type: ignore[operator]
            if int(record.source_id) in site.edited:
                assert len({one.text for one in archive.revisions(record.id)}) == 2


@pytest.fixture(scope="module")
def rechecked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, str]]:
    site, url = demo(articles=40, seed=5), archive_url(tmp_path_factory.mktemp("unchanged"))
    with serve(site) as base:
        crawl(site, base, url)
        for _ in range(UNCHANGED):
            last = crawl(site, base, url, "-a", "mode=recheck")
        yield last, url


#: Crawls of an unchanged site; more where there is time.
UNCHANGED = int(os.environ.get("XZCRAWL_UNCHANGED_CRAWLS", "3"))


def test_crawls_of_an_unchanged_site_revise_nothing(rechecked: tuple[Crawled, str]) -> None:
    last, url = rechecked
    assert (last.counts["articles_read"], last.counts["articles_unchanged"]) == (40, 40)
    assert (revised(url), kinds(url)) == ([], {})


def test_every_response_of_an_article_has_its_snapshot(
    rechecked: tuple[Crawled, str], tmp_path: Path
) -> None:
    _, url = rechecked
    with Archive(url) as archive:
        assert [record.id for record in archive.articles() if record.snapshot is None] == []
