"""The events of an article in words. Times are in Asia/Shanghai."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xzcrawl.archive.records import EventRecord
from xzcrawl.cli.output import local, short
from xzcrawl.items import DateInterval


def event_line(event: EventRecord) -> str:
    """One line that says what happened, and when or between which instants."""
    details, at = event.details, local(event.at)
    if event.kind == "gone":
        return f"gone between {_instant(details['last_seen_at'])} and {at}: {_how(details)}"
    if event.kind == "returned":
        return f"returned by {at}; it had been gone since {_instant(details['gone_at'])}"
    return f"re-dated by {at}, from {_said(details['from'])} to {_said(details['to'])}"


def _how(details: Mapping[str, Any]) -> str:
    words = {"home": "its address led to the home page", "error_page": "an error page with status 200"}
    return words.get(details["how"], f"HTTP {details['how']}")


def _instant(text: str) -> str:
    return local(datetime.fromisoformat(text))


def _said(date: Mapping[str, str] | None) -> str:
    """A date of an event in its short form, with its text on the page where it has one."""
    if date is None:
        return "no date"
    earliest, latest = (datetime.fromisoformat(date[end]) for end in ("earliest", "latest"))
    known = short(DateInterval(earliest, latest, "second", date["text"]))
    return f'{known} "{date["text"]}"' if date["text"] else known
