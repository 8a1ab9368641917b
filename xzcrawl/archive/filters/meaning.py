"""Checks the filters that are given: their names, their values, and their combination."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final, get_args

from xzcrawl.archive.filters.declared import FILTERS, Certainty, FilterKind
from xzcrawl.archive.filters.moments import first_instant, last_instant, read_moment
from xzcrawl.errors import UsageError
from xzcrawl.search import Order, Sort

#: No article was published outside of these years; far beyond them, no day or zone can be added to a date.
_YEARS: Final = range(1000, 9001)
#: The largest number that both databases can store.
_LARGEST: Final = 2**63 - 1


def meant(given: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The given values that are not None, in the form that the archive uses.

    Raises ``UsageError`` for a name that is not ``known``, a value that the name cannot have, and for filters
    that have no effect together.
    """
    if unknown := [name for name in given if name not in known]:
        raise UsageError(f"no filter {unknown[0]!r}: {_instead(unknown[0], known)}")
    found = {
        name: _READ.get(name, _as_it_is)(name, value) for name, value in given.items() if value is not None
    }
    _check_together(found)
    return found


def _instead(name: str, known: Collection[str]) -> str:
    nearest = get_close_matches(name, known, 1)
    return f"did you mean {nearest[0]!r}?" if nearest else f"there are {', '.join(known)}"


def _as_it_is(_: str, value: Any) -> Any:
    return value


def _names(name: str, value: Any) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    several = isinstance(names, list | tuple | set | frozenset)
    if not several or not all(isinstance(one, str) for one in names):
        raise UsageError(f"{name} must be a name or several names, not {value!r}")
    if not names:
        raise UsageError(f"{name} names nothing: leave it out, or give None, where any will do")
    return tuple(names)


def _moment(name: str, value: Any) -> date:
    moment = read_moment(value)
    if not isinstance(moment, date) or moment.year not in _YEARS:
        years = f"from {_YEARS[0]} to {_YEARS[-1]}"
        raise UsageError(f"{name} must be a date, a datetime, or one in ISO 8601, {years}, not {value!r}")
    return moment


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{name} must be True, False or None, not {value!r}")
    return value


def _number(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise UsageError(f"{name} must be a number from 0 on, not {value!r}")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name} must be a text, not {value!r}")
    return value


def _one_of(choices: Collection[str]) -> Callable[[str, Any], str]:
    def chosen(name: str, value: Any) -> str:
        if value not in choices:
            raise UsageError(f"{name} must be {' or '.join(choices)}, not {value!r}")
        return str(value)

    return chosen


_OF_KIND: Final[Mapping[FilterKind, Callable[[str, Any], Any]]] = {
    "names": _names,
    "moment": _moment,
    "flag": _flag,
    "certainty": _one_of(get_args(Certainty)),
}
_READ: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    **{name: _OF_KIND[filter_.kind] for name, filter_ in FILTERS.items()},
    **dict.fromkeys(("limit", "offset"), _number),
    "query": _text,
    "order": _one_of(get_args(Order)),
    "sort": _one_of(get_args(Sort)),
}


def _check_together(found: Mapping[str, Any]) -> None:
    """Refuse filters without an effect: the user meant something else, and would misread the answer."""
    since, until = found.get("since"), found.get("until")
    if since is None and until is None and (certainty := found.get("certainty", "best")) != "best":
        text = f"{certainty!r} says how since and until are meant: give one of them too"
        raise UsageError(text, f"{certainty}-alone")
    if since is not None and until is not None and first_instant(since) > last_instant(until):
        text = f"nothing is since {_said(since)} and until {_said(until)}, which is earlier"
        raise UsageError(text, "since-after-until", since=_said(since), until=_said(until))
    if found.get("order") == "relevance" and "query" not in found:
        raise UsageError("relevance is an order of what a query finds: give a query, or take another order")


def _said(moment: date) -> str:
    return moment.isoformat(sep=" ") if isinstance(moment, datetime) else moment.isoformat()
