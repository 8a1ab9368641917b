"""What each address answers; one module a part of the pages."""

from typing import Final

from fastapi import APIRouter

from xzcrawl.web.routes import articles, originals, search

ROUTERS: Final[tuple[APIRouter, ...]] = (search.router, articles.router, originals.router)
