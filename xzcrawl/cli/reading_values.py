"""Reads the values of options as Typer does, without pydantic where there is nothing to read.

Typer reads every value with pydantic, defaults too, and pydantic takes longer to load than Typer itself.
"""

from typing import Any

from typer.core import TyperCommand


class LightCommand(TyperCommand):
    """A command that loads pydantic only for a value that must be read."""

    def get_params(self, ctx: Any) -> list[Any]:
        return lightly(super().get_params(ctx))


def lightly(parameters: list[Any]) -> list[Any]:
    """The parameters of a command, which take a default as it is, and so texts where they want texts."""
    for parameter in parameters:
        parameter.get_runtime_param = _Reader
    return parameters


class _Reader:
    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        wanted = param.type_descriptor
        is_text = wanted.annotation in (str, list[str]) and wanted.parameter_info.parser is None
        if is_text or value is param.default:
            return value
        return type(param).get_runtime_param(param).coerce(value, param=param, ctx=ctx)
