"""By which family a site is read: what its crawls leave for those who read its snapshots again."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.making import BASE, NOON, SITE
from xzcrawl.archive import Archive
from xzcrawl.archive.writer import Writer
from xzcrawl.dates import Rounding

ZIT: tuple[str, Rounding | None] = ("zblog-zit", None)
TPURE: tuple[str, Rounding | None] = ("zblog-tpure", "half-up")


def crawl(url: str, folder: Path, read_by: tuple[str | None, Rounding | None], outcome: str | None) -> None:
    """A run that reads its pages by this family; without an outcome it is killed."""
    family, rounding = read_by
    with Writer(url, snapshot_folder=str(folder), clock=lambda: NOON) as writer:
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=NOON, versions={"extractor": "7"},
            family=family, rounding=rounding,
        )  # fmt: skip
        if outcome is not None:
            writer.finish_run(outcome=outcome, ended_at=NOON + timedelta(minutes=1), counts={})


def family_of(url: str) -> tuple[str | None, str | None]:
    with Archive(url) as archive:
        (site,) = archive.sites()
        return site.family, site.rounding


@pytest.mark.parametrize("outcome", ["finished", "failed", None])
def test_the_first_run_says_the_family_however_it_ends(
    archive_url: str, tmp_path: Path, outcome: str | None
) -> None:
    crawl(archive_url, tmp_path, ZIT, outcome)
    assert family_of(archive_url) == ZIT


@pytest.mark.parametrize(
    ("outcome", "left"), [("finished", ZIT), ("budget", ZIT), ("failed", TPURE), (None, TPURE)]
)
def test_another_family_takes_its_place_with_its_rounding_once_a_run_went_well(
    archive_url: str, tmp_path: Path, outcome: str | None, left: tuple[str, str | None]
) -> None:
    """A run that names the wrong family fails, and must not change how the pages that are kept are read."""
    crawl(archive_url, tmp_path, TPURE, "finished")
    crawl(archive_url, tmp_path, ZIT, outcome)
    assert family_of(archive_url) == left


def test_a_site_from_before_families_gets_one_at_once(archive_url: str, tmp_path: Path) -> None:
    crawl(archive_url, tmp_path, (None, "half-up"), "finished")
    crawl(archive_url, tmp_path, TPURE, None)
    assert family_of(archive_url) == TPURE
