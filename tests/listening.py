"""A port at which a test notes every connection that comes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 6\r\nConnection: close\r\n\r\nSECRET"
)


@dataclass
class Listener:
    """``came`` has the first bytes of each connection, ``at`` the addresses that they came to."""

    port: int
    came: list[bytes] = field(default_factory=list)
    at: set[str] = field(default_factory=set)


@contextmanager
def listening(port: int = 0) -> Iterator[Listener]:
    """Listens at one port (0: a free one) of every address of this machine, of both kinds, and answers."""
    server = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
    listener = Listener(server.getsockname()[1])
    thread = Thread(target=_answer, args=(server, listener))
    thread.start()
    try:
        yield listener
    finally:
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join()
        server.close()


def _answer(server: socket.socket, listener: Listener) -> None:
    with suppress(OSError):  # the end: nobody listens any more
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.settimeout(5)
                listener.at.add(connection.getsockname()[0].removeprefix("::ffff:"))
                listener.came.append(b"")
                listener.came[-1] = connection.recv(4000)
                connection.sendall(_ANSWER)
