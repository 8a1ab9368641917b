"""When an article is visited again: soon while it is young or has just changed, then ever later. Pure."""

from datetime import datetime, timedelta
from typing import Final

#: Days after which an article is looked at again that is young, has changed, went or came back.
SOON: Final = 1
#: However long nothing changes, an article is looked at once in so many days.
LONGEST: Final = 90
#: An article that is old when it is found waits this part of its age.
_PART_OF_AGE: Final = 8
#: Runs of a schedule start a little earlier or later: what was seen late last night is due tonight.
_SLACK: Final = timedelta(hours=3)


def first_wait(age: timedelta | None) -> int:
    """Days until the first visit again of an article that was found at this age (None: not known)."""
    return SOON if age is None else max(SOON, min(age.days // _PART_OF_AGE, LONGEST))


def next_visit(seen_at: datetime, days: int, due: datetime, *, changed: bool) -> tuple[int, datetime]:
    """The wait in days and the moment of the next visit, after one at ``seen_at`` that was due at ``due``.

    A visit before its time that finds nothing changed leaves both as they were.
    """
    if not changed and seen_at < due:
        return days, due
    wait = SOON if changed else min(2 * days, LONGEST)
    return wait, due_at(seen_at, wait)


def due_at(seen_at: datetime, days: int) -> datetime:
    """The moment from which an article last seen at ``seen_at`` is due, ``days`` later."""
    return seen_at + timedelta(days=days) - _SLACK
