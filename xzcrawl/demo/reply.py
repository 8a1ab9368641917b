"""The answer of a CMS to a request, before the server adds its own headers."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, content type, text, and further headers."""

    status: int
    kind: str = "text/html; charset=UTF-8"
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)


#: A 404 has no text: the site has its page.
NOT_FOUND: Final = Reply(404)
#: The content type of a feed.
XML: Final = "application/rss+xml; charset=UTF-8"
