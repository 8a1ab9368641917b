"""Hosts of images beside the site, at other addresses of loopback."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic

#: What crawls need to be allowed for them.
ALLOWED = ("-s", "ALLOWED_NETWORKS=127.0.0.0/8")


@dataclass
class ImageHost:
    """What a host answers for an image, the last for ever; ``asked`` has when each path was asked for."""

    robots: str = ""
    answers: list[tuple[int, Mapping[str, str], bytes]] = field(default_factory=list)
    base: str = ""
    asked: list[tuple[float, str]] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, Mapping[str, str], bytes]:
        self.asked.append((monotonic(), path))
        if path == "/robots.txt":
            return (200, {}, self.robots.encode()) if self.robots else (404, {}, b"")
        if not self.answers:
            return 200, {"Content-Type": "image/png"}, b"png" * 1000
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    @property
    def paths(self) -> list[str]:
        return [path for _, path in self.asked]


class _Server(ThreadingHTTPServer):
    host: ImageHost


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        status, headers, body = self.server.host.answer(self.path)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def serving(host: ImageHost, address: str) -> Iterator[ImageHost]:
    """Serves a host at an address of loopback, such as 127.0.0.2."""
    with _Server((address, 0), _Handler) as server:
        server.host, host.base = host, f"http://{address}:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
