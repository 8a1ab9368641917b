"""Options that several commands share, and the parsers of their texts."""

from typing import Annotated, Final, get_args

import typer

from xzcrawl.errors import UsageError
from xzcrawl.search import Sort

DEFAULT_ARCHIVE: Final = "sqlite:///data/archive.db"


def hit_order(text: str) -> Sort:
    """The order of hits that a text names. Raises UsageError for any other text."""
    for one in get_args(Sort):
        if one == text:
            found: Sort = one
            return found
    raise UsageError(f"--sort must be {' or '.join(get_args(Sort))}, not {text!r}")


def pairs(texts: list[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` texts as a mapping; the last value of a name counts.

    Raises UsageError for a text that has another form.
    """
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

SiteOption = Annotated[
    str | None, typer.Option(metavar="HOST", help="Only of this site, e.g. xuzhou.021cf.cn.")
]
Matching = Annotated[
    str | None, typer.Option("--query", "-q", metavar="QUERY", help="Only what this search query finds.")
]
Limit = Annotated[int | None, typer.Option(min=0, metavar="N", help="At most so many.")]
Offset = Annotated[int | None, typer.Option(min=0, metavar="N", help="Leave out the first so many.")]
