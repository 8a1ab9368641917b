"""The machine that measures, and the versions of what is measured."""

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    """In one line: processor and cores, Python, the libraries that matter for speed."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("Scrapy", "Twisted", "selectolax", "SQLAlchemy")
    )
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}"


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else platform.machine()
