"""Serving the application with uvicorn, until a signal ends it."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from xzcrawl.errors import UsageError

#: How long an answer under way may take once it was told to end.
_GRACE_SECONDS = 3


def run(app: FastAPI, host: str, port: int, tell: Callable[[str], object]) -> None:
    """Serve until Ctrl-C or SIGTERM; ``tell`` is given the address. UsageError where it cannot be had."""
    with listening(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        tell(f"http://{name}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        with suppress(KeyboardInterrupt):  # uvicorn has ended by then, and raises it again
            uvicorn.Server(config).run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket of our own, so that its address is known and a taken port is told in one line."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        # create_server adds to the reason what was said already
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise UsageError(f"cannot listen at {host}, port {port}: {reason}") from error
    # what is accepted inherits it; asyncio sets it only on sockets whose protocol was named
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
