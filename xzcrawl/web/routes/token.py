"""The page that asks a reader for the token, once in each browser."""

from asyncio import timeout
from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from xzcrawl.web.access import COOKIE, Access, too_many_tries
from xzcrawl.web.renderer import RendererDep

router = APIRouter(include_in_schema=False)

#: The most bytes of a form that are read; no token is longer.
_LONGEST: Final = 4_096
#: The most seconds in which a form must come.
_SECONDS: Final = 10
_YEAR: Final = 365 * 86_400


@router.get("/token")
def ask(request: Request, render: RendererDep) -> Response:
    """The form for the token."""
    return render(request, "token.html", wrong=False)


@router.post("/token")
async def admit(request: Request, render: RendererDep) -> Response:
    """Admits a browser that gives the token: it gets a cookie that no script and no other site can use."""
    access: Access = request.app.state.access
    if not access.tries(await _given(request), request):
        seconds = access.must_wait(request)
        return too_many_tries(seconds) if seconds else render(request, "token.html", 403, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE,
        access.cookie,
        max_age=_YEAR,
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
    )
    return answer


async def _given(request: Request) -> str:
    body = b""
    try:
        async with timeout(_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > _LONGEST:
                    return ""
    except TimeoutError:
        return ""
    return parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
