"""What archived articles show waits until it is known that it is their own.

The shell around ``sameness``.
"""

import asyncio
from collections.abc import Sequence

from xzcrawl.check import has_changed
from xzcrawl.items import Article
from xzcrawl.runs import Count
from xzcrawl.spider.answers import miss_of_article
from xzcrawl.spider.control import ControlledSpider, Output
from xzcrawl.spider.sameness import Sameness


class WaitingSpider(ControlledSpider):
    """A spider that does not take one text on many articles for an edit of each."""

    _sameness: Sameness
    _tasks: Sequence[asyncio.Task[None]] = ()

    def _admit(self, article: Article) -> Output:
        """Hands on an article that is new, and an archived one once it is known that its text is its own."""
        known = self.frontier.archived(article.key)
        own, refused = ([article], []) if known is None else self._sameness.admit(article)
        yield from own
        for one in refused:
            self._note_example(Count.SAME_TEXT, one.page.url)
            yield miss_of_article(one, "several articles came with one and the same text")

    def _has_changed(self, article: Article) -> bool:
        known = self.frontier.archived(article.key)
        return known is not None and has_changed(article, known.content_sha256, self._run.known_images)

    def _hand_on_rest(self) -> bool:
        """Hands on what still waits, once nothing is under way; whether anything did."""
        self._tasks = [asyncio.ensure_future(self._hand_on(article)) for article in self._sameness.rest()]
        return bool(self._tasks)

    async def wind_up(self) -> None:
        """Hands on what still waits in a run that is stopped, and so is never idle; says what was left."""
        for article in self._sameness.rest():
            await self._hand_on(article)
        for miss in self._claims.strays():
            self._run.put(miss)
        self._tell_left()

    async def _hand_on(self, article: Article) -> None:
        await self.crawler.engine.scraper.start_itemproc_async(article, response=None)
