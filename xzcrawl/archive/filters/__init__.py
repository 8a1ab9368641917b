"""The filters by which readers choose articles, the meaning of their values, and their SQL."""

from xzcrawl.archive.filters.declared import (
    FILTERS,
    MEANINGS,
    ORDERS,
    Certainty,
    Filter,
    FilterKind,
    Filters,
    Names,
    Selection,
)
from xzcrawl.archive.filters.moments import Moment
from xzcrawl.archive.filters.translated import conditions, matching_ids, scope_of

__all__ = [
    "FILTERS",
    "MEANINGS",
    "ORDERS",
    "Certainty",
    "Filter",
    "FilterKind",
    "Filters",
    "Moment",
    "Names",
    "Selection",
    "conditions",
    "matching_ids",
    "scope_of",
]
