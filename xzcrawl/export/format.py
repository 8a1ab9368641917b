"""What a format is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.snapshot_rows import ArticleSnapshots


@dataclass(frozen=True, slots=True)
class Evidence:
    """The responses behind the articles: the folder they lie in, and which are an article's, by its id."""

    folder: Path
    of: Callable[[int], ArticleSnapshots]


@dataclass(frozen=True, slots=True)
class Dump:
    """What a file says about itself: when it was made (aware), and which filters chose its articles.

    ``evidence`` is for the formats that hold the responses too.
    """

    exported_at: datetime
    filters: Mapping[str, object] = field(default_factory=dict)
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What the user should know of a file, in one line; ``incomplete``: it lacks what it should hold."""

    text: str
    incomplete: bool


Write = Callable[[Iterable[ArticleRecord], BinaryIO, Dump], Remark | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write articles."""

    name: str
    summary: str
    write: Write
