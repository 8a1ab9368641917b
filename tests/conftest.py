"""No test sees the archive, or tells the people, of whoever runs it. What takes long begins first."""

import gc
import os

import pytest
from hypothesis import settings

# the same examples each time, however busy the machine is
settings.register_profile("tests", derandomize=True, database=None, deadline=None)
settings.load_profile("tests")


def pytest_configure() -> None:
    for name in ("ARCHIVE_URL", "SNAPSHOT_DIR", "NOTIFY_URLS", "CONTACT"):
        os.environ.pop(f"XZCRAWL_{name}", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts files that crawl before those that are slow, then the others, the longest first."""
    items.sort(key=lambda item: (_place(item), -item.path.stat().st_size))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no garbage collection is to look through it again."""
    gc.collect()
    gc.freeze()


def _place(item: pytest.Item) -> int:
    marks = ("crawl", "slow")
    return next((at for at, mark in enumerate(marks) if item.get_closest_marker(mark)), len(marks))
