"""Scrapy settings: every one that differs from Scrapy's default, with its reason."""

import os

from xzcrawl import __version__

BOT_NAME = "xzcrawl"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
# "scrapy crawl" that says in one line what is wrong with its arguments.
COMMANDS_MODULE = "xzcrawl.commands"

# Where the archive is: the path of a SQLite file (from the working directory), or a SQLAlchemy URL.
ARCHIVE_URL = os.environ.get("XZCRAWL_ARCHIVE_URL", "sqlite:///data/archive.db")

# Where the WARC files go; unless told into the archive's own folder beside it, "snapshots" of archive.db.
SNAPSHOT_DIR = os.environ.get("XZCRAWL_SNAPSHOT_DIR")
# Where the search index goes; unless told beside the archive. It is derived and can be thrown away.
INDEX_DIR = os.environ.get("XZCRAWL_INDEX_DIR")
# What is kept beside articles, which always are: as much as proves what the site said.
SNAPSHOT_KINDS = ["listing", "feed", "image", "error"]

# "auto" walks the whole site again after so many days, which finds what was published with an old date.
FULL_EVERY_DAYS = 30
# Articles visited again in one run; None is the larger of 50 and 2 % of those archived.
REVISITS_PER_RUN = None

# Says who is asking and, where the operator tells it, whom to write to.
_contact = os.environ.get("XZCRAWL_CONTACT", "")
USER_AGENT = f"xzcrawl/{__version__} (archiving crawler{f'; {_contact}' if _contact else ''})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "xzcrawl"
# Seconds until a robots.txt that could not be had is asked for again; twice as many after each further try.
ROBOTSTXT_RETRY_DELAY = 2
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    # snapshots keep bodies as received: these two can be read with zlib alone, for decades
    "Accept-Encoding": "gzip, deflate",
}

# One small site on shared hosting: two at a time, half a second apart on average (±50 %).
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 0.5
DOWNLOAD_DELAY_JITTER = 0.5
DOWNLOAD_TIMEOUT = 60
# Pages of the family have some 50 KB.
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024
# Images of one article that are asked for in a run, and bytes that they may take: a long report in pictures.
IMAGES_PER_ARTICLE = 100
IMAGE_BYTES_PER_ARTICLE = 100 * 1024 * 1024
# The CMS answers 500 when several readers lock its database; the page comes on a later try.
RETRY_TIMES = 5
# Seconds before the first of these tries; twice as many before each further one, up to a minute.
RETRY_BACKOFF = 1
# Seconds that a run waits for a host in all because it asks to (Retry-After): a night's run is not for ever.
MOST_WAITED = 1800
# So many tries of articles, or of listings, that fail in a row end the run: nobody is there to answer.
BREAKER_TRIES = 24
COOKIES_ENABLED = False
# The frontier asks for each page once; a page that is asked for again (recheck, a retry) is meant.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REDIRECT_MAX_TIMES = 5
# A meta refresh inside an archived article is the article's markup, not an order to the crawler.
METAREFRESH_ENABLED = False

# What seems to be gone is looked at a second time, so many seconds after the rest of the run is done: a
# server that was too busy, or had locked its database, has had time to recover.
SECOND_LOOK_DELAY = 30

# Articles that may be gone in one run; of more at once none is believed. None: 50 (or half of a small site),
# a tenth of a large one, or five times as many as went in any earlier run.
MOST_GONE_AT_ONCE = None

# An address that is too long is missed for that reason; Scrapy drops its request without telling the spider.
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None}
DOWNLOADER_MIDDLEWARES = {
    # nearest to the spider, so that only what it will see is read
    "xzcrawl.spider.dear.DearPages": 10,
    "xzcrawl.middleware.AddressLengths": 20,
    # before robots.txt of such a host is waited for
    "xzcrawl.extensions.silence.SilentHosts": 90,
    # a robots.txt that cannot be had closes its host (RFC 9309); to Scrapy it has no rules then
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "xzcrawl.extensions.robots.RobotsTxt": 100,
    # once the Crawl-delay of the host is known
    "xzcrawl.extensions.politeness.RetryAfter": 110,
    # its retries go out at once
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "xzcrawl.extensions.retries.Retries": 550,
    # a page of the site that leads to another host says so; Scrapy drops it without a word
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "xzcrawl.extensions.redirects.Redirects": 600,
    "xzcrawl.extensions.allowance.ImageBytes": 830,
    # before Scrapy's statistics (850), which count what goes out
    "xzcrawl.middleware.Budget": 840,
    # nearer to the wire than retries (550) and redirects (600), so that each try counts
    "xzcrawl.extensions.breaker.Breaker": 860,
    # nearer to the wire than what undoes content codings (590), so that bodies are kept as received
    "xzcrawl.middleware.Captures": 900,
    "xzcrawl.middleware.Timestamps": 950,
}
# Requests that must wait do so there, beside those that go on.
SCHEDULER_PRIORITY_QUEUE = "xzcrawl.extensions.waiting.PatientQueue"
# Transfers from checked addresses, which can be broken off when the run is told to stop; and no others.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "xzcrawl.extensions.connections.CheckedDownloads"),
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# Networks inside, such as "10.1.0.0/16", that pages may lead to. The host and port of base_url need none.
ALLOWED_NETWORKS: list[str] = []
# A proxy connects to what it is told, whatever ALLOWED_NETWORKS says; without this it comes from http_proxy.
HTTPPROXY_ENABLED = False
EXTENSIONS = {
    "xzcrawl.extensions.run.ArchiveRun": 100,
    "xzcrawl.extensions.connections.Connections": 105,
    "xzcrawl.extensions.shutdown.Shutdown": 110,
    "xzcrawl.extensions.politeness.CrawlDelay": 200,
    # articles only: the listings and misses that pass through the pipelines are no export's business
    "xzcrawl.extensions.feeds.ArticleFeeds": 300,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
ITEM_PIPELINES = {
    "pipelines.dates.DatesPipeline": 100,
    "pipelines.boilerplate.BoilerplatePipeline": 200,
    "pipelines.check.CheckPipeline": 300,
    "pipelines.store.StorePipeline": 900,
}
# Scrapy starts this many tasks for every response; a page gives few items.
CONCURRENT_ITEMS = 4

# Both open a port that runs any Python.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Whom "xzcrawl crawl" tells of a run that failed or is unhealthy: addresses of apprise, or none.
NOTIFY_URLS = os.environ.get("XZCRAWL_NOTIFY_URLS", "")

LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
