"""``xzcrawl show`` prints an article with its evidence and history, one of its revisions, or a comparison."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.archive.records import (
    ArticleSnapshots,
    History,
    NameSource,
    ReadingRecord,
    RevisionRecord,
    SnapshotRecord,
    published,
)
from xzcrawl.cli.events import event_line
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson
from xzcrawl.cli.output import console, in_words, local, print_json, short
from xzcrawl.cli.revisions import choose, print_comparison, print_revision
from xzcrawl.errors import UsageError
from xzcrawl.fields import snapshot_object
from xzcrawl.plain.article_object import article_object
from xzcrawl.plain.history_object import comparison_object, history_object, revision_object


def show(
    name: Annotated[
        str, typer.Argument(metavar="ID|URL", help="The archive's id, or any URL of the article.")
    ],
    revision: Annotated[
        int | None, typer.Option(metavar="N", help="Its title and text as they were in revision N.")
    ] = None,
    diff: Annotated[
        tuple[int, int] | None,
        typer.Option(metavar="A B", help="What changed from revision A to revision B, clause by clause."),
    ] = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    as_json: AsJson = False,
) -> None:
    """Show one article.

    Its text, its date and the readings that gave it, its revisions, whether it
    was re-dated or went and came back, where its page is kept, and what was cut
    out of it by which rule.

    Examples:
      xzcrawl show 1
      xzcrawl show 'http://xuzhou.021cf.cn/?id=6202' --json
      xzcrawl show 1 --diff 1 2
    """
    if revision is not None and diff is not None:
        raise UsageError("--revision shows one version and --diff compares two: give one of them")
    with Archive(archive) as opened:
        article = opened.article(name)
        history = opened.history(article.id)
        parts = _parts(opened.snapshots_of(article.id), article.snapshot)
    if revision is not None:
        _show_revision(choose(history.revisions, article.id, revision), as_json)
    elif diff is not None:
        old, new = (choose(history.revisions, article.id, number) for number in diff)
        _show_diff(old, new, as_json)
    elif as_json:
        print_json(
            article_object(article) | history_object(history) | {"parts": [*map(snapshot_object, parts)]}
        )
    else:
        _print_article(article, history, parts, console())


def _parts(kept: ArticleSnapshots, first: SnapshotRecord | None) -> Sequence[SnapshotRecord]:
    """The pages of the further parts of an article, in order, as it is now."""
    return next((page.parts for page in kept.pages if page.snapshot == first), ())


def _show_revision(revision: RevisionRecord, as_json: bool) -> None:
    if as_json:
        print_json(revision_object(revision) | {"text": revision.text})
    else:
        print_revision(revision, console())


def _show_diff(old: RevisionRecord, new: RevisionRecord, as_json: bool) -> None:
    if as_json:
        print_json(comparison_object(old, new))
    else:
        print_comparison(old, new, console())


def _print_article(
    article: ArticleRecord, history: History, parts: Iterable[SnapshotRecord], out: Console
) -> None:
    out.print(Text(article.title, style="bold"))
    out.print(Text(article.url, style="underline"), soft_wrap=True)
    out.print()
    out.print(_fields(article, history, parts))
    for line in article.text.splitlines():
        out.print()
        out.print(Text(line))
    _print_lines(out, "images", (_named_url(image.url, image.alt) for image in article.images))
    _print_lines(out, "attachments", (_named_url(link.url, link.title) for link in article.attachments))
    _print_lines(out, "related", (Text(f"{link.title}\n{link.url}") for link in article.related))
    _print_lines(out, "removed", (Text(f"[{cut.rule}] {cut.text}", style="dim") for cut in article.removed))


def _fields(article: ArticleRecord, history: History, parts: Iterable[SnapshotRecord]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in (*_dating(article, history), *_labelled(article), *_seen(article, history, parts)):
        if value:
            table.add_row(label, Text(value))
    return table


def _dating(article: ArticleRecord, history: History) -> Iterator[tuple[str, str | None]]:
    interval = published(article)
    yield "published", f"{short(interval)}, {in_words(interval)}" if interval else "no date could be read"
    if interval:
        yield "between", f"{local(interval.earliest)} and {local(interval.latest)}"
    earliest, latest = history.bounds
    if earliest == latest:
        yield "evidence", _observation(earliest) if earliest else article.published_text
    else:
        yield "earliest by", _observation(earliest)
        yield "latest by", _observation(latest)
    yield "doubt", "another reading contradicts it" if article.published_contradicted else None


#: What is said of an article that the generic reader has read.
_GENERIC: Final = (
    "habits of many sites, as its layout is not the one that the site's file describes: check it"
)


def _labelled(article: ArticleRecord) -> Iterator[tuple[str, str | None]]:
    yield "author", _named(article.author, article.author_source)
    yield "origin", _origin(article)
    category = " > ".join(article.breadcrumbs) or article.category
    yield "category", _named(category, article.category_source)
    yield "tags", ", ".join(article.tags)
    yield "views", None if article.views is None else f"{article.views:,}"
    yield "read by", _GENERIC if article.read_by == "generic" else None


def _origin(article: ArticleRecord) -> str | None:
    """Where an article is from, and what its page tells machines where that is another text."""
    differs = article.stated_origin and article.stated_origin != article.origin
    return f"{article.origin} (to machines: {article.stated_origin})" if differs else article.origin


def _named(name: str | None, source: NameSource | None) -> str | None:
    return f"{name} (by its list: the page does not say)" if name and source == "listing" else name


def _seen(
    article: ArticleRecord, history: History, parts: Iterable[SnapshotRecord]
) -> Iterator[tuple[str, str | None]]:
    yield "first seen", local(article.first_seen_at)
    yield "last seen", local(article.last_seen_at)
    yield "next visit", local(article.next_visit_at)
    yield "gone", f"{local(article.gone_at)} ({article.gone_kind})" if article.gone_at else None
    yield "revisions", "\n".join(map(_revision, history.revisions))
    yield "events", "\n".join(map(event_line, history.events))
    yield "snapshot", "\n".join(map(_place, filter(None, (article.snapshot, *parts))))
    yield "site", f"{article.site}, its number {article.source_id}, here {article.id}"
    yield "times", "Asia/Shanghai"


def _observation(reading: ReadingRecord | None) -> str | None:
    """A reading as ``listing, seen 2023-07-20 12:00:00: 10个月前 (09-24)``, and the place of its page."""
    if reading is None:
        return None
    said = f"{reading.source}, seen {local(reading.seen_at)}" + (f": {reading.text}" if reading.text else "")
    if reading.snapshot is None:
        return said
    return f"{said}\n{reading.snapshot.url}\n{_place(reading.snapshot)}"


def _revision(revision: RevisionRecord) -> str:
    return f"{revision.number}  {local(revision.seen_at)}  {revision.cause}"


def _place(snapshot: SnapshotRecord) -> str:
    return f"{snapshot.file}@{snapshot.offset}"


def _named_url(url: str, name: str) -> Text:
    return Text(f"{name}\n{url}" if name else url)


def _print_lines(out: Console, title: str, lines: Iterable[Text]) -> None:
    shown = list(lines)
    if not shown:
        return
    out.print()
    out.print(Text(title, style="bold"))
    for line in shown:
        out.print(Padding(line, (0, 0, 0, 2), expand=False))
