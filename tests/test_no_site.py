"""A site in whose place something else answers: what the run says of it, and when it stops asking."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawling import archive_url, crawl
from tests.moving import MovingSite
from xzcrawl.archive import Archive
from xzcrawl.demo import serve

pytestmark = pytest.mark.crawl

LOGIN = "<html><head><title>用户登录</title></head><body><form>密码</form></body></html>".encode()
OTHERS = {
    "a login": (LOGIN, f'text/html, {len(LOGIN)} bytes, "用户登录"'),
    "json": (b'{"code": 401}', "text/html, 13 bytes"),
    "nothing": (b"", "an empty page"),
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("mode", ["recheck", "revisit"])
def test_a_run_that_finds_another_page_everywhere_says_so_and_stops(
    tmp_path: Path, other: str, mode: str
) -> None:
    site = MovingSite(90, 91)
    body, told = OTHERS[other]
    with serve(site) as base:
        url = crawl(site, base, archive_url(tmp_path)).url
        site.answers = lambda asked: None if "robots" in asked else (200, body)
        due = ["-s", "REVISITS_PER_RUN=90"] if mode == "revisit" else []
        if mode == "revisit":
            make_all_due(tmp_path / "archive.db")
        run = crawl(site, base, url, "-a", f"mode={mode}", *due)
    with Archive(url) as archive:
        newest = archive.runs(1)[0]
        assert {one.gone_at for one in archive.articles()} == {None}
    assert newest.outcome == "failed"
    assert "addresses of articles gave other pages, none an article" in (newest.reason or "")
    assert len(run.pages) < 60
    assert mode == "revisit" or f"(what came: {told})" in run.log


def make_all_due(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE articles SET next_visit_at = '2020-01-01T00:00:00.000000Z'")
