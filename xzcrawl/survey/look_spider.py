"""Fetches the pages of a first look, politely: robots.txt, pauses and limits are those of a crawl."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response
from scrapy.settings import Settings

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.families import Site
from xzcrawl.items import UrlState
from xzcrawl.spider.answers import page_of, reason_of
from xzcrawl.survey.first_look import FirstLook, likely_articles

Requests = Iterator[scrapy.Request] | None

#: What belongs to a run that is recorded in an archive.
_OF_RUNS: Final[dict[str, dict[str, None]]] = {
    "EXTENSIONS": dict.fromkeys(
        ("xzcrawl.extensions.run.ArchiveRun", "xzcrawl.extensions.feeds.ArticleFeeds")
    ),
    "DOWNLOADER_MIDDLEWARES": dict.fromkeys(
        (
            "xzcrawl.spider.page_reading.PageReading",
            "xzcrawl.extensions.silent_hosts.SilentHosts",
            "xzcrawl.extensions.allowance.ImageBytes",
            "xzcrawl.middleware.Budget",
            "xzcrawl.extensions.breaker.Breaker",
            "xzcrawl.middleware.Captures",
        )
    ),
}


def without_archive(settings: Settings) -> None:
    """Takes out of the project's settings what records a run."""
    for name, parts in _OF_RUNS.items():
        settings.set(name, {**settings.getdict(name), **parts}, priority="cmdline")
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")


class LookSpider(scrapy.Spider):
    """Visits the home page of a site, its feed, the second page of its list and three articles.

    What they tell goes into ``seen``.
    """

    name = "new-site"

    def __init__(self, seen: FirstLook) -> None:
        super().__init__()
        self.seen, self.base_url = seen, seen.base_url
        self.allowed_domains = [str(urlsplit(self.base_url).hostname)]

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Begins at the home page."""
        yield self._request(self.base_url, self.parse_home)

    def parse_home(self, response: Response) -> Iterator[scrapy.Request]:
        """Recognises the family, if the home page shows it; else tries what may be articles."""
        page = page_of(response)
        self.seen.saw(page)
        if self.seen.family:
            yield from self._go_on(response)
        else:
            yield from self._try_next(response, likely_articles(page))

    def _try_next(self, home: Response, urls: list[str]) -> Iterator[scrapy.Request]:
        if urls:
            *rest, url = urls
            yield self._request(url, self.parse_trial, home=home, urls=rest)

    def parse_trial(self, response: Response, home: Response, urls: list[str]) -> Iterator[scrapy.Request]:
        """Recognises the family by a page that may be an article."""
        self.seen.saw(page_of(response))
        yield from self._go_on(home) if self.seen.family else self._try_next(home, urls)

    def _go_on(self, home: Response) -> Iterator[scrapy.Request]:
        site = self.seen.site
        assert site is not None
        self.seen.home = shown = extract.read(page_of(home), site).outline
        feed_url = site.family.cms.feed_url
        if feed := shown.feed or (feed_url(site.base_url) if feed_url else None):
            yield self._request(feed, self.parse_feed)
        if shown.next_page:
            yield self._request(shown.next_page, self.parse_second, site=site)
        posts = [post for post in shown.posts if not post.pinned]
        for place in sorted({0, len(posts) // 2, len(posts) - 1}) if posts else ():
            yield self._request(posts[place].url, self.parse_article)

    def parse_second(self, response: Response, site: Site) -> None:
        """Takes in the second page of the home listing."""
        self.seen.second = extract.read(page_of(response), site).outline

    def parse_article(self, response: Response) -> None:
        """Takes in an article."""
        self.seen.saw_article(page_of(response))

    def parse_feed(self, response: Response) -> None:
        """Takes in the feed."""
        self.seen.saw_feed(page_of(response))

    def failed(self, failure: Any) -> None:
        """Notes a page that did not come."""
        reason = reason_of(failure.value)
        why = "robots.txt forbids it" if reason == UrlState.FORBIDDEN else reason
        self.seen.problems.append(f"{failure.request.url}: {why}")

    def _request(self, url: str, parse: Callable[..., Requests], **more: Any) -> scrapy.Request:
        return scrapy.Request(
            url, callback=self.read, errback=self.failed, cb_kwargs={"parse": parse, **more}
        )

    def read(
        self, response: Response, parse: Callable[..., Requests], **more: Any
    ) -> Iterator[scrapy.Request]:
        """Hands a page to the method that reads it, and notes one that nobody should read."""
        try:
            yield from parse(response, **more) or ()
        except HostilePage as error:
            self.seen.problems.append(f"{response.url}: {error}")
