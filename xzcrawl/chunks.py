"""Many values, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The values in order, ``size`` at a time."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
