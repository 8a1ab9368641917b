"""What the web server tells monitors, and readers, of runs that fail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.making import BASE, SITE, Crawl, archive_at
from tests.web.conftest import client, words
from tests.web.test_files import figures
from xzcrawl.archive import Archive
from xzcrawl.archive.writer import Writer
from xzcrawl.items import Article
from xzcrawl.web import Access, create_app

NOW = datetime.now(UTC)
REASON = 'http://xz.example/robots.txt unreachable (HTTP 500 "busy"): nothing may be fetched until it answers'
TOKEN = "no-such-token-0123456789"


def crawled(
    folder: Path, hours_ago: float, outcome: str | None, reason: str | None = None, *items: Article
) -> None:
    """A run of the site; without an outcome it has no end."""
    begun = NOW - timedelta(hours=hours_ago)
    with Writer(archive_at(folder / "archive.db"), clock=lambda: begun) as writer:
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=begun, versions={"extractor": "7"}
        )
        for item in items:
            writer.put(item)
        if outcome:
            ended = begun + timedelta(minutes=1)
            writer.finish_run(outcome=outcome, reason=reason, ended_at=ended, counts={})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two days ago all went well, an hour ago nothing did."""
    crawled(tmp_path, 48, "finished", None, Crawl().article())
    crawled(tmp_path, 1, "failed", REASON)
    return tmp_path


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{folder}/archive.db") as opened:
        opened.catch_up()
        yield opened


def test_health_tells_how_the_crawls_stand(archive: Archive, folder: Path) -> None:
    with client(create_app(archive, folder)) as reader:
        alive, crawls = reader.get("/healthz"), reader.get("/healthz/crawls")
    assert (alive.status_code, crawls.status_code) == (200, 503)
    told: dict[str, Any] = alive.json()
    assert told == crawls.json()
    (site,) = told.pop("sites")
    assert told == {"status": "ok", "crawls": "not well"}
    assert (site["site"], site["well"], site["outcome"], site["reason"], site["problems"]) == (
        SITE, False, "failed", REASON, [f"the last run failed: {REASON}"],
    )  # fmt: skip
    assert datetime.fromisoformat(site["succeeded_at"]) == NOW - timedelta(hours=48) + timedelta(minutes=1)


def test_a_run_that_ends_well_makes_it_well_again(archive: Archive, folder: Path) -> None:
    crawled(folder, 0.5, "finished")
    with client(create_app(archive, folder)) as reader:
        assert reader.get("/healthz/crawls").status_code == 200
        assert reader.get("/healthz").json()["crawls"] == "well"
        assert figures(reader)['xzcrawl_crawl_well{site="xz.example"}'] == 1


def test_a_run_without_an_end_is_not_well_unless_it_is_under_way(archive: Archive, folder: Path) -> None:
    crawled(folder, 0.6, "finished")
    crawled(folder, 0.5, None)
    with client(create_app(archive, folder)) as reader:
        assert reader.get("/healthz").json()["sites"][0]["outcome"] == "not ended"
        assert reader.get("/healthz/crawls").status_code == 503
    with client(create_app(archive, folder, is_running=lambda site: True)) as reader:
        assert reader.get("/healthz").json()["sites"][0]["outcome"] == "running"
        assert reader.get("/healthz/crawls").status_code == 200


def test_an_archive_that_was_never_crawled_is_not_well(tmp_path: Path) -> None:
    url = archive_at(tmp_path / "new.db")
    with Archive(url, write=True) as opened, client(create_app(opened, tmp_path)) as reader:
        assert reader.get("/healthz").json() == {"status": "ok", "crawls": "not well", "sites": []}
        assert reader.get("/healthz/crawls").status_code == 503


def test_who_has_no_token_is_not_told_of_which_sites(archive: Archive, folder: Path) -> None:
    guarded = create_app(archive, folder, access=Access(token=TOKEN))
    with client(guarded) as reader:
        assert reader.get("/healthz").json() == {"status": "ok", "crawls": "not well"}
        assert reader.get("/healthz/crawls").json() == {"status": "ok", "crawls": "not well"}
    with client(guarded, authorization=f"Bearer {TOKEN}") as reader:
        assert reader.get("/healthz").json()["sites"][0]["site"] == SITE


def test_figures_tell_of_failures(archive: Archive, folder: Path) -> None:
    with client(create_app(archive, folder)) as reader:
        found = figures(reader)
    success = NOW - timedelta(hours=48) + timedelta(minutes=1)
    assert found['xzcrawl_crawl_well{site="xz.example"}'] == 0
    assert found['xzcrawl_last_success_seconds{site="xz.example"}'] == pytest.approx(success.timestamp())
    escaped = REASON.replace('"', '\\"')
    labels = f'mode="full",outcome="failed",reason="{escaped}",site="xz.example"'
    assert found[f"xzcrawl_last_run_info{{{labels}}}"] == 1


def test_the_page_of_runs_and_the_api_tell_why(archive: Archive, folder: Path) -> None:
    with client(create_app(archive, folder)) as reader:
        shown = words(reader, "/runs")
        assert [run["reason"] for run in reader.get("/api/runs").json()["runs"]] == [REASON, None]
    assert f"原因：{REASON}" in shown
    assert shown.count(REASON) == 2
