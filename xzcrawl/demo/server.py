"""The demo site over HTTP, on loopback only."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from threading import Lock, Thread
from typing import Any

from xzcrawl.demo.site import DemoSite

_HOST = "127.0.0.1"


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write for head and body: two would wait for each other's acknowledgement

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        path, _, query = self.path.partition("?")
        status, headers, body = self.server.site.respond(path, query)
        self.send_response_only(status)  # the site's own Date and Server stand instead of Python's
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True  # the client hung up: nobody is left to answer

    def finish(self) -> None:
        try:
            super().finish()
        except ConnectionError:
            self.close_connection = True  # likewise, with an answer still in the buffer

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are in ``DemoSite.requests``; standard error stays clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close waits for every thread
    request_queue_size = 128

    def __init__(self, site: DemoSite, port: int) -> None:
        super().__init__((_HOST, port), _Handler)
        self.site = site
        self._open: set[socket] = set()
        self._open_lock = Lock()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
            super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections clients keep alive, so that their threads end too."""
        with self._open_lock:
            for connection in self._open:
                with suppress(OSError):  # the client was quicker
                    connection.shutdown(SHUT_RDWR)


@contextmanager
def serve(site: DemoSite, port: int = 0) -> Iterator[str]:
    """Serve ``site`` on 127.0.0.1 (port 0: any free one) and give its base URL.

    At the end every connection is closed and every thread joined. OSError where the port is taken.
    """
    with _Server(site, port) as server:
        site.base_url = f"http://{_HOST}:{server.server_port}/"
        thread = Thread(target=server.serve_forever, args=(0.05,), name="demo site")
        thread.start()
        try:
            yield site.base_url
        finally:
            server.shutdown()
            thread.join()
            server.hang_up()
