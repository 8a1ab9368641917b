"""Tables that an editor left open, so that their last cell takes in what follows, a footer for example.

Such a table ends behind the last end of a cell or row in it. Where its last cell was left open too, that
cell holds its first line, and the table ends before the next. Linear in the length of the body.
"""

import re
from typing import Final

_TABLE_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>table|tbody|tr|td|th)(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_CELLS: Final = frozenset(("td", "th"))
#: What may stand before the first character of a line.
_LEAD: Final = re.compile(r"(?:\s|&nbsp;|<[^<>]*+>)*+", re.IGNORECASE)
_NEXT_LINE: Final = re.compile(
    r"<(?:blockquote|br|center|div|h[1-6]|hr|ol|p|section|table|ul)(?=[\s/>])", re.IGNORECASE
)


def with_ended_tables(body: str) -> str:
    """The source of a body in which the tables that were left open have their end."""
    opened: list[re.Match[str]] = []  # by table that is open, the last tag of its own
    for tag in _TABLE_TAG.finditer(body):
        if tag["name"].lower() != "table":
            opened[-1:] = [tag] if opened else []
        elif not tag["end"]:
            opened.append(tag)
        elif opened:
            opened.pop()
    end = _end(opened[-1]) if opened else None
    return body if end is None else body[:end] + "</table>" * len(opened) + body[end:]


def _end(last: re.Match[str]) -> int | None:
    """Where a table ends whose last own tag is ``last``; None where all that follows is its last cell's."""
    if last["end"] or last["name"].lower() not in _CELLS:
        return last.end()
    lead = _LEAD.match(last.string, last.end())
    following = _NEXT_LINE.search(last.string, lead.end() if lead else last.end())
    return following.start() if following else None
