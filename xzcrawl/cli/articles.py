"""``xzcrawl list`` and ``xzcrawl show``: articles for the eye, or as JSON."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xzcrawl.archive import Archive, ArticleRecord, Filters
from xzcrawl.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveUrl,
    AsJson,
    Author,
    Category,
    Offset,
    Since,
    Site,
    Tag,
    Until,
)
from xzcrawl.cli.render import console, in_words, local, print_json, short
from xzcrawl.export.article_object import article_object
from xzcrawl.items import DateInterval

#: A screenful. JSON, which a program reads, has no such limit unless asked for.
_SCREENFUL: Final = 20
#: What a program needs to choose an article; the rest is in ``show``.
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


def list_(
    category: Category = None,
    tag: Tag = None,
    author: Author = None,
    site: Site = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="At most so many; 20 unless told, with --json all.")
    ] = None,
    offset: Offset = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    as_json: AsJson = False,
) -> None:
    """List articles, newest first.

    A date is shown as far as it is known: 2022-09-24 is a day without a time, 2022-09-23..09-24 an open day.

    Examples:
      xzcrawl list --category 徐州产业信息 --since 2022-09-01
      xzcrawl list --tag 新能源 --json
    """
    chosen = Filters(category=category, tag=tag, author=author, site=site, since=since, until=until)
    limit = _SCREENFUL if limit is None and not as_json else limit
    page: Filters = {**chosen, "limit": limit, "offset": offset, "order": "newest"}
    with Archive(archive) as opened:
        found = list(opened.articles(**page))
        total = opened.count(**chosen)
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
    """A table: id, date, category, title."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("published", style="cyan", no_wrap=True)
    table.add_column("category", overflow="fold", max_width=12 if out.is_terminal else None)
    table.add_column("title", overflow="fold", ratio=1 if out.is_terminal else None)
    for article in found:
        table.add_row(str(article.id), short(published(article)), _plain(article.category), article.title)
    out.print(table)


def _say_what_is_left(shown: int, total: int, offset: int) -> None:
    """Below the table, and beside a pipe rather than into it."""
    if offset + shown < total and shown:
        typer.echo(f"{shown} of {total:,} articles; go on with --offset {offset + shown}", err=True)
    elif not shown:
        typer.echo("no articles" + (f" after the first {total:,}" if total else ""), err=True)


def published(article: ArticleRecord) -> DateInterval | None:
    """The article's publication as an interval; None where no date could be read."""
    earliest, latest = article.published_earliest, article.published_latest
    if earliest is None or latest is None or article.published_precision is None:
        return None
    return DateInterval(earliest, latest, article.published_precision, article.published_text or "")


def show(
    name: Annotated[
        str, typer.Argument(metavar="ID|URL", help="The archive's id, or any URL of the article.")
    ],
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    as_json: AsJson = False,
) -> None:
    """Show one article.

    Its text, its date and the evidence for it, what was cut out of it and by which rule.

    Examples:
      xzcrawl show 1
      xzcrawl show 'http://xuzhou.021cf.cn/?id=6202' --json
    """
    with Archive(archive) as opened:
        article = opened.article(name)
    if as_json:
        print_json(article_object(article))
    else:
        _print_article(article, console())


def _print_article(article: ArticleRecord, out: Console) -> None:
    out.print(Text(article.title, style="bold"))
    out.print(Text(article.url, style="underline"), soft_wrap=True)
    out.print()
    out.print(_fields(article))
    for line in article.text.splitlines():
        out.print()
        out.print(Text(line))
    _print_lines(out, "images", (_image(image.url, image.alt) for image in article.images))
    _print_lines(out, "related", (Text(f"{link.title}\n{link.url}") for link in article.related))
    _print_lines(out, "removed", (Text(f"[{cut.rule}] {cut.text}", style="dim") for cut in article.removed))


def _fields(article: ArticleRecord) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in _labelled(article):
        if value:
            table.add_row(label, Text(value))
    return table


def _labelled(article: ArticleRecord) -> Iterator[tuple[str, str | None]]:
    interval = published(article)
    yield "published", f"{short(interval)}, {in_words(interval)}" if interval else "no date could be read"
    if interval:
        yield "between", f"{local(interval.earliest)} and {local(interval.latest)}"
    yield "evidence", _evidence(article)
    yield "author", article.author
    yield "category", " > ".join(article.breadcrumbs) or article.category
    yield "tags", ", ".join(article.tags)
    yield "views", None if article.views is None else f"{article.views:,}"
    yield "first seen", local(article.first_seen_at)
    yield "last seen", local(article.last_seen_at)
    yield "changed", f"{local(article.changed_at)}, revision {article.revision}"
    yield "gone", local(article.gone_at) if article.gone_at else None
    yield "site", f"{article.site}, its number {article.source_id}, here {article.id}"


def _evidence(article: ArticleRecord) -> str | None:
    if article.published_source is None:
        return article.published_text
    doubt = "; another reading contradicts it" if article.published_contradicted else ""
    return f"source {article.published_source}, text {article.published_text}{doubt}"


def _image(url: str, alt: str) -> Text:
    return Text(f"{alt}\n{url}" if alt else url)


def _print_lines(out: Console, title: str, lines: Iterable[Text]) -> None:
    shown = list(lines)
    if not shown:
        return
    out.print()
    out.print(Text(title, style="bold"))
    for line in shown:
        out.print(Padding(line, (0, 0, 0, 2), expand=False))


def _plain(text: str | None) -> str:
    return text or "-"
