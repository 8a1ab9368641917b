"""Whole pages as served, beside the values a person read off them. Nothing here writes an expectation."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from bench.judged import read_generic
from xzcrawl.families import Site, described, named
from xzcrawl.items import Article, Page
from xzcrawl.page_reader import read_page
from xzcrawl.survey.draft import sample_values

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.html"))


def judged(sample: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(sample.with_suffix(".json").read_text(encoding="utf-8"))
    return values


def served(sample: Path) -> Page:
    truth = judged(sample)
    seen = datetime.fromisoformat(truth["seen_at"])
    return Page(truth["url"], 200, {"content-type": truth["content_type"]}, sample.read_bytes(), seen, seen)


def read(sample: Path, page: Page) -> Article:
    told = judged(sample).get("family", "zblog-tpure")
    family = described(**told) if isinstance(told, dict) else named(told)
    site = Site.at(urljoin(page.url, "/"), family)
    article = read_page(page, site).article
    assert article is not None
    return article


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_page_reads_as_a_person_read_it(sample: Path) -> None:
    article = read(sample, served(sample))
    truth = judged(sample)
    truth.pop("family", None)
    unread = {name: truth.pop(name) for name in ("why", "url", "content_type", "seen_at")}
    assert unread["why"]
    assert sample_values(article) == truth


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_page_is_the_same_article_at_every_fetch(sample: Path) -> None:
    page = served(sample)
    again = page.body.replace(b"<!--20.18 ms", b"<!--31.07 ms")
    later = Page(page.url, 200, page.headers, again, page.requested_at, page.fetched_at)
    assert read(sample, later).blocks == read(sample, page).blocks


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_the_generic_reader_gives_the_title_and_no_other_date_where_it_finds_an_article(sample: Path) -> None:
    known, found = read(sample, served(sample)), read_generic(served(sample))
    if found is None:
        assert sample.stem in ("images", "metro_theme")  # no text; a day and its month far apart
        return
    assert found.title == known.title
    own, exact = found.reading.interval, known.reading.interval
    assert own == exact or own.earliest <= exact.earliest <= exact.latest <= own.latest


def test_every_sample_has_its_judged_values() -> None:
    assert [sample.stem for sample in SAMPLES] == sorted(
        path.stem for path in (Path(__file__).parent / "samples").glob("*.json")
    )
    assert len(SAMPLES) >= 10
