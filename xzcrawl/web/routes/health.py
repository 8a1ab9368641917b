"""For machines that watch this one: whether it answers, how the crawls stand, and figures for Prometheus."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from xzcrawl.export.standing_object import standing_object
from xzcrawl.outcome import Standing
from xzcrawl.web.access import Access
from xzcrawl.web.dependencies import LibraryDep
from xzcrawl.web.metrics import Metrics

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz(request: Request, library: LibraryDep) -> Response:
    """Status 200 while the archive can be read, however its crawls went; 503 while it cannot."""
    return JSONResponse(_told(request, library.standings()))


@router.get("/healthz/crawls")
def crawls(request: Request, library: LibraryDep) -> Response:
    """The same, but 503 too where a site is not well: for monitors that look at the status alone."""
    standings = library.standings()
    return JSONResponse(_told(request, standings), 200 if _are_well(standings) else 503)


def _told(request: Request, standings: Sequence[Standing]) -> dict[str, Any]:
    """How the crawls stand; whoever lacks the token is not told of which sites."""
    told = {"status": "ok", "crawls": "well" if _are_well(standings) else "not well"}
    access: Access = request.app.state.access
    sites = {"sites": [standing_object(one) for one in standings]}
    return told | (sites if access.allows(request) else {})


def _are_well(standings: Sequence[Standing]) -> bool:
    """Whether all are; an archive that was never crawled is not."""
    return bool(standings) and all(one.is_well for one in standings)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Requests by route, and what the archive holds."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)
