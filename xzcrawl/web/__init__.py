"""The archive in a browser, read-only: pages, a JSON API, feeds, metrics. ``create_app`` makes all of it."""

from xzcrawl.web.access import Access
from xzcrawl.web.app import create_app

__all__ = ["Access", "create_app"]
