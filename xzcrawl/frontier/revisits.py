"""The schedule of further visits to an article: soon while it is young or has just changed, then less often.

Pure.
"""

from datetime import datetime, timedelta
from typing import Final

#: Days until the next visit to an article that is young, has changed, is gone or has come back.
SOON: Final = 1
#: The longest wait in days, however long nothing has changed.
LONGEST: Final = 90
#: An article that is old when it is found waits its age divided by this number.
_PART_OF_AGE: Final = 8
#: Scheduled runs start a little earlier or later: an article that was seen late last night is due tonight.
_SLACK: Final = timedelta(hours=3)


def first_wait(age: timedelta | None) -> int:
    """Days until the second visit to an article that was found at this age (None where it is not known)."""
    return SOON if age is None else max(SOON, min(age.days // _PART_OF_AGE, LONGEST))


def next_visit(seen_at: datetime, days: int, due: datetime, *, changed: bool) -> tuple[int, datetime]:
    """The next wait in days and the moment of the next visit.

    The last visit was at ``seen_at``, after a wait of ``days`` that ended at ``due`` (both aware). A visit
    before it was due that finds nothing changed leaves wait and moment as they were.
    """
    if not changed and seen_at < due:
        return days, due
    wait = SOON if changed else min(2 * days, LONGEST)
    return wait, due_at(seen_at, wait)


def due_at(seen_at: datetime, days: int) -> datetime:
    """The moment from which an article last seen at ``seen_at`` is due, ``days`` later."""
    return seen_at + timedelta(days=days) - _SLACK
