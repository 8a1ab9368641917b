"""The feed of Typecho: RSS 2.0, whole texts, true instants in the zone of the server."""

from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from dateutil.tz import gettz

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options

_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:atom="http://www.w3.org/2005/Atom"\n'
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
)


def typecho_rss(posts: Iterable[DemoPost], options: Options, root: str, address: str) -> str:
    """The feed of ``posts`` in the given order, at ``address``; ``root`` is the site's without a slash."""
    items = "\n".join(_entry(post, options, root) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {_NAMESPACES}>
<channel>
<title>{escape(options.site_name)}</title>
<link>{root}/</link>
<atom:link href="{escape(root + address)}" rel="self" type="application/rss+xml" />
<language>zh-CN</language>
<description></description>
{items}
</channel>
</rss>"""


def _entry(post: DemoPost, options: Options, root: str) -> str:
    url = escape(root + post.truth.url)
    return f"""<item>
<title>{escape(post.truth.title)}</title>
<link>{url}</link>
<guid>{url}</guid>
<pubDate>{format_datetime(post.truth.published.astimezone(gettz(options.zone)))}</pubDate>
<dc:creator>{escape(post.truth.author)}</dc:creator>
<category><![CDATA[{post.truth.category}]]></category>
<description><![CDATA[{" ".join(post.truth.paragraphs)[:100]}]]></description>
<content:encoded xml:lang="zh-CN"><![CDATA[
{post.body + post.tail}
]]></content:encoded>
<slash:comments>{post.comments}</slash:comments>
<comments>{url}#comments</comments>
</item>"""
