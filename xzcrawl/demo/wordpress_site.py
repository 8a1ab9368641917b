"""The embedded site made with WordPress."""

from collections.abc import Callable
from datetime import datetime

from xzcrawl.demo.content.truth import DemoPost, Truth
from xzcrawl.demo.options import Options
from xzcrawl.demo.site import Answer, DemoSite
from xzcrawl.demo.wordpress.answers import Reply, answer

_FILES = ("/favicon.ico", "/wp-content/", "/wp-includes/", "/wp-admin/", "/wp-login.php")
#: Where this site's pictures are: it was made with another CMS before.
_PICTURES = "/zb_users/"


class WordPressSite(DemoSite):
    """A site as ``DemoSite`` is, made with WordPress: the theme of its options is one of WordPress's."""

    def __init__(self, options: Options, now: Callable[[], datetime]) -> None:
        super().__init__(options, now)
        self._modified: dict[int, datetime] = {}

    def _put(self, post: DemoPost) -> Truth:
        self._modified[post.truth.id] = self.now()
        return super()._put(post)

    def respond(self, path: str, query: str = "") -> Answer:
        """The answer to a GET of ``path?query``: status, headers, body. Safe to call from several threads."""
        address = f"{path}?{query}" if query else path
        with self._lock:
            status, kind, body, more = self._answer_of(path, query, address)
            self.requests.append((address, status))
        return status, self._headers(kind, body) | more, body

    def _answer_of(self, path: str, query: str, address: str) -> tuple[int, str, bytes, dict[str, str]]:
        if path == "/robots.txt":
            return 200, "text/plain; charset=utf-8", self._robots().encode(), {}
        if path.startswith((*_FILES, _PICTURES)):
            return *self._file(path), {}
        if self._fails(address):
            return 500, "text/html; charset=UTF-8", b"<h1>Error establishing a database connection</h1>", {}
        if self.outage and self.outage.everywhere:
            return *self._refusal(self.outage.answer), {}
        reply = self._reply(path, query)
        if reply.status == 404:
            return *self._refusal("404"), {}
        return reply.status, reply.kind, reply.text.encode(), dict(reply.headers)

    def _robots(self) -> str:
        named = f"\nSitemap: {self.base_url}wp-sitemap.xml\n" if self.options.sitemap else ""
        return f"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n{named}"

    def _reply(self, path: str, query: str) -> Reply:
        return answer(path, query, self._moment(), self._modified)
