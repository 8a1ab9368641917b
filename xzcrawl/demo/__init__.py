"""The embedded site: shows and tests everything without the internet.

``DemoSite(Options(...), now)`` is the site as a function from requests to answers and the truth
about its articles, ``WordPressSite`` and ``TypechoSite`` are made with WordPress and Typecho; ``serve(site)``
puts one on loopback. It imports nothing of the crawler but the values of ``xzcrawl.items``, so that it cannot
agree with the crawler by construction.
"""

from xzcrawl.demo.content.truth import Truth
from xzcrawl.demo.options import Category, Options
from xzcrawl.demo.outages import Outage
from xzcrawl.demo.server import serve
from xzcrawl.demo.site import DemoSite
from xzcrawl.demo.typecho_site import TypechoSite
from xzcrawl.demo.wordpress_site import WordPressSite

__all__ = ["Category", "DemoSite", "Options", "Outage", "Truth", "TypechoSite", "WordPressSite", "serve"]
