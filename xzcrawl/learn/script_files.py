"""The files of scripts that a list loads and that may ask for its later pages. Pure."""

import re
from typing import Final
from urllib.parse import urlsplit

from xzcrawl.extract.document import base_url
from xzcrawl.learn.sample import Sample
from xzcrawl.urls import absolute

#: Names of files that no site writes for its lists: libraries, counters, players.
_OF_OTHERS: Final = re.compile(
    r"jquery|zepto|bootstrap|swiper|slick|vue|react|angular|axios|lodash|moment|layui|layer|echarts|polyfill"
    r"|require|sea\.js|html5shiv|respond|lazyload|wow|animate|analytics|hm\.js|tongji|stat|count|share|login"
    r"|comment|video|player|qrcode|weather|calendar|datepicker|jweixin|crypto|md5",
    re.IGNORECASE,
)
_LIKELY: Final = re.compile(r"list|more|load|page|news|channel|column|index|main|common|app", re.IGNORECASE)


def script_files(sample: Sample) -> list[str]:
    """The URLs of the site's own scripts, the likeliest first."""
    origin = base_url(sample.tree, sample.url)
    own = urlsplit(sample.base).netloc
    found = (absolute(node.attributes.get("src") or "", origin) for node in sample.tree.css("script[src]"))
    urls = [url for url in found if url and urlsplit(url).netloc == own and not _OF_OTHERS.search(_name(url))]
    return sorted(dict.fromkeys(urls), key=lambda url: _LIKELY.search(_name(url)) is None)


def _name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]
