"""A description that no longer fits beside the one that was learned now: what has changed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from xzcrawl.families.described import covers

#: What a description says of the whole site, whenever a page was fetched: lists, to which may be added, ...
_ADDED_TO: Final = ("articles", "lists", "footers", "endings", "parts")
#: ... and all of it.
_LASTING: Final = (*_ADDED_TO, "feed", "pages", "earlier")
#: What a description may lack that reads all articles, and still should say.
_LACKING: Final = ("author", "origin", "tags", "attachments", "asides", "footers", "endings", "feed")


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The selectors that are others now: by name what they were, "" for none, and what they are."""
    names = [name for name in new if name not in _LASTING]
    return {name: (old.get(name, ""), new[name]) for name in names if old.get(name, "") != new[name]}


def renewed(old: Mapping[str, Any], new: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The description of a site that has changed, which keeps how pages looked before ``day``, in China.

    What was not found this time stays as it was declared. What was not declared may have been there too.
    """
    before = {name: was for name, (was, _) in changes(old, new).items() if was}
    lists = {name: _with_more(name, new.get(name, ()), old.get(name, ())) for name in _ADDED_TO}
    pages = {**old.get("pages", {}), **new.get("pages", {})}
    # what has changed now had not before either, unless it changed then too
    earlier = [{**before, **entry} for entry in old.get("earlier", ())]
    earlier.append({"until": day.isoformat(), **before})
    whole = {
        **old,
        **new,
        **lists,
        "pages": pages,
        "earlier": earlier if before else old.get("earlier", []),
    }
    return {name: value for name, value in whole.items() if value}


def completed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The description of a site that has not changed, with what it does not say of articles and the feed."""
    more: dict[str, Any] = {}
    for name in _LACKING:
        was, now = old.get(name, ()), new.get(name, ())
        more[name] = _with_more(name, was, now) if name in _ADDED_TO else was or now
    return {**old, **{name: value for name, value in more.items() if value}}


def _with_more(name: str, first: Sequence[str], more: Sequence[str]) -> list[str]:
    """Both lists of a declaration, without endings that one of the first covers."""
    new = (each for each in more if name != "endings" or not any(covers(known, each) for known in first))
    return list(dict.fromkeys((*first, *new)))
