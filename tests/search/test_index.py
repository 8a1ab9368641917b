"""The index: exact for every part of a text, and whole whatever happens to who writes it."""

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread
from types import SimpleNamespace

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xzcrawl.errors import SearchIndexError
from xzcrawl.search import Entry, Index, Scope, Sort, State, microseconds, parse

NOON = datetime(2023, 7, 20, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
Ids = list[int]
EVERYWHERE = Scope()


def entry(id_: int, text: str, title: str = "标题", **more: object) -> Entry:
    values: dict[str, object] = {
        "site": "xz.example", "category": None, "author": None, "tags": (), "published_at": None,
        "published_earliest": None, "published_latest": None, "change_at": NOON, "is_gone": False,
    }  # fmt: skip
    return Entry(id=id_, title=title, text=text, **{**values, **more})  # type: ignore[arg-type]


def indexed(folder: Path, entries: Iterable[Entry], change: int = 1, *, rebuild: bool = True) -> Index:
    index = Index(folder)
    with index.lock(1) as held:
        assert held
        index.update(entries, State(change, "token"), rebuild=rebuild)
    return index


def found(index: Index, query: str, scope: Scope = EVERYWHERE, sort: Sort = "relevance") -> Ids:
    total, matches = index.reader().search(parse(query), scope, sort, 1_000, 0)
    assert total == len(matches)
    return [match.id for match in matches]


#: Few characters, so that parts of texts recur, and every kind of break between them.
LETTERS = "徐州市泉山区产业招商12."
CHARACTERS = LETTERS + ",，。- \n"
#: Numbers with commas, most of them in groups of three.
NUMBERS = ("1,212", "12,121.2", "2，112", "1,221,112", "12,12", "1212,121", "1,212,1", "2.112,211")


def generated(count: int) -> dict[int, str]:
    random = Random(7)
    pieces = [*CHARACTERS, *CHARACTERS, *NUMBERS]
    return {id_: "".join(random.choices(pieces, k=random.randint(0, 30))) for id_ in range(1, count + 1)}


@pytest.fixture(scope="module")
def texts() -> dict[int, str]:
    return generated(400)


@pytest.fixture(scope="module")
def index(texts: dict[int, str], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """In several segments, with a third of the entries replaced once."""
    folder = tmp_path_factory.mktemp("index")
    indexed(folder, (entry(id_, text) for id_, text in texts.items() if id_ % 3))
    others = {id_: "旧文" for id_ in texts if not id_ % 3}
    indexed(folder, (entry(id_, text) for id_, text in others.items()), 2, rebuild=False)
    return indexed(folder, (entry(id_, texts[id_]) for id_ in others), 3, rebuild=False)


def plain(text: str) -> str:
    """The rule of search restated: no space beside Chinese, no comma in a number of groups, and one break for
    what is no letter or digit."""
    text = text.replace("，", ",")
    text = re.sub(r"(?<=[^0-9.,。\n -])[ ]+|[ ]+(?=[^0-9.,。\n -])", "", text)
    text = re.sub(r"[0-9]+([.,][0-9]+)*", lambda number: ungrouped(number[0]), text)
    text = re.sub(r"(?<=[0-9])\.(?=[0-9])", "点", text)  # the point of a number is a part of it
    return re.sub(",+", ",", "".join(one if one.isalnum() else "," for one in text))


def ungrouped(number: str) -> str:
    """Without commas before the point where they part its digits into groups of three."""
    whole, point, rest = number.partition(".")
    first, *others = whole.split(",")
    if len(first) <= 3 and all(len(group) == 3 for group in others):
        whole = first + "".join(others)
    return whole + point + rest


def brute_force(texts: dict[int, str], part: str) -> set[int]:
    wanted = plain(part).strip(",")
    return {id_ for id_, text in texts.items() if wanted in plain(text)}


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=st.text(LETTERS, min_size=1, max_size=6).filter(lambda part: part.strip(".")))
def test_search_finds_what_holds_a_part_and_nothing_else(
    part: str, texts: dict[int, str], index: Index
) -> None:
    assert set(found(index, part)) == brute_force(texts, part)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_part_of_a_text_finds_it(data: st.DataObject, texts: dict[int, str], index: Index) -> None:
    id_ = data.draw(st.sampled_from([id_ for id_, text in texts.items() if text]))
    text = texts[id_]
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    if re.search(r"\w", part):
        assert set(found(index, f'"{part}"')) == brute_force(texts, part)


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_and_or_not_are_those_of_sets(data: st.DataObject, texts: dict[int, str], index: Index) -> None:
    words = st.text(LETTERS.replace(".", ""), min_size=1, max_size=2)
    one, two, three = data.draw(words), data.draw(words), data.draw(words)
    first, second, third = (brute_force(texts, word) for word in (one, two, three))
    every = set(texts)
    assert set(found(index, f"{one} {two}")) == first & second
    assert set(found(index, f"{one} OR {two} AND {three}")) == first | (second & third)
    assert set(found(index, f"({one} OR {two}) NOT {three}")) == (first | second) - third
    assert set(found(index, f"NOT {one}", sort="date")) == every - first
    assert set(found(index, f"NOT ({one} NOT {two})")) == every - (first - second)
    assert set(found(index, f"{one} -{two}")) == first - second
    assert set(found(index, f"{one} －（{two}｜{three}）")) == first - (second | third)
    assert set(found(index, f"{one}|{two} {three}")) == (first | second) & third
    assert set(found(index, f"{one}，{two}、{three}")) == first & second & third
    assert set(found(index, f"{one} -「{two} {three}」")) == first - brute_force(texts, f"{two} {three}")
    assert set(found(index, f"《{one},{two}》")) == brute_force(texts, f"{one},{two}")


@pytest.mark.parametrize("number", ["1212", "1,212", "１，２１２", "212", "12121.2", "12,121.2", "1,221,112"])
def test_a_number_is_found_with_its_commas_and_without(
    number: str, texts: dict[int, str], index: Index
) -> None:
    wanted = plain(number.translate({ord("１"): "1", ord("２"): "2"}))
    assert set(found(index, number)) == {id_ for id_, text in texts.items() if wanted in plain(text)} != set()


def test_a_word_in_the_title_weighs_more(tmp_path: Path) -> None:
    index = indexed(tmp_path, [entry(1, "招商招商招商"), entry(2, "别的", title="招商"), entry(3, "别的")])
    assert found(index, "招商") == [2, 1]


def test_a_rare_word_weighs_more(tmp_path: Path) -> None:
    common = [entry(id_, "徐州新闻") for id_ in range(10, 30)]
    index = indexed(tmp_path, [*common, entry(1, "徐州"), entry(2, "泉山新闻")])
    assert found(index, "徐州 OR 泉山")[0] == 2


def test_by_date_the_newest_comes_first_and_what_has_none_last(tmp_path: Path) -> None:
    days = {1: 3, 2: None, 3: 5, 4: 5, 5: -40_000}
    index = indexed(
        tmp_path,
        (
            entry(id_, "招商", published_at=None if day is None else NOON + timedelta(days=day))
            for id_, day in days.items()
        ),
    )
    assert found(index, "招商", sort="date") == [4, 3, 1, 5, 2]
    assert index.reader().ids(parse("招商"), Scope(), "newest") == [4, 3, 1, 5, 2]
    assert index.reader().ids(parse("招商"), Scope()) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        (Scope((("category", ("徐州产业信息",)),)), [1]),
        (Scope((("category", ("徐州产业",)),)), []),
        (Scope((("tag", ("产业",)),)), [1, 2]),
        (Scope((("tag", ("产业",)), ("author", ("admin",)))), [2]),
        (Scope((("site", ("other.example",)),)), [3]),
        (Scope((("is_gone", (True,)),)), [3]),
        (Scope((("is_gone", (False,)),)), [1, 2, 4]),
        (Scope(ranges=(("published_at", microseconds(NOON), None),)), [1, 2]),
        (Scope(ranges=(("published_at", None, microseconds(NOON)),)), [1, 3]),
        (Scope(ranges=(("published_at", microseconds(NOON), microseconds(NOON)),)), [1]),
        (Scope(ranges=(("change_at", microseconds(NOON) + 1, None),)), [4]),
    ],
)
def test_filters(scope: Scope, ids: Ids, tmp_path: Path) -> None:
    later, hour = NOON + timedelta(hours=1), timedelta(hours=1)
    index = indexed(
        tmp_path,
        [
            entry(1, "招商", category="徐州产业信息", tags=["产业", "园区"], published_at=NOON),
            entry(2, "招商", author="admin", tags=["产业"], published_at=later),
            entry(3, "招商", site="other.example", is_gone=True, published_at=NOON - hour),
            entry(4, "招商", change_at=NOON + timedelta(microseconds=1)),
        ],
    )
    assert sorted(found(index, "招商", scope)) == ids


def test_a_page_of_hits_has_the_total_of_all(tmp_path: Path) -> None:
    index = indexed(tmp_path, (entry(id_, "招商") for id_ in range(1, 31)))
    assert page(index, "date", 3, 28) == (30, [2, 1])
    assert page(index, "date", 0, 0) == (30, [])


@pytest.mark.parametrize("sort", ["relevance", "date"])
@pytest.mark.parametrize("many", [2**62, 2**64 - 1, 2**70])
def test_a_page_may_be_larger_and_begin_later_than_anything(tmp_path: Path, sort: Sort, many: int) -> None:
    index = indexed(tmp_path, (entry(id_, "招商") for id_ in range(1, 4)))
    assert page(index, sort, many, 0)[0] == 3
    assert sorted(page(index, sort, many, 0)[1]) == [1, 2, 3]
    assert len(page(index, sort, many, 2)[1]) == 1
    assert page(index, sort, 20, many) == (3, [])
    assert page(index, sort, many, many) == (3, [])


def page(index: Index, sort: Sort, limit: int, offset: int) -> tuple[int, Ids]:
    total, matches = index.reader().search(parse("招商"), Scope(), sort, limit, offset)
    return total, [match.id for match in matches]


def test_an_entry_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    indexed(tmp_path, [entry(1, "旧文"), entry(2, "别的")])
    index = indexed(tmp_path, [entry(1, "新文"), entry(1, "新闻")], 2, rebuild=False)
    assert (found(index, "旧文"), found(index, "新文"), found(index, "新闻"), found(index, "别的")) == (
        [], [], [1], [2],
    )  # fmt: skip


def test_an_open_index_sees_what_another_one_commits(tmp_path: Path) -> None:
    reader = indexed(tmp_path, [entry(1, "旧文")])
    assert found(reader, "旧文") == [1]
    indexed(tmp_path, [entry(2, "旧文")], 2, rebuild=False)
    assert sorted(found(reader, "旧文")) == [1, 2]
    indexed(tmp_path, [entry(3, "旧文")], 3)
    assert found(reader, "旧文") == [3]
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_what_else_is_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    """Somebody may name the folder of the archive itself."""
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "a.warc.gz").write_bytes(b"years of work")
    for number in (1, 2):
        indexed(tmp_path, [entry(1, "招商")], number)
    assert (tmp_path / "snapshots" / "a.warc.gz").read_bytes() == b"years of work"
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == 2


def test_a_lock_that_tantivy_makes_while_its_folder_is_removed_harms_no_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread of tantivy's reads an index once more right after it was opened, and takes a lock for that."""
    index = indexed(tmp_path / "index", [entry(1, "第一段")])
    monkeypatch.setattr("xzcrawl.search.index.os.access", lambda *_: False)
    threads, end = [], Event()

    def lock(folder: str) -> None:
        while not end.is_set():
            with suppress(OSError):
                Path(folder, ".tantivy-meta.lock").touch()

    def opened(folder: str) -> tantivy.Index:
        threads.append(Thread(target=lock, args=(folder,)))
        threads[-1].start()
        return tantivy.Index.open(folder)

    theirs = SimpleNamespace(Index=SimpleNamespace(open=opened))
    monkeypatch.setattr("xzcrawl.search.index.tantivy", theirs)
    try:
        for _ in range(5):
            assert found(index, "第一段") == [1]
    finally:
        end.set()
        for thread in threads:
            thread.join()


def test_an_index_that_takes_the_place_of_another_is_read_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also by who has just read which one it was, and finds it gone."""
    indexed(tmp_path, [entry(1, "旧文")])

    class Late:
        @staticmethod
        def open(folder: str) -> tantivy.Index:
            monkeypatch.undo()
            indexed(tmp_path, [entry(2, "新文")], 2)
            return tantivy.Index.open(folder)

    monkeypatch.setattr(tantivy, "Index", Late)
    assert found(Index(tmp_path), "新文") == [2]


def test_an_index_that_is_replaced_before_it_is_looked_at_is_read_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path, [entry(1, "旧文")])

    def late(path: Path, mode: int) -> bool:
        monkeypatch.undo()
        indexed(tmp_path, [entry(2, "新文")], 2)
        return os.access(path, mode)

    monkeypatch.setattr(os, "access", late)
    assert found(Index(tmp_path), "新文") == [2]


def test_what_could_not_be_completed_is_taken_away_again(tmp_path: Path) -> None:
    def failing() -> Iterator[Entry]:
        yield entry(2, "新文")
        raise OSError(errno.ENOSPC, "No space left on device")

    index = indexed(tmp_path, [entry(1, "旧文")])
    with pytest.raises(SearchIndexError, match="No space left on device"):
        indexed(tmp_path, failing(), 2)
    assert (found(index, "文"), sum(path.is_dir() for path in tmp_path.iterdir())) == ([1], 1)


def test_one_process_at_a_time_may_update(tmp_path: Path) -> None:
    with Index(tmp_path).lock(0) as first, Index(tmp_path).lock(0) as second:
        assert (first, second) == (True, False)


@pytest.mark.parametrize(
    "left", [b"", b"{", b"[]", b'{"form":0,"folder":"x","state":{"change":1,"token":"t"}}']
)
def test_a_state_that_is_none_is_that_of_no_index(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "state.json").write_bytes(left)
    assert Index(tmp_path).state is None


def test_without_an_index_a_search_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r"no search index in .* yet: run xzcrawl reindex"):
        Index(tmp_path).reader()


def test_a_damaged_index_is_said_in_one_line(tmp_path: Path) -> None:
    indexed(tmp_path, [entry(1, "招商")])
    for path in tmp_path.glob("*/*"):
        path.unlink()  # a reader in this process may still map the file, and would die where it shrinks
        path.write_bytes(b"damaged")
    with pytest.raises(
        SearchIndexError, match=r"^cannot read the search index in .*reindex makes another; .*\)$"
    ):
        found(Index(tmp_path), "招商")


def test_what_tantivy_stumbles_over_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flipped bit in a file makes a panic of Rust's, which is no ``Exception``."""
    index = indexed(tmp_path, [entry(1, "招商")])
    panic = type("PanicException", (BaseException,), {})

    def stumble(*_: object) -> None:
        raise panic("range end index 7 out of range")

    monkeypatch.setattr("xzcrawl.search.reader.matching", stumble)
    with pytest.raises(SearchIndexError, match=r"^cannot read the search index in .*: range end index 7"):
        index.reader().ids(parse("招商"), Scope())


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.search.test_index import entry, indexed
def dying():
    for id_ in range(1, 200):
        yield entry(id_, "新文")
        if id_ == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
indexed(Path(sys.argv[1]), dying(), 2, rebuild=sys.argv[3] == "rebuild")
"""


@pytest.mark.parametrize("how", ["rebuild", "more"])
@pytest.mark.parametrize("moment", [1, 120])
def test_a_process_that_is_killed_leaves_the_index_as_it_was(tmp_path: Path, how: str, moment: int) -> None:
    indexed(tmp_path, [entry(1, "旧文")])
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(moment), how]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    index = Index(tmp_path)
    assert (found(index, "旧文"), found(index, "新文"), index.state) == ([1], [], State(1, "token"))
    assert found(indexed(tmp_path, [entry(1, "新文")], 3, rebuild=False), "新文") == [1]


def test_many_small_updates_are_merged_now_and_then(tmp_path: Path) -> None:
    """And whoever comes next finds no merge of the writer before under way: that loses files."""
    index = indexed(tmp_path, [entry(1, "招商")])
    for number in range(2, 30):
        indexed(tmp_path, [entry(number, "招商")], number, rebuild=False)
        assert index.reader().searcher.num_segments < 8
    assert len(found(index, "招商")) == 29
