"""Compiles long patterns when they are first needed. Pure."""

import re
from functools import cache


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """The compiled pattern. A command that reads no page starts sooner without it."""
    return re.compile(pattern)
