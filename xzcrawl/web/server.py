"""Serves the application with uvicorn until a signal ends it."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn
from fastapi import FastAPI

from xzcrawl.errors import UsageError
from xzcrawl.web.connection import Connection
from xzcrawl.web.quiet_log import log_quietly

#: How many seconds an answer under way may take after the signal.
_GRACE_SECONDS: Final = 3
#: The most connections that wait to be accepted. asyncio accepts all of them at once, before any is counted.
_BACKLOG: Final = 64


def run(app: FastAPI, host: str, port: int, tell: Callable[[str], object]) -> None:
    """Serves until Ctrl-C or SIGTERM; ``tell`` is called with the address.

    Raises UsageError where the address cannot be used.
    """
    with listening(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        tell(f"http://{name}:{listener.getsockname()[1]}/")
        log_quietly()
        with suppress(KeyboardInterrupt):  # uvicorn has ended by then, and raises it again
            server(app).run(sockets=[listener])


def server(app: FastAPI) -> uvicorn.Server:
    """uvicorn's server of the application: plain HTTP, without a log of requests."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            backlog=_BACKLOG,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket of our own, so that its address is known and a taken port is reported in one line.

    Raises UsageError where the address cannot be used.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        # create_server adds host and port to the reason, which our own text has already
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise UsageError(f"cannot listen at {host}, port {port}: {reason}") from error
    # accepted connections inherit this; asyncio sets it only on sockets whose protocol was named
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
