"""Scrapy settings: every one that differs from Scrapy's default, with its reason."""

import os

from scrapy.settings import default_settings

from xzcrawl import __version__

BOT_NAME = "xzcrawl"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
# Scrapy's own loader ends every command over one file that cannot be loaded.
SPIDER_LOADER_CLASS = "xzcrawl.spider.loader.SpiderFiles"
# A "scrapy crawl" that reports wrong arguments in one line.
COMMANDS_MODULE = "xzcrawl.commands"

# The archive: the path of a SQLite file (from the working directory), or a SQLAlchemy URL.
ARCHIVE_URL = os.environ.get("XZCRAWL_ARCHIVE_URL", "sqlite:///data/archive.db")

# The folder of the WARC files; by default the archive's own beside it, which is "snapshots" for archive.db.
SNAPSHOT_DIR = os.environ.get("XZCRAWL_SNAPSHOT_DIR")
# The folder of the search index; by default beside the archive. The index is derived and can be deleted.
INDEX_DIR = os.environ.get("XZCRAWL_INDEX_DIR")
# The kinds of responses that are kept besides articles, which always are: enough to prove what the site
# showed. Attachments (PDF, Word, …) may take many times as much as all pages, so they are asked for on
# request: add "attachment".
SNAPSHOT_KINDS = ["listing", "feed", "image", "error"]

# "auto" walks the whole site again after so many days, which finds articles published with an old date.
FULL_EVERY_DAYS = 30
# The most articles that one run visits again; None is the larger of 50 and 2 % of those archived.
REVISITS_PER_RUN = None

# Names the crawler and, where the operator gives one, an address to write to.
_contact = os.environ.get("XZCRAWL_CONTACT", "")
USER_AGENT = f"xzcrawl/{__version__} (archiving crawler{f'; {_contact}' if _contact else ''})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "xzcrawl"
# Seconds until a robots.txt that could not be fetched is tried again; twice as many after each further try.
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
# Pages of the family have some 50 KB, so this leaves much room.
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024
# The most images of one article that a run fetches, and the bytes that they may take: enough for a long
# report in pictures.
IMAGES_PER_ARTICLE = 100
IMAGE_BYTES_PER_ARTICLE = 100 * 1024 * 1024
# The same for attachments; a scanned notice may have more bytes than any page.
ATTACHMENTS_PER_ARTICLE = 20
ATTACHMENT_BYTES_PER_ARTICLE = 100 * 1024 * 1024
ATTACHMENT_MAXSIZE = 32 * 1024 * 1024
# The CMS answers 500 when several readers lock its database; a later try gets the page.
RETRY_TIMES = 5
# Seconds before the first of these tries; twice as many before each further one, up to a minute.
RETRY_BACKOFF = 1
# Seconds that a run waits in all because a host asks for it (Retry-After): a nightly run has to end.
MOST_WAITED = 1800
# So many failed tries of articles, or of listings, in a row end the run, because the site does not answer.
BREAKER_TRIES = 24
COOKIES_ENABLED = False
# The frontier asks for each page once; a page that is asked for again (a recheck or a retry) is intended.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
REDIRECT_MAX_TIMES = 5
# A page that leads on later than after so many seconds is one to be read; the default is 100.
METAREFRESH_MAXDELAY = 6

# Articles that seem to be gone are visited a second time, so many seconds after the rest of the run is done.
# A server that was too busy, or had locked its database, has had time to recover by then.
SECOND_LOOK_DELAY = 30

# The most articles that may go in one run; if more seem to be gone at once, none is believed to be. None is
# 50 (or half of a small site), a tenth of a large site, or five times as many as went in any earlier run.
MOST_GONE_AT_ONCE = None

SPIDER_MIDDLEWARES = {
    # an address that is too long becomes a miss; this would drop it without telling the spider
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    # what these two do for each request, no setting or spider of ours uses
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
DOWNLOADER_MIDDLEWARES = {
    # nearest to the spider, so that it reads only the pages that the spider will see
    "xzcrawl.spider.page_reading.PageReading": 10,
    "xzcrawl.extensions.rendering.Rendering": 15,
    "xzcrawl.middleware.AddressLengths": 20,
    # before the wait for the robots.txt of such a host
    "xzcrawl.extensions.silent_hosts.SilentHosts": 90,
    # a robots.txt that cannot be fetched closes its host (RFC 9309); to Scrapy it would have no rules
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "xzcrawl.extensions.robots.RobotsTxt": 100,
    # after robots.txt, so that the Crawl-delay of the host is known
    "xzcrawl.extensions.politeness.RetryAfter": 110,
    # Scrapy's retries go out at once, ours wait
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "xzcrawl.extensions.retries.Retries": 550,
    # ours reports a page of the site that redirects to another host; Scrapy drops it without a word
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "xzcrawl.extensions.redirects.Redirects": 600,
    # ours leaves articles alone: a meta refresh on their pages is part of their markup
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "xzcrawl.extensions.redirects.Refreshes": 580,
    "xzcrawl.extensions.allowance.FileBytes": 830,
    # before Scrapy's statistics (850), which count what goes out
    "xzcrawl.middleware.Budget": 840,
    # nearer to the wire than retries (550) and redirects (600), so that each try counts
    "xzcrawl.extensions.breaker.Breaker": 860,
    # nearer to the wire than the decompression (590), so that bodies are kept as received
    "xzcrawl.middleware.Captures": 900,
    "xzcrawl.middleware.Timestamps": 950,
}
# In this queue requests that must wait do not keep the others waiting.
SCHEDULER_PRIORITY_QUEUE = "xzcrawl.extensions.waiting_requests.PatientQueue"
# Transfers come only from checked addresses, and can be broken off when the run has to stop. The other
# schemes have no handler.
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("http", "https"), "xzcrawl.extensions.connections.CheckedDownloads"),
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
# Internal networks, such as "10.1.0.0/16", to which pages may lead. The host and port of base_url need no
# entry.
ALLOWED_NETWORKS: list[str] = []
# A proxy connects to any address, whatever ALLOWED_NETWORKS says; Scrapy would take one from http_proxy.
HTTPPROXY_ENABLED = False
EXTENSIONS = {
    "xzcrawl.extensions.run.ArchiveRun": 100,
    # a fifth of a crawl's computing was Python's search for cycles; after ArchiveRun, which loads the past
    "xzcrawl.extensions.memory.Memory": 103,
    "xzcrawl.extensions.log_records.LogRecords": 104,
    "xzcrawl.extensions.connections.Connections": 105,
    "xzcrawl.extensions.shutdown.Shutdown": 110,
    "xzcrawl.extensions.politeness.CrawlDelay": 200,
    # exports articles only: the listings and misses that pass through the pipelines do not belong in a feed
    "xzcrawl.extensions.feeds.ArticleFeeds": 300,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
# Scrapy's own, without the two that would open a port which runs any Python. They take a tenth of the start
# of a crawl even where they are switched off by their settings.
EXTENSIONS_BASE = {
    name: order
    for name, order in default_settings.EXTENSIONS_BASE.items()
    if not name.endswith((".TelnetConsole", ".RemoteControl"))
}
ITEM_PIPELINES = {
    "pipelines.dates.DatesPipeline": 100,
    "pipelines.boilerplate.BoilerplatePipeline": 200,
    "pipelines.check.CheckPipeline": 300,
    "pipelines.store.StorePipeline": 900,
}
# The path of the Chromium that loads the pages of sites with "browser = True"; by default an installed one, a
# headless shell first.
CHROMIUM = os.environ.get("XZCRAWL_CHROMIUM")
# Seconds that such a page may take until nothing more comes, its pauses between requests included.
BROWSER_TIMEOUT = 120
# Scrapy would parse the source of a callback again for each response; mypy checks what callbacks return.
WARN_ON_GENERATOR_RETURN_VALUE = False
# Scrapy starts this many tasks for every response; one is enough, because the items of a page come in turn.
CONCURRENT_ITEMS = 1

# Addresses (of apprise) that "xzcrawl crawl" notifies of a run that failed or is unhealthy; may be empty.
NOTIFY_URLS = os.environ.get("XZCRAWL_NOTIFY_URLS", "")

LOG_LEVEL = "INFO"
FEED_EXPORT_ENCODING = "utf-8"
