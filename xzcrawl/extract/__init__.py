"""What a page says by the theme of its site: its text, its links, its article. Pure.

``read`` gives all that a page shows; what ``is_costly`` is to be read apart (``reader``). A page is parsed
once (``parse``); ``outline`` reads its links, whatever kind of page it is, and ``article`` its article.
``feed`` reads the RSS feed, ``observations`` makes items of links. Where a theme puts what is
declared in ``families``.
"""

from xzcrawl.extract.contents import Contents, read
from xzcrawl.extract.document import decode, parse
from xzcrawl.extract.fields import article
from xzcrawl.extract.links import Mention
from xzcrawl.extract.listing import Post
from xzcrawl.extract.markup import assemble
from xzcrawl.extract.parse_cost import is_costly
from xzcrawl.extract.rss import FeedEntry, feed, feed_title, stray_text
from xzcrawl.extract.survey import Outline, outline

__all__ = [
    "Contents",
    "FeedEntry",
    "Mention",
    "Outline",
    "Post",
    "article",
    "assemble",
    "decode",
    "feed",
    "feed_title",
    "is_costly",
    "outline",
    "parse",
    "read",
    "stray_text",
]
