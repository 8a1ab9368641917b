"""For machines that watch this one: whether it answers, and figures for Prometheus."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from xzcrawl.web.library import Reading
from xzcrawl.web.metrics import Metrics

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz(library: Reading) -> Response:
    """Status 200 while the archive can be read, 503 while it cannot."""
    library.archive.sites()
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Requests by route, and what the archive holds."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)
