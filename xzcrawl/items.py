"""The values carried from room to room, each named for what is known at that step.

A response becomes a ``Capture`` and a ``Page``. Of these come the Scrapy items: an ``Article`` of its page, a
``Listing`` of any other page that shows articles, a ``Miss`` where a page could not be had.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Literal, get_args

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
ReadingSource = Literal["page", "listing", "feed", "metadata", "order", "body"]
#: What showed an address of an article: a main list or the feed, its own page, or any other link.
AddressSource = Literal["list", "feed", "canonical", "link"]
BlockKind = Literal["paragraph", "heading", "item", "row", "image"]
BlockRole = Literal["notice", "aside", "frame", "foot"]
#: ``error`` is any response to a request for one of the others that did not give it, redirects included;
#: those that led to a file become of its kind when it has come. A ``source`` is a page as it was received of
#: which a browser made the article or listing.
SnapshotKind = Literal["article", "listing", "source", "feed", "image", "attachment", "error"]
#: The kinds of files that an article has beside its page.
FileKind = Literal["image", "attachment"]
FILE_KINDS: Final = get_args(FileKind)
#: What read an article's page: its site's family, or the reader that knows no site (``generic``).
ReadBy = Literal["family", "generic"]
#: How an article is said to be gone: HTTP 404 or 410, a redirect home, or an error page with status 200.
GoneKind = Literal["404", "410", "home", "error_page"]
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Capture:
    """One HTTP exchange as received, or what a browser made of it, to be kept as a snapshot.

    ``record_id`` names the response's WARC record (``urn:uuid:…``). Both heads are start line and header
    lines with CRLF, the empty line included. ``body`` has its transfer coding undone, its content coding
    (gzip) not; it is ``truncated`` where the server broke off. ``redirected_from`` are the URLs that were
    asked for before and led here. Instants are aware, UTC.

    With ``rendered_from``, the record id of a response, ``body`` is the document that a browser made of it:
    HTML in UTF-8 that has no heads.
    """

    record_id: str
    site: str
    kind: SnapshotKind
    url: str
    status: int
    request_head: bytes
    response_head: bytes
    body: bytes
    requested_at: datetime
    fetched_at: datetime
    truncated: bool = False
    redirected_from: tuple[str, ...] = ()
    rendered_from: str | None = None


@dataclass(frozen=True)
class Page:
    """One HTTP response as received. Header names are lower case.

    The server wrote the page between ``requested_at`` and ``fetched_at`` (both aware, UTC). ``record_id``
    is that of its ``Capture``, None where it was not captured.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    requested_at: datetime
    fetched_at: datetime
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class DateInterval:
    """The instants a date text can mean: aware, Asia/Shanghai, both ends inclusive to the second.

    ``precision`` is the unit the text speaks in; ``text`` is as it was on the page.
    """

    earliest: datetime
    latest: datetime
    precision: Precision
    text: str


@dataclass(frozen=True, slots=True)
class Zones:
    """In which zones a site writes its times, in minutes east of UTC, and whether its pages are from a cache.

    ``pages`` is that of its date texts. ``feed``: between which zones (inclusive) that of the feed lies; None
    where it says so itself. ``cached``: pages have shown ages that are too young.
    """

    pages: int = 480
    feed: tuple[int, int] | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one observation of an article said. ``interval`` is None where no date could be read."""

    source: ReadingSource
    seen_at: datetime
    text: str | None
    interval: DateInterval | None
    views: int | None = None


@dataclass(frozen=True)
class Image:
    """A picture of a body; ``alt`` is the text that stands for it, "" for none."""

    url: str
    alt: str


@dataclass(frozen=True)
class Link:
    """A link with what it says, "" for nothing."""

    url: str
    title: str


@dataclass(frozen=True)
class Block:
    """One line of a body: a paragraph, heading, list item, table row, or an image between them.

    ``text`` is the clean text (for a row: cells joined by " | "; for an image: its alt text);
    ``html`` is the same block as safe inline HTML, its own element included; ``role`` is its theme's;
    ``part`` is the number of the part of its article that shows it, from 1.
    """

    kind: BlockKind
    text: str
    html: str
    image: Image | None = None
    role: BlockRole | None = None
    part: int = 1


@dataclass(frozen=True)
class Removed:
    """A line taken out of a body as boilerplate, with the name of the rule that cut it."""

    text: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One mention of an article on a page that is not its own; ``shown_by`` is what links it there."""

    key: str
    url: str
    shown_by: AddressSource = "link"
    title: str | None = None
    date_text: str | None = None
    reading: Reading | None = None  # set by pipelines.dates


@dataclass(frozen=True, slots=True)
class ListingLink:
    """A listing that a page links to, by the address of its first page. ``kind`` is a ``urls.Kind``."""

    kind: str
    key: str
    url: str


@dataclass(frozen=True)
class ListingPage:
    """One page of a listing as a walk has to remember it.

    ``posts`` are the keys of its articles in their order, without the pinned ones, which are ``pinned``.
    ``last_page`` is the highest page of the listing that it links to, with its URL (1 and "" for none).
    ``name`` is what the page calls the listing, None where it names none.
    """

    kind: str
    key: str
    page: int
    url: str
    posts: tuple[str, ...]
    pinned: tuple[str, ...]
    last_page: int
    last_url: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article as its own page shows it, with the blocks of all its parts where it has several pages.

    ``page`` is that of the first part, from which all else comes; ``parts`` are those of the further parts.
    """

    page: Page
    parts: tuple[Page, ...] = ()
    site: str
    key: str  # identity within the site: see families
    url: str  # canonical
    source_id: str  # the CMS's id
    landed_key: str | None = None  # key of the address at which the page came, after any redirect
    asked_key: str | None = None  # key of the address that was asked for, before any redirect
    asked_url: str | None = None  # that address
    title: str
    author: str | None = None
    origin: str | None = None  # where it is from (来源), as its page shows
    stated_origin: str | None = None  # the same as the page tells machines
    category: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    views: int | None = None
    date_text: str | None = None
    body_date_text: str | None = None  # a labelled date inside the body: the last resort
    metadata_dates: tuple[str, ...] = ()  # what the page tells machines of its publication
    blocks: tuple[Block, ...] = ()
    related: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()  # files, videos and players
    observations: tuple[Observation, ...] = ()  # other articles this page links to
    listings: tuple[ListingLink, ...] = ()  # listings this page links to
    memberships: tuple[tuple[str, str], ...] = ()  # (kind, key) of the listings it is in
    reading: Reading | None = None  # what its date says
    metadata_readings: tuple[Reading, ...] = ()  # beside the reading, what it tells machines
    removed: tuple[Removed, ...] = ()  # the boilerplate of its body
    finished_in: Zones | None = None  # the zones by which it was dated when it was cleaned; None before both
    read_by: ReadBy = "family"

    @property
    def text(self) -> str:
        """The body's lines joined by newlines, no empty ones; images are not lines."""
        return "\n".join(block.text for block in self.blocks if block.kind != "image")

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(block.image for block in self.blocks if block.image is not None)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page that shows articles: a home, category, tag, author or month page, or the feed.

    ``shown`` is what a walk remembers of it; None for a feed. ``zones`` are set where it has told them,
    ``site_name`` where a feed names its site.
    """

    page: Page
    site: str
    kind: str
    shown: ListingPage | None = None
    observations: tuple[Observation, ...] = ()
    listings: tuple[ListingLink, ...] = ()  # listings this page links to
    zones: Zones | None = None
    site_name: str | None = None


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address under which an article was seen; ``source`` is the strongest one that showed it.

    ``listed_at`` is when a main list or the feed last showed it, ``tried_at`` when it was last fetched, and
    ``answered_at`` when it last gave the article. All three are aware datetimes, or None for never.
    """

    url: str
    source: AddressSource
    listed_at: datetime | None = None
    tried_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def rank(self) -> tuple[bool, int, float]:
        """The sort key: a lower rank is fetched sooner. Of listed addresses the latest listed goes first."""
        failed = self.tried_at is not None and (self.answered_at or _NEVER) < self.tried_at
        if self.listed_at:
            return failed, 0, -self.listed_at.timestamp()
        return failed, (1 if self.answered_at else 3) + (self.source != "canonical"), 0.0


class UrlState(StrEnum):
    """What became of an address of an article. ``NOT_ARTICLE`` and ``FORBIDDEN`` are also reasons of a miss.

    ``NOT_ARTICLE``: a static page of the CMS; ``FORBIDDEN``: robots.txt forbids it.
    """

    DISCOVERED = "discovered"
    FETCHED = "fetched"
    FAILED = "failed"
    GONE = "gone"
    NOT_ARTICLE = "not_article"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, kw_only=True)
class Miss:
    """An article address that could not be had: why, and the HTTP status where there was one.

    ``gone`` is set where the site itself says that there is no such article (any more), and is None for
    every failure that says nothing about it (5xx, time-outs, an outage). ``elsewhere``: another address of
    the article is asked next, so this says something of the address alone. ``record_id`` as for ``Page``.
    """

    site: str
    key: str
    url: str
    status: int | None
    reason: str
    seen_at: datetime
    gone: GoneKind | None = None
    elsewhere: bool = False
    record_id: str | None = None
