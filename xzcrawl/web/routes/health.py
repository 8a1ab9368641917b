"""Answers for monitors: whether the server answers, the state of the crawls, and figures for Prometheus."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from xzcrawl.outcome import Standing
from xzcrawl.plain.standing_object import standing_object
from xzcrawl.web.access import Access
from xzcrawl.web.dependencies import LibraryDep
from xzcrawl.web.metrics import Metrics

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz(request: Request, library: LibraryDep) -> Response:
    """Answers 200 while the archive can be read, however its crawls went; 503 while it cannot."""
    return JSONResponse(_state(request, library.standings()))


@router.get("/healthz/crawls")
def crawls(request: Request, library: LibraryDep) -> Response:
    """Answers as ``/healthz`` does, but 503 also where a site is not well: for monitors of the status."""
    standings = library.standings()
    return JSONResponse(_state(request, standings), 200 if _are_well(standings) else 503)


def _state(request: Request, standings: Sequence[Standing]) -> dict[str, Any]:
    """The state of the crawls; it names the sites only to readers with the token."""
    state = {"status": "ok", "crawls": "well" if _are_well(standings) else "not well"}
    access: Access = request.app.state.access
    sites = {"sites": [standing_object(one) for one in standings]}
    return state | (sites if access.allows(request) else {})


def _are_well(standings: Sequence[Standing]) -> bool:
    """Whether all sites are well; an archive without any crawl is not."""
    return bool(standings) and all(one.is_well for one in standings)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The figures for Prometheus: requests by route, and those of the archive."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)
