"""Reads what a page says by the theme of its site: its text, its links, its article. Pure.

``read`` gives all that a page shows; what ``is_costly`` is to be read apart (``reader``). A page is parsed
once (``parse``); ``outline_of`` reads its links, whatever kind of page it is, and ``article_of`` its article.
``next_part`` and ``joined`` make one article of its pages. ``feed`` reads the RSS feed, ``observations``
makes items of links. Where a theme puts what is declared in ``families``.
"""

from xzcrawl.extract.addresses import address_of_sitemap
from xzcrawl.extract.article import article_of
from xzcrawl.extract.contents import Contents, read
from xzcrawl.extract.document import decode, parse, plain_tree
from xzcrawl.extract.links import Mention
from xzcrawl.extract.listing import Post
from xzcrawl.extract.markup import assemble
from xzcrawl.extract.outline import Outline, outline_of
from xzcrawl.extract.parse_cost import is_costly
from xzcrawl.extract.parts import joined, next_part
from xzcrawl.extract.rss import FeedEntry, feed, feed_title, stray_text

__all__ = [
    "Contents",
    "FeedEntry",
    "Mention",
    "Outline",
    "Post",
    "address_of_sitemap",
    "article_of",
    "assemble",
    "decode",
    "feed",
    "feed_title",
    "is_costly",
    "joined",
    "next_part",
    "outline_of",
    "parse",
    "plain_tree",
    "read",
    "stray_text",
]
