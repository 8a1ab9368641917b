"""The shapes of the values in JSON columns, and functions that say whether a value has one.

A value is checked whenever it is read. So the functions are made once, when this module is loaded, and use
built-in functions where they can.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, Final, TypeAlias

#: Whether a value, as it was read from JSON, has a shape.
Check: TypeAlias = Callable[[Any], bool]

_INSTANTS: Final = {"earliest": str, "latest": str, "text": (str, None)}
#: The shapes by name. ``[x]`` is a list of x, ``[x, y]`` a list of exactly these two, ``{str: x}`` a mapping
#: to x. Any other mapping has exactly these names. ``(x, y)`` is either x or y.
_SHAPES: Final[Mapping[str, Any]] = {
    "texts": [str],
    "pairs": [[str, str]],
    "links": [{"url": str, "title": str}],
    "removed lines": [{"text": str, "rule": str}],
    "counts": {str: (int, float)},
    "versions": {str: (str, None)},
    "findings": [{"rule": str, "message": str, "pages": [str]}],
    "zones": (
        {"pages": int, "feed": (None, [int, int]), "cached": bool},
        {"pages": int, "feed": (None, [int, int])},  # as earlier runs noted them
    ),
    "details": (
        {"from": (_INSTANTS, None), "to": (_INSTANTS, None)},
        {"how": str, "status": (int, None), "last_seen_at": str},
        {"gone_at": (str, None)},
    ),
}


def _check(shape: Any) -> Check:
    if isinstance(shape, type):
        return lambda value: type(value) is shape
    if isinstance(shape, tuple):
        either = [*map(_check, shape)]
        return lambda value: any(check(value) for check in either)
    if isinstance(shape, list):
        return _check_of_each(*shape) if len(shape) == 1 else _check_of_these(shape)
    if isinstance(shape, dict):
        return _check_of_values(shape[str]) if str in shape else _check_of_names(shape)
    return lambda value: value is None  # the shape is None


def _check_of_each(shape: Any) -> Check:
    if isinstance(shape, type):
        types = {shape}
        return lambda value: type(value) is list and types.issuperset(map(type, value))
    check = _check(shape)
    return lambda value: type(value) is list and all(map(check, value))


def _check_of_these(shapes: list[Any]) -> Check:
    if _are_types(shapes):
        types = tuple(shapes)
        return lambda value: type(value) is list and tuple(map(type, value)) == types
    checks = [*map(_check, shapes)]
    return lambda value: (
        type(value) is list
        and len(value) == len(checks)
        and all(check(one) for check, one in zip(checks, value, strict=True))
    )


def _check_of_values(shape: Any) -> Check:
    check = _check(shape)
    return lambda value: type(value) is dict and all(map(check, value.values()))


def _check_of_names(shape: dict[str, Any]) -> Check:
    names = shape.keys()
    if len(shape) > 1 and _are_types(shape.values()):
        values, types = itemgetter(*shape), tuple(shape.values())
        return lambda value: (
            type(value) is dict and value.keys() == names and tuple(map(type, values(value))) == types
        )
    checks = [(name, _check(one)) for name, one in shape.items()]
    return lambda value: (
        type(value) is dict and value.keys() == names and all(check(value[name]) for name, check in checks)
    )


def _are_types(shapes: Iterable[Any]) -> bool:
    return all(isinstance(shape, type) for shape in shapes)


#: Whether a value has the shape of this name.
CHECKS: Final[Mapping[str, Check]] = {name: _check(shape) for name, shape in _SHAPES.items()}
