"""A description that no longer fits beside the one that was learned now: what has changed. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

_ADDRESSES: Final = ("articles", "lists")
#: What a description says of the whole site, whenever a page was fetched.
_LASTING: Final = (*_ADDRESSES, "feed", "pages", "earlier")


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The selectors that are others now: by name what they were, "" for none, and what they are."""
    names = [name for name in new if name not in _LASTING]
    return {name: (old.get(name, ""), new[name]) for name in names if old.get(name, "") != new[name]}


def renewed(old: Mapping[str, Any], new: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The description of a site that has changed, which keeps how pages looked before ``day``, in China.

    What was not found this time stays as it was declared.
    """
    before = {name: was for name, (was, _) in changes(old, new).items()}
    addresses = {name: list(dict.fromkeys((*new.get(name, ()), *old.get(name, ())))) for name in _ADDRESSES}
    pages = {**old.get("pages", {}), **new.get("pages", {})}
    # what has changed now had not before either, unless it changed then too
    earlier = [{**before, **entry} for entry in old.get("earlier", ())]
    earlier.append({"until": day.isoformat(), **before})
    whole = {
        **old,
        **new,
        **addresses,
        "pages": pages,
        "earlier": earlier if before else old.get("earlier", []),
    }
    return {name: value for name, value in whole.items() if value}
