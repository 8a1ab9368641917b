"""Turns the archive's records into values that JSON has."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from xzcrawl.dates import SHANGHAI


def plain(value: Any) -> Any:
    """A value for JSON: records become objects, instants become ISO 8601 texts in Asia/Shanghai.

    The key None (articles without a category, for example) becomes "".
    """
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name or "": plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value
