"""feed.php: RSS 2.0 with the whole body as markup, times to the second."""

from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from dateutil.tz import gettz

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options


def rss(posts: Iterable[DemoPost], options: Options, base_url: str) -> str:
    """The feed of ``posts`` in the given order."""
    root = base_url.rstrip("/")
    items = "\n".join(_item(post, root, options) for post in posts)
    return f"""{options.feed_notice}<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel>
<title>{escape(options.site_name)}</title>
<link>{escape(base_url)}</link>
<description>{escape(options.site_name)}</description>
{items}
</channel></rss>
"""


def _item(post: DemoPost, root: str, options: Options) -> str:
    url = escape(root + post.truth.url)
    return f"""<item><title>{escape(post.truth.title)}</title><link>{url}</link>
<description>{escape(post.body + post.tail)}</description>
<author>{escape(post.truth.author)}</author><category>{escape(post.truth.category)}</category>
<pubDate>{_pub_date(post, options)}</pubDate><guid>{url}</guid></item>"""


def _pub_date(post: DemoPost, options: Options) -> str:
    """PHP's ``date("r")`` on the server's clock, or its digits under another name."""
    text = format_datetime(post.truth.published.astimezone(gettz(options.zone)))
    return text if options.feed_zone is None else f"{text.rpartition(' ')[0]} {options.feed_zone}"
