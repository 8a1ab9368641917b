"""Options that several commands share, and how their texts become values."""

from datetime import date
from typing import Annotated, Final, get_args

import typer

from xzcrawl.archive.filters import Certainty
from xzcrawl.dates import day_or_instant
from xzcrawl.errors import UsageError
from xzcrawl.search import Sort

DEFAULT_ARCHIVE: Final = "sqlite:///data/archive.db"


def certainty(certainly: bool, possibly: bool) -> Certainty | None:
    """How ``since`` and ``until`` are meant; None where nothing is said. UsageError where both are."""
    if certainly and possibly:
        raise UsageError("--certainly and --possibly exclude each other")
    return "certainly" if certainly else "possibly" if possibly else None


def hit_order(text: str) -> Sort:
    """An order of hits. UsageError for any other."""
    for one in get_args(Sort):
        if one == text:
            found: Sort = one
            return found
    raise UsageError(f"--sort must be {' or '.join(get_args(Sort))}, not {text!r}")


def pairs(texts: list[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` texts as a mapping; the last of a name holds. UsageError for a text that is no pair."""
    for text in texts:
        if not text.partition("=")[1] or text.startswith("="):
            raise UsageError(f"{option} {text!r} sets nothing: write {option} NAME=VALUE")
    return dict(text.split("=", 1) for text in texts)


ArchiveUrl = Annotated[
    str,
    typer.Option(
        "--archive",
        metavar="URL",
        envvar="XZCRAWL_ARCHIVE_URL",
        help="The archive: the path of a file, taken literally, or a URL: postgresql+psycopg://…",
    ),
]
SnapshotDir = Annotated[
    str | None,
    typer.Option(
        "--snapshots",
        metavar="DIR",
        envvar="XZCRAWL_SNAPSHOT_DIR",
        help="The folder of WARC files; by default the archive's own beside it.",
    ),
]
IndexDir = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="DIR",
        envvar="XZCRAWL_INDEX_DIR",
        help="The folder of the search index; by default the one beside the archive.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

Category = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only this category; of several any of them.")
]
Tag = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only with this tag; of several all of them.")
]
Author = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only by this author; of several any of them.")
]
Site = Annotated[str | None, typer.Option(metavar="HOST", help="Only of this site, e.g. xuzhou.021cf.cn.")]
Sites = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="Only of this site, e.g. xuzhou.021cf.cn; of several any of them."),
]
Since = Annotated[
    date | None,
    typer.Option(metavar="DATE", parser=day_or_instant, help="Published on this day or later (2022-09-24)."),
]
Until = Annotated[
    date | None,
    typer.Option(metavar="DATE", parser=day_or_instant, help="Published on this day or earlier."),
]
Certainly = Annotated[
    bool, typer.Option("--certainly", help="DATEs must hold for the whole interval of a publication date.")
]
Possibly = Annotated[
    bool, typer.Option("--possibly", help="DATEs may hold within the interval of a publication date.")
]
Gone = Annotated[
    bool | None,
    typer.Option("--gone/--alive", help="Only what vanished from its site, or only what did not."),
]
Matching = Annotated[
    str | None, typer.Option("--query", "-q", metavar="QUERY", help="Only what this search query finds.")
]
Limit = Annotated[int | None, typer.Option(min=0, metavar="N", help="At most so many.")]
Offset = Annotated[int | None, typer.Option(min=0, metavar="N", help="Leave out the first so many.")]
