"""No test sees the archive, or tells the people, of whoever runs it. What takes long begins first."""

import os

import pytest


def pytest_configure() -> None:
    for name in ("ARCHIVE_URL", "SNAPSHOT_DIR", "NOTIFY_URLS", "CONTACT"):
        os.environ.pop(f"XZCRAWL_{name}", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that crawl before the others, the longest first: the last ones should be short."""
    items.sort(key=lambda item: (item.get_closest_marker("crawl") is None, -item.path.stat().st_size))
