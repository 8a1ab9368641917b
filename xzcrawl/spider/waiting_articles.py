"""Archived articles wait until it is known that what they show is their own.

The shell around ``sameness``.
"""

import asyncio
from collections.abc import Sequence

from scrapy.crawler import Crawler

from xzcrawl.check import has_changed
from xzcrawl.frontier import Frontier
from xzcrawl.items import Article
from xzcrawl.runs import Count
from xzcrawl.spider.answers import miss_of_article
from xzcrawl.spider.callbacks import Output
from xzcrawl.spider.run_report import RunReport
from xzcrawl.spider.sameness import Sameness


class WaitingArticles:
    """Does not take one text on many articles for an edit of each."""

    def __init__(self, crawler: Crawler, frontier: Frontier, report: RunReport) -> None:
        self._crawler, self._frontier, self._report = crawler, frontier, report
        self._sameness = Sameness(self._has_changed)
        self._handing_on: asyncio.Task[None] | None = None

    def admit(self, article: Article) -> Output:
        """Hands on an article that is new, and an archived one once it is known that its text is its own."""
        known = self._frontier.archived(article.key)
        own, refused = ([article], []) if known is None else self._sameness.admit(article)
        yield from own
        for one in refused:
            self._report.example(Count.SAME_TEXT, one.page.url)
            yield miss_of_article(one, "several articles came with one and the same text")

    def start_handing_on(self) -> bool:
        """Begins to hand on what still waits, once nothing is under way; whether anything did."""
        if rest := self._sameness.rest():
            self._handing_on = asyncio.ensure_future(self._hand_on_and_go_on(rest))
        return bool(rest)

    async def hand_on(self) -> None:
        """Hands on what still waits in a run that is stopped, and so is never idle."""
        if self._handing_on is not None:
            await self._handing_on
        await self._hand_on(self._sameness.rest())

    def _has_changed(self, article: Article) -> bool:
        known = self._frontier.archived(article.key)
        return known is not None and has_changed(article, known.content_sha256, self._report.run.known_images)

    async def _hand_on_and_go_on(self, articles: Sequence[Article]) -> None:
        await self._hand_on(articles)
        if slot := self._crawler.engine._slot:
            slot.nextcall.schedule()  # by itself the engine looks every five seconds whether it is idle

    async def _hand_on(self, articles: Sequence[Article]) -> None:
        for article in articles:
            await self._crawler.engine.scraper.start_itemproc_async(article, response=None)
