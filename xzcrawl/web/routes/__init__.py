"""The answers of all addresses; each module has one part of the pages."""

from typing import Final

from fastapi import APIRouter

from xzcrawl.web.routes import api, articles, exports, files, health, originals, overview, runs, search, token

ROUTERS: Final[tuple[APIRouter, ...]] = (
    search.router,
    articles.router,
    originals.router,
    exports.router,
    files.router,
    overview.router,
    runs.router,
    api.router,
    health.router,
    token.router,
)
