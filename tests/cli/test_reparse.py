"""``xzcrawl reparse``: what an older extractor left wrong is put right from snapshots, and nothing else."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import xzcrawl.reparse
from tests.cli.conftest import ROOT, Command, Sql, sql_of
from tests.crawling import archive_url, crawl, demo
from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.cli.lock import locked
from xzcrawl.demo import DemoSite, serve
from xzcrawl.demo.site import Answer
from xzcrawl.reparse import Reparse
from xzcrawl.verify import verify

pytestmark = pytest.mark.crawl

Run = Callable[..., Result]
LATER = datetime(2030, 1, 1, tzinfo=UTC)


class _Still(DemoSite):
    """A site that gives the pages of two thirds of its articles as it first gave them, to the letter."""

    given: dict[str, Answer]

    def respond(self, path: str, query: str = "") -> Answer:
        answer = super().respond(path, query)
        found = re.search(r"post/(\d+)", path)
        if found is None or int(found[1]) % 3 == 0:
            return answer
        status, _, body = self.given.setdefault(path, answer)
        return status, answer[1] | {"Content-Length": str(len(body))}, body


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two crawls of sixty articles: the second finds most pages as they were, so that they are revisits."""
    folder = tmp_path_factory.mktemp("crawled")
    calm = demo(articles=60, seed=3)
    site = _Still(calm.options, calm.now)
    site.given = {}
    with serve(site) as base:
        crawl(site, base, archive_url(folder))
        crawl(site, base, archive_url(folder), "-a", "mode=recheck")
    return folder


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    shutil.copytree(crawled, tmp_path / "copy")
    return tmp_path / "copy" / "archive.db"


@pytest.fixture
def sql(archive: Path) -> Sql:
    """What an older extractor would have left, or what there is."""
    return sql_of(archive)


def test_most_pages_are_read_through_another_record(sql: Sql) -> None:
    """What the other tests stand on: the payload of a revisit record lies elsewhere."""
    statement = (
        "SELECT count(*) FROM articles JOIN snapshots ON snapshots.id = snapshot_id WHERE refers_to > 0"
    )
    ((count,),) = sql(statement)
    assert count > 30  # type: ignore[operator]


def everything(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows that a reparse could touch, without their place in the change sequence."""
    tables = ("articles", "revisions", "readings", "article_tags", "images", "events", "urls")
    with closing(sqlite3.connect(archive)) as connection:
        names = {table: connection.execute(f"PRAGMA table_info({table})").fetchall() for table in tables}
        columns = {
            table: ", ".join(f'"{row[1]}"' for row in own if row[1] != "change_id")
            for table, own in names.items()
        }
        return {
            table: connection.execute(f"SELECT {columns[table]} FROM {table}").fetchall() for table in tables
        }


def reparse(
    archive: Path, *, dry: bool = False, clock: Callable[[], datetime] = lambda: LATER, **more: object
) -> Reparse:
    work = Reparse(
        url=f"sqlite:///{archive}", folder=archive.parent / "snapshots", extractor=__version__, clock=clock,
        dry=dry, **more,  # type: ignore[arg-type]
    )  # fmt: skip
    with Archive(f"sqlite:///{archive}") as opened:
        sites = opened.sites()
    work.run(sites)
    return work


def test_reading_again_what_today_s_code_has_read_changes_nothing(run: Run, archive: Path) -> None:
    before = everything(archive)
    result = run("reparse", "--archive", archive)
    line = result.stdout.splitlines()[-1]
    assert (result.exit_code, line.rpartition(": ")[2]) == (0, "0 changed, 0 with a new revision")
    assert " snapshots read again for 60 articles: " in line
    assert everything(archive) == before


def test_processes_find_what_one_process_finds(
    archive: Path, monkeypatch: pytest.MonkeyPatch, sql: Sql
) -> None:
    sql("UPDATE articles SET author = '旧' WHERE id % 3 = 0")
    alone: list[object] = []
    together: list[object] = []
    first = reparse(archive, dry=True, tell=alone.append).report
    monkeypatch.setattr(xzcrawl.reparse, "_FEW", 0)
    assert (reparse(archive, dry=True, tell=together.append).report, together) == (first, alone)
    assert len(alone) == 20


def test_a_dry_run_says_what_would_change_and_writes_nothing(run: Run, archive: Path, sql: Sql) -> None:
    (title, author) = sql("SELECT title, author FROM articles WHERE id = 7")[0]
    sql("UPDATE articles SET title = '旧标题', author = NULL, extractor = '0' WHERE id = 7")
    before = everything(archive)
    result = run("reparse", "--archive", archive, "--dry-run")
    lines = result.stdout.splitlines()
    assert (lines[0].split()[0], result.exit_code) == ("7", 0)
    assert lines[1:3] == [f"  title        旧标题 -> {title}", f"  author       - -> {author}"]
    assert lines[-1].rpartition(": ")[2] == "1 would change, 1 with a new revision"
    assert everything(archive) == before


def test_a_text_shows_how_many_clauses_change(archive: Path, sql: Sql) -> None:
    (text,) = sql("SELECT text FROM articles WHERE id = 7")[0]
    sql("UPDATE articles SET text = text || '\n联系我们，电话。' WHERE id = 7")
    told: list[Any] = []
    reparse(archive, dry=True, tell=told.append)
    assert [(f.field, f.old, f.new) for f in told[0].fields] == [("text", "3 clauses", "0 clauses")]
    assert "联系我们" not in str(text)


def test_a_text_that_is_cleaned_otherwise_now_becomes_a_revision(archive: Path, sql: Sql) -> None:
    url = f"sqlite:///{archive}"
    sql("UPDATE articles SET text = text || '\n联系我们', extractor = '0', content_sha256 = 'x' WHERE id = 7")
    with Archive(url) as opened:
        old = opened.article(7)
    reparse(archive)
    with Archive(url) as opened:
        new, (first, second) = opened.article(7), opened.revisions(7)
    assert new.text == old.text.removesuffix("\n联系我们") == second.text
    assert (new.revision, new.changed_at, new.extractor) == (2, LATER, __version__)
    assert (new.first_seen_at, new.last_seen_at, new.next_visit_at, new.snapshot) == (
        old.first_seen_at, old.last_seen_at, old.next_visit_at, old.snapshot,
    )  # fmt: skip
    assert (first.cause, second.cause, second.number, second.extractor) == (
        "first", "reparsed", 2, __version__,
    )  # fmt: skip
    assert (second.seen_at, second.snapshot) == (new.last_seen_at, new.snapshot)
    assert verify(url, archive.parent / "snapshots").problems == []
    assert reparse(archive).report.counts["changed"] == 0


def test_what_is_changed_late_in_a_long_run_is_of_that_moment(archive: Path, sql: Sql) -> None:
    """Or a dump made meanwhile would lack it, and so would the next."""
    sql("UPDATE articles SET html = ''")
    moments = count()
    reparse(archive, clock=lambda: LATER + timedelta(hours=next(moments)))
    with Archive(f"sqlite:///{archive}") as opened:
        late = opened.count(changed_since=LATER + timedelta(hours=1))
        assert (opened.count(changed_since=LATER), late) == (60, 10)  # in transactions of fifty


def test_every_other_field_is_renewed_in_place(archive: Path, sql: Sql) -> None:
    before = everything(archive)
    sql(
        "UPDATE articles SET author = 'X', category = NULL, breadcrumbs = '[]', views = 0, html = '',"
        " removed = '[]', related = '[]', memberships = NULL WHERE id <= 30"
    )
    sql("DELETE FROM article_tags WHERE article_id = (SELECT min(article_id) FROM article_tags)")
    sql("UPDATE images SET alt = 'X'")
    report = reparse(archive).report
    assert report.counts["revisions"] == 0
    assert {"author", "category", "views", "html", "tags", "images", "memberships"} <= report.fields.keys()
    assert {name: sorted(rows) for name, rows in everything(archive).items()} == {
        name: sorted(rows) for name, rows in before.items()
    }


def test_an_extractor_s_version_is_renewed_where_nothing_changed(archive: Path, sql: Sql) -> None:
    before = everything(archive)
    sql("UPDATE articles SET extractor = '0'")
    assert reparse(archive).report.counts["changed"] == 0
    assert everything(archive) == before


def test_dates_are_read_again_by_the_moment_they_were_seen(archive: Path, sql: Sql) -> None:
    before = everything(archive)
    sql("UPDATE readings SET earliest = NULL, latest = NULL, precision = NULL WHERE source != 'order'")
    sql("UPDATE articles SET published_at = NULL, published_earliest = NULL, published_latest = NULL")
    report = reparse(archive).report
    assert (report.fields["published"], report.counts["revisions"]) == (60, 0)
    assert everything(archive) == before


def test_observations_that_an_older_extractor_missed_are_taken_in(archive: Path, sql: Sql) -> None:
    bounds = "SELECT id, published_earliest, published_latest FROM articles ORDER BY id"
    before = sql(bounds)
    sql("DELETE FROM readings WHERE source IN ('listing', 'feed')")
    reparse(archive)
    assert sql(bounds) == before
    assert reparse(archive).report.counts["changed"] == 0


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(run: Run, archive: Path, sql: Sql) -> None:
    ((file, offset, url),) = sql(
        "SELECT file, offset, snapshots.url FROM articles JOIN snapshots ON snapshots.id = snapshot_id"
        " WHERE refers_to IS NULL ORDER BY articles.id LIMIT 1"
    )
    with (archive.parent / "snapshots" / str(file)).open("r+b") as stream:
        stream.seek(int(str(offset)) + 40)
        stream.write(b"\0" * 8)
    sql("UPDATE articles SET author = 'X'")
    result = run("reparse", "--archive", archive, "--json")
    shown = json.loads(result.stdout)
    assert (result.exit_code, [lost["url"] for lost in shown["unreadable"]]) == (1, [url])
    assert shown["unreadable"][0]["where"] == f"{file}@{offset}"
    assert shown["counts"]["changed"] == 59
    assert sql("SELECT url FROM articles WHERE author = 'X'") == [(url,)]


def test_an_interrupted_run_is_finished_by_the_next(archive: Path, sql: Sql) -> None:
    before = everything(archive)
    sql("UPDATE articles SET author = 'X'")

    def stop(done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reparse(archive, progress=stop)
    assert sql("SELECT count(*) FROM articles WHERE author = 'X'") == [(10,)]
    assert reparse(archive).report.counts["changed"] == 10
    assert everything(archive) == before


def test_a_crawl_and_a_reparse_exclude_each_other(run: Run, archive: Path, sql: Sql) -> None:
    ((site,),) = sql("SELECT key FROM sites")
    with locked(f"sqlite:///{archive}", str(site)):
        assert run("reparse", "--archive", archive).exit_code == 75
        dry = run("reparse", "--archive", archive, "--dry-run")
        assert (dry.exit_code, f"a crawl of {site} is under way" in dry.stderr) == (0, True)


def test_a_site_that_is_not_there_is_said_in_one_line(run: Run, archive: Path, sql: Sql) -> None:
    ((site,),) = sql("SELECT key FROM sites")
    result = run("reparse", "--archive", archive, "--site", "sz.example")
    line = f"xzcrawl: no site 'sz.example' in the archive; its sites are: {site}\n"
    assert (result.exit_code, result.stderr) == (2, line)


#: The spider of the site as somebody describes it later: without the line of its date and writer.
ANEW = """
from xzcrawl.families import described
from xzcrawl.spider import SiteSpider


class AnewSpider(SiteSpider):
    name = "anew"
    base_url = "{}"
    family = described(
        articles=["/index.php/post/{{id}}.html", "/?id={{id}}"], lists=["/index.php/category/{{name}}.html"],
        title="h1", body=".single", items=".post", author=".info .author",
    )
"""


@pytest.fixture
def checkout(archive: Path) -> Path:
    """A checkout beside the archive with a spider that describes its site anew."""
    folder = archive.parent / "checkout"
    shutil.copytree(ROOT / "spiders", folder / "spiders")
    shutil.copy(ROOT / "scrapy.cfg", folder)
    with Archive(f"sqlite:///{archive}") as opened:
        (site,) = opened.sites()
    (folder / "spiders/anew.py").write_text(ANEW.format(site.base_url), encoding="utf-8")
    return folder


def test_a_description_that_was_changed_reads_the_site_again(
    command: Command, checkout: Path, archive: Path, sql: Sql
) -> None:
    before = everything(archive)
    chosen = ("reparse", "--archive", archive, "--spider", "anew")
    tried = command(*chosen, "--dry-run", cwd=checkout)
    assert (tried.returncode, everything(archive)) == (0, before), tried.stderr
    assert "read again for 60 articles: 60 would change" in tried.stdout
    assert _warned(command, checkout, archive) == (
        "60 articles were read by another description; run xzcrawl reparse --spider anew, or what is read"
        " otherwise now will pass for a change of the site"
    )
    done = command(*chosen, cwd=checkout)
    assert "read again for 60 articles: 60 changed" in done.stdout, done.stderr
    assert sql("SELECT family FROM sites")[0][0].startswith('{"articles"')  # type: ignore[attr-defined]
    assert _warned(command, checkout, archive) is None
    sql("UPDATE articles SET extractor = '0' WHERE id = 7")
    assert (_warned(command, checkout, archive) or "").startswith(
        "1 articles were read by another version; run xzcrawl reparse --site 127.0.0.1"
    )


def _warned(command: Command, checkout: Path, archive: Path) -> str | None:
    """What a crawl of the site, which is down, says of articles that were read otherwise."""
    crawled = command("crawl", "anew", "--archive", archive, "-s", "RETRY_TIMES=0", cwd=checkout)
    assert crawled.returncode == 1, crawled.stderr
    found = re.search(r"\d+ articles were read by another.*", crawled.stderr)
    return found[0] if found else None


def test_one_site_is_named_in_one_way(run: Run, archive: Path) -> None:
    result = run("reparse", "--archive", archive, "--site", "xz.example", "--spider", "xzinfo")
    assert result.exit_code == 2
    assert "--site and --spider" in result.stderr


def test_articles_without_a_snapshot_are_left_and_counted(run: Run, archive: Path, sql: Sql) -> None:
    sql("UPDATE articles SET snapshot_id = NULL, author = 'X' WHERE id = 1")
    assert run("reparse", "--archive", archive).stdout.endswith("; 1 have no snapshot\n")
    assert sql("SELECT author FROM articles WHERE id = 1") == [("X",)]
