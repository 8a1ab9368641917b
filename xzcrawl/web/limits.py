"""Pages and exports are made a few at a time, in the order in which they were asked for."""

from asyncio import Semaphore
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

#: They share one interpreter: of ten made at once all would be as late as the last. One that waits for a disk
#: or a server leaves turns for others.
PAGES_AT_ONCE: Final = 3
#: One holds up to two of the archive's connections (15 at most) for as long as it takes; pages need some too.
EXPORTS_AT_ONCE: Final = 4


def turns() -> Mapping[str, Semaphore]:
    """Those of an application: its ``state.turns``."""
    return {"page": Semaphore(PAGES_AT_ONCE), "export": Semaphore(EXPORTS_AT_ONCE)}


class PageRoute(APIRoute):
    """A route whose answers take turns with those of its kind.

    Not for what must answer whatever the others do.
    """

    kind: ClassVar[str] = "page"

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI's, but in turn, and not for who has left meanwhile."""
        make = super().get_route_handler()

        async def make_in_turn(request: Request) -> Response:
            async with request.app.state.turns[self.kind]:
                return Response() if await request.is_disconnected() else await make(request)

        return make_in_turn


class ExportRoute(PageRoute):
    """A route whose answers may take minutes; they take turns of their own."""

    kind = "export"
