"""``xzcrawl search`` finds articles and prints them for people, or as JSON."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from xzcrawl.archive import Archive, Filters
from xzcrawl.archive.records import Found, Hit, published
from xzcrawl.cli.filtering import takes_filters
from xzcrawl.cli.names import say_unknown
from xzcrawl.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveUrl,
    AsJson,
    IndexDir,
    Offset,
    hit_order,
)
from xzcrawl.cli.output import console, counted, print_json, short
from xzcrawl.cli.reindex import catch_up
from xzcrawl.plain.found_object import found_object
from xzcrawl.search import Piece, Sort, has_small_operator


@takes_filters
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to search for.")],
    filters: Filters,
    sort: Annotated[
        Sort,
        typer.Option(
            parser=hit_order, metavar="ORDER", help="relevance (best first) or date (newest first)."
        ),
    ] = "relevance",
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most so many.")] = 20,
    offset: Offset = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    index: IndexDir = None,
    as_json: AsJson = False,
) -> None:
    """Search titles and texts: every part of a text is found, from one character on.

    Words must all be there, in any order; OR, NOT and (brackets) combine
    them, "quotes" make a phrase. | is OR; a minus before a word is NOT
    (a query that begins with one stands after --).

    Width, case, traditional or simplified make no difference, nor do spaces
    beside Chinese in a text: 5亿 finds 5 亿. In a query a space parts words:
    write 5亿元 or '"5 亿元"', not 5 亿元.

    Examples:
      xzcrawl search 招商
      xzcrawl search '泉山区 新能源 -光伏' --since 2026-01-01 --sort date
      xzcrawl search '"产业链 协同" OR 专精特新' --json
    """
    filters |= Filters(limit=limit, offset=offset)
    with Archive(archive, index=index) as opened:
        catch_up(opened)
        found = opened.search(query, sort=sort, **filters)
        if not found.total:
            say_unknown(opened, filters)
    if as_json:
        print_json(found_object(found))
    else:
        print_found(found, offset or 0, console())


def print_found(found: Found, offset: int, out: Console) -> None:
    """Prints each hit in two lines, title and snippet, and on standard error the number of hits."""
    for hit in found:
        out.print(_heading(hit), soft_wrap=True)
        if hit.snippet:
            out.print(Text("    ").append_text(_marked(hit.snippet, "bold yellow")), soft_wrap=True)
    last = offset + len(found.hits)
    more = f"; go on with --offset {last}" if last < found.total and found.hits else ""
    hint = "; AND, OR and NOT are operators in capitals alone" if has_small_operator(found.query) else ""
    hits = f"{len(found.hits)} of {counted(found.total, 'hit')}{more}"
    typer.echo(hits if found.total else f"no hits{hint}", err=True)


def _heading(hit: Hit) -> Text:
    article = hit.article
    vanished = "  (gone)" if article.gone_at else ""
    about = f"{article.id:>6}  {short(published(article))}  {article.category or '-'}{vanished}  "
    return Text(about, style="cyan").append_text(_marked(hit.title, "bold yellow", "bold"))


def _marked(pieces: Sequence[Piece], hit: str, other: str = "") -> Text:
    """The pieces as styled text for a terminal."""
    return Text.assemble(*((piece.text, hit if piece.is_hit else other) for piece in pieces))
