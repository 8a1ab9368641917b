"""Asks for the further parts of an article, one after the other, before the article goes on.

A part that does not come makes the article a miss of this run: it must not look whole, and what the archive
has of it stays as it is. The next run asks for the article again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scrapy.http import Response

from xzcrawl.errors import HostilePage, NotAnArticle
from xzcrawl.extract import Contents, joined, next_part
from xzcrawl.families import Site
from xzcrawl.frontier import Visit
from xzcrawl.items import Article, Page
from xzcrawl.middleware import OverBudget
from xzcrawl.spider.answers import page_of, reason_of
from xzcrawl.spider.callbacks import Output, RequestVisit


@dataclass(frozen=True, slots=True)
class Begun:
    """An article of which the parts in ``came`` have come, the first as a ``response`` to a ``visit``.

    ``contents`` are those of the first page, ``urls`` the further parts that any page has linked, by number.
    """

    response: Response
    visit: Visit
    contents: Contents
    came: tuple[Article, ...]
    urls: Mapping[int, str]

    @property
    def first(self) -> tuple[Response, Visit]:
        """The response that has the first part, and the visit that it came for."""
        return self.response, self.visit


class Parts:
    """Asks for parts by ``request``, and has ``read`` read their pages.

    ``whole`` takes an article in once all parts have come, with the response and the visit of the first, and
    ``broken`` one of which a part did not come, for the reason told.
    """

    def __init__(
        self,
        site: Site,
        request: RequestVisit,
        read: Callable[[Response, Page, Visit], Contents],
        whole: Callable[[Response, Visit, Contents], Output],
        broken: Callable[[Response, Visit, str], Output],
    ) -> None:
        self._site, self._request, self._read = site, request, read
        self._whole, self._broken = whole, broken

    def begin(self, response: Response, visit: Visit, contents: Contents) -> Output:
        """Takes in what the first page of an article, or its only one, shows."""
        article = contents.article
        if article is None:
            yield from self._whole(response, visit, contents)
        else:
            yield from self._go_on(Begun(response, visit, contents, (article,), dict(contents.outline.parts)))

    def _go_on(self, begun: Begun) -> Output:
        number = len(begun.came) + 1
        if url := begun.urls.get(number):
            visit = Visit(begun.visit.address._replace(page=number), url)
            request = self._request(visit)
            yield request.replace(
                callback=self.parse_part,
                errback=self.part_missed,
                cb_kwargs={"visit": visit, "begun": begun},
                priority=request.priority + 1,  # what has begun is finished before another one begins
            )
        elif last := max((known for known in begun.urls if known > number), default=None):
            yield from self._broken(*begun.first, f"no page links part {number} of {last}")
        else:
            yield from self._finish(begun)

    def parse_part(self, response: Response, visit: Visit, begun: Begun) -> Output:
        page = page_of(response)
        try:
            contents = self._read(response, page, visit)
            part = next_part(contents, begun.came, self._site)
        except (HostilePage, NotAnArticle) as error:
            yield from self._broken(*begun.first, f"a part did not come: {visit.url}: {error}")
            return
        urls = {**dict(contents.outline.parts), **begun.urls}
        yield from self._go_on(replace(begun, came=(*begun.came, part), urls=urls))

    def part_missed(self, failure: Any) -> Output:
        begun: Begun = failure.request.cb_kwargs["begun"]
        if not isinstance(failure.value, OverBudget):
            reason = f"a part did not come: {failure.request.url}: {reason_of(failure.value)}"
            yield from self._broken(*begun.first, reason)

    def _finish(self, begun: Begun) -> Output:
        if len(begun.came) == 1:
            yield from self._whole(*begun.first, begun.contents)
            return
        try:
            article = joined(*begun.came)
        except HostilePage as error:
            yield from self._broken(*begun.first, str(error))
            return
        yield from self._whole(*begun.first, replace(begun.contents, article=article))
