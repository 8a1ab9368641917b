"""Makes the reading of a page: it chooses the text, and keeps the error of one that cannot be read. Pure."""

from dataclasses import dataclass, replace

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.observation import read
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Article, Page, Reading, ReadingSource, Zones


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reading, and the ``contradiction`` in its text, if there is one.

    The reading has no interval where the text has no date or contradicts itself.
    """

    reading: Reading
    contradiction: ContradictoryDate | None = None

    @property
    def is_unread(self) -> bool:
        """Whether there was a text, and no date was found in it."""
        reading = self.reading
        return reading.text is not None and reading.interval is None and self.contradiction is None


def attempt(text: str, page: Page, source: ReadingSource, rounding: Rounding | None, zones: Zones) -> Attempt:
    """The reading of a date text on a page; ``rounding`` and ``zones`` are those of the site's clock."""
    try:
        return Attempt(read(text, page, source, rounding=rounding, zones=zones))
    except ContradictoryDate as error:
        return Attempt(Reading(source, page.fetched_at, text, None), error)


def attempt_article(article: Article, rounding: Rounding | None, zones: Zones) -> Attempt:
    """The reading of an article's own date (from its date line, else from its body) and of its views."""
    texts: tuple[tuple[str | None, ReadingSource], ...] = (
        (article.date_text, "page"),
        (article.body_date_text, "body"),
    )
    text, source = next((pair for pair in texts if pair[0] is not None), (None, "page"))
    if not text:
        return Attempt(Reading("page", article.page.fetched_at, None, None, article.views))
    tried = attempt(text, article.page, source, rounding, zones)
    return replace(tried, reading=replace(tried.reading, views=article.views))
