"""The embedded site made with Typecho."""

from xzcrawl.demo.reply import Reply
from xzcrawl.demo.replying_site import ReplyingSite
from xzcrawl.demo.typecho.answers import answer


class TypechoSite(ReplyingSite):
    """A site as ``DemoSite`` is, made with Typecho: the theme of its options is Typecho's.

    The site's own zone is Shanghai's; that of the options is the server's.
    """

    files = ("/usr/", "/admin/")

    def _reply(self, path: str, _query: str) -> Reply:
        return answer(path, self._moment())
