"""Gives commands the archive's filters as options."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Final, TypeVar, cast

import typer

from xzcrawl.archive import Filters
from xzcrawl.archive.filters import FILTERS, Certainty, Filter, FilterKind
from xzcrawl.dates import day_or_instant
from xzcrawl.errors import UsageError

_INTERVAL: Final = "beside since and until: a date that is an interval"
_Command = TypeVar("_Command", bound=Callable[..., object])


def takes_filters(command: _Command) -> _Command:
    """Gives a command an option for each filter, and passes their values as its parameter ``filters``."""
    own = signature(command).parameters.values()
    parameters = [one for each in own for one in (_parameters() if each.name == "filters" else [each])]

    @wraps(command)
    def called(**given: Any) -> object:
        options = {name: given.pop(name) for name in _OPTIONS}
        return command(filters=_filters(options), **given)

    called.__signature__ = signature(command).replace(  # type: ignore[attr-defined]
        parameters=[one.replace(kind=Parameter.KEYWORD_ONLY) for one in parameters]
    )
    return cast(_Command, called)


def _parameters() -> Iterator[Parameter]:
    for name, (annotation, default) in _OPTIONS.items():
        yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _filters(options: Mapping[str, Any]) -> Filters:
    """The filters of some options. Raises UsageError where both --certainly and --possibly are given."""
    if options["certainly"] and options["possibly"]:
        raise UsageError("--certainly and --possibly exclude each other")
    certainty: Certainty | None = (
        "certainly" if options["certainly"] else "possibly" if options["possibly"] else None
    )
    given = {**options, "certainty": certainty}
    return cast(Filters, {name: given[name] for name in FILTERS})


def _options() -> Iterator[tuple[str, tuple[Any, Any]]]:
    """The name of each option, with its annotation and default."""
    for name, filter_ in FILTERS.items():
        if filter_.kind == "certainty":
            yield "certainly", (_flag("--certainly", f"{_INTERVAL} must lie wholly within them"), False)
            yield "possibly", (_flag("--possibly", f"{_INTERVAL} may lie partly within them"), False)
        else:
            yield name, (_ANNOTATIONS[filter_.kind](name, filter_), None)


def _names(name: str, filter_: Filter) -> Any:
    metavar = "HOST" if name == "site" else "NAME"
    return Annotated[list[str] | None, typer.Option(metavar=metavar, help=_sentence(filter_.meaning))]


def _moment(_: str, filter_: Filter) -> Any:
    about = f"{_sentence(filter_.meaning)} DATE is 2022-09-24, or 2022-09-24T10:05+08:00."
    option = typer.Option(metavar="DATE", parser=day_or_instant, help=about)
    return Annotated[date | None, option]


def _gone(name: str, filter_: Filter) -> Any:
    return Annotated[bool | None, typer.Option(f"--{name}/--alive", help=_sentence(filter_.meaning))]


def _flag(option: str, meaning: str) -> Any:
    return Annotated[bool, typer.Option(option, help=_sentence(meaning))]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


_ANNOTATIONS: Final[Mapping[FilterKind, Callable[[str, Filter], Any]]] = {
    "names": _names,
    "moment": _moment,
    "flag": _gone,
}
_OPTIONS: Final = dict(_options())
