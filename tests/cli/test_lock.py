"""The lock of a site: one run at a time, and who only asks is in nobody's way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from xzcrawl.cli.lock import is_running, locked
from xzcrawl.errors import AlreadyRunning

SITE = "xz.example"


@contextmanager
def asking(url: str) -> Iterator[None]:
    """Somebody asks without a pause whether a run is under way, as many readers of the pages do."""
    enough = Event()

    def ask() -> None:
        while not enough.is_set():
            is_running(url, SITE)

    thread = Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def test_a_second_run_is_told_of_the_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    with locked(url, SITE), pytest.raises(AlreadyRunning), locked(url, SITE):
        pass
    assert not is_running(url, SITE)


def test_who_asks_whether_a_run_is_under_way_keeps_none_from_starting(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.db"
    with locked(url, SITE):
        assert is_running(url, SITE)
    begun = 0
    with asking(url):
        for _ in range(100):
            with locked(url, SITE):
                begun += 1
    assert begun == 100
