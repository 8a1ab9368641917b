"""What a format is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, Literal

from xzcrawl import dates
from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import ArticleSnapshots
from xzcrawl.errors import UsageError

#: How a table writes an instant: ISO 8601 with its offset, or as spreadsheets take it for a date.
Dates = Literal["iso", "spreadsheet"]


@dataclass(frozen=True, slots=True)
class SnapshotSource:
    """The responses behind the articles: the folder they lie in, and which are an article's, by its id."""

    folder: Path
    of: Callable[[int], ArticleSnapshots]


@dataclass(frozen=True, slots=True)
class Dump:
    """What a file says about itself: when it was made (aware), and which filters chose its articles.

    ``title`` is what it is called, ``url`` the address at which it will be found, ``base_url`` (with a slash
    at its end) that of the archive's web pages, ``stylesheet`` that of one where a browser shows it; they are
    for feeds, and None where nobody gave them. ``dates`` is how a table writes instants. ``evidence`` is for
    the formats that hold the responses too.
    """

    exported_at: datetime
    filters: Mapping[str, object] = field(default_factory=dict)
    evidence: SnapshotSource | None = None
    title: str | None = None
    url: str | None = None
    base_url: str | None = None
    stylesheet: str | None = None
    dates: Dates = "iso"

    def given(self) -> dict[str, object]:
        """The filters that are not None, as JSON has them: days and instants in ISO 8601, one name alone."""
        return {name: _plain(value) for name, value in self.filters.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 1:
        return value[0]
    if isinstance(value, datetime) and value.tzinfo:
        return dates.iso(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class ExportRemark:
    """What the user should know of a file, in one line; ``incomplete``: it lacks what it should hold."""

    text: str
    incomplete: bool


@dataclass(frozen=True, slots=True)
class File:
    """An article as a file of its own.

    ``name`` is ``key``, a hyphen, and what may change from one export to the next; ``key`` never does.
    ``changed_at`` (aware) is the time a ZIP archive gives it.
    """

    key: str
    name: str
    data: bytes
    changed_at: datetime


Write = Callable[[Iterable[ArticleRecord], BinaryIO, Dump], ExportRemark | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write articles.

    ``media_type`` and ``extension`` (without dot) are what a download of ``write``'s bytes is called.
    ``packed``: they are no text, and compressed already. ``files``: the same articles as a folder, a file
    each. ``needs``: the module of an extra without which nothing can be written. ``takes``: what of a
    ``Dump`` it heeds that others do not.
    """

    name: str
    summary: str
    write: Write
    media_type: str
    extension: str
    packed: bool = False
    files: Callable[[Iterable[ArticleRecord]], Iterator[File]] | None = None
    needs: str | None = None
    takes: frozenset[str] = frozenset()

    @property
    def is_usable(self) -> bool:
        """Whether what the format needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None

    def check(self) -> None:
        """Raise ``UsageError`` where what the format needs is not installed."""
        if not self.is_usable:
            extra = f"xzcrawl[{self.name}]"
            text = f"{self.name} needs {self.needs}: install {extra}"
            raise UsageError(text, "format-lacks", format=self.name, needs=self.needs, extra=extra)

    def check_takes(self, sign: str = "", **given: object) -> None:
        """Raise ``UsageError`` for what is given (not None) and this format does not heed.

        ``sign`` stands before the names of options.
        """
        for name, value in given.items():
            if value is not None and name not in self.takes:
                option = f"{sign}{name.replace('_', '-')}"
                text = f"{option} means nothing for {self.name}"
                raise UsageError(text, "format-takes-not", option=option, format=self.name)
