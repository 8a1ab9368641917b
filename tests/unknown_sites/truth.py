"""What a made-up site is, and what is true of its articles."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Protocol

BEIJING = timezone(timedelta(hours=8))
#: When the tests look at the sites, unless they say otherwise.
NOW = datetime(2026, 3, 20, 15, 40, 30, tzinfo=BEIJING)

#: Status, headers (the ``Content-Length`` included), body.
Response = tuple[int, dict[str, str], bytes]
#: Rows of cells.
Table = tuple[tuple[str, ...], ...]


class Precision(Enum):
    """The finest unit of an article's date that its own page shows."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class PastEnd(Enum):
    """What a site answers for a list page after the last."""

    NOT_FOUND = "404"
    EMPTY = "200 without entries"
    LAST_AGAIN = "the last page once more"


@dataclass(frozen=True)
class Attachment:
    """A file beside an article: its address and the words of the link."""

    url: str
    name: str


@dataclass(frozen=True)
class Truth:
    """What a reader of the site knows of one article. Addresses are paths from the root, with the query.

    ``published`` is the time in Beijing as the article's page shows it, cut to its ``precision``; ``instant``
    is what the system holds, which a list or feed may show in full. ``source`` and ``author`` are ``None``
    where the page names none. ``paragraphs`` are all texts of the body in order: paragraphs, headings,
    captions, signatures; no cells of its ``tables``. ``notices`` also stand inside the body's container and
    are not the article: contact lines, disclaimers, names of editors, tables about a document.
    """

    url: str
    title: str
    published: datetime
    precision: Precision
    instant: datetime
    column: str
    paragraphs: tuple[str, ...]
    author: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[Table, ...] = ()
    notices: tuple[str, ...] = ()
    #: The addresses of the second and later parts of the text.
    parts: tuple[str, ...] = ()
    #: Other addresses of the same, some of which the site links to.
    aliases: tuple[str, ...] = ()

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address at which its first part stands."""
        return self.url, *self.aliases


@dataclass(frozen=True)
class Column:
    """A list of articles: the addresses of its pages in order, and of one after the last.

    Where pages are asked for by a script, the later addresses are the script's.
    """

    name: str
    pages: tuple[str, ...]
    beyond: str
    past_end: PastEnd


class UnknownSite(Hashable, Protocol):
    """A made-up site at a given moment. Its base URL (ending in ``/``) is set by who serves it."""

    name: str
    encoding: str
    now: datetime
    base_url: str
    #: An address like those of articles at which there is none.
    absent: str

    @property
    def truths(self) -> tuple[Truth, ...]:
        """Every article that is published by ``now``, the newest first."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every list that the home page leads to; together they have every article."""

    @property
    def dead(self) -> frozenset[str]:
        """Addresses that pages link to and that answer with an error, on purpose."""

    def respond(self, path: str, query: str) -> Response:
        """The answer to GET; ``path`` and ``query`` are as they stood in the request."""


def shown(instant: datetime, precision: Precision) -> datetime:
    """An instant, cut to what is shown of it."""
    match precision:
        case Precision.SECOND:
            return instant.replace(microsecond=0)
        case Precision.MINUTE:
            return instant.replace(second=0, microsecond=0)
        case Precision.DAY:
            return instant.replace(hour=0, minute=0, second=0, microsecond=0)
