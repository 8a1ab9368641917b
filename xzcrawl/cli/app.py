"""The command ``xzcrawl``: its subcommands, and how it ends on errors and closed pipes."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from xzcrawl import __version__
from xzcrawl.cli.process import ReaderLeftError, ending_in_order, ensure_utf8, print_whatever_comes
from xzcrawl.errors import AlreadyRunning, XzcrawlError

#: The module of each command in this package, and the function there, in the order of the help.
COMMANDS: Final = {
    "crawl": ("crawl", "crawl"),
    "demo": ("demo", "demo"),
    "search": ("search", "search"),
    "list": ("list_", "list_"),
    "show": ("show", "show"),
    "stats": ("stats", "stats"),
    "status": ("status", "status"),
    "date": ("date", "date_"),
    "export": ("export", "export"),
    "serve": ("serve", "serve"),
    "verify": ("verify", "verify"),
    "reparse": ("reparse", "reparse"),
    "reindex": ("reindex", "reindex"),
    "site": ("site", "sites"),
    "new-site": ("new_site", "new_site"),
}
#: The exit code for wrong usage and any other error that is reported in one line.
_WRONG: Final = 2
#: The exit code EX_TEMPFAIL of sysexits.h: try again later.
_LATER: Final = 75
#: The exit code that a shell gives a process that Ctrl-C ended.
_INTERRUPTED: Final = 130


class _Commands(TyperGroup):
    """Turns the project's errors, and those of the system, into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderLeftError from error  # Typer would end the program with 1
        except OverflowError as error:
            typer.echo("xzcrawl: a date or number is too large for a calendar or database", err=True)
            raise typer.Exit(_WRONG) from error
        except (XzcrawlError, OSError) as error:
            typer.echo(f"xzcrawl: {error}", err=True)
            raise typer.Exit(_LATER if isinstance(error, AlreadyRunning) else _WRONG) from error


def program(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The program with these commands. Each loads what it needs, which takes most of its time to start."""
    made = typer.Typer(
        cls=_Commands,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_root)
    for name in names:
        module, function = COMMANDS[name]
        command = getattr(import_module(f"xzcrawl.cli.{module}"), function)
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command(name)(command)
    return made


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xzcrawl {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """An archiving crawler for Chinese news sites: exact dates, clean text, one archive.

    Start with [bold]xzcrawl demo[/bold]: it crawls an embedded site and shows what came of it.
    """


def main() -> None:
    """Runs the command line and ends the process.

    Exit codes: 0 done, 1 failed or no date, 2 wrong usage, 3 an unhealthy run, 75 locked.
    """
    ensure_utf8()
    print_whatever_comes()
    _require_text(sys.argv)
    with ending_in_order():
        _run()


def _run() -> None:
    wanted = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        sys.exit(program(wanted or COMMANDS)(prog_name="xzcrawl", standalone_mode=False))
    except typer.TyperException as error:  # wrong usage; the formatted message names the option
        message = getattr(error, "format_message", error.__str__)()
        if message:  # a bare `xzcrawl` has shown its help already
            typer.echo(f"xzcrawl: {message} (see --help)", err=True)
        sys.exit(_WRONG)
    except typer.Abort:
        sys.exit(_INTERRUPTED)


def _require_text(arguments: list[str]) -> None:
    """Ends the process where an argument is in another encoding: no archive can have such a text."""
    try:
        "".join(arguments).encode()
    except UnicodeEncodeError:
        encoding = sys.getfilesystemencoding()
        typer.echo(
            f"xzcrawl: an argument is not a text in {encoding}; does the terminal use another?", err=True
        )
        sys.exit(_WRONG)
