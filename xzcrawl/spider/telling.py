"""What a run tells of besides its articles: problems, examples, its budget, what bounds have left unread."""

import scrapy
from scrapy.exceptions import NotConfigured

from xzcrawl.extensions.reasons import kind_of
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.frontier import Frontier, Visit
from xzcrawl.items import Miss, UrlState
from xzcrawl.middleware import OVER
from xzcrawl.runs import Count, CountOf


class TellingSpider(scrapy.Spider):
    """A spider whose run is recorded."""

    frontier: Frontier

    @property
    def _run(self) -> ArchiveRun:
        run = self.crawler.get_extension(ArchiveRun)
        if run is None:
            raise NotConfigured("the spider needs the ArchiveRun extension")
        return run

    @property
    def most_requests(self) -> int:
        """How many requests the run may make, images and tries again apart, by what is known of the site."""
        return self.frontier.most_requests

    @property
    def _is_over(self) -> bool:
        """Whether no page would be asked for any more."""
        return any(map(self.crawler.stats.get_value, OVER))

    def _spent(self) -> int:
        """The requests so far but for images, of which each comes once and only for a new article."""
        stats = self.crawler.stats
        images: int = stats.get_value(CountOf.REQUESTS.statistic("image"), 0)
        return int(stats.get_value("downloader/request_count", 0)) - images

    def _problem(self, name: str, url: str, message: str) -> None:
        self._run.problem(name, url, message)

    def _note_example(self, name: str, url: str) -> None:
        self._run.note_example(name, url)

    def _note_miss(self, miss: Miss) -> None:
        """Counts why an article failed; that it is gone, or may not be fetched, is no failure."""
        is_failure = miss.gone is None and not miss.elsewhere
        if is_failure and miss.reason not in (UrlState.FORBIDDEN, UrlState.NOT_ARTICLE):
            self._note_reason(miss.reason)

    def _note_reason(self, reason: str) -> None:
        self.crawler.stats.inc_value(CountOf.REASON.statistic(kind_of(reason)))

    def _unread(self, visit: Visit, reason: str, came: str = "") -> None:
        """A page of a listing did not come, or another one (``came``), so that the walk is incomplete."""
        self._note_reason(reason)
        reason += f" (what came: {came})" if came else ""
        self._problem(Count.FAILED_LISTINGS, visit.url, f"listing not read: {visit.url}: {reason}")

    def _tell_left(self) -> None:
        """Says and counts what bounds have left unread."""
        for left in self.frontier.left():
            self.logger.warning("%s: %d left unread: %s", left.url, left.count, left.why)
            self._run.note_example(left.name, left.url, left.count)
