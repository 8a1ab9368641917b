"""The type of a format, and the values that a format takes and gives."""

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

#: How a table writes an instant: ISO 8601 with its offset, or in a form that spreadsheets read as a date.
Dates = Literal["iso", "spreadsheet"]


@dataclass(frozen=True, slots=True)
class SnapshotSource:
    """The responses behind the articles: the ``folder`` of the WARC files, and ``of`` by an article's id."""

    folder: Path
    of: Callable[[int], ArticleSnapshots]


@dataclass(frozen=True, slots=True)
class Dump:
    """What an exported file says about itself.

    ``exported_at`` (aware) is the time of the export, and ``filters`` are those that chose its articles.
    ``title``, ``url``, ``base_url`` and ``stylesheet`` are for feeds, and None where they were not given:
    ``url`` is the address at which the feed will be found, ``base_url`` (with a slash at its end) that of the
    archive's web pages, ``stylesheet`` that of a style sheet for browsers. ``dates`` is how a table writes
    instants. ``evidence`` is for the formats that also have the responses.
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
        """The filters that are not None, as values for JSON.

        Days and instants are in ISO 8601; a list with one name becomes that name.
        """
        return {name: _plain(value) for name, value in self.filters.items() if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple) and len(value) == 1:
        return value[0]
    if isinstance(value, datetime) and value.tzinfo:
        return dates.iso(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class ExportRemark:
    """A note on an exported file in one line; ``incomplete`` says that the file lacks something."""

    text: str
    incomplete: bool


@dataclass(frozen=True, slots=True)
class File:
    """An article as a file of its own.

    ``name`` is ``key``, a hyphen, and a part that may change from one export to the next; ``key`` never
    changes. ``changed_at`` (aware) is the time of the file in a ZIP archive.
    """

    key: str
    name: str
    data: bytes
    changed_at: datetime


Write = Callable[[Iterable[ArticleRecord], BinaryIO, Dump], ExportRemark | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write articles.

    ``media_type`` and ``extension`` (without dot) are for a download of the bytes that ``write`` writes.
    ``packed`` says that these are binary and compressed already. ``files`` gives the same articles as a
    folder, one file each. ``needs`` is the module of an extra without which nothing can be written. ``takes``
    names the fields of ``Dump`` that this format uses and not every format does.
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
        """Whether the module that the format needs is installed."""
        return self.needs is None or find_spec(self.needs) is not None

    def check(self) -> None:
        """Raises ``UsageError`` where the module that the format needs is not installed."""
        if not self.is_usable:
            extra = f"xzcrawl[{self.name}]"
            text = f"{self.name} needs {self.needs}: install {extra}"
            raise UsageError(text, "format-lacks", format=self.name, needs=self.needs, extra=extra)

    def check_takes(self, sign: str = "", **given: object) -> None:
        """Raises ``UsageError`` for an option that is given (not None) and that this format does not use.

        ``sign`` is written before the name of the option.
        """
        for name, value in given.items():
            if value is not None and name not in self.takes:
                option = f"{sign}{name.replace('_', '-')}"
                text = f"{option} means nothing for {self.name}"
                raise UsageError(text, "format-takes-not", option=option, format=self.name)
