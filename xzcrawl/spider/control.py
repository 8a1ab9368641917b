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
from xzcrawl.extensions.waiting import PAUSE
from xzcrawl.families import Site
from xzcrawl.frontier import HOME, Visit
from xzcrawl.items import Article, Listing, Miss, UrlState
from xzcrawl.middleware import OverBudget
from xzcrawl.runs import UPDATE, Count
from xzcrawl.spider.absence import gone_by_page, nowhere_url
from xzcrawl.spider.answers import page_of, said_by_failure
from xzcrawl.spider.claims import Claims, failed
from xzcrawl.spider.costly_pages import contents_of
from xzcrawl.spider.likeness import Said
from xzcrawl.spider.other_pages import OtherPages
from xzcrawl.spider.telling import TellingSpider
from xzcrawl.urls import Kind

#: Key of ``request.meta``: this visit decides whether a page is gone.
SECOND_LOOK: Final = "second_look"

#: Second looks are this many times closer to each other than to what was before them.
_SPACING: Final = 10

Output = Iterator[Article | Listing | Miss | scrapy.Request]


class ControlledSpider(TellingSpider):
    """A spider that believes that something is gone only of a site that is well."""

    site: Site
    mode: str
    _claims: Claims
    _has_paused: bool = False
    _last_page: int = 1
    _sound: Visit | None = None
    _other_pages: OtherPages

    def _request(self, visit: Visit, *, second_look: bool = False) -> scrapy.Request:
        raise NotImplementedError

    def _contents(self, response: Response) -> extract.Contents | None:
        """What a page shows; None where it cannot be read."""
        try:
            return contents_of(response, self.site)
        except HostilePage:
            return None

    # The control

    def _control(self) -> scrapy.Request:
        """Is the site well? First its home page is read again."""
        home = self._request(Visit(HOME, self.site.base_url))
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
            self._last_page = (outline.pager or (1, ""))[0]
        self._claims.frame = Said.of(None, response.body)
        if self._claims.held:
            yield from self._probe(probes)
        elif probes:
            yield from self._release()
        else:
            yield from self._discard()

    def parse_again(self, response: Response, visit: Visit) -> Output:
        """A page of the home listing that has come before: what it shows twice by one name is visited."""
        if contents := self._contents(response):
            outline = self.frontier.unaliased(contents.outline)
            yield from map(self._request, self.frontier.listed_again(outline))

    def _probe(self, probes: Sequence[Visit]) -> Output:
        """Asks for the next article that should be there; without one the site is unwell."""
        if probes:
            yield self._probing(*probes)
        else:
            yield from self._discard()

    def _probing(self, probe: Visit, *others: Visit) -> scrapy.Request:
        request = self._request(probe)
        cb_kwargs = {**request.cb_kwargs, "others": others}
        return request.replace(callback=self.parse_probe, errback=self.probe_failed, cb_kwargs=cb_kwargs)

    def parse_probe(self, response: Response, visit: Visit, others: Sequence[Visit]) -> Output:
        """One article that can be read is enough: others may be shut, or just deleted."""
        contents = self._contents(response)
        if contents is None or contents.article is None:
            yield from self._probe(others)
            return
        self._sound = visit
        if self._claims.confirmed:
            yield from self._claims.believe()
        elif claim := next(iter(self._claims.held.values()), None):
            yield self._nowhere(claim.visit)

    def _nowhere(self, visit: Visit) -> scrapy.Request:
        """What does the site answer at an address that does not exist?"""
        request = self._request(replace(visit, url=nowhere_url(visit.url)))
        return request.replace(callback=self.parse_nowhere, errback=self.nowhere_failed)

    def parse_nowhere(self, response: Response, visit: Visit) -> Output:
        page, contents = page_of(response), self._contents(response)
        gone = gone_by_page(page, contents.outline, self.site) if contents else None
        yield from self._compare(Said.of(gone, page.body))

    def nowhere_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._compare(said_by_failure(failure))

    def _compare(self, nowhere: Said | None) -> Iterator[Miss]:
        """Nothing is known where the answer does not say that there is no such article."""
        self._claims.nowhere = nowhere
        yield from self._release() if nowhere and nowhere.missing else self._discard()

    def _release(self) -> Iterator[Miss]:
        for kind, miss in self._claims.release(self.frontier.count_come()):
            if kind:
                self._note_example(kind, miss.url)
            yield miss

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
        """The next second look, if any is to come; the first of a run after a pause, the others after less.

        After the last one an article must be readable as before.
        """
        if self._claims.looks:
            request = self._request(self._claims.looks.pop(0), second_look=True)
            pause = self.settings.getfloat("SECOND_LOOK_DELAY")
            request.meta[PAUSE] = pause / _SPACING if self._has_paused else pause
            if not self._has_paused:
                self.logger.info("waiting %g s before what seems to be gone is looked at again", pause)
            self._has_paused = True
            return [request]
        return [self._probing(self._sound)] if self._claims.confirmed and self._sound else []

    def _discard(self) -> Iterator[Miss]:
        """The site is unwell: nothing that it claims is believed."""
        unlisted, self._claims.unlisted = self._claims.unlisted, []
        for visit in unlisted:
            self._unread(visit, "outage")
        yield from self._claims.discard()

    # What was missed

    def _absent(self, meta: dict[str, Any], visit: Visit, miss: Miss, said: Said | None = None) -> Output:
        """What was missed: another address is asked, and that an article is gone waits for a second look.

        Of an article that has come from another address it says nothing. ``said`` is the answer, if any.
        """
        self.logger.warning("missed article %s: %s", miss.url, miss.reason)
        in_vain = self._other_pages.note(miss, self.settings.getint("BREAKER_TRIES"))
        if in_vain and not self.frontier.has_shown_articles():
            self._run.end(in_vain)
        if self.frontier.has_come(miss.key):
            yield replace(miss, elsewhere=True)
            return
        if meta[SECOND_LOOK]:
            yield from self._verdict(miss, said)
            return
        if miss.gone is None:
            self._claims.failed.add(miss.key)
            self._claims.settle(miss.key)  # one address that fails otherwise leaves it open
        others = [] if miss.reason == UrlState.NOT_ARTICLE else self.frontier.elsewhere(miss.key)
        if others:
            yield replace(miss, elsewhere=True)
            yield from map(self._request, others)
        elif miss.gone and miss.key in self._claims.failed:
            yield replace(miss, gone=None)
        elif not self._claims.hold(visit, miss, said):
            yield miss if miss.key in self._claims.known else replace(miss, gone=None)

    def _verdict(self, miss: Miss, said: Said | None) -> Iterator[Miss]:
        """What a second look found waits for the last control, where it is the same as before.

        What a main list of this run shows is not gone.
        """
        if miss.gone and self.frontier.is_listed(miss.key):
            self._note_example(Count.LISTED_MISSING, miss.url)
            yield failed(miss, "listed by the site")
        elif miss.gone and self._claims.is_believable(said):
            self._claims.confirmed.append(miss)
        else:
            yield replace(miss, gone=None)

    def _unlisted(self, meta: dict[str, Any], visit: Visit, reason: str) -> Output:
        """A page of a listing is said not to be there, which is believed at a second look.

        The pager came from a cache, or the listing shrank or is no more. An update asks for the first page of
        each listing again and again: there is no need to ask twice.
        """
        has_ended = self.frontier.has_ended(visit.address)
        yield from map(self._request, self.frontier.missed_listing(visit.address, absent=True))
        if others := self.frontier.listing_elsewhere(visit.address):
            yield from map(self._request, others)
        elif visit.address.kind is Kind.HOME and meta[SECOND_LOOK] and visit.address.page <= self._last_page:
            self._unread(visit, f"{reason}, though the home page still links it")
        elif visit.guessed or meta[SECOND_LOOK] or (visit.address.page == 1 and self.mode == UPDATE.name):
            self.logger.warning("the site has no listing page %s: %s", visit.url, reason)
            self._note_example(Count.LISTINGS_MISSING, visit.url)
            self.frontier.lacks_listing(visit.address)
        elif not has_ended:  # the pages with which it ended are looked at again, not all behind them
            self._claims.unlisted.append(visit)
