"""Finds where a site may have its feed, as its home page says. Pure."""

import re
from typing import Final

from xzcrawl.extract.document import base_url
from xzcrawl.learn.sample import Sample
from xzcrawl.urls import absolute, is_within

_NAMED: Final = "link[rel~='alternate'][type='application/rss+xml'][href]"
_WORDS: Final = re.compile(r"\bRSS\b|订阅", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.\w+$|/$")
_ADDRESS: Final = re.compile(r"\brss|\bfeeds?\b", re.IGNORECASE)


def feed_urls(home: Sample) -> list[str]:
    """URLs of the site, the likeliest first: those that the page names, and links that say RSS.

    One below the address of another, as ``/rss.php?catid=3`` of ``/rss.php``, is of a part of the site.
    """
    origin = base_url(home.tree, home.url)
    linked = [
        node
        for node in home.tree.css("a[href]")
        if _WORDS.search(node.text()) or _ADDRESS.search(node.attributes.get("href") or "")
    ]
    found = (
        absolute(node.attributes.get("href") or "", origin) for node in (*home.tree.css(_NAMED), *linked)
    )
    urls = list(dict.fromkeys(url for url in found if url and is_within(url, home.base)))
    stems = [_ENDING.sub("", url) for url in urls]
    return sorted(urls, key=lambda url: sum(map(url.startswith, stems)))
