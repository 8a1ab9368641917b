"""Where exports lie until they are sent: how many there may be, and how large all together."""

import errno
import io
import os
from pathlib import Path
from tempfile import mkstemp
from threading import Lock
from typing import Any, BinaryIO, Final, cast

from starlette.types import ASGIApp, Receive, Scope, Send

from xzcrawl.web.refusal import busy

#: Waiting, being made or being sent: each holds a connection, of which pages need most.
EXPORTS_UNDER_WAY: Final = 16
#: Bytes of all exports on their way, unless told: the text of a hundred thousand articles.
ROOM: Final = 4_000_000_000


class Spool:
    """Counts the bytes of all its files together; there are never more than ``room``."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, Lock()
        self.used = 0

    def file(self) -> BinaryIO:
        """A file without a name, gone once it is closed; OSError (no space) where it gets too large."""
        return cast("BinaryIO", io.BufferedRandom(_File(self)))

    def take(self, size: int) -> None:
        """Count bytes that are about to be written."""
        with self._lock:
            if self.used + size > self._room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.used += size

    def give_back(self, size: int) -> None:
        """Count bytes no more."""
        with self._lock:
            self.used -= size


class _File(io.FileIO):
    def __init__(self, spool: Spool) -> None:
        descriptor, name = mkstemp(prefix="xzcrawl-")
        Path(name).unlink()
        super().__init__(descriptor, "w+b")
        self._spool, self._size = spool, 0

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self._spool.take(size)
        self._size += size
        return super().write(data)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._spool.give_back(self._size)


class Exports:
    """Lets few exports through to the application inside it until each is sent; others are told at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._under_way = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not scope["path"].startswith("/export/"):
            await self._app(scope, receive, send)
            return
        if self._under_way >= EXPORTS_UNDER_WAY:
            answer = busy("同时导出的人太多，请稍后再试。", "too many exports are under way: try again later")
            await answer(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
