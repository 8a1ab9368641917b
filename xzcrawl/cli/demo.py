"""``xzcrawl demo`` serves the embedded site, makes a real crawl of it, and shows the result."""

import shlex
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xzcrawl.archive import Archive
from xzcrawl.archive.audit import Audit
from xzcrawl.archive.engine import is_sqlite, parse_url, snapshot_folder
from xzcrawl.cli.crawl import run_locked
from xzcrawl.cli.list_ import print_articles
from xzcrawl.cli.lock import lock_path
from xzcrawl.cli.output import console
from xzcrawl.cli.serve import serve_archive
from xzcrawl.cli.stats import print_counts
from xzcrawl.dates import SHANGHAI
from xzcrawl.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from xzcrawl.cli.crawl_report import CrawlReport

_DEFAULT: Final = "data/demo/archive.db"
_NEWEST: Final = 5


def demo(
    archive: Annotated[
        str,
        typer.Option(metavar="FILE", help="Where to put the archive; one of an earlier demo is replaced."),
    ] = _DEFAULT,
    pages: Annotated[
        bool, typer.Option("--serve", help="Then show the archive in a browser, until Ctrl-C.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the pages; 0 for any free one.")] = 8000,
) -> None:
    """Crawl an embedded news site, on this machine alone, and show what the archive then holds.

    The site has 300 made-up articles with the dates, footers and markup of the real one.
    """
    from xzcrawl.demo import DemoSite, Options, serve  # a tenth of a second that no other command needs

    path = _database(archive)
    _replace(archive, path)
    site = DemoSite(Options(), lambda: datetime.now(SHANGHAI))
    typer.echo(f"A made-up news site with {len(site.articles)} articles, on this machine alone:", err=True)
    with serve(site) as address:
        report = _crawl(address, archive)
        typer.echo(report.line)
        _show(archive)
        if pages:  # the site stays up meanwhile: the pages link to it
            serve_archive(archive, str(snapshot_folder(parse_url(archive))), port=port)
        else:
            _suggest(path)
    raise typer.Exit(report.exit_code)


def _database(url: str) -> Path:
    parsed = parse_url(url)
    if not is_sqlite(parsed):
        raise UsageError("the demo writes a fresh SQLite file: give --archive a path")
    return Path(str(parsed.database))


def _replace(url: str, path: Path) -> None:
    """Removes the archive of an earlier demo.

    Raises UsageError for any other file, which may be years of work.
    """
    if not path.exists():
        return
    beside = _of_a_demo(url)
    if beside is None:
        raise UsageError(f"{path} exists and is not of a demo: give --archive another path")
    for old in (*beside, *(path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))):
        old.unlink(missing_ok=True)


def _of_a_demo(url: str) -> list[Path] | None:
    """The WARC files and locks of an archive that only demos have written; None for any other file."""
    folder = snapshot_folder(parse_url(url))
    try:
        with Archive(url) as archive:
            runs, files = archive.runs(), Audit(archive.database).snapshot_files()
    except ArchiveError:
        return None
    if any(run.spider != "demo" for run in runs):
        return None
    return [folder / name for name in files] + [lock_path(url, run.site) for run in runs]


def _crawl(address: str, url: str) -> "CrawlReport":
    from xzcrawl.cli.crawl_run import plan, project_settings
    from xzcrawl.families import ZBLOG_TPURE
    from xzcrawl.spider import SiteSpider

    class DemoSpider(SiteSpider):
        name = "demo"
        family = ZBLOG_TPURE
        base_url = address

    beside = str(snapshot_folder(parse_url(url)))  # the environment may name the folder of a real archive
    given = {"ARCHIVE_URL": url, "SNAPSHOT_DIR": beside, "DOWNLOAD_DELAY": "0", "LOG_LEVEL": "WARNING"}
    settings = project_settings(given)
    return run_locked(plan(DemoSpider, {}, settings))


def _show(url: str) -> None:
    out = console()
    with Archive(url) as archive:
        print_counts(out, "category", archive.stats().by_category.items(), absent="(none)")
        out.print("\nThe newest, each with its date as far as it is known:\n")
        print_articles(archive.articles(order="newest", limit=_NEWEST), out)


def _suggest(path: Path) -> None:
    command, archive = _command(), f"--archive {shlex.quote(str(path))}"
    typer.echo(f"\nThe archive is {path}. What to try next:\n")
    typer.echo(f"  {command} search {archive} '泉山区 新能源'")
    typer.echo(f"  {command} list {archive} --category 招商政策")
    typer.echo(f"  {command} show {archive} 1")
    typer.echo(f"  {command} stats {archive}")
    typer.echo(f"  {command} verify {archive}")
    typer.echo(f"  {command} export {archive} --format csv --output articles.csv")
    typer.echo(f"\nOr in a browser, until Ctrl-C:\n\n  {command} serve {archive}")


def _command() -> str:
    """The command to type for this program: its bare name only where the shell would find this one."""
    script = Path(sys.argv[0])
    if script.name == "__main__.py":
        # links are not followed: the Python of a virtual environment is a link to one without xzcrawl
        found = shutil.which(python := Path(sys.executable).name)
        return f"{python if found == sys.executable else shlex.quote(sys.executable)} -m xzcrawl"
    found = shutil.which(script.name)
    return script.name if found and Path(found).samefile(script) else shlex.quote(str(script))
