"""The path of an archive is the path that was given, and what belongs to an archive is named after it."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.making import Crawl, Start, archive_at, more
from xzcrawl.archive import Archive
from xzcrawl.archive import engine as engines
from xzcrawl.cli.lock import is_running, lock_path, locked
from xzcrawl.errors import ArchiveError

#: What a shell, a URL, SQLite's URIs, Alembic's settings or an option could take for something else.
NAMES = [
    "dir?/a.db", "c%41d.db", "%(here)s.db", "a#b.db", "file:a.db?mode=memory", "徐州.db", "~/a.db",
    "--archive", "new\nline.db", "./:memory:", "sub/x://y.db", "no_ending",
]  # fmt: skip
MORE_NAMES = [
    "100%.db", "%%.db", " a b .db", "a&mode=memory.db", "file:a.db", "back\\slash.db", "~", "$HOME.db",
    "-x.db", "'q\"uote`.db", "a;b.db", "a@b:c.db", "a=b.db", "[a]*.db", ".hidden", "a.db.", "sqlite:a.db",
]  # fmt: skip


def below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [*NAMES, *map(more, MORE_NAMES)])
def test_a_path_is_taken_literally(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    for given in (name, f"{tmp_path}/absolute/{name}"):
        Archive(given, write=True).close()
        with Archive(given) as archive:
            assert archive.count() == 0
    expected = os.path.normpath(name)
    assert below(tmp_path) == {expected, f"absolute/{expected}"}


@pytest.mark.parametrize("name", ["dir?/a.db", "c%41d.db", "100%.db", "a#b.db", "徐州 1.db"])
def test_a_url_has_its_path_percent_encoded(tmp_path: Path, name: str) -> None:
    Archive(f"sqlite:///{quote(f'{tmp_path}/{name}')}", write=True).close()
    assert below(tmp_path) == {name}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("sqlite:///dir?/a.db", "has options, and SQLite takes none here: write ? in a path as %3F"),
        ("sqlite:///a.db?mode=ro", "has options"),
        ("sqlite://data/a.db", "names a host, and SQLite has none: write sqlite:/// and then the path"),
        ("sqlite:///a%00.db", "no path holds the character NUL"),
        (":memory:", "an archive in memory cannot be kept"),
        ("file:///a.db", "is not the address of an archive: SQLite and PostgreSQL are supported"),
        (".", ". is a folder: name the archive's file in it, such as archive.db"),
        ("/", "/ is a folder"),
        ("data/", "data/ is a folder"),
        ("sqlite:////", "/ is a folder"),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_what_would_be_another_file_or_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, message: str, write: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveError) as error:
        Archive(address, write=write)
    assert message in str(error.value)
    assert below(tmp_path) == set()


@pytest.fixture
def written(start: Start, crawl: Crawl) -> Callable[..., None]:
    """Writes an article with its page into an archive, its snapshots where they go by themselves, or told."""

    def write(path: Path, folder: str | None = None, key: str = "6202") -> None:
        with start(archive_at(path), snapshot_folder=folder) as writer:
            writer.put(crawl.capture(key))
            writer.put(crawl.article(key))

    return write


def folder_of(path: Path) -> Path:
    return engines.snapshot_folder(engines.parse_url(str(path)))


def test_archives_beside_each_other_have_folders_of_their_own(
    tmp_path: Path, written: Callable[..., None]
) -> None:
    for name in ("archive.db", "suzhou.db", "suzhou.sqlite"):
        written(tmp_path / name)
    found = {path.parent.name for path in tmp_path.rglob("*.warc.gz")}
    assert found == {"snapshots", "suzhou.db.snapshots", "suzhou.sqlite.snapshots"}
    assert folder_of(tmp_path / "suzhou.db") == tmp_path / "suzhou.db.snapshots"


def test_an_archive_whose_files_lie_in_the_common_folder_keeps_it(
    tmp_path: Path, written: Callable[..., None]
) -> None:
    common = tmp_path / "snapshots"
    written(tmp_path / "suzhou.db", str(common))
    assert folder_of(tmp_path / "suzhou.db") == common
    written(tmp_path / "suzhou.db", key="6203")
    assert sorted(path.name for path in tmp_path.glob("*snapshots")) == ["snapshots"]
    common.rename(tmp_path / "suzhou.db.snapshots")  # moved by hand, one day
    common.mkdir()
    assert folder_of(tmp_path / "suzhou.db") == tmp_path / "suzhou.db.snapshots"


def test_an_archive_without_snapshots_takes_no_folder_of_another(
    tmp_path: Path, written: Callable[..., None]
) -> None:
    written(tmp_path / "archive.db")
    archive_at(tmp_path / "suzhou.db")
    assert folder_of(tmp_path / "suzhou.db") == tmp_path / "suzhou.db.snapshots"


def test_a_folder_that_is_named_is_the_one(tmp_path: Path) -> None:
    url = engines.parse_url(f"{tmp_path}/suzhou.db")
    assert engines.snapshot_folder(url, "c%41d?#") == Path("c%41d?#")


def test_on_a_server_each_archive_has_a_folder_of_its_own(
    archive_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: Callable[..., None]
) -> None:
    url = engines.parse_url(archive_url)
    if engines.is_sqlite(url):
        pytest.skip("this one is of a server's")
    monkeypatch.chdir(tmp_path)
    own = engines.snapshot_folder(url)
    assert own == Path(f"data/{url.database}@{url.host}_{url.port}.snapshots")


def test_an_archive_that_a_link_leads_to_is_the_file_itself(tmp_path: Path) -> None:
    link, file = tmp_path / "archive.db", tmp_path / "disk" / "news.db"
    file.parent.mkdir()
    file.touch()
    link.symlink_to("disk/news.db")
    for text_url in (str(link), f"sqlite:///{link}"):
        url = engines.parse_url(text_url)
        assert engines.file_of(url) == file
        assert engines.snapshot_folder(url) == engines.snapshot_folder(engines.parse_url(str(file)))
        assert lock_path(text_url, "xz.example") == lock_path(str(file), "xz.example")


def test_a_lock_is_of_one_archive(tmp_path: Path) -> None:
    main, other = (f"{tmp_path}/{name}" for name in ("archive.db", "suzhou.db"))
    assert [lock_path(url, "xz.example").name for url in (main, other)] == [
        "xz.example.lock",
        "suzhou.db.xz.example.lock",
    ]
    with locked(main, "xz.example"):
        assert not is_running(other, "xz.example")
        with locked(other, "xz.example"):
            assert is_running(other, "xz.example")
