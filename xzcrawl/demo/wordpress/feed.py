"""The feed of WordPress: RSS 2.0, whole texts, times in UTC whatever the site's zone is."""

from collections.abc import Iterable
from datetime import UTC
from email.utils import format_datetime
from html import escape

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options

_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)


def wordpress_rss(posts: Iterable[DemoPost], options: Options, root: str, address: str) -> str:
    """The feed of ``posts`` in the given order, at ``address``; ``root`` is the site's without a slash."""
    items = "\n".join(_entry(post, root) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {_NAMESPACES}>
<channel>
<title>{escape(options.site_name)}</title>
<atom:link href="{escape(root + address)}" rel="self" type="application/rss+xml" />
<link>{escape(root)}</link>
<description></description>
<language>zh-Hans</language>
<generator>https://wordpress.org/?v=6.5.3</generator>
{items}
</channel>
</rss>
"""


def _entry(post: DemoPost, root: str) -> str:
    url = escape(root + post.truth.url.lower())
    published = format_datetime(post.truth.published.astimezone(UTC))
    tags = "".join(f"<category><![CDATA[{tag}]]></category>" for tag in post.truth.tags)
    return f"""<item>
<title>{escape(post.truth.title)}</title>
<link>{url}</link>
<comments>{url}#respond</comments>
<dc:creator><![CDATA[{post.truth.author}]]></dc:creator>
<pubDate>{published}</pubDate>
<category><![CDATA[{post.truth.category}]]></category>{tags}
<guid isPermaLink="false">{root}/?p={post.truth.id}</guid>
<description><![CDATA[{" ".join(post.truth.paragraphs)[:110]}]]></description>
<content:encoded><![CDATA[{post.body + post.tail}]]></content:encoded>
<slash:comments>{post.comments}</slash:comments>
</item>"""
