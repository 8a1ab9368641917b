"""Large archives of generated articles with their indexes, made once and kept in ``data/bench``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from bench.corpus import NOW, SITE, articles, words
from bench.processes import ROOT
from bench.rows import ArticleRows
from xzcrawl.archive import Archive
from xzcrawl.items import Article

KEPT: Final = ROOT / "data" / "bench"
_MADE: Final = "made.json"
#: Articles that one seed makes, so that those of a number are the same in an archive of any size.
_BLOCK: Final = 10_000


@dataclass(frozen=True, slots=True)
class Large:
    """A kept archive: the bytes of its titles and texts, and the seconds that indexing them took.

    ``is_new``: it was made just now.
    """

    folder: Path
    articles: int
    text_bytes: int
    index_seconds: float
    is_new: bool

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/archive.db"

    @property
    def index(self) -> Path:
        return self.folder / "archive.db.index"


def large(count: int, kept: Path = KEPT) -> Large:
    """The archive of so many articles: as it is kept, or made from the largest smaller one that is kept.

    It is brought up to date with our code, and only to be read.
    """
    folder = kept / str(count)
    is_new = not folder.exists()
    if is_new:
        kept.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept, prefix="making-") as place:
            _make(count, Path(place) / "archive", kept).rename(folder)
    made = Large(folder, count, **json.loads((folder / _MADE).read_text()), is_new=is_new)
    with Archive(made.url) as archive:
        archive.catch_up()
    return made


def _make(count: int, folder: Path, kept: Path) -> Path:
    smaller = [int(path.name) for path in kept.iterdir() if path.name.isdigit() and int(path.name) < count]
    known, size, seconds = 0, 0, 0.0
    if smaller:
        before = large(max(smaller), kept)
        copytree(before.folder, folder)
        known, size, seconds = before.articles, before.text_bytes, before.index_seconds
    folder.mkdir(exist_ok=True)
    url = f"sqlite:///{folder}/archive.db"
    size += _add(url, known + 1, count - known)
    with Archive(url) as archive:
        begun = perf_counter()
        archive.catch_up()
        seconds += perf_counter() - begun
    (folder / _MADE).write_text(json.dumps({"text_bytes": size, "index_seconds": seconds}))
    return folder


def _add(url: str, first: int, count: int) -> int:
    """Put so many articles into an archive, numbered from ``first``; the bytes of their titles and texts."""
    size = 0

    def counted() -> Iterator[Article]:
        nonlocal size
        for start in range(first, first + count, _BLOCK):
            for article in articles(words(1), start, min(_BLOCK, first + count - start)):
                size += len(f"{article.title}{article.text}".encode())
                yield article

    rows = ArticleRows(url, SITE, NOW)
    rows.add(counted())
    rows.finish()
    return size


@contextmanager
def copied(original: Large) -> Iterator[Large]:
    """A copy of it that may be changed, for the time of the block."""
    with TemporaryDirectory(dir=original.folder.parent, prefix="copy-") as place:
        folder = Path(place) / "archive"
        copytree(original.folder, folder)
        yield replace(original, folder=folder)
