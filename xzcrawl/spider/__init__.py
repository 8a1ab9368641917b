"""The spider of a site: a response becomes items and the visits it leads to.

``site`` is the shell between Scrapy and the pure parts: ``frontier`` decides what to visit, ``extract``
says what a page shows. ``plan`` makes of a site's past what a run is told, ``answers`` pages and misses of
what came. ``absence`` is what the site says is gone, held back until ``control`` has found the site well;
``images`` asks for the images of articles.
"""

from xzcrawl.spider.site import SiteSpider

__all__ = ["SiteSpider"]
