"""Stores exports until they are sent, and limits their number and their size all together."""

import errno
import io
import os
from pathlib import Path
from tempfile import mkstemp
from threading import Lock
from typing import Any, BinaryIO, Final, cast

from starlette.types import ASGIApp, Receive, Scope, Send

from xzcrawl.web.refusal import busy

#: The most exports that wait, are made or are sent: each uses a connection, and pages need most of those.
EXPORTS_UNDER_WAY: Final = 16
#: The default for the bytes of all exports under way: the text of a hundred thousand articles.
ROOM: Final = 4_000_000_000


class Spool:
    """Makes files and counts their bytes, which are never more than ``room`` all together."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, Lock()
        self.used = 0

    def file(self) -> BinaryIO:
        """A file without a name, which is gone once it is closed.

        A write raises OSError (ENOSPC) where the files get too large.
        """
        return cast("BinaryIO", io.BufferedRandom(_File(self)))

    def take(self, size: int) -> None:
        """Counts bytes that are about to be written. Raises OSError (ENOSPC) where there is no room."""
        with self._lock:
            if self.used + size > self._room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.used += size

    def give_back(self, size: int) -> None:
        """Stops counting bytes of a file that is gone."""
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
    """Lets a few exports at a time through to the application inside it; others get status 503 at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._under_way = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
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
