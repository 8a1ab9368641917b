"""Programs do not search for garbage as they end."""

import subprocess
import sys

import pytest

#: A program, which tells how many objects would be searched when all else that is done at its end is done.
_PROGRAM = """
import atexit, gc, runpy, sys
atexit.register(lambda: print("searched:", len(gc.get_objects())))
sys.argv = ["xzcrawl", *{arguments}]
runpy.run_module({module!r}, run_name="__main__")
"""


@pytest.mark.parametrize(
    ("module", "arguments"), [("xzcrawl", ["list", "--help"]), ("scrapy", ["crawl", "--help"])]
)
def test_what_is_left_at_the_end_is_not_searched(module: str, arguments: list[str]) -> None:
    program = _PROGRAM.format(module=module, arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *_, told = done.stdout.splitlines()
    assert told.startswith("searched:")
    assert int(told.split()[1]) < 1_000
