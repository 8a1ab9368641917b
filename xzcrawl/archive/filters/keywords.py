"""Gives functions with ``**filters: Unpack[…]`` named arguments: ``help()`` shows them, calls are checked."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, cleandoc, signature
from typing import Any, TypeVar, cast, get_type_hints

from xzcrawl.archive.filters.declared import MEANINGS
from xzcrawl.archive.filters.meaning import meant

_Function = TypeVar("_Function", bound=Callable[..., object])


def takes(keys: type) -> Callable[[_Function], _Function]:
    """Give a function the keys of a ``TypedDict`` as keyword arguments, None by default, and their meanings.

    The function raises ``UsageError`` for an unknown argument, and for a value without a meaning.
    """

    def named(function: _Function) -> _Function:
        declared = signature(function)
        own = [one for one in declared.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        taken = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind)
            for name, kind in get_type_hints(keys).items()
        ]
        known = [one.name for one in (*taken, *own) if one.name != "self"]
        meanings = "\n".join(f"{one.name}: {MEANINGS[one.name]}" for one in taken)

        @wraps(function)
        def asked(*arguments: Any, **given: Any) -> object:
            return function(*arguments, **meant(given, known))

        asked.__doc__ = f"{cleandoc(function.__doc__ or '')}\n\n{meanings}"
        asked.__signature__ = declared.replace(parameters=[*own, *taken])  # type: ignore[attr-defined]
        return cast(_Function, asked)

    return named
