"""The command ``xzcrawl``: its subcommands, and how it ends on errors and closed pipes."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any, Final, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

from xzcrawl import __version__, garbage
from xzcrawl.cli.process import ReaderLeftError, ending_in_order, ensure_utf8, print_whatever_comes
from xzcrawl.cli.reading_values import LightCommand, lightly
from xzcrawl.errors import AlreadyRunning, XzcrawlError


class NamedCommand(NamedTuple):
    """A command: its module in this package, the name there, and its line in the help of all."""

    module: str
    function: str
    summary: str


#: The commands by name, in the order of the help. A module takes most of its time to load, so only the one
#: that is asked for is loaded, and the help of all shows these lines.
COMMANDS: Final[Mapping[str, NamedCommand]] = {
    "crawl": NamedCommand(
        "crawl",
        "crawl",
        "Crawl a site into the archive: the same run as 'scrapy crawl', made for schedulers.",
    ),
    "demo": NamedCommand(
        "demo",
        "demo",
        "Crawl an embedded news site, on this machine alone, and show what the archive then holds.",
    ),
    "search": NamedCommand(
        "search",
        "search",
        "Search titles and texts: every part of a text is found, from one character on.",
    ),
    "list": NamedCommand("list_", "list_", "List articles, newest first."),
    "show": NamedCommand("show", "show", "Show one article."),
    "stats": NamedCommand("stats", "stats", "Count what is in the archive."),
    "status": NamedCommand(
        "status",
        "status",
        "Show the last runs, what a health check found after the last one, and what is due now.",
    ),
    "date": NamedCommand(
        "date",
        "date_",
        "Say which instants a date text can mean, and how far it is known, as the archive would keep it.",
    ),
    "export": NamedCommand(
        "export",
        "export",
        "Write articles to a file, a folder or a pipe, by default in the order of their ids.",
    ),
    "serve": NamedCommand(
        "serve",
        "serve",
        "Show the archive in a browser: search, articles with their history, a JSON API, feeds.",
    ),
    "verify": NamedCommand("verify", "verify", "Check that the archive and its snapshots are whole."),
    "reparse": NamedCommand(
        "reparse",
        "reparse",
        "Extract, date and clean every article again from its snapshots, with today's code.",
    ),
    "reindex": NamedCommand("reindex", "reindex", "Make the search index again from the archive."),
    "new-site": NamedCommand(
        "new_site",
        "new_site",
        "Look at a site that no spider crawls yet, say what it is made with, and write its spider.",
    ),
    "site": NamedCommand("site", "sites", "The sites of the archive: list them, or remove one."),
}
#: The exit code for wrong usage and any other error that is reported in one line.
_WRONG: Final = 2
#: The exit code EX_TEMPFAIL of sysexits.h: try again later.
_LATER: Final = 75
#: The exit code that a shell gives a process that Ctrl-C ended.
_INTERRUPTED: Final = 130


class _Commands(TyperGroup):
    """Loads the command that is asked for.

    Turns the project's errors, and those of the system, into one line and an exit code.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        return lightly(super().get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, stub, rest = super().resolve_command(ctx, args)
        return name, stub and loaded(str(name)), rest

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


def program() -> typer.Typer:
    """The program with all its commands, each of which is loaded when it is called."""
    made = _typer(cls=_Commands, no_args_is_help=True)
    made.callback()(_root)
    for name, command in COMMANDS.items():
        made.command(name, help=command.summary)(_not_loaded)
    return made


def loaded(name: str) -> Any:
    """The command of this name, with its options and its whole help."""
    command = COMMANDS[name]
    called = getattr(import_module(f"xzcrawl.cli.{command.module}"), command.function)
    if isinstance(called, typer.Typer):
        return get_command(called)
    alone = _typer()
    alone.command(name, cls=LightCommand)(called)
    return get_command(alone)


def _typer(**options: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        **options,
    )


def _not_loaded() -> None:
    """Stands for a command in the help of all."""


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
    garbage.search_seldom()
    garbage.end_quickly()
    ensure_utf8()
    print_whatever_comes()
    _require_text(sys.argv)
    with ending_in_order():
        _run()


def _run() -> None:
    try:
        sys.exit(program()(prog_name="xzcrawl", standalone_mode=False))
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
