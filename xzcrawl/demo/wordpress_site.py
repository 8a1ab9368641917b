"""The embedded site made with WordPress."""

from collections.abc import Callable
from datetime import datetime

from xzcrawl.demo.content.truth import DemoPost, Truth
from xzcrawl.demo.options import Options
from xzcrawl.demo.reply import Reply
from xzcrawl.demo.replying_site import ReplyingSite
from xzcrawl.demo.wordpress.answers import answer


class WordPressSite(ReplyingSite):
    """A site as ``DemoSite`` is, made with WordPress: the theme of its options is one of WordPress's."""

    files = ("/wp-content/", "/wp-includes/", "/wp-admin/", "/wp-login.php")

    def __init__(self, options: Options, now: Callable[[], datetime]) -> None:
        super().__init__(options, now)
        self._modified: dict[int, datetime] = {}

    def _put(self, post: DemoPost) -> Truth:
        self._modified[post.truth.id] = self.now()
        return super()._put(post)

    def _answer_of(self, path: str, query: str, address: str) -> tuple[int, str, bytes, dict[str, str]]:
        if path == "/robots.txt":
            return 200, "text/plain; charset=utf-8", self._robots().encode(), {}
        return super()._answer_of(path, query, address)

    def _robots(self) -> str:
        named = f"\nSitemap: {self.base_url}wp-sitemap.xml\n" if self.options.sitemap else ""
        return f"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n{named}"

    def _reply(self, path: str, query: str) -> Reply:
        return answer(path, query, self._moment(), self._modified)
