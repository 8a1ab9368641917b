"""Programs for tests, run as ``python -m`` does, in forks of a process that has imported what takes long.

Importing Scrapy and the archive takes longer than most crawls of the tests. Each program has a process of
its own all the same. Tests of signals (SIGKILL excepted), of memory and of how a program begins use
``subprocess`` instead.
"""

import atexit
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from typing import Final

import scrapy

ROOT = Path(__file__).parents[1]
_PARTS: Final = ("commands", "downloadermiddlewares", "extensions", "spidermiddlewares")


def _modules(folder: str) -> list[str]:
    """The modules in a folder of Scrapy, which loads nearly all of them for each crawl."""
    names = {module.name for module in iter_modules([str(Path(scrapy.__file__).parent / folder)])}
    # Scrapy warns that statsmailer will be removed; our crawls do not load the other two
    return sorted(names - {"statsmailer", "telnet", "remote_control"})


#: What the forks begin with. None of it begins a thread, installs Twisted's reactor or reads the environment
#: (as ``xzcrawl.settings`` does).
PRELOADED: Final = (
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.scheduler",
    "scrapy.dupefilters",
    "scrapy.logformatter",
    "scrapy.squeues",
    *(f"scrapy.{folder}.{name}" for folder in _PARTS for name in _modules(folder)),
    "spiders.xzinfo",
    "sqlalchemy.dialects.sqlite",
    "tests.warm",
    *(f"pipelines.{path.stem}" for path in sorted((ROOT / "pipelines").glob("[!_]*.py"))),
    *(f"xzcrawl.extensions.{path.stem}" for path in sorted((ROOT / "xzcrawl/extensions").glob("[!_]*.py"))),
    "xzcrawl.cli",
    "xzcrawl.commands.crawl",
    "xzcrawl.middleware",
    "xzcrawl.spider.usage",
    "tests.warmed",
)
_forks = get_context("forkserver")
_forks.set_forkserver_preload(list(PRELOADED))


def run(
    module: str,
    *arguments: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    timeout: float = 600,
) -> subprocess.CompletedProcess[str]:
    """What ``subprocess.run`` gives of ``python -m module``, its output included.

    Raises TimeoutExpired where it has not ended after ``timeout`` seconds; by then it is killed.
    """
    call = [sys.executable, "-m", module, *arguments]
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = started(module, *arguments, cwd=cwd, environment=environment, out=out, err=err)
        process.join(timeout)
        status = process.exitcode
        process.kill()
        process.join()
        process.close()
        texts = out.read_text(), err.read_text()
    if status is None:
        raise subprocess.TimeoutExpired(call, timeout, *texts)
    return subprocess.CompletedProcess(call, status, *texts)


def started(
    module: str,
    *arguments: str,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    out: Path = Path(os.devnull),
    err: Path = Path(os.devnull),
) -> BaseProcess:
    """The process of ``python -m module``, under way, which writes its output into the files."""
    given = dict(os.environ if environment is None else environment)
    process = _forks.Process(target=_become, args=(module, arguments, cwd, given, out, err))
    process.start()
    return process


def _become(
    module: str, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], out: Path, err: Path
) -> None:
    """Make this process what a new one would be, and run the module in it."""
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(cwd)
    sys.path.insert(0, str(cwd))
    if cwd != ROOT:  # another checkout has spiders of its own
        for name in [name for name in sys.modules if name.partition(".")[0] == "spiders"]:
            del sys.modules[name]
    sys.argv = [module, *arguments]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # multiprocessing leaves them out
