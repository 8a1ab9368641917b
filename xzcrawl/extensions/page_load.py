"""One page in the browser: which of its requests are answered, with what, and when it has come to rest.

The browser itself connects to nothing. What a page's scripts ask for is fetched by the crawl's own
downloader, so that robots.txt, pauses, limits and the check of addresses hold for it as for every page.
"""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from xzcrawl.extensions.politeness import GivenUp
from xzcrawl.extensions.reasons import reason_of
from xzcrawl.extensions.redirects import location_of
from xzcrawl.extensions.robots import RobotsUnreachable
from xzcrawl.middleware import OverBudget
from xzcrawl.urls import host

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page, Request, Route, WebSocketRoute

#: Seconds between two looks at a page, and how many in a row must find it unchanged: then it is at rest.
_QUIET: Final = 0.25
_LOOKS: Final = 2
#: Requests of one page that are answered: a page could make them for ever.
MOST_REQUESTS: Final = 100
#: What scripts ask for, by the browser's name for it.
_WANTED: Final = ("script", "xhr", "fetch")
_METHODS: Final = ("GET", "POST")
#: The page itself says what these mean: its article is gone, has no comments, or nobody is signed in.
_TELLING: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAUTHORIZED)
#: Statuses below 500 of what may come later.
_LATER: Final = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
#: Headers of a page's own requests that are handed on: what scripts set. The others are those of the crawl.
_OF_BROWSER: Final = frozenset(
    ("accept-encoding", "accept-language", "connection", "content-length", "cookie", "host", "user-agent")
)
#: Headers of an answer that scripts may read. The rest would tell the browser to connect or to remember.
_READABLE: Final = ("content-type", "access-control-", "x-")
#: A picture of one pixel, so that a page takes no picture for missing and puts another in its place.
_PIXEL: Final = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
#: Nothing to load for what a page needs to have loaded, but shows no text.
_STAND_INS: Final[Mapping[str, tuple[str, bytes]]] = {
    "image": ("image/gif", _PIXEL),
    "stylesheet": ("text/css", b""),
}

#: Comes back once the scripts that are due have run. Its lengths tell that something was written; clocks and
#: sliders, which move for ever, leave them as they are. A headless shell is not idle before its first frame.
_STATE: Final = (
    "try { requestAnimationFrame(() => 0) } catch {}"
    "new Promise(done => requestIdleCallback(() => setTimeout(() => done(["
    "document.readyState, document.getElementsByTagName('*').length,"
    " document.documentElement?.textContent.length].join())), {timeout: 1000}))"
)
_HTML: Final = (
    "(document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '')"
    " + document.documentElement.outerHTML"
)
#: Method, URL and body of a request.
_Key = tuple[str, str, str | bytes | None]


class NotRendered(Exception):
    """A page could not be loaded as its readers see it; the text says why."""


class NeverRendered(NotRendered):
    """A page that another try would not render either."""


class Asked(NamedTuple):
    """A request that a page makes. Header names are lower case."""

    kind: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None


FetchAsked = Callable[[Asked], Awaitable[Response]]


class PageLoad:
    """Loads ``document`` at its address. Scripts of ``hosts`` are answered, with what ``fetch`` gives.

    What they want and do not get ends the loading, for the page might show "加载失败" as its text. An answer
    serves the whole page: what it asks for again it gets at once, and that does not keep it busy.
    ``elsewhere`` are other hosts whose scripts or data it asked for.
    """

    def __init__(self, document: Response, hosts: Collection[str], fetch: FetchAsked) -> None:
        self._document, self._hosts, self._fetch = document, hosts, fetch
        self._answers: dict[_Key, asyncio.Future[Response]] = {}
        self._seen: set[_Key] = set()
        self._pending: set[str] = set()
        self._failure: Exception | None = None
        self.elsewhere: set[str] = set()
        self._is_loaded = False

    async def html(self, context: "BrowserContext") -> str:
        """The document as it is once nothing more comes.

        Raises NotRendered, OverBudget, and playwright's ``Error``, also where the page crashed.
        """
        await context.route("**/*", self._answer)
        await context.route_web_socket("**/*", _refuse)
        page = await context.new_page()
        page.on("crash", _close)  # so that nothing waits for it
        session = await context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._end)
        session.on("Network.loadingFailed", self._end)
        await session.send("Network.enable")
        # playwright's own ways would wait for pages to which scripts lead, and which never come
        await page.goto(self._document.url, wait_until="commit", timeout=0)
        await self._rest(session)
        html = await _evaluated(session, _HTML)
        if self._failure is not None:
            raise self._failure
        return html

    async def _rest(self, session: "CDPSession") -> None:
        """Comes back once the page is quiet. The session tells of requests before what it evaluates later."""
        looks, before = 0, ("", 0, 0)
        while self._failure is None and looks < _LOOKS:
            await asyncio.sleep(_QUIET)
            state = await _evaluated(session, _STATE)
            now = state, len(self._seen), len(self._answers)
            is_quiet = state.startswith("complete") and now == before and not self._is_waiting
            looks, before = (looks + 1 if is_quiet else 0), now

    @property
    def _is_waiting(self) -> bool:
        """Whether something has been asked for and has not ended: of the page, or of a worker of it."""
        return bool(self._pending) or not all(answer.done() for answer in self._answers.values())

    def _begin(self, event: Mapping[str, Any]) -> None:
        request = event["request"]
        key = request["method"], request["url"], request.get("postData")
        is_of_page = bool(event["loaderId"])  # a worker has none, and its own session hears of the end
        if is_of_page and key not in self._seen:
            self._seen.add(key)
            self._pending.add(event["requestId"])

    def _end(self, event: Mapping[str, Any]) -> None:
        self._pending.discard(event["requestId"])

    async def _answer(self, route: "Route", request: "Request") -> None:
        if request.is_navigation_request():
            await self._navigate(route)
        elif request.resource_type in _STAND_INS:
            kind, body = _STAND_INS[request.resource_type]
            await route.fulfill(status=200, content_type=kind, body=body)
        elif self._is_wanted(request):
            await self._serve(route, _asked(request))
        else:
            await route.abort()

    async def _navigate(self, route: "Route") -> None:
        """Answers the page itself, which comes first; frames, and pages to which scripts lead, stay empty."""
        if self._is_loaded:
            await route.abort("aborted")  # any other error would put its own page in the place of this one
            return
        self._is_loaded = True
        await _fulfil(route, self._document)

    def _is_wanted(self, request: "Request") -> bool:
        is_wanted = request.resource_type in _WANTED and request.method in _METHODS
        if self._failure or not is_wanted or not request.url.startswith(("http://", "https://")):
            return False
        if (asked := host(request.url)) not in self._hosts:
            self.elsewhere.add(asked)
        return asked in self._hosts

    async def _serve(self, route: "Route", asked: Asked) -> None:
        try:
            await _fulfil(route, await self._answered(asked))
        except (OverBudget, NotRendered) as error:
            self._failure = self._failure or error
            await route.abort()

    async def _answered(self, asked: Asked) -> Response:
        key: _Key = asked.method, asked.url, asked.body
        if key not in self._answers:
            if len(self._answers) >= MOST_REQUESTS:
                raise NotRendered(f"it asks for more than {MOST_REQUESTS} files")
            self._answers[key] = asyncio.ensure_future(self._fetched(asked))
        return await self._answers[key]

    async def _fetched(self, asked: Asked) -> Response:
        try:
            response = await self._fetch(asked)
        except OverBudget:
            raise
        except Exception as error:
            raise _failed(asked, reason_of(error), may_come=_may_come(error)) from error
        if 200 <= response.status < 300 or response.status in _TELLING:
            return response
        may_come = response.status >= 500 or response.status in _LATER
        raise _failed(asked, _told(response), may_come=may_come)


def _failed(asked: Asked, reason: str, *, may_come: bool) -> NotRendered:
    kind = NotRendered if may_come else NeverRendered
    return kind(f"{asked.url}, which it needs, did not come: {reason}")


def _may_come(error: Exception) -> bool:
    """Whether another try may bring what failed; not what robots.txt forbids, or what leads inside."""
    return not isinstance(error, IgnoreRequest) or isinstance(error, RobotsUnreachable | GivenUp)


def _told(response: Response) -> str:
    place = location_of(response)
    return f"HTTP {response.status} to {place}" if place else f"HTTP {response.status}"


async def _evaluated(session: "CDPSession", expression: str) -> str:
    asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
    found = await session.send("Runtime.evaluate", asked)
    return str(found["result"].get("value"))


def _asked(request: "Request") -> Asked:
    own = {name: value for name, value in request.headers.items() if not _is_of_browser(name)}
    return Asked(request.resource_type, request.method, request.url, own, request.post_data_buffer)


def _is_of_browser(name: str) -> bool:
    return name in _OF_BROWSER or name.startswith((":", "sec-"))


async def _fulfil(route: "Route", response: Response) -> None:
    headers = {name.decode("latin-1").lower(): values for name, values in response.headers.items()}
    readable = {
        name: b", ".join(values).decode("latin-1")
        for name, values in headers.items()
        if name.startswith(_READABLE)
    }
    await route.fulfill(status=response.status, headers=readable, body=response.body)


def _close(page: "Page") -> Any:
    return page.close()


def _refuse(socket: "WebSocketRoute") -> Any:
    return socket.close()
