"""The spider of a site: a response becomes items and the visits it leads to.

``site`` is the spider: what it declares, and the run that it prepares by ``plan`` and the site's past, of
which ``known_site`` makes what a walk is told. It has one part, ``site_walk``, which is the shell between
Scrapy and two pure packages: ``frontier`` decides what to visit, ``extract`` says what a page shows. The walk
has parts of its own. ``opening`` reads the home page and the first feed, and ``site_clock`` learns from them
how the site tells the time. ``feeds`` reads feeds.
``control`` believes that something is gone only of a site that is well, by the rules of ``absence`` and with
the state that ``claims`` keeps. ``parts`` asks for the further parts of an article. ``waiting_articles``
wait until it is known that their text is their own, ``article_files`` are asked for last. ``answers``
makes pages and misses of what came, and ``run_report`` counts and logs what happens.
"""

from xzcrawl.spider.site import SiteSpider

__all__ = ["SiteSpider"]
