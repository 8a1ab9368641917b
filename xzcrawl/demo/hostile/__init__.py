"""The embedded site as an enemy: each case is one switch, and all else is as ever.

A case is a function in one of the modules here, named after what it does to a crawler. It is given the site,
the path and query asked for, and the answer that the site would give otherwise.
"""

from xzcrawl.demo.hostile import (  # noqa: F401 - registers their cases
    absences,
    inside,
    pages,
    reading,
    transport,
    walks,
)
from xzcrawl.demo.hostile.cases import CASES, Case
from xzcrawl.demo.hostile.site import HostileSite

__all__ = ["CASES", "Case", "HostileSite", "inside", "pages", "transport"]
