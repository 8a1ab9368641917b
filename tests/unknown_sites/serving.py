"""Serves a made-up site on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.unknown_sites.truth import UnknownSite


class _Server(ThreadingHTTPServer):
    site: UnknownSite


class _Handler(BaseHTTPRequestHandler):
    server: _Server

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

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def serving(site: UnknownSite) -> Iterator[str]:
    """Serves ``site`` at a free port of 127.0.0.1 and gives its base URL. Each request has its connection.

    The ``Date`` header is the site's ``now``, by which its relative times are written.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site, site.base_url = site, f"http://127.0.0.1:{server.server_port}/"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield site.base_url
        finally:
            server.shutdown()
            thread.join()
