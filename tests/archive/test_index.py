"""The index follows whatever is written, and shows nothing that is not in the archive."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import orjson
import pytest
from filelock import FileLock

from tests.making import Crawl, Put, Rows, Start
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.archive.index.change_sequence import latest_change, note_changes
from xzcrawl.archive.index_follower import IndexFollower
from xzcrawl.errors import SearchIndexError
from xzcrawl.search import Entry, Index


def keys(found: Iterable[Any]) -> list[str]:
    return [hit.article.key for hit in found]


def test_an_index_that_folded_texts_otherwise_is_made_anew(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    """One of an older xzcrawl, at the next search and without being told."""
    put(crawl.article(lines=("总产值1,234.5亿元。",)))
    opened().catch_up()
    state = tmp_path / "index" / "state.json"
    older = orjson.loads(state.read_bytes())
    state.write_bytes(orjson.dumps(older | {"form": older["form"] - 1}))
    assert opened().search("1234.5").total == 1
    assert orjson.loads(state.read_bytes())["folder"] != older["folder"]


def test_the_index_follows_texts_tags_categories_and_dates(
    put: Put, crawl: Crawl, opened: Callable[..., Archive]
) -> None:
    archive = opened
    put(crawl.article(lines=("旧文。",), category="旧类", tags=["旧签"]))
    assert archive().search("旧文", category="旧类", tag="旧签").total == 1
    put(crawl.article(lines=("新文。",), category="新类", tags=["新签"], at=30), at=30)
    assert archive().search("旧文").total == 0
    assert archive().search("新文", category="新类", tag="新签").total == 1
    put(crawl.article(lines=("新文。",), category="新类", tags=["再签"], at=60), at=60)
    assert (archive().search("新文", tag="新签").total, archive().search("新文", tag="再签").total) == (0, 1)
    put(crawl.listing(crawl.observation("6202", crawl.days("2023-03-01", "2023-03-01", at=90)), at=90), at=90)
    assert archive().search("新文", since=date(2023, 3, 1)).total == 1


def test_the_index_follows_what_vanishes_and_returns(
    put: Put, crawl: Crawl, opened: Callable[..., Archive]
) -> None:
    put(crawl.article())
    assert opened().search("标题", gone=True).total == 0
    put(crawl.miss("6202", status=404, at=5, gone="404"), at=5)
    assert opened().search("标题", gone=True).total == 1
    put(crawl.article(at=9), at=9)
    assert opened().search("标题", gone=True).total == 0


def test_an_incremental_dump_has_all_that_changed_whatever_it_was(
    put: Put, crawl: Crawl, opened: Callable[..., Archive]
) -> None:
    """Changed words, tags and dates count, and gone or returned articles; an unchanged visit does not."""
    put(*(crawl.article(key, tags=["旧签"]) for key in ("1", "2", "3", "4", "5", "6")))
    put(crawl.miss("5", status=404, at=10, gone="404"), at=10)
    put(
        crawl.article("1", lines=("改过。",), tags=["旧签"], at=20),
        crawl.article("2", tags=["新签"], at=20),
        crawl.listing(crawl.observation("3", crawl.days("2023-03-01", "2023-03-01", at=20)), at=20),
        crawl.miss("4", status=404, at=20, gone="404"),
        crawl.article("5", tags=["旧签"], at=20),
        crawl.article("6", tags=["旧签"], at=20),
        at=20,
    )
    since: dict[str, Any] = {"changed_since": crawl.noon + timedelta(hours=20)}
    assert [article.key for article in opened().articles(**since)] == ["1", "2", "3", "4", "5"]
    assert opened().search("改过 OR 标题", **since).total == 5
    assert opened().count(changed_since=crawl.noon + timedelta(hours=21)) == 0


def test_what_is_seen_unchanged_is_no_change_in_the_sequence(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.full_article())
    changes = rows("changes")
    again = crawl.full_article()
    put(replace(again, page=crawl.page(again.url, at=5)), at=5)
    assert rows("changes") == changes


def test_a_change_is_one_of_those_that_commit_in_order(put: Put, crawl: Crawl, archive_url: str) -> None:
    """Else a reader would see the later one, and miss the earlier one for ever."""
    if archive_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer at a time")
    put(crawl.article("1"), crawl.article("2"))
    engine = engines.writing_engine(engines.parse_url(archive_url))
    order = []

    def later() -> None:
        with engine.begin() as connection:
            note_changes(connection, [2], crawl.noon)
        order.append("later")

    thread = Thread(target=later)
    with engine.begin() as connection:
        note_changes(connection, [1], crawl.noon)
        first = latest_change(connection)
        thread.start()
        order.append("first")
    thread.join()
    with engine.begin() as connection:
        assert (latest_change(connection).change > first.change, order) == (True, ["first", "later"])
    engine.dispose()


def test_a_restored_archive_is_indexed_anew(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], archive_url: str, tmp_path: Path
) -> None:
    if not archive_url.startswith("sqlite"):
        pytest.skip("a file is restored by copying it")
    path = engines.parse_url(archive_url).database
    put(crawl.article(lines=("从前。",)))
    with closing(sqlite3.connect(path)) as connection:  # type: ignore[arg-type]
        connection.execute("VACUUM INTO ?", (str(tmp_path / "backup.db"),))
    put(crawl.article("7", lines=("后来。",), at=30), at=30)
    with opened() as archive:
        assert archive.search("后来").total == 1
    shutil.copy(tmp_path / "backup.db", path)  # type: ignore[type-var]
    put(crawl.article("8", lines=("另外。",), at=60), at=60)
    assert [opened().search(word).total for word in ("从前", "后来", "另外")] == [1, 0, 1]


@pytest.fixture
def foreign(put: Put, crawl: Crawl, start: Start, opened: Callable[..., Archive], tmp_path: Path) -> Path:
    """An index of another archive, in the place of this one's."""
    put(crawl.article(lines=("此处。",)))
    other = f"sqlite:///{tmp_path / 'other' / 'archive.db'}"
    with start(other) as writer:
        writer.put(crawl.article("1", lines=("别处。",)))
    with Archive(other, index=str(tmp_path / "index")) as archive:
        assert archive.search("别处").total == 1
    return tmp_path / "index"


def test_the_index_of_another_archive_is_made_anew(foreign: Path, opened: Callable[..., Archive]) -> None:
    assert (opened().search("别处").total, opened().search("此处").total) == (0, 1)


def test_nothing_is_shown_by_the_index_of_another_archive(
    foreign: Path, opened: Callable[..., Archive]
) -> None:
    """While another process holds it, and searches that would count by it, too."""
    with Index(foreign).lock(0):
        for ask in (lambda: opened().search("别处"), lambda: opened().count(query="别处")):
            with pytest.raises(SearchIndexError, match=r"^the search index in \S+ is not of this archive"):
                ask()
    with pytest.raises(SearchIndexError, match="is not of this archive"):
        opened().search("别处", fresh=False)


def test_the_index_of_another_archive_that_cannot_be_written_is_not_used(
    foreign: Path, opened: Callable[..., Archive]
) -> None:
    (foreign / "lock").unlink()
    (foreign / "lock").mkdir()
    with pytest.raises(SearchIndexError, match="cannot write the search index"):
        opened().search("别处")


def test_while_another_process_updates_the_index_is_used_as_it_is(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    put(crawl.article(lines=("旧文。",)))
    opened().catch_up()
    put(crawl.article("7", lines=("新文。",), at=30), at=30)
    with Index(tmp_path / "index").lock(0):
        found = opened().search("文")
    assert (keys(found), found.behind) == (["6202"], 1)
    assert opened().search("文", fresh=False).behind == 1
    assert sorted(keys(opened().search("文"))) == ["6202", "7"]


def test_an_index_that_cannot_be_written_is_used_as_it_is(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(crawl.article(lines=("旧文。",)))
    assert opened().search("旧文").total == 1
    (tmp_path / "index" / "lock").unlink()
    (tmp_path / "index" / "lock").mkdir()
    put(crawl.article("7", lines=("新文。",), at=30), at=30)
    found = opened().search("文")
    assert (keys(found), found.behind) == (["6202"], 1)
    assert "cannot write the search index" in caplog.text


def test_that_an_index_cannot_be_written_is_said_once(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """By a crawl that tries again with each batch, and a command that asks twice."""
    put(crawl.article(lines=("旧文。",)))
    archive = opened()
    archive.catch_up()
    (tmp_path / "index" / "lock").unlink()
    (tmp_path / "index" / "lock").mkdir()
    put(crawl.article("7", lines=("新文。",), at=30), at=30)
    assert [archive.catch_up(), archive.catch_up(), archive.search("文").total] == [1, 1, 1]
    assert len(caplog.messages) == 1
    (tmp_path / "index" / "lock").rmdir()
    assert archive.search("文").total == 2


def test_where_no_index_can_be_made_it_says_so(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    put(crawl.article())
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SearchIndexError, match="cannot write the search index in"):
        opened(index=str(tmp_path / "file")).search("标题")


def test_an_article_that_somebody_took_out_is_not_shown(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], archive_url: str
) -> None:
    put(crawl.article("1"), crawl.article("2"))
    assert opened().search("标题").total == 2
    engine = engines.writing_engine(engines.parse_url(archive_url), foreign_keys=False)
    with engine.begin() as connection:
        for table in ("revisions", "events"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE article_id = 1")
        connection.exec_driver_sql("DELETE FROM articles WHERE id = 1")
    engine.dispose()
    assert keys(opened().search("标题")) == ["2"]
    opened().catch_up(rebuild=True)
    assert opened().search("标题").total == 1


def test_making_it_anew_goes_through_every_article_once(
    put: Put, crawl: Crawl, opened: Callable[..., Archive]
) -> None:
    put(*(crawl.article(str(key)) for key in range(1, 8)))
    seen: list[object] = []

    def track(entries: Iterable[Entry], total: int) -> Iterator[Entry]:
        seen.append(total)
        for entry in entries:
            seen.append(entry.title)
            yield entry

    assert opened().catch_up(track=track) == 0
    assert opened().catch_up(track=track) == 0
    assert opened().catch_up(rebuild=True, track=track) == 0
    assert seen == [7, *(f"标题{key}" for key in range(1, 8))] * 2


def test_a_follower_takes_in_what_was_told_last(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], start: Start, archive_url: str
) -> None:
    put()
    archive = opened()
    with (
        IndexFollower(archive.catch_up) as follower,
        start(archive_url, committed=follower.tell, batch_items=2) as writer,
    ):
        for key in range(1, 8):
            writer.put(crawl.article(str(key)))
    assert opened().search("标题", fresh=False).total == 7


def test_a_follower_waits_at_last_for_another_process_that_updates_the_index(
    put: Put, crawl: Crawl, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    put(crawl.article("1"))
    archive = opened()
    archive.catch_up()
    put(crawl.article("2"))
    other = FileLock(tmp_path / "index" / "lock", thread_local=False)
    other.acquire()

    def catch_up(*, wait: float) -> int:
        if wait:
            other.release()
        return archive.catch_up(wait=wait)

    IndexFollower(catch_up).close()
    assert opened().search("标题", fresh=False).total == 2


def test_a_follower_that_fails_is_said_once_and_hinders_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def fail(*, wait: float) -> None:
        raise SearchIndexError("没有地方了")

    with IndexFollower(fail) as follower:
        follower.tell()
    assert caplog.messages == ["the search index cannot follow: 没有地方了"]
