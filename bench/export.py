"""Exports of an archive: articles a second, peak memory, size of the file.

The archive has the embedded site's articles, without snapshots, and so no WACZ. Each export is the command as
users run it, in a process of its own. What the start takes is told by the export of a single article, and is
not counted as speed.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.demo_archive import archive_all
from bench.figure import Figure
from bench.processes import Took, counted, took, unit, xzcrawl
from xzcrawl.demo import DemoSite, Options

#: Format, name of the file (without a suffix it is a folder), and what is said of it.
EXPORTS: Final = (
    ("jsonl", "a.jsonl", "jsonl"),
    ("jsonl", "a.jsonl.gz", "jsonl.gz"),
    ("jsonl", "a.jsonl.zst", "jsonl.zst"),
    ("json", "a.json", "json"),
    ("csv", "a.csv", "csv"),
    ("parquet", "a.parquet", "parquet"),
    ("markdown", "notes", "markdown, a folder"),
    ("markdown", "notes.zip", "markdown, a ZIP archive"),
    ("atom", "a.atom", "atom"),
)
_GROUP: Final = "Exports"
#: What is asked of jsonl: articles a second, and MB over what the program needs for a single article.
_LEAST, _MOST_MB = 15_000, 25


def measure(articles: int = 20_000, rounds: int = 3) -> Iterator[Figure]:
    """The dump in JSON lines."""
    with TemporaryDirectory() as place:
        url, tiny = (_archive(Path(place) / f"{count}.db", count) for count in (articles, 1))
        target = Path(place) / "a.jsonl"
        least = [_export(tiny, "jsonl", target) for _ in range(rounds)]
        own = [_export(url, "jsonl", target) for _ in range(rounds)]
        size = _size(target)
    speed = articles / counted(own, least)
    memory, start = (max(one.peak_mb for one in each) for each in (own, least))
    yield Figure(
        group=_GROUP,
        what=_what("jsonl", articles),
        ours=f"{speed:,.0f} articles a second{unit(own, least)}, {memory:.0f} MB,"
        f" {memory - start:.0f} over the interpreter, {size:.1f} MB",
        bound=f"{_LEAST:,} articles a second, {_MOST_MB} MB over the interpreter",
        met=speed >= _LEAST and memory - start <= _MOST_MB,
    )


def measure_others(
    articles: int = 20_000, exports: Sequence[tuple[str, str, str]] = EXPORTS[1:]
) -> Iterator[Figure]:
    """The other formats, once each."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        url, tiny = (_archive(folder / f"{count}.db", count) for count in (articles, 1))
        for format_, name, said in exports:
            least = [_export(tiny, format_, folder / f"tiny-{name}")]
            own = [_export(url, format_, folder / name)]
            yield Figure(
                group=_GROUP,
                what=_what(said, articles),
                ours=f"{articles / counted(own, least):,.0f} articles a second{unit(own, least)},"
                f" {own[0].peak_mb:.0f} MB, {_size(folder / name):.1f} MB",
            )


def _what(said: str, articles: int) -> str:
    return f"{said}: speed, peak memory and size of {articles:,} articles"


def _archive(path: Path, articles: int) -> str:
    now = datetime.now(UTC)
    url = f"sqlite:///{path}"
    archive_all(url, DemoSite(Options(articles=articles, hidden_each=0), lambda: now), now)
    return url


def _export(url: str, format_: str, target: Path) -> Took:
    return took(*xzcrawl("export", "-f", format_, "--archive", url, "-o", target))


def _size(target: Path) -> float:
    """In MB."""
    files = target.iterdir() if target.is_dir() else [target]
    return sum(file.stat().st_size for file in files) / 1e6
