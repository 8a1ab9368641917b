"""Cuts a series of values into lists."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The values in order, in lists of ``size`` values; the last list may be shorter."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
