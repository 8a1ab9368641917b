"""``xzcrawl reparse`` extracts everything again from the snapshots."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.records import SiteRecord
from xzcrawl.cli.lock import is_running, locked
from xzcrawl.cli.names import no_site
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson, SiteOption, SnapshotDir
from xzcrawl.cli.output import counted, print_json, tell_unsettled
from xzcrawl.cli.progress_bar import progress_bar
from xzcrawl.errors import UsageError
from xzcrawl.reparse import ArticleChange, Reparse, ReparseReport

if TYPE_CHECKING:
    from xzcrawl.families import Site


def reparse(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, article by article; write nothing.")
    ] = False,
    site: SiteOption = None,
    spider: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the site of this spider, as its file says now.")
    ] = None,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    snapshots: SnapshotDir = None,
    as_json: AsJson = False,
) -> None:
    """Extract, date and clean every article again from its snapshots, with today's code.

    A changed title or text becomes a revision marked "reparsed"; everything else
    is renewed in place. Dates are read by the moment the page was fetched. No
    crawl of the site can run meanwhile. Pages are read as the last crawl read
    them; with --spider, by the description that the spider has now.

    Exit code 0: all was read. 1: some snapshots could not be; each is a line. 75: a crawl is under way.

    Examples:
      xzcrawl reparse --dry-run
      xzcrawl reparse --site xuzhou.021cf.cn
      xzcrawl reparse --spider fastener
    """
    if site is not None and spider is not None:
        raise UsageError("--site and --spider both say which site: give one of them")
    chosen = _sites(archive, site) if spider is None else _as_described(archive, spider)
    changes: list[ArticleChange] = []
    with ExitStack() as stack:
        for one in chosen:
            if not dry_run:
                stack.enter_context(locked(archive, one.key))
            elif is_running(archive, one.key):
                typer.echo(
                    f"a crawl of {one.key} is under way: what it reads may be told as changes", err=True
                )
        report = Reparse(
            url=archive,
            folder=snapshot_folder(parse_url(archive), snapshots),
            extractor=__version__,
            clock=partial(datetime.now, UTC),
            dry=dry_run,
            tell=changes.append if as_json else _print_change if dry_run else lambda _: None,
            progress=stack.enter_context(progress_bar("reparse")),
        ).run(chosen)
    if as_json:
        print_json(_as_object(report, dry_run, changes))
    else:
        _print(report, dry_run)
    if not dry_run:
        tell_unsettled(archive, aside=as_json)
    raise typer.Exit(1 if report.unreadable else 0)


def _sites(archive: str, site: str | None) -> Sequence[SiteRecord]:
    with Archive(archive) as opened:
        sites = opened.sites()
    found = [each for each in sites if site in (None, each.key)]
    if site is not None and not found:
        raise no_site(site, [each.key for each in sites])
    return found


def _as_described(archive: str, spider: str) -> Sequence[SiteRecord]:
    """The site of a spider, with the family that its file names now."""
    from xzcrawl.cli.crawl_run import project_settings
    from xzcrawl.spider.usage import load_spider

    made: Any = load_spider(project_settings({}), spider)()
    now: Site = made.site
    found = _sites(archive, now.key)
    return [replace(known, family=now.family.name, rounding=now.rounding) for known in found]


def _as_object(report: ReparseReport, dry_run: bool, changes: Sequence[ArticleChange]) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "counts": report.counts,
        "fields": report.fields,
        "articles": changes,
        "unreadable": report.unreadable,
    }


def _print_change(change: ArticleChange) -> None:
    typer.echo(f"{change.id}  {change.url}")
    for field in change.fields:
        typer.echo(f"  {field.field:12} {field.old} -> {field.new}")


def _print(report: ReparseReport, dry_run: bool) -> None:
    for lost in report.unreadable:
        typer.echo(f"unreadable {lost.where}  {lost.url}: {lost.why}")
    for name, count in report.fields.most_common():
        typer.echo(f"{name:12} {count:,}")
    counts, would = report.counts, "would change" if dry_run else "changed"
    of = counted(counts["articles"], "article")
    line = f"{counted(counts['snapshots'], 'snapshot')} read again for {of}: "
    line += f"{counts['changed']:,} {would}, {counts['revisions']:,} with a new revision"
    if without := counts["without_snapshot"]:
        line += f"; {without:,} have no snapshot"
    typer.echo(line)
