"""The embedded site made with a CMS other than Z-BlogPHP, which leads readers to canonical addresses."""

from abc import abstractmethod
from typing import ClassVar

from xzcrawl.demo.reply import Reply
from xzcrawl.demo.site import Answer, DemoSite

#: What every server has, and where this site's pictures are: it was made with Z-BlogPHP before.
_FILES = ("/robots.txt", "/favicon.ico", "/zb_users/")


class ReplyingSite(DemoSite):
    """A site as ``DemoSite`` is, whose CMS is asked by ``_reply``."""

    #: What the paths of the CMS's own files begin with, which no page of the site is at.
    files: ClassVar[tuple[str, ...]]

    def respond(self, path: str, query: str = "") -> Answer:
        """The answer to a GET of ``path?query``: status, headers, body. Safe to call from several threads."""
        address = f"{path}?{query}" if query else path
        with self._lock:
            status, kind, body, more = self._answer_of(path, query, address)
            self.requests.append((address, status))
        return status, self._headers(kind, body) | more, body

    def _answer_of(self, path: str, query: str, address: str) -> tuple[int, str, bytes, dict[str, str]]:
        if path.startswith((*_FILES, *self.files)):
            return *self._file(path), {}
        if self._fails(address):
            return 500, "text/html; charset=UTF-8", b"<h1>Error establishing a database connection</h1>", {}
        if self.outage and self.outage.everywhere:
            return *self._refusal(self.outage.answer), {}
        reply = self._reply(path, query)
        if reply.status == 404:
            return *self._refusal("404"), {}
        return reply.status, reply.kind, reply.text.encode(), dict(reply.headers)

    @abstractmethod
    def _reply(self, path: str, query: str) -> Reply:
        """What the CMS answers to a request for anything but files."""
