"""What a site says is not there (any more), and the control that the site is well.

The shell around ``absence``, apart from the walk itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import scrapy
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.extensions.politeness import PAUSE
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.items import Article, Listing, Miss
from xzcrawl.middleware import OverBudget
from xzcrawl.spider.absence import Claims
from xzcrawl.spider.answers import NOT_ARTICLE
from xzcrawl.spider.dear import contents_of

#: Key of ``request.meta``: this visit decides whether a page is gone.
SECOND_LOOK: Final = "second_look"

Output = Iterator[Article | Listing | Miss | scrapy.Request]


class ControlledSpider(scrapy.Spider):
    """A spider that believes that something is gone only of a site that is well."""

    base_url: str
    site: str
    mode: str
    frontier: Frontier
    _claims: Claims
    _has_paused: bool = False

    def _request(self, visit: Visit, *, second_look: bool = False) -> scrapy.Request:
        raise NotImplementedError

    def _problem(self, name: str, url: str, message: str) -> None:
        raise NotImplementedError

    def _remark(self, name: str, url: str) -> None:
        raise NotImplementedError

    def _contents(self, response: Response) -> extract.Contents | None:
        """What a page shows; None where it cannot be read."""
        try:
            return contents_of(response, self.site, self.base_url)
        except HostilePage:
            return None

    # The control

    def _control(self) -> scrapy.Request:
        """Is the site well? First its home page is read again."""
        home = self._request(Visit(HOME, self.base_url))
        return home.replace(callback=self.parse_control, errback=self.control_failed)

    def parse_control(self, response: Response, visit: Visit) -> Output:
        """The home page must show articles, and one of these must be readable.

        Of listings alone the home page, itself one, tells enough.
        """
        contents = self._contents(response)
        outline = contents and contents.outline
        probes = self._claims.probes(outline) if outline else []
        if outline:
            self.frontier.saw_again(outline)
        if self._claims.held:
            yield from self._probe(probes)
        elif probes:
            self._claims.release()
        else:
            yield from self._discard()

    def _probe(self, probes: Sequence[Visit]) -> Output:
        """Asks for the next article that should be there; without one the site is unwell."""
        if not probes:
            yield from self._discard()
            return
        request = self._request(probes[0])
        cb_kwargs = {**request.cb_kwargs, "others": probes[1:]}
        yield request.replace(callback=self.parse_probe, errback=self.probe_failed, cb_kwargs=cb_kwargs)

    def parse_probe(self, response: Response, visit: Visit, others: Sequence[Visit]) -> Output:
        """One article that can be read is enough: others may be shut, or just deleted."""
        contents = self._contents(response)
        if contents and contents.article:
            self._claims.release()
        else:
            yield from self._probe(others)

    def probe_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._probe(failure.request.cb_kwargs["others"])

    def control_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._discard()

    def _last_addresses(self) -> list[scrapy.Request]:
        """Where the CMS answers by its id for what is said to be gone, and has not come from elsewhere."""
        self._claims.settle(*filter(self.frontier.has_come, [*self._claims.held]))
        return [self._request(each) for key in self._claims.held for each in self.frontier.by_id(key)]

    def _second_look(self) -> list[scrapy.Request]:
        """The next second look, if any is to come; the first of a run after a pause."""
        if not self._claims.looks:
            return []
        request = self._request(self._claims.looks.pop(0), second_look=True)
        if not self._has_paused:
            request.meta[PAUSE] = self.settings.getfloat("SECOND_LOOK_DELAY")
        self._has_paused = True
        return [request]

    def _discard(self) -> Iterator[Miss]:
        """The site is unwell: nothing that it claims is believed."""
        unlisted, self._claims.unlisted = self._claims.unlisted, []
        for visit in unlisted:
            self._unread(visit, "outage")
        yield from self._claims.discard()

    # What was missed

    def _absent(self, meta: dict[str, Any], visit: Visit, miss: Miss) -> Output:
        """What was missed: another address is asked, and that an article is gone waits for a second look.

        Of an article that has come from another address it says nothing.
        """
        self.logger.warning("missed article %s: %s", miss.url, miss.reason)
        if self.frontier.has_come(miss.key):
            yield replace(miss, elsewhere=True)
            return
        if meta[SECOND_LOOK]:
            yield self._verdict(miss)
            return
        if miss.gone is None:
            self._claims.failed.add(miss.key)
            self._claims.settle(miss.key)  # one address that fails otherwise leaves it open
        others = [] if miss.reason == NOT_ARTICLE else self.frontier.elsewhere(miss.key)
        if others:
            yield replace(miss, elsewhere=True)
            yield from map(self._request, others)
        elif miss.gone and miss.key in self._claims.failed:
            yield replace(miss, gone=None)
        elif not self._claims.hold(visit, miss):
            yield miss

    def _verdict(self, miss: Miss) -> Miss:
        """What a second look found; what a main list of this run shows is not gone."""
        if not miss.gone or not self.frontier.is_listed(miss.key):
            return miss
        self._remark("listed_missing", miss.url)
        return replace(miss, gone=None, reason=f"listed by the site: {miss.reason}")

    def _unlisted(self, meta: dict[str, Any], visit: Visit, reason: str) -> Output:
        """A page of a listing is said not to be there, which is believed at a second look.

        The pager came from a cache, or the listing shrank or is no more. An update asks for the first page of
        each listing again and again: there is no need to ask twice.
        """
        if others := self.frontier.listing_elsewhere(visit.address):
            yield from map(self._request, others)
        elif visit.guessed or meta[SECOND_LOOK] or (visit.address.page == 1 and self.mode == "update"):
            self.logger.warning("the site has no listing page %s: %s", visit.url, reason)
        else:
            self._claims.unlisted.append(visit)

    def _unread(self, visit: Visit, reason: str) -> None:
        self._problem("failed_listings", visit.url, f"listing not read: {visit.url}: {reason}")
