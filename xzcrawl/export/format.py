"""What a format is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from xzcrawl.archive import ArticleRecord


@dataclass(frozen=True, slots=True)
class Dump:
    """What a file says about itself: when it was made (aware), and which filters chose its articles."""

    exported_at: datetime
    filters: Mapping[str, object] = field(default_factory=dict)


Write = Callable[[Iterable[ArticleRecord], BinaryIO, Dump], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write articles."""

    name: str
    summary: str
    write: Write
