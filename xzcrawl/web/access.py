"""Decides who may read: by which host names and with which token. Sets the headers for browsers."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xzcrawl.web.guess_limit import GuessLimit
from xzcrawl.web.refusal import refusal

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE: Final = "xzcrawl_token"
#: The paths that are answered without a token: the page that asks for it, and whether the server is well.
_OPEN: Final = frozenset({"/token", "/healthz", "/healthz/crawls"})
_LOOKS: Final = "/static/"
#: A whole Host header (RFC 9110, 7.2): a name or an address, and a port.
_HOST: Final = re.compile(r"(?:\[(?P<v6>[0-9a-f:.]+)\]|(?P<name>[\w.-]+))(?::[0-9]{0,5})?", re.ASCII)
#: Pages run only our own scripts, load only from here, and cannot be framed by another site.
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
    """The host names by which the pages may be read, and the token that a reader needs.

    ``beyond_loopback`` also allows any address of this machine. An address cannot be rebound to another site,
    while a name can (DNS rebinding). With ``token`` None no token is needed. ``guesses`` limits wrong ones.
    """

    hosts: frozenset[str] = field(default=LOOPBACK)
    token: str | None = None
    beyond_loopback: bool = False
    guesses: GuessLimit = field(default_factory=GuessLimit)

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server and has nothing else in it."""
        found = _HOST.fullmatch(host.lower())
        name = (found["v6"] or found["name"]) if found else ""
        return name in self.hosts or (self.beyond_loopback and _is_address(name))

    def tries(self, given: str, asking: HTTPConnection) -> bool:
        """Whether this is the token. After too many wrong tokens, an address is refused without a look."""
        address = asking.client.host if asking.client else ""
        if self.guesses.seconds(address):
            return False
        if self.admits(given):
            return True
        self.guesses.note(address)
        return False

    def must_wait(self, asking: HTTPConnection) -> int:
        """For how many more seconds all tokens from the asking address are refused; 0 for none."""
        return self.guesses.seconds(asking.client.host if asking.client else "")

    def admits(self, given: str | None) -> bool:
        """Whether this is the token, compared in constant time."""
        return self.token is None or hmac.compare_digest((given or "").encode(), self.token.encode())

    @property
    def cookie(self) -> str:
        """The cookie that a browser keeps instead of the token; the token cannot be computed from it."""
        return hmac.new((self.token or "").encode(), COOKIE.encode(), hashlib.sha256).hexdigest()

    def allows(self, asking: HTTPConnection) -> bool:
        """Whether a request carries the token, in its cookie or as a bearer.

        The cookie is too long to be guessed, so it is not limited.
        """
        if self.token is None or hmac.compare_digest(_cookie(asking.headers).encode(), self.cookie.encode()):
            return True
        scheme, _, given = asking.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self.tries(given.strip(), asking)


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
    """Refuses requests that may not read, and gives every answer its security headers."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses a request, or lets the application answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._refusal(HTTPConnection(scope)) or self._app
        await answer(scope, receive, secured(send))

    def _refusal(self, asking: HTTPConnection) -> ASGIApp | None:
        if not self._access.knows(asking.headers.get("host", "")):
            said = "this name is not one of this server: see xzcrawl serve --help"
            return refusal(421, "本服务器不叫这个名字：见 xzcrawl serve --help。", said)
        # not ``url.path``, which is parsed from a text that contains the Host header
        path = asking.scope["path"]
        if path in _OPEN or path.startswith(_LOOKS) or self._access.allows(asking):
            return None
        return self._without_token(asking)

    def _without_token(self, asking: HTTPConnection) -> ASGIApp:
        if "authorization" in asking.headers and (seconds := self._access.must_wait(asking)):
            return too_many_tries(seconds)
        if "text/html" in asking.headers.get("accept", "") and asking.scope["method"] == "GET":
            return RedirectResponse("/token", 303)
        challenge = {"WWW-Authenticate": "Bearer"}
        return refusal(401, "需要口令。", "a token is needed: Authorization: Bearer …", challenge)


def too_many_tries(seconds: int) -> Response:
    """The answer (status 429) to an address that gave too many wrong tokens: try again in so many seconds."""
    return refusal(
        429,
        f"口令错得太多，请过 {seconds} 秒再试。",
        f"too many wrong tokens: try again in {seconds} seconds",
        {"Retry-After": str(seconds)},
    )


def secured(send: Send) -> Send:
    """A ``send`` that adds the security headers to each answer; headers that the answer has stay."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
