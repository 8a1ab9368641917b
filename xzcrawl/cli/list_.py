"""``xzcrawl list`` prints articles as a table, or as JSON."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, cast

import typer
from rich.console import Console
from rich.table import Table

from xzcrawl.archive import Archive, ArticleRecord, Filters, Selection
from xzcrawl.archive.records import published
from xzcrawl.cli.filtering import takes_filters
from xzcrawl.cli.names import say_unknown
from xzcrawl.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveUrl,
    AsJson,
    IndexDir,
    Matching,
    Offset,
)
from xzcrawl.cli.output import console, print_json, short
from xzcrawl.cli.reindex import catch_up
from xzcrawl.plain.article_object import article_object

#: The most articles by default: they fit a screen. JSON is for programs and has no limit by default.
_SCREENFUL: Final = 20
#: The fields that a program needs to choose an article; ``show`` has the rest.
_SMALL: Final = (
    "id",
    "site",
    "url",
    "title",
    "author",
    "category",
    "tags",
    "published_at",
    "published_earliest",
    "published_latest",
    "published_precision",
)


@takes_filters
def list_(
    filters: Filters,
    query: Matching = None,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="At most so many; by default 20, with --json all.")
    ] = None,
    offset: Offset = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    index: IndexDir = None,
    as_json: AsJson = False,
) -> None:
    """List articles, newest first.

    A date is shown as far as it is known: 2022-09-24 is a day without a time, 2022-09-23..09-24 an open day.

    Examples:
      xzcrawl list --category 徐州产业信息 --since 2022-09-01
      xzcrawl list --tag 新能源 --json
    """
    chosen = cast(Selection, {**filters, "query": query})
    limit = _SCREENFUL if limit is None and not as_json else limit
    page = chosen | Selection(limit=limit, offset=offset, order="newest")
    with Archive(archive, index=index) as opened:
        if query is not None:
            catch_up(opened)
        found = list(opened.articles(**page))
        total = opened.count(**chosen)
        if not total:
            say_unknown(opened, chosen)
    if as_json:
        print_json([_small(article) for article in found])
        return
    if found:
        print_articles(found, console())
    _say_what_is_left(len(found), total, offset or 0)


def _small(article: ArticleRecord) -> dict[str, Any]:
    values = article_object(article)
    return {name: values[name] for name in _SMALL}


def print_articles(found: Iterable[ArticleRecord], out: Console) -> None:
    """Prints a table with id, date, category and title."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("published", style="cyan", no_wrap=True)
    table.add_column("category", overflow="fold", max_width=12 if out.is_terminal else None)
    table.add_column("title", overflow="fold", ratio=1 if out.is_terminal else None)
    for article in found:
        table.add_row(str(article.id), short(published(article)), _plain(article.category), article.title)
    out.print(table)


def _say_what_is_left(shown: int, total: int, offset: int) -> None:
    """Says on standard error, and so not into a pipe, how many articles were not shown."""
    if offset + shown < total and shown:
        typer.echo(f"{shown} of {total:,} articles; go on with --offset {offset + shown}", err=True)
    elif offset >= total:
        typer.echo("no articles" + (f" after the first {total:,}" if total else ""), err=True)


def _plain(text: str | None) -> str:
    return text or "-"
