"""Makes the application: its archive, its guards and its routes."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi import Depends, FastAPI

from xzcrawl import __version__
from xzcrawl.archive import Archive
from xzcrawl.archive.overview import Overview
from xzcrawl.web import assets, errors
from xzcrawl.web.access import Access, Guard
from xzcrawl.web.dependencies import Library
from xzcrawl.web.head_requests import Heads
from xzcrawl.web.known_params import known_parameters
from xzcrawl.web.limits import turns
from xzcrawl.web.metrics import Measured, Metrics
from xzcrawl.web.renderer import Renderer
from xzcrawl.web.routes import ROUTERS
from xzcrawl.web.spool import ROOM, Exports, Spool

_ABOUT: Final = "The articles of a news archive, read-only. Instants are ISO 8601, Asia/Shanghai."


def _never(_site: str) -> bool:
    return False


def create_app(
    archive: Archive,
    snapshots: Path,
    *,
    access: Access | None = None,
    is_running: Callable[[str], bool] = _never,
    export_room: int = ROOM,
) -> FastAPI:
    """The web application of ``archive``, which the caller must close; its search index must be there.

    ``snapshots`` is the folder of its WARC files. ``access`` says by which host names and with which token it
    may be read; by default by the names of loopback, without a token. ``is_running`` says whether a crawl of
    a site (given by its key) is under way. All exports under way together may take ``export_room`` bytes on
    the disk.
    """
    app = FastAPI(
        title="xzcrawl",
        version=__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(known_parameters)],
    )
    app.state.library = library = Library(archive, Overview(archive.database), snapshots, is_running)
    app.state.render = Renderer(library.site_names)
    app.state.access = access or Access()
    app.state.metrics = Metrics(archive, library.standings)
    app.state.turns = turns()
    app.state.spool = Spool(export_room)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", assets.served(), name="static")
    errors.register(app)
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(Exports)
    app.add_middleware(Heads)
    app.add_middleware(Guard, access=app.state.access)
    return app
