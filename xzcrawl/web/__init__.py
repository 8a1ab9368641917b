"""The archive in a browser: pages, a JSON API, feeds, metrics; read-only. ``create_app`` is all of it."""

from xzcrawl.web.access import Access
from xzcrawl.web.app import create_app

__all__ = ["Access", "create_app"]
