"""Who may read: by which host names, with what token; and what browsers are told to refuse."""

import hashlib
import hmac
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE: Final = "xzcrawl_token"
#: Answered without a token: the page that asks for it and its looks, and whether the server is well.
_OPEN: Final = ("/token", "/static/", "/healthz")
#: Pages run our own scripts alone and load from here alone; none may be framed by another site.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


@dataclass(frozen=True, slots=True)
class Access:
    """By which names of this host, and with what token, the pages may be read.

    ``beyond_loopback``: also by any address of this machine. An address cannot be rebound to another site, as
    a name can (DNS rebinding). ``token`` None asks for none.
    """

    hosts: frozenset[str] = field(default=LOOPBACK)
    token: str | None = None
    beyond_loopback: bool = False

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = _without_port(host)
        return name in self.hosts or (self.beyond_loopback and _is_address(name))

    def admits(self, given: str | None) -> bool:
        """Whether this is the token, compared in constant time."""
        return self.token is None or hmac.compare_digest((given or "").encode(), self.token.encode())

    @property
    def cookie(self) -> str:
        """What a browser keeps instead of the token, which cannot be read off it."""
        return hmac.new((self.token or "").encode(), COOKIE.encode(), hashlib.sha256).hexdigest()

    def allows(self, headers: Headers) -> bool:
        """Whether a request carries the token, as a bearer or in its cookie."""
        if self.token is None:
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.admits(given.strip()):
            return True
        return hmac.compare_digest(_cookie(headers).encode(), self.cookie.encode())


def _without_port(host: str) -> str:
    """``[::1]:8000`` is ``::1``, ``Localhost:8000`` is ``localhost``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


class Guard:
    """Refuses what may not be read, and gives every answer its security headers."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application do so."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._refusal(request) or self._app
        await answer(scope, receive, _secured(send))

    def _refusal(self, request: Request) -> ASGIApp | None:
        if not self._access.knows(request.headers.get("host", "")):
            return PlainTextResponse("this name is not one of this server: see xzcrawl serve --help\n", 421)
        if request.url.path.startswith(_OPEN) or self._access.allows(request.headers):
            return None
        if "text/html" in request.headers.get("accept", "") and request.method == "GET":
            return RedirectResponse("/token", 303)
        challenge = {"WWW-Authenticate": "Bearer"}
        return PlainTextResponse("a token is needed: Authorization: Bearer …\n", 401, challenge)


def _secured(send: Send) -> Send:
    """Headers that an answer sets itself stay."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
