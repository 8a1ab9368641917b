"""Removing a site with all that the archive holds of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.making import BASE, NOON, SITE, Crawl, Rows, Sizes
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.overview import Overview
from xzcrawl.archive.removal import remove_site
from xzcrawl.archive.writer import Writer
from xzcrawl.items import Capture
from xzcrawl.snapshots import set_aside
from xzcrawl.verify import verify

OTHER = "sq.example"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


def write(url: str, folder: Path, site: str, items: Sequence[Any], at: float = 0.0) -> None:
    """A run of a site, ended, in which these items came."""
    begun = NOON + timedelta(hours=at)
    with Writer(url, snapshot_folder=str(folder), clock=lambda: begun) as writer:
        writer.begin_run(
            site=site,
            base_url=BASE.replace(SITE, site),
            spider="xz",
            mode="full",
            started_at=begun,
            versions={"extractor": "7"},
        )
        for item in items:
            writer.put(replace(item, site=site))
        writer.finish_run(outcome="finished", ended_at=begun, counts={})


def captured(crawl: Crawl, site: str, name: str, body: bytes, **more: Any) -> Capture:
    """A capture of a page of this site."""
    own = crawl.capture(f"{site} {name}", body, **more)
    return replace(own, url=own.url.replace(SITE, site))


@pytest.fixture
def two_sites(archive_url: str, crawl: Crawl, folder: Path) -> str:
    """The mistyped site came first, so that the other one's picture refers to the record of its own."""
    mistaken = [
        captured(crawl, OTHER, "6202", b"<html>1"),
        captured(crawl, OTHER, "a.jpg", b"picture", kind="image"),
        crawl.full_article(),
        crawl.article("4787", tags=["产业"]),
        crawl.listing(crawl.observation("4787", crawl.reading(source="listing"))),
        crawl.miss("9"),
    ]
    write(archive_url, folder, OTHER, mistaken)
    kept = [
        captured(crawl, SITE, "6202", b"<html>2"),
        captured(crawl, SITE, "a.jpg", b"picture", kind="image"),
        crawl.full_article(),
        crawl.article("7", tags=["产业"]),
    ]
    write(archive_url, folder, SITE, kept, at=1)
    return archive_url


def test_nothing_of_it_is_left_and_the_others_have_all_they_had(
    two_sites: str, rows: Rows, table_sizes: Sizes
) -> None:
    before = table_sizes()
    removal = remove_site(two_sites, OTHER, NOON)
    assert {name for name in ("articles", "urls", "runs", "snapshots", "readings", "tags") if rows(name)} == {
        "articles", "urls", "runs", "snapshots", "readings", "tags",
    }  # fmt: skip
    assert {
        row["site"] for name in ("articles", "urls", "runs", "tags", "snapshots") for row in rows(name)
    } == {SITE}
    assert [row["key"] for row in rows("sites")] == [SITE]
    after = table_sizes()
    assert {name: before[name] - after[name] for name in removal.rows} == dict(removal.rows)
    assert removal.rows["articles"] == 2
    with Archive(two_sites) as archive:
        assert sorted(record.source_id for record in archive.articles()) == ["6202", "7"]


def test_what_others_refer_to_stays_and_the_rest_is_set_aside(
    two_sites: str, crawl: Crawl, folder: Path, rows: Rows
) -> None:
    removal = remove_site(two_sites, OTHER, NOON)
    assert [file.startswith("sq.example-") for file in removal.shared] == [True]
    assert set_aside(folder, removal.stems, removal.shared) == []
    assert {row["kind"] for row in rows("snapshots") if row["file"] in removal.shared} == {"error"}
    assert verify(two_sites, folder).problems == []


def test_the_files_of_a_site_nobody_refers_to_are_out_of_use(two_sites: str, folder: Path) -> None:
    remove_site(two_sites, SITE, NOON)  # it refers, and nobody to it
    removal = remove_site(two_sites, OTHER, NOON)
    assert [path.name for path in set_aside(folder, removal.stems)] == [
        f"{removal.stems[0]}-00000.warc.gz.removed"
    ]
    assert removal.shared == []


def test_searches_and_counts_find_it_no_more(two_sites: str, tmp_path: Path) -> None:
    with Archive(two_sites, index=str(tmp_path / "index")) as archive:
        assert archive.search("泉山区").total == 2
        assert Overview(archive.database).names(9).sites == [OTHER, SITE]
        remove_site(two_sites, OTHER, NOON)
        assert archive.search("泉山区").total == 1
        assert Overview(archive.database).names(9).sites == [SITE]
        assert Overview(archive.database).names(9).tags == ["产业", "泉山区"]


def test_a_site_without_articles_leaves_the_index_as_it_is(two_sites: str, folder: Path, rows: Rows) -> None:
    write(two_sites, folder, "xuzhuo.example", [], at=2)
    tokens = [row["token"] for row in rows("changes")]
    assert remove_site(two_sites, "xuzhuo.example", NOON).rows == {"runs": 1, "sites": 1}
    assert [row["token"] for row in rows("changes")] == tokens


def test_a_site_that_never_gave_an_article_is_in_no_filter_and_no_figure(
    two_sites: str, folder: Path
) -> None:
    write(two_sites, folder, "xuzhuo.example", [], at=2)
    with Archive(two_sites) as archive:
        assert Overview(archive.database).names(9).sites == [OTHER, SITE]
        assert [site.key for site in archive.stats().sites] == [OTHER, SITE]
        assert [(each.site.key, each.articles, each.runs) for each in archive.crawls()] == [
            (OTHER, 2, 1),
            ("xuzhuo.example", 0, 1),
            (SITE, 2, 1),
        ]


def test_a_removal_that_fails_half_way_removes_nothing(
    two_sites: str, table_sizes: Sizes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = table_sizes()
    monkeypatch.setattr("xzcrawl.archive.removal._renew_sequence", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remove_site(two_sites, OTHER, NOON)
    assert table_sizes() == before


def test_no_row_points_at_nothing_afterwards(two_sites: str) -> None:
    remove_site(two_sites, OTHER, NOON)
    engine = engines.writing_engine(engines.parse_url(two_sites))
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
