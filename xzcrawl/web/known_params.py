"""Refuses parameters that an address does not take, and second values of parameters that take one.

A page that ignored such a parameter would show more than was asked for, as if it were the answer.
"""

from collections import Counter
from collections.abc import Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final, get_args, get_origin

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Path

#: The most faults that are reported, and the most characters of a name that are shown and compared: an
#: address may have thousands of names, or a name of thousands of characters.
_MOST_FAULTS: Final = 10
_LONGEST_NAME: Final = 50


# async, so that FastAPI needs no thread for it
async def known_parameters(request: Request) -> None:
    """Raises ``RequestValidationError`` for parameters that the request's address does not take so."""
    known = _known(request)
    given = Counter(name for name, _ in request.query_params.multi_items())
    faults = (fault for name, times in given.items() if (fault := _fault(name, times, known)))
    if found := list(islice(faults, _MOST_FAULTS)):
        raise RequestValidationError(found)


def _known(request: Request) -> Mapping[str, bool]:
    """The names of the parameters of the address, and whether each may have several values."""
    found = get_flat_params(request.scope["route"].dependant)
    return {
        one.alias: _takes_several(one.field_info.annotation)
        for one in found
        if not isinstance(one.field_info, Path)
    }


def _takes_several(annotation: object) -> bool:
    return get_origin(annotation) in (list, tuple) or any(map(_takes_several, get_args(annotation)))


def _fault(name: str, times: int, known: Mapping[str, bool]) -> dict[str, Any] | None:
    """The fault of a parameter that is given so many times, in FastAPI's form; None where there is none."""
    if name not in known:
        return _unknown(name[:_LONGEST_NAME], known)
    if times > 1 and not known[name]:
        message = "takes one value, and several are given"
        return _described(name, "too_many", message, code="parameter-too-often")
    return None


def _unknown(name: str, known: Mapping[str, bool]) -> dict[str, Any]:
    """The fault of an unknown parameter, with the one that was perhaps meant, or all that there are."""
    message, kind = "no such parameter: ", "extra_forbidden"
    if not known:
        return _described(name, kind, f"{message}this address takes none", code="parameter-none-taken")
    if nearest := get_close_matches(name.lower(), known, 1):
        message += f"did you mean {nearest[0]}?"
        return _described(name, kind, message, code="parameter-unknown-like", nearest=nearest[0])
    every = ", ".join(known)
    return _described(name, kind, f"{message}there are {every}", code="parameter-unknown", known=every)


def _described(name: str, kind: str, message: str, **context: str) -> dict[str, Any]:
    return {"type": kind, "loc": ("query", name), "msg": message, "input": None, "ctx": context}
