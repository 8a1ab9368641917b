"""A site in trouble is left alone: the run ends once a kind of page fails again and again."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from xzcrawl.extensions.reasons import reason_of
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.middleware import is_source, purpose

#: Fewer pages than these may each be at fault themselves, however often they are tried.
FEWEST_PAGES: Final = 10
#: Answers of a site that is well: there is nothing (any more) at this address.
_ABSENT: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
#: What a run cannot do without. An image, or a feed, that does not come is not a failure.
_KINDS: Final = {"article": "article pages", "listing": "listing pages"}


@dataclass(slots=True)
class Streak:
    """Tries of one kind of page that failed since the last one that came."""

    tries: int = 0
    pages: set[str] = field(default_factory=set)

    def failed(self, url: str) -> None:
        """A try of this page failed."""
        self.tries += 1
        self.pages.add(url)

    def is_hopeless(self, most: int, came: int) -> bool:
        """Whether ``most`` tries or more have failed, of more pages than ``came``, and not of a few alone."""
        return self.tries >= most and len(self.pages) >= FEWEST_PAGES and len(self.pages) > came


class Breaker:
    """Ends the run where BREAKER_TRIES tries of article pages, or of listing pages, failed in a row.

    Each try counts, retries too: a site that answers 500 to everything is not asked six times for every page.
    More pages must fail than came in the run: those that are broken for good are all tried at its end.
    Articles and listings are counted apart, or lists that still come (from a cache) would hide that no
    article does. 404 and 410 count neither way. The rendering tells whether a page that a browser makes came.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("BREAKER_TRIES")
        self._streaks: defaultdict[str | None, Streak] = defaultdict(Streak)
        self._came: Counter[str | None] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status < 300 and not is_source(request, response):
            self.came(request)
        elif response.status >= 400 and response.status not in _ABSENT:
            self.failed(request, f"HTTP {response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest):
            self.failed(request, reason_of(exception))

    def came(self, request: Request) -> None:
        """A try of this request brought the page."""
        self._streaks.pop(purpose(request), None)
        self._came[purpose(request)] += 1

    def failed(self, request: Request, reason: str) -> None:
        """A try of this request failed; ends the run where it was one too many."""
        kind = purpose(request)
        streak = self._streaks[kind]
        streak.failed(request.url)
        run = self._crawler.get_extension(ArchiveRun)
        if run and kind in _KINDS and self._most and streak.is_hopeless(self._most, self._came[kind]):
            pages = f"{len(streak.pages)} {_KINDS[kind]}"
            run.end(f"{pages} failed in {streak.tries} tries, none came: {reason}")
