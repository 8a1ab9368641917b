"""What a site says is not there (any more), and the control that the site is well.

The shell around ``absence``, apart from the walk itself.
"""

from collections.abc import Iterator
from typing import Any, Final

import scrapy
from scrapy.http import Response

from xzcrawl import extract
from xzcrawl.errors import HostilePage
from xzcrawl.frontier import HOME, Visit
from xzcrawl.items import Article, Listing, Miss
from xzcrawl.middleware import OverBudget
from xzcrawl.spider.absence import Claims, shows_article
from xzcrawl.spider.answers import page_of

#: Key of ``request.meta``: this visit decides whether a page is gone.
SECOND_LOOK: Final = "second_look"

Output = Iterator[Article | Listing | Miss | scrapy.Request]


class ControlledSpider(scrapy.Spider):
    """A spider that believes that something is gone only of a site that is well."""

    base_url: str
    site: str
    mode: str
    _claims: Claims

    def _request(self, visit: Visit, *, second_look: bool = False) -> scrapy.Request:
        raise NotImplementedError

    def _problem(self, name: str, url: str, message: str) -> None:
        raise NotImplementedError

    def parse_control(self, response: Response, visit: Visit) -> Output:
        """Is the site well? First the home page must show articles, then one of these must be readable."""
        page = page_of(response)
        try:
            tree = extract.parse(page)
        except HostilePage:
            yield from self._dismiss()
            return
        if visit.address == HOME:
            witness = self._claims.witness(extract.outline(tree, page.url, self.base_url))
            is_well = witness is not None
            if (
                witness and self._claims.held
            ):  # of listings alone the home page, itself one, is witness enough
                yield self._control(witness)
                return
        else:
            is_well = shows_article(tree, page, self.site, self.base_url)
        yield from self._second_looks() if is_well else self._dismiss()

    def _second_looks(self) -> Output:
        yield from (self._request(each, second_look=True) for each in self._claims.release())

    def control_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._dismiss()

    def _control(self, visit: Visit) -> scrapy.Request:
        return self._request(visit).replace(callback=self.parse_control, errback=self.control_failed)

    def _absent(self, meta: dict[str, Any], visit: Visit, miss: Miss) -> Iterator[Miss]:
        """What was missed; that an article is gone is only claimed until a second look confirms it."""
        self.logger.warning("missed article %s: %s", miss.url, miss.reason)
        if meta[SECOND_LOOK] or not self._claims.hold(visit, miss):
            yield miss

    def _unlisted(self, meta: dict[str, Any], visit: Visit, reason: str) -> None:
        """Believed at a second look: the pager came from a cache, or the listing shrank or is no more.

        An update asks for the first page of each listing again and again: there is no need to ask twice.
        """
        if meta[SECOND_LOOK] or (visit.address.page == 1 and self.mode == "update"):
            self.logger.warning("the site has no listing page %s: %s", visit.url, reason)
        else:
            self._claims.unlisted.append(visit)

    def _unread(self, visit: Visit, reason: str) -> None:
        self._problem("failed_listings", visit.url, f"listing not read: {visit.url}: {reason}")

    def _dismiss(self) -> Iterator[Miss]:
        """The site is unwell: nothing that it claims is believed."""
        unlisted, self._claims.unlisted = self._claims.unlisted, []
        for visit in unlisted:
            self._unread(visit, "outage")
        yield from self._claims.dismiss()
