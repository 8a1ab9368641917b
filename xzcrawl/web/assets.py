"""Style sheet, scripts and icon: all of them from here, none from a host elsewhere."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

_FOREVER = "public, max-age=31536000, immutable"


@cache
def address(name: str) -> str:
    """Where a file is served: an address that changes with its content, so that browsers may keep it."""
    content = files("xzcrawl.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:12]}"


class _Kept(StaticFiles):
    """Files that a browser may keep for ever where their address holds their digest."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        if scope["query_string"]:
            response.headers["Cache-Control"] = _FOREVER
        return response


def served() -> StaticFiles:
    """The files as an application to mount."""
    return _Kept(packages=[("xzcrawl.web", "static")])
