"""``xzcrawl site`` lists the sites of an archive, or removes one."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from xzcrawl.archive import Archive
from xzcrawl.archive.engine import parse_url, snapshot_folder
from xzcrawl.archive.records import SiteCrawls
from xzcrawl.archive.removal import Removal, remove_site
from xzcrawl.cli.check import standings
from xzcrawl.cli.lock import locked
from xzcrawl.cli.names import no_site
from xzcrawl.cli.options import DEFAULT_ARCHIVE, ArchiveUrl, AsJson, IndexDir, SnapshotDir
from xzcrawl.cli.output import console, local, print_json, size, tell_unsettled
from xzcrawl.cli.reindex import catch_up
from xzcrawl.errors import UsageError
from xzcrawl.outcome import MAX_AGE, Standing
from xzcrawl.plain.standing_object import standing_object
from xzcrawl.snapshots import set_aside
from xzcrawl.snapshots.files import REMOVED

sites = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The sites of the archive: list them, or remove one.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@sites.command("list")
def list_sites(archive: ArchiveUrl = DEFAULT_ARCHIVE, as_json: AsJson = False) -> None:
    """Show every site that was ever crawled: its articles, and how its crawls stand.

    A site with 0 articles never gave one; filters and counts leave it out.
    """
    with Archive(archive) as opened:
        found = standings(opened, archive, None, MAX_AGE)
    if as_json:
        print_json([standing_object(one) for one in found])
    else:
        console().print(_table(found) if found else "no site")


def _table(found: Sequence[Standing]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("site", overflow="fold")
    table.add_column("articles", justify="right")
    for name in ("last run", "outcome", "last success"):
        table.add_column(name, no_wrap=True)
    for one in found:
        began, succeeded = (local(at)[:16] if at else "-" for at in (one.run.started_at, one.succeeded_at))
        site = f"{one.name} ({one.site})" if one.name else one.site
        table.add_row(site, f"{one.articles:,}", began, one.outcome, succeeded)
    return table


@sites.command("remove")
def remove(
    site: Annotated[str, typer.Argument(metavar="SITE", help="As 'xzcrawl site list' has it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    archive: ArchiveUrl = DEFAULT_ARCHIVE,
    snapshots: SnapshotDir = None,
    index: IndexDir = None,
) -> None:
    """Remove a site with all that the archive has of it: articles, history, addresses, runs.

    For a site that was crawled by mistake, such as a mistyped base_url. It cannot be undone.

    Its WARC files stay, out of use: their names end with .removed, and no command reads them.
    Records that other sites' snapshots refer to stay in use.

    Exit code 75: a run of the site is under way.

    Examples:
      xzcrawl site remove xuzhuo.021cf.cn
      xzcrawl site remove xuzhuo.021cf.cn --yes
    """
    crawls = _chosen(archive, site)
    if not yes:
        _confirm(crawls)
    with locked(archive, site):
        removal = remove_site(archive, site, datetime.now(UTC))
    folder = snapshot_folder(parse_url(archive), snapshots)
    typer.echo(_removed(site, removal, set_aside(folder, removal.stems, removal.shared)))
    if removal.rows.get("articles"):
        with Archive(archive, index=index) as opened:
            catch_up(opened)
    tell_unsettled(archive)


def _chosen(archive: str, site: str) -> SiteCrawls:
    with Archive(archive) as opened:
        found = {each.site.key: each for each in opened.crawls()}
    if site not in found:
        raise no_site(site, found)
    return found[site]


def _confirm(crawls: SiteCrawls) -> None:
    what = f"{crawls.site.key} ({crawls.site.base_url}): articles {crawls.articles:,}, runs {crawls.runs:,}"
    if not sys.stdin.isatty():
        raise UsageError(f"this would remove {what}; nobody is there to be asked: give --yes")
    typer.confirm(f"remove {what}? It cannot be undone", abort=True, err=True)


def _removed(site: str, removal: Removal, aside: Sequence[Path]) -> str:
    rows = ", ".join(f"{name} {count:,}" for name, count in sorted(removal.rows.items()) if name != "sites")
    lines = [f"removed {site}, rows of each table: {rows}"]
    if aside:
        total = size(sum(path.stat().st_size for path in aside))
        lines.append(f"WARC files taken out of use: {len(aside):,} ({total}), {aside[0].parent}/*{REMOVED}")
    if removal.shared:
        lines.append(f"in use for other sites: {', '.join(removal.shared)}")
    return "\n".join(lines)
