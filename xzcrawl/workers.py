"""Spreads work over all cores, in separate processes."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Final, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

#: Tasks handed out ahead for each core: no core waits for work, and the waiting tasks take little memory.
_AHEAD: Final = 4


def spread(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], *, alone: bool
) -> Iterator[tuple[_Task, _Result]]:
    """Every task with its result, in order.

    With ``alone`` this process does all tasks itself, because starting processes takes half a second or more.
    ``work`` must be a function of a module, which is loaded once for all processes, or a ``partial`` of one.
    Tasks and results must be picklable. An error of ``work`` is raised here.
    """
    if alone:
        yield from ((task, work(task)) for task in tasks)
        return
    cores = os.cpu_count() or 1
    # a fork of this process would share its database connections, which breaks them
    context = get_context("forkserver")
    function = work.func if isinstance(work, partial) else work
    context.set_forkserver_preload([function.__module__])
    pool = ProcessPoolExecutor(cores, context, initializer=_begin)
    try:
        yield from _results(pool, work, iter(tasks), cores * _AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)


def _results(
    pool: ProcessPoolExecutor, work: Callable[[_Task], _Result], tasks: Iterator[_Task], ahead: int
) -> Iterator[tuple[_Task, _Result]]:
    pending: deque[tuple[_Task, Future[_Result]]] = deque()
    while True:
        pending.extend((task, pool.submit(work, task)) for task in islice(tasks, ahead - len(pending)))
        if not pending:
            return
        task, future = pending.popleft()
        yield task, future.result()


def _begin() -> None:
    """Make Ctrl-C end a worker without a traceback, and make a worker end when its parent is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
