"""Settles what a run does: its mode, and how much of what costs requests or articles. Pure."""

from datetime import datetime, timedelta
from typing import Final

from xzcrawl.errors import UsageError
from xzcrawl.extensions.past import Past
from xzcrawl.frontier import Known
from xzcrawl.runs import AUTO, FULL, MODES, UPDATE

#: Visits again in one run, unless the setting says otherwise: so many or this share of the articles.
_REVISITS, _REVISITS_SHARE = 50, 0.02

#: So many articles may go in one run (half of a small site), this share of a large one, and so many times as
#: many as went in any earlier run.
_MOST_GONE, _MOST_GONE_SHARE, _USUAL_TIMES = 50, 0.1, 5

_MOST_DIGITS: Final = 9


def checked_mode(text: str) -> str:
    """A mode as users write it. UsageError for one that is unknown."""
    modes = (AUTO, *MODES)
    if text not in modes:
        raise UsageError(f"unknown mode {text!r}: use one of {', '.join(modes)}")
    return text


def switch(name: str, given: str | None, *, declared: bool) -> bool:
    """What a spider's argument says: 1 for yes, 0 for no; without it what the spider declares."""
    if given not in (None, "0", "1"):
        raise UsageError(f"{name} must be 1 or 0, not {given!r}")
    return declared if given is None else given == "1"


def budget(text: str | None) -> int | None:
    """The requests a run may make, as users write them; None without a limit. UsageError for no number."""
    return None if text is None else count("max_requests", text, "requests", least=1)


def count(name: str, setting: str | int, of: str, *, least: int = 0) -> int:
    """A number as users write it. UsageError for anything else, and for less than ``least``."""
    text = str(setting)
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS or int(text) < least:
        raise UsageError(f"{name} must be a number of {of} from {least} on, not {text!r}")
    return int(text)


def settle_mode(mode: str, full_at: datetime | None, now: datetime, every_days: int) -> str:
    """``auto`` is a full walk until one has finished, and again when that is long ago; else an update."""
    if mode != AUTO:
        return mode
    is_due = full_at is None or now - full_at >= timedelta(days=every_days)
    return (FULL if is_due else UPDATE).name


def revisits_allowed(setting: str | int | None, archived: int) -> int:
    """How many articles may be visited again in one run, of so many that are archived.

    UsageError for a setting that is not a number.
    """
    if setting is not None:
        return count("REVISITS_PER_RUN", setting, "visits")
    return max(_REVISITS, int(_REVISITS_SHARE * archived))


def most_gone(past: Past, known: Known, setting: str | int | None) -> int:
    """How many articles may go in one run. UsageError for a setting that is not a number.

    A site that takes down more at once is more likely to be unwell, or behind a shield.
    """
    if setting is not None:
        return count("MOST_GONE_AT_ONCE", setting, "articles")
    there = len(known.source_ids(known.articles))
    usual = max(past.gone_before, default=0)
    return max(min(_MOST_GONE, there // 2), int(_MOST_GONE_SHARE * there), _USUAL_TIMES * usual)
