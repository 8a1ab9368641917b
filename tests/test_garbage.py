"""Commands search for garbage seldom, and not as they end; a crawl searches at its end."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawling import archive_url, arguments, demo
from xzcrawl.demo import serve

ROOT = Path(__file__).parents[1]
#: A program, which tells at its end after how many new objects it searched, and how many it would search now.
_PROGRAM = """
import atexit, gc, runpy, sys
atexit.register(lambda: print(gc.get_threshold()[0], len(gc.get_objects())))
sys.argv = {arguments}
runpy.run_module(sys.argv[0], run_name="__main__")
"""


def _told(*arguments: str) -> tuple[int, int]:
    program = _PROGRAM.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    threshold, objects = done.stdout.splitlines()[-1].split()
    return int(threshold), int(objects)


def test_a_command_searches_seldom_and_not_at_its_end() -> None:
    threshold, objects = _told("xzcrawl", "list", "--help")
    assert threshold == 100_000
    assert objects < 1_000


@pytest.mark.crawl
def test_a_crawl_searches_at_its_end_for_files_that_a_pipeline_left_open(tmp_path: Path) -> None:
    with serve(demo(articles=12)) as base:
        _, objects = _told("xzcrawl", *arguments(base, archive_url(tmp_path)))
    assert objects > 10_000
