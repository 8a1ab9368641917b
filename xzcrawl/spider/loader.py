"""Loads the spiders of ``spiders/``: a file that cannot be loaded costs its own spider and no other."""

import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from traceback import extract_tb

from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import SpiderLoader

_log = logging.getLogger(__name__)


class SpiderFiles(SpiderLoader):
    """Scrapy's loader, with the spiders of all files that can be loaded.

    ``broken`` has every other file by its name without ``.py``, with the place and the error. Each is also
    told once, as a warning of one line.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.broken: dict[str, str] = {}
        names = [name for package in settings.getlist("SPIDER_MODULES") for name in self._modules(package)]
        super().__init__(Settings({"SPIDER_MODULES": [name for name in names if self._loads(name)]}))

    def _loads(self, name: str) -> bool:
        try:
            import_module(name)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a file may raise anything
            text = " ".join(str(getattr(error, "msg", error)).split())
            fault = f"{_place(name, error)}: {type(error).__name__}: {text}"
            self.broken[name.rpartition(".")[2]] = fault
            _warn_once(fault)
            return False
        return True

    def _modules(self, package: str) -> Iterator[str]:
        """The names of the modules in a package and in the packages below it; of a module its own."""
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec else None
        if folders is None:
            yield package
            return
        for found in iter_modules(folders, f"{package}."):
            if not found.ispkg:
                yield found.name
            elif self._loads(found.name):
                yield from self._modules(found.name)


def _place(name: str, error: BaseException) -> str:
    """The last line in the folder of spiders that led to an error: ``spiders/suzhou.py, line 7``."""
    module = name.replace(".", "/")
    lines = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        lines.append((error.filename or "", error.lineno))
    for file, line in reversed(lines):
        if file.removesuffix(".py").removesuffix("/__init__").endswith(module):
            return f"{file[file.rindex(module) :]}, line {line}"
    return f"{module}.py"


@cache
def _warn_once(fault: str) -> None:
    _log.warning("a spider is left out: %s", fault)
