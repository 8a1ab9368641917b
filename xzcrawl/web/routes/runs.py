"""The page of crawls: how they went, what looks wrong, what is due."""

from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request, Response

from xzcrawl.archive import RunRecord
from xzcrawl.outcome import newest_of_each_site, outcome
from xzcrawl.web.dependencies import Library, LibraryDep
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.renderer import RendererDep

router = APIRouter(include_in_schema=False, route_class=PageRoute)

_RUNS: Final = 50


@router.get("/runs")
def runs(request: Request, library: LibraryDep, render: RendererDep) -> Response:
    """The last runs, the findings of each site's last run, and what is due now."""
    found = library.archive.runs(_RUNS)
    return render(
        request,
        "runs.html",
        runs=list(zip(found, outcomes(library, found), strict=True)),
        newest=newest_of_each_site(found),
        due=library.archive.due(datetime.now(UTC)),
        extent=library.overview.extent(),
    )


def last_run(library: Library) -> tuple[RunRecord, str] | None:
    """The run that was started last, and how it went; None where there was none."""
    found = library.archive.runs(1)
    return (found[0], outcomes(library, found)[0]) if found else None


def outcomes(library: Library, found: list[RunRecord]) -> list[str]:
    """The outcome of each of these runs, which must have the newest first."""
    newest = newest_of_each_site(found)
    running = [run.id for run in newest if run.ended_at is None and library.is_running(run.site)]
    return [outcome(run, newest, running) for run in found]
