"""Makes pages and exports a few at a time, in the order in which they were asked for."""

from asyncio import Semaphore
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

#: Pages share one interpreter: of ten made at once, all would be as late as the last. With a few at once, one
#: that waits for a disk or a server does not keep the others waiting.
PAGES_AT_ONCE: Final = 3
#: An export uses up to two of the archive's connections (15 at most) until it is made; pages need some too.
EXPORTS_AT_ONCE: Final = 4


def turns() -> Mapping[str, Semaphore]:
    """The semaphores of an application by kind of route: its ``state.turns``."""
    return {"page": Semaphore(PAGES_AT_ONCE), "export": Semaphore(EXPORTS_AT_ONCE)}


class PageRoute(APIRoute):
    """A route whose answers take turns with those of its kind.

    It is not for routes that must always answer, such as health checks.
    """

    kind: ClassVar[str] = "page"

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, but in turn, and without work for a reader who has left meanwhile."""
        make = super().get_route_handler()

        async def make_in_turn(request: Request) -> Response:
            async with request.app.state.turns[self.kind]:
                return Response() if await request.is_disconnected() else await make(request)

        return make_in_turn


class ExportRoute(PageRoute):
    """A route whose answers may take minutes; they take turns of their own."""

    kind = "export"
