"""Opens a walk: the home page and the plain feed come before all else.

Together they tell how the site tells the time (``site_clock``). So the home page is held back until the
feed has come or failed.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import scrapy
from scrapy.http import Response

from xzcrawl.extract import Post
from xzcrawl.families import Site
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.spider.answers import page_of
from xzcrawl.spider.callbacks import Output, RequestVisit
from xzcrawl.spider.feeds import Feeds
from xzcrawl.spider.page_reading import contents_if_readable
from xzcrawl.spider.site_clock import SiteClock


class Opening:
    """Has the ``clock`` learn how the site tells the time before any date is read.

    ``read_listing`` and ``missed`` are what the walk does with a listing's page, and with one that fails.
    """

    def __init__(
        self,
        site: Site,
        frontier: Frontier,
        clock: SiteClock,
        feeds: Feeds,
        request: RequestVisit,
        read_listing: Callable[[Response, Visit], Output],
        missed: Callable[[Any], Output],
    ) -> None:
        self._site, self._frontier, self._clock, self._feeds = site, frontier, clock, feeds
        self._request, self._read_listing, self._missed = request, read_listing, missed
        self._rest: Sequence[Visit] = ()

    def start(self) -> Iterator[scrapy.Request]:
        """The first requests: for the home page alone, where the walk reads it."""
        visits = self._frontier.start()
        self._rest = [visit for visit in visits if visit.address != HOME]
        if len(self._rest) < len(visits):
            yield self._request(Visit(HOME, self._site.base_url)).replace(callback=self.parse_first_home)
        else:
            yield from map(self._request, self._rest)

    def parse_first_home(self, response: Response, visit: Visit) -> Output:
        contents = contents_if_readable(response, self._site)
        outline = contents.outline if contents else None
        posts = outline.posts if outline else ()
        parse, missed = (
            partial(self.parse_first_feed, response, posts),
            partial(self.first_feed_missed, response),
        )
        feeds = self._frontier.first_feed(outline.feed if outline else None)
        for feed in feeds:
            yield self._request(feed).replace(callback=parse, errback=missed)
        if not feeds:
            yield from self._go_on(response)

    def parse_first_feed(
        self, home: Response, posts: Sequence[Post], response: Response, visit: Visit
    ) -> Output:
        page = page_of(response)
        self._clock.learn(page_of(home), posts, page)
        yield from self._go_on(home)
        yield from self._feeds.read(page, visit, self._clock.zones)

    def first_feed_missed(self, home: Response, failure: Any) -> Output:
        yield from self._missed(failure)
        yield from self._go_on(home)

    def _go_on(self, home: Response) -> Output:
        """Hands on the home page, and then the requests that waited for it."""
        yield from self._read_listing(home, Visit(HOME, self._site.base_url))
        yield from map(self._request, self._rest)
