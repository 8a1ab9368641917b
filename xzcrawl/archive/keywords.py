"""What a function takes as ``**filters: Unpack[…]``, named one by one for ``help()``."""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import TypeVar, get_type_hints

_Function = TypeVar("_Function", bound=Callable[..., object])


def names(keys: type) -> Callable[[_Function], _Function]:
    """Give a function the keys of a ``TypedDict`` as keyword arguments, None by default, in its signature."""

    def named(function: _Function) -> _Function:
        told = signature(function)
        own = [one for one in told.parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
        taken = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind)
            for name, kind in get_type_hints(keys).items()
        ]
        function.__signature__ = told.replace(parameters=[*own, *taken])  # type: ignore[attr-defined]
        return function

    return named
