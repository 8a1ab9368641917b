"""Pages are made a few at a time, in the order in which they were asked for."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

#: They share one interpreter: of ten made at once all would be as late as the last. One that waits for a disk
#: or a server leaves turns for others.
PAGES_AT_ONCE: Final = 3


class PageRoute(APIRoute):
    """A route whose answers take turns: ``app.state.turns``, a semaphore.

    Not for what may take minutes (exports), nor for what must answer whatever the pages do.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI's, but in turn."""
        make = super().get_route_handler()

        async def make_in_turn(request: Request) -> Response:
            async with request.app.state.turns:
                return await make(request)

        return make_in_turn
