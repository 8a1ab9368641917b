"""Answers HEAD, which link checkers and feed readers send, as GET without a body."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Heads:
    """Lets the application inside it answer HEAD as GET; the server, which saw HEAD, sends no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        # a copy, because the server must still see HEAD in its own
        asked = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        await self._app(asked, receive, send)
