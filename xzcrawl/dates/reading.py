"""Makes the reading of a page: it chooses the text, and keeps the error of one that cannot be read. Pure."""

from dataclasses import dataclass, replace

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.evidence import in_year_of_address
from xzcrawl.dates.metadata import metadata_reading
from xzcrawl.dates.observation import read
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import Article, DateInterval, Page, Reading, ReadingSource, Zones


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reading, and the ``contradiction`` in its text, if there is one.

    The reading has no interval where the text has no date or contradicts itself. ``metadata`` are the
    readings of what an article's page tells machines beside it.
    """

    reading: Reading
    contradiction: ContradictoryDate | None = None
    metadata: tuple[Reading, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether there was a text, and no date was found in it."""
        reading = self.reading
        return reading.text is not None and reading.interval is None and self.contradiction is None


def attempt(
    text: str, page: Page, source: ReadingSource, rounding: Rounding | None, zones: Zones, url: str
) -> Attempt:
    """The reading of a date text on a page, of the article at ``url``.

    ``rounding`` and ``zones`` are those of the site's clock.
    """
    try:
        found = read(text, page, source, rounding=rounding, zones=zones)
        return Attempt(in_year_of_address(found, url))
    except ContradictoryDate as error:
        return Attempt(Reading(source, page.fetched_at, text, None), error)


def attempt_article(article: Article, rounding: Rounding | None, zones: Zones) -> Attempt:
    """The reading of an article's own date and of its views, and what its page tells machines beside that.

    The date is that of the date line, else of what the page tells machines, else of its body.
    """
    tried = _tried(article, rounding, zones)
    told = _told(article, tried.reading.interval if article.date_text else None, zones)
    if article.date_text is None and told:
        tried, told = Attempt(told[0]), told[1:]
    return replace(tried, reading=replace(tried.reading, views=article.views), metadata=tuple(told))


def _tried(article: Article, rounding: Rounding | None, zones: Zones) -> Attempt:
    texts: tuple[tuple[str | None, ReadingSource], ...] = (
        (article.date_text, "page"),
        (article.body_date_text, "body"),
    )
    text, source = next((pair for pair in texts if pair[0] is not None), (None, "page"))
    if not text:
        return Attempt(Reading("page", article.page.fetched_at, None, None))
    return attempt(text, article.page, source, rounding, zones, article.url)


def _told(article: Article, shown: DateInterval | None, zones: Zones) -> list[Reading]:
    read = (metadata_reading(text, article.page, shown, zones) for text in article.metadata_dates)
    return [reading for reading in read if reading is not None]
