"""One error tree. The CLI turns an ``XzcrawlError`` into one line and exit code 2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from xzcrawl.items import DateInterval


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in one line of English.

    ``code`` and ``parameters`` let a reader of the problem word it in another language. A problem without a
    code is shown as it is.
    """

    text: str
    code: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)


class XzcrawlError(Exception):
    """An error that one line explains to a user. Its text says what to do next.

    ``problem`` is the same error for code that words it otherwise, such as the web pages.
    """

    def __init__(self, text: str, code: str = "", **parameters: object) -> None:
        super().__init__(text)
        self.problem = Problem(text, code, parameters)


class ContradictoryDate(XzcrawlError):
    """A date text that contradicts itself or the clock.

    Raised by ``dates.parse_date``; caught by ``pipelines.dates``, which counts it and goes on
    without a date. ``candidates`` are the intervals that disagree (there may be none).
    """

    def __init__(self, text: str, reason: str, candidates: Sequence["DateInterval"] = ()) -> None:
        super().__init__(f"contradictory date {text!r}: {reason}")
        self.text = text
        self.reason = reason
        self.candidates = tuple(candidates)

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Errors cross processes: this one is made again from what it was made of."""
        return type(self), (self.text, self.reason, self.candidates)


class NotAnArticle(XzcrawlError):
    """A page that has no article in the family's markup. Raised by ``extract``; the spider counts it."""


class HostilePage(XzcrawlError):
    """A page that must not be read.

    It is built to keep its readers busy or to fill the memory or the archive (``extract`` and ``reader``
    raise this error for it), it breaks off, or it belongs to another site. The spider counts it as missed, or
    as a listing that was not read, and its snapshot is kept.
    """


class ArchiveError(XzcrawlError):
    """The archive cannot be opened, read or written. Raised by ``archive``; ends a run or a command."""


class SnapshotError(XzcrawlError):
    """The record of a snapshot is missing, torn, or not the one asked for. Raised by ``snapshots``."""


class SearchIndexError(XzcrawlError):
    """The search index cannot be read or written. Raised by ``search.index``; a crawl goes on without it."""


class NotInArchive(XzcrawlError):
    """No article has this id or URL. Raised by ``archive``.

    ``problem`` leaves out ``place``, where the archive is on this machine: readers elsewhere must not see it.
    """

    def __init__(self, text: str, code: str = "", *, place: str = "", **parameters: object) -> None:
        super().__init__(f"{text} at {place}" if place else text)
        self.problem = Problem(text, code, parameters)


class UsageError(XzcrawlError):
    """The command line, a program or a page asks for something impossible or meaningless."""


class AlreadyRunning(XzcrawlError):
    """Another run holds the lock of this site. Raised by ``cli``, which ends with exit code 75 for it."""


class EmptyListing(XzcrawlError):
    """A listing that should show articles shows none: its markup changed, or the page is not a listing.

    Raised by ``frontier``. The spider counts it and goes on in other ways; the run counts as failed.
    """


class BadQuery(XzcrawlError):
    """A search query that has no meaning. Raised by ``search.query``; the web answers 400."""
