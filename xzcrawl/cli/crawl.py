"""``xzcrawl crawl``: a crawl that is made for schedulers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from xzcrawl.archive import Archive
from xzcrawl.cli.lock import locked
from xzcrawl.cli.options import pairs
from xzcrawl.cli.output import tell_unsettled
from xzcrawl.errors import AlreadyRunning, XzcrawlError
from xzcrawl.notify import Notice, Service, addresses, notice, send, services
from xzcrawl.runs import Outcome

if TYPE_CHECKING:
    from xzcrawl.cli.crawl_report import CrawlReport
    from xzcrawl.cli.crawl_run import Plan


def crawl(
    spider: Annotated[str, typer.Argument(metavar="SPIDER", help="A spider of the checkout, e.g. xzinfo.")],
    arguments: Annotated[
        list[str] | None,
        typer.Option("-a", metavar="NAME=VALUE", help="A spider argument: base_url, family, mode…"),
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("-s", metavar="NAME=VALUE", help="Any Scrapy setting.")
    ] = None,
    time_limit: Annotated[
        int | None,
        typer.Option(
            metavar="SECONDS",
            min=1,
            help="End the run in good order after so long; the next one goes on."
            " The same as -s CLOSESPIDER_TIMEOUT=SECONDS.",
        ),
    ] = None,
    archive: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The archive: a file, or a URL; the same as -s ARCHIVE_URL=URL, else XZCRAWL_ARCHIVE_URL.",
        ),
    ] = None,
) -> None:
    """Crawl a site into the archive: the same run as 'scrapy crawl', made for schedulers.

    A site can have one run at a time. A terminal gets a display, anything else a log on standard error.

    At the end comes one line on standard output, and one for each thing that looks wrong with the run.

    Exit code 0: all well. 1: the run failed. 2: wrong usage. 3: it ended well,
    but looks unhealthy. 75: another run of the site is under way.

    Examples:
      xzcrawl crawl xzinfo
      xzcrawl crawl xzinfo -a mode=update
      xzcrawl crawl xzinfo -a max_requests=100 --archive try/archive.db
      xzcrawl crawl xzinfo -a base_url=http://127.0.0.1:8000/ -s DOWNLOAD_DELAY=0
    """
    from xzcrawl.cli.crawl_run import plan, project_settings
    from xzcrawl.spider.usage import load_spider

    given = pairs(settings or [], "-s") | ({"ARCHIVE_URL": archive} if archive else {})
    given |= {"CLOSESPIDER_TIMEOUT": str(time_limit)} if time_limit else {}
    project = project_settings(given)
    planned = plan(load_spider(project, spider), pairs(arguments or [], "-a"), project)
    recipients = services(addresses(project["NOTIFY_URLS"]))
    with _notified(planned.site, recipients):
        report = run_locked(planned)
    typer.echo("\n".join(report.lines))
    tell_unsettled(planned.settings["ARCHIVE_URL"])
    if report.exit_code:
        _tell(
            notice(planned.site, report.line, report.findings, failed=report.outcome == Outcome.FAILED),
            recipients,
        )
    raise typer.Exit(report.exit_code)


def run_locked(planned: "Plan") -> "CrawlReport":
    """Makes the planned crawl under the site's lock, after a check that the archive can be written.

    Raises AlreadyRunning where another run has the lock, and ArchiveError.
    """
    from xzcrawl.cli.crawl_run import run

    url = planned.settings["ARCHIVE_URL"]
    with locked(url, planned.site):
        Archive(url, write=True).close()
        return run(planned)


@contextmanager
def _notified(site: str, recipients: Sequence[Service]) -> Iterator[None]:
    """Notifies of an error that keeps a run from starting, such as an archive that cannot be written."""
    try:
        yield
    except AlreadyRunning:
        raise
    except (XzcrawlError, OSError) as error:
        _tell(notice(site, str(error), (), failed=True), recipients)
        raise


def _tell(message: Notice, recipients: Sequence[Service]) -> None:
    for name in send(message, recipients):
        typer.echo(f"xzcrawl: the notification could not be delivered to {name}", err=True)
