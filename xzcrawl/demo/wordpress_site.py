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

    def _reply(self, path: str, query: str) -> Reply:
        return answer(path, query, self._moment(), self._modified)
