"""Serves style sheets, scripts and the icon. All of them come from here, none from another host."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

_FOREVER = "public, max-age=31536000, immutable"


@cache
def address(name: str) -> str:
    """The address of a file. It changes with the file's content, so that browsers may keep the file."""
    content = files("xzcrawl.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:12]}"


class _Kept(StaticFiles):
    """Files that a browser may keep for a year where their address has their digest."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if scope["query_string"]:
            response.headers["Cache-Control"] = _FOREVER
        return response


def served() -> StaticFiles:
    """The files as an application to mount."""
    return _Kept(packages=[("xzcrawl.web", "static")])
