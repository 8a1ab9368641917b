"""The family spider: a response becomes items and the visits it leads to.

``zblog`` is the shell between Scrapy and the pure parts: ``frontier`` decides what to visit, ``extract``
says what a page shows. ``plan`` makes of a site's past what a run is told, ``answers`` pages and misses of
what came, ``sights`` items of outlines; ``absence`` holds back that an article is gone until the site is
known to be well, ``images`` asks for the images of articles.
"""

from xzcrawl.spider.zblog import ZBlogSpider

__all__ = ["ZBlogSpider"]
