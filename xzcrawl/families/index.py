"""Indexes: lists of all articles of a site that a CMS makes for programs, in whatever form. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An article of an index: its absolute URL, its title and date as texts, and when it was last changed.

    ``title`` and ``date`` are "", and ``modified`` (aware) is None, where the index tells none.
    """

    url: str
    title: str = ""
    date: str = ""
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page of an index, and the number of its last page."""

    entries: tuple[IndexEntry, ...]
    last_page: int
