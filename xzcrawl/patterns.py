"""Compiles long patterns when they are first needed. Pure."""

import re
from functools import cache


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled at its first use, so that commands that read no page start sooner."""
    return re.compile(pattern)
