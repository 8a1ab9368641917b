"""Says when an article was last changed, as far as a list for programs can be believed. Pure."""

from datetime import datetime, timedelta
from typing import Final

from xzcrawl.items import Page

#: A day alone is read as its end, and a server may be in another zone than it says.
_AHEAD: Final = timedelta(days=1)


def believed(modified: datetime | None, page: Page) -> datetime | None:
    """The time (aware) of a change that a page tells; None for one that is yet to come."""
    return modified if modified is not None and modified <= page.fetched_at + _AHEAD else None
