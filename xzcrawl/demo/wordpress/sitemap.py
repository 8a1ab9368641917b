"""The sitemaps of WordPress: an index of them, and those of posts, static pages and categories."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from dateutil.tz import gettz

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options
from xzcrawl.demo.wordpress.links import PAGE_SLUGS, WordPressLinks

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="/wp-sitemap.xsl" ?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PARTS = ("posts-post-1", "posts-page-1", "taxonomies-category-1", "users-1")


def sitemap(
    path: str, posts: Sequence[DemoPost], modified: Mapping[int, datetime], options: Options, root: str
) -> str | None:
    """The sitemap at a path; None where there is none. ``root`` is the site's without a slash."""
    if path == "/wp-sitemap.xml":
        named = "".join(f"<sitemap><loc>{root}/wp-sitemap-{part}.xml</loc></sitemap>" for part in _PARTS)
        return f"{_HEAD}<sitemapindex {_SCHEMA}>{named}</sitemapindex>"
    part = path.removeprefix("/wp-sitemap-").removesuffix(".xml")
    links = WordPressLinks(options)
    if part == _PARTS[0]:
        ordered = sorted(posts, key=lambda post: post.truth.id)
        return _urlset([_entry(post, modified, options, root) for post in ordered])
    if part == _PARTS[1]:
        return _urlset([_url(root + links.static(number)) for number in PAGE_SLUGS])
    if part == _PARTS[2]:
        return _urlset([_url(root + links.listing("category", str(c.id))) for c in options.categories])
    return _urlset([_url(root + links.listing("author", "1"))]) if part == _PARTS[3] else None


def _entry(post: DemoPost, modified: Mapping[int, datetime], options: Options, root: str) -> str:
    changed = modified.get(post.truth.id, post.truth.published).astimezone(gettz(options.zone))
    return _url(root + post.truth.url.lower(), f"<lastmod>{changed.isoformat()}</lastmod>")


def _url(address: str, more: str = "") -> str:
    return f"<url><loc>{escape(address)}</loc>{more}</url>"


def _urlset(urls: Sequence[str]) -> str:
    return f"{_HEAD}<urlset {_SCHEMA}>{''.join(urls)}</urlset>"
