"""Which articles a reader asks for: the filters, what their values mean, and their SQL."""

from xzcrawl.archive.filters.conditions import (
    MEANINGS,
    ORDERS,
    Certainty,
    Filters,
    Moment,
    Names,
    Selection,
    conditions,
    first_instant,
    last_instant,
    matching_ids,
    read_moment,
    scope_of,
)

__all__ = [
    "MEANINGS",
    "ORDERS",
    "Certainty",
    "Filters",
    "Moment",
    "Names",
    "Selection",
    "conditions",
    "first_instant",
    "last_instant",
    "matching_ids",
    "read_moment",
    "scope_of",
]
