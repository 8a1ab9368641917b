"""The archive's records as values that JSON has, for dumps, commands and the API alike.

``plain`` turns any record into such values. The objects whose names are promised (``docs/archive.md``) have a
module each.
"""

from xzcrawl.plain.values import plain

__all__ = ["plain"]
