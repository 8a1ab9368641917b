"""A reader's connection with time limits: uvicorn's own waits without end for a silent reader."""

import asyncio
from typing import Final

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from xzcrawl.web.access import secured
from xzcrawl.web.refusal import busy

#: The most connections open at once. A browser opens six. A process may have 1,024 files open on most
#: systems; the archive, its index, exports, and connections that are accepted but not counted yet need some
#: too.
MOST: Final = 128
#: The seconds for a request's head. It normally comes at once; a phone in a tunnel may need so long.
HEAD_SECONDS: Final = 10.0
#: The seconds for a reader to take the next part of an answer, at most 256 KB; no browser is slower.
PART_SECONDS: Final = 60.0
_LATE: Final = "等待请求太久，连接已关闭。\nThe request took too long to come.\n".encode()
_TOO_LATE: Final = (
    b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(_LATE), _LATE)
)


class Connection(H11Protocol):
    """A connection that closes when no request comes, or nothing of the answer is taken, for too long.

    Where too many are open, the one that has waited longest for a request is closed for a new one; where all
    are busy, the new one gets status 503.
    """

    transport: asyncio.Transport
    _head_timer: asyncio.TimerHandle | None = None
    _part_timer: asyncio.TimerHandle | None = None
    _idle_since: float = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Takes in a new reader, and starts the time for its request."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # so that ``pause_writing`` is called whenever data waits
        self._await_request()
        if len(self.connections) > MOST:
            self._make_room()

    def on_response_complete(self) -> None:
        """Starts the time for the next request, which may have come already."""
        self._await_request()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Starts the time in which the reader must take the data."""
        super().pause_writing()
        self._part_timer = self.loop.call_later(PART_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Ends that time: the reader has taken the data."""
        _cancel(self._part_timer)
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends all times of a closed connection."""
        _cancel(self._head_timer)
        _cancel(self._part_timer)
        super().connection_lost(exc)

    @property
    def _is_idle(self) -> bool:
        return (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused

    def _await_request(self) -> None:
        _cancel(self._head_timer)
        self._idle_since = self.loop.time()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if not self._is_idle or self.transport.is_closing():
            return
        if self.conn.trailing_data[0]:  # half a request
            self.transport.write(_TOO_LATE)
        self.transport.close()

    def _make_room(self) -> None:
        others = (one for one in self.connections if isinstance(one, Connection) and one is not self)
        idle = [one for one in others if one._is_idle and not one.transport.is_closing()]
        if idle:
            min(idle, key=lambda one: one._idle_since).transport.close()
        else:
            self.app = _no_room


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


async def _no_room(scope: Scope, receive: Receive, send: Send) -> None:
    answer = busy("打开的连接太多，请稍后再试。", "too many connections are open: try again later")
    await answer(scope, receive, secured(send))
