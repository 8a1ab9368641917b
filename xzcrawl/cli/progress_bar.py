"""A bar that shows how much of a long command is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[float], object]]:
    """A progress bar on standard error, if that is a terminal.

    Call the result with the part that is done, from 0 to 1.
    """
    err = Console(stderr=True)
    # lines printed meanwhile go above the bar on a terminal; those for a pipe stay in the pipe
    bar = Progress(
        console=err, transient=True, disable=not err.is_terminal, redirect_stdout=sys.stdout.isatty()
    )
    with bar as progress:
        task = progress.add_task(title, total=1)
        yield lambda done: progress.update(task, completed=done)
