"""Changes of pure modules that mean the same, as ``make mutate`` writes them, and why. It leaves them out."""

from typing import Final

SAME_MEANING: Final[dict[tuple[str, str], str]] = {}
