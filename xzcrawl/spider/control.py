"""Checks that the site is well before it is believed that something is gone.

The shell around ``absence``, apart from the walk itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import scrapy
from scrapy.http import Response
from scrapy.settings import BaseSettings

from xzcrawl.extensions.waiting_requests import PAUSE
from xzcrawl.families import Site
from xzcrawl.frontier import HOME, Frontier, Visit
from xzcrawl.items import Miss, UrlState
from xzcrawl.middleware import OverBudget
from xzcrawl.runs import UPDATE, Count, Mode
from xzcrawl.spider.absence import gone_by_page, nowhere_url
from xzcrawl.spider.answers import page_of, said_by_failure
from xzcrawl.spider.callbacks import Output, ParseVisit, RequestVisit
from xzcrawl.spider.claims import LISTED, Claims, failed
from xzcrawl.spider.likeness import Said
from xzcrawl.spider.other_pages import OtherPages
from xzcrawl.spider.page_reading import contents_if_readable
from xzcrawl.spider.run_report import RunReport
from xzcrawl.urls import Kind

#: Key of ``request.meta``: this visit decides whether a page is gone.
_SECOND_LOOK: Final = "second_look"

#: Second looks are this many times closer to each other than to what was before them.
_SPACING: Final = 10


class Control:
    """Believes that something is gone only of a site that is well.

    ``claims`` are what the site says is gone in a walk of this ``mode``.
    """

    def __init__(
        self,
        site: Site,
        frontier: Frontier,
        mode: Mode,
        claims: Claims,
        report: RunReport,
        request: RequestVisit,
        parse_article: ParseVisit,
        settings: BaseSettings,
    ) -> None:
        self._site, self._frontier, self._mode, self._claims = site, frontier, mode, claims
        self._report, self._request, self._parse_article = report, request, parse_article
        self._pause = settings.getfloat("SECOND_LOOK_DELAY")
        self._most_other_pages = settings.getint("BREAKER_TRIES")
        self._other_pages = OtherPages()
        self._has_paused = False
        self._last_page = 1
        self._sound: Visit | None = None

    # What was missed

    def absent(self, meta: Mapping[str, Any], visit: Visit, miss: Miss, said: Said | None = None) -> Output:
        """What was missed: another address is asked, and that an article is gone waits for a second look.

        Of an article that has come from another address it says nothing. ``said`` is the answer, if any.
        """
        self._report.log.warning("missed article %s: %s", miss.url, miss.reason)
        in_vain = self._other_pages.note(miss, self._most_other_pages)
        if in_vain and not self._frontier.has_shown_articles():
            self._report.run.end(in_vain)
        if self._frontier.has_come(miss.key):
            yield replace(miss, elsewhere=True)
            return
        if meta.get(_SECOND_LOOK):
            yield from self._verdict(miss, said)
            return
        if miss.gone is None:
            self._claims.failed.add(miss.key)
            self._claims.refute(miss.key)  # one address that fails otherwise leaves it open
        others = [] if miss.reason == UrlState.NOT_ARTICLE else self._frontier.elsewhere(miss.key)
        if others:
            yield replace(miss, elsewhere=True)
            yield from map(self._request, others)
        elif miss.gone and miss.key in self._claims.failed:
            yield replace(miss, gone=None)
        elif not self._claims.hold(visit, miss, said):
            yield miss if miss.key in self._claims.known else replace(miss, gone=None)

    def _verdict(self, miss: Miss, said: Said | None) -> Iterator[Miss]:
        """What a second look found waits for the last control, where it is the same as before.

        What a main list of this run shows is not gone. A link that has been dead ever since it was found is
        told by the first run alone.
        """
        if miss.gone and self._frontier.is_listed(miss.key):
            if not self._frontier.was_dead(miss.key):
                self._report.example(Count.LISTED_MISSING, miss.url)
            yield failed(miss, LISTED)
        elif miss.gone and self._claims.is_believable(said):
            self._claims.confirmed.append(miss)
        else:
            yield replace(miss, gone=None)

    def unlisted(self, meta: Mapping[str, Any], visit: Visit, reason: str) -> Output:
        """A page of a listing is said not to be there, which is believed at a second look.

        The pager came from a cache, or the listing shrank or is no more. An update asks for the first page of
        each listing again and again: there is no need to ask twice.
        """
        has_ended = self._frontier.has_ended(visit.address)
        yield from map(self._request, self._frontier.missed_listing(visit.address, absent=True))
        if others := self._frontier.listing_elsewhere(visit.address):
            yield from map(self._request, others)
        elif (
            visit.address.kind is Kind.HOME
            and meta.get(_SECOND_LOOK)
            and visit.address.page <= self._last_page
        ):
            self._report.unread(visit, f"{reason}, though the home page still links it")
        elif visit.guessed or meta.get(_SECOND_LOOK) or (visit.address.page == 1 and self._mode == UPDATE):
            self._report.log.warning("the site has no listing page %s: %s", visit.url, reason)
            self._report.example(Count.LISTINGS_MISSING, visit.url)
            self._frontier.lacks_listing(visit.address)
        elif not has_ended:  # the pages with which it ended are looked at again, not all behind them
            self._claims.unlisted.append(visit)

    def came(self, *keys: str | None) -> None:
        """An article that answers to these keys has come: neither is it gone, nor did it fail."""
        self._claims.came(*keys)

    def strays(self) -> Iterator[Miss]:
        """What is claimed, in a run that is stopped, of articles that the archive does not have: failures."""
        return self._claims.strays()

    # The control

    def check_site(self) -> list[scrapy.Request]:
        """Is the site well, where anything waits for that? First its home page is read again."""
        if not self._claims.any_waiting:
            return []
        home = self._request(Visit(HOME, self._site.base_url))
        return [home.replace(callback=self.parse_home_again, errback=self.home_failed)]

    def parse_home_again(self, response: Response, visit: Visit) -> Output:
        """The home page must show articles, and one of these must be readable.

        Of listings alone the home page, itself one, tells enough.
        """
        contents = contents_if_readable(response, self._site)
        outline = contents and contents.outline
        probes = self._claims.probes(outline) if outline else []
        if outline:
            self._frontier.saw_again(outline)
            self._last_page = (outline.pager or (1, ""))[0]
        self._claims.frame = Said.of(None, response.body)
        if self._claims.waiting:
            yield from self._probe(probes)
        elif probes:
            yield from self._release()
        else:
            yield from self._discard()

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
        """One article that can be read is enough: others may be shut, or just deleted.

        What it says by now is taken in like that of any other visit.
        """
        contents = contents_if_readable(response, self._site)
        if contents is None or contents.article is None:
            yield from self._probe(others)
            return
        self._sound = visit
        if not self._frontier.has_come(visit.address.key):
            yield from self._parse_article(response, visit)
        if self._claims.confirmed:
            yield from self._claims.believe()
        elif claim := next(iter(self._claims.waiting.values()), None):
            yield self._nowhere(claim.visit)

    def _nowhere(self, visit: Visit) -> scrapy.Request:
        """What does the site answer at an address that does not exist?"""
        request = self._request(replace(visit, url=nowhere_url(visit.url, self._site)))
        return request.replace(callback=self.parse_nowhere, errback=self.nowhere_failed)

    def parse_nowhere(self, response: Response, visit: Visit) -> Output:
        page, contents = page_of(response), contents_if_readable(response, self._site)
        gone = gone_by_page(page, contents.outline, self._site) if contents else None
        yield from self._compare(Said.of(gone, page.body))

    def nowhere_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._compare(said_by_failure(failure))

    def _compare(self, nowhere: Said | None) -> Iterator[Miss]:
        """Nothing is known where the answer does not say that there is no such article."""
        self._claims.nowhere = nowhere
        yield from self._release() if nowhere and nowhere.missing else self._discard()

    def _release(self) -> Iterator[Miss]:
        for kind, miss in self._claims.release(self._frontier.count_come()):
            if kind:
                self._report.example(kind, miss.url)
            yield miss

    def probe_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._probe(failure.request.cb_kwargs["others"])

    def home_failed(self, failure: Any) -> Output:
        if not isinstance(failure.value, OverBudget):
            yield from self._discard()

    def last_addresses(self) -> list[scrapy.Request]:
        """Where the CMS answers by its id for what is said to be gone, and has not come from elsewhere."""
        self._claims.refute(*filter(self._frontier.has_come, [*self._claims.waiting]))
        return [self._request(each) for key in self._claims.waiting for each in self._frontier.by_id(key)]

    def second_looks(self) -> list[scrapy.Request]:
        """The next second look, if any is to come; the first of a run after a pause, the others after less.

        After the last one an article must be readable as before.
        """
        if self._claims.looks:
            request = self._request(self._claims.looks.pop(0))
            request.meta[_SECOND_LOOK] = True
            request.meta[PAUSE] = self._pause / _SPACING if self._has_paused else self._pause
            if not self._has_paused:
                self._report.log.info(
                    "waiting %g s before what seems to be gone is looked at again", self._pause
                )
            self._has_paused = True
            return [request]
        return [self._probing(self._sound)] if self._claims.confirmed and self._sound else []

    def _discard(self) -> Iterator[Miss]:
        """The site is unwell: nothing that it claims is believed."""
        unlisted, self._claims.unlisted = self._claims.unlisted, []
        for visit in unlisted:
            self._report.unread(visit, "outage")
        yield from self._claims.discard()
