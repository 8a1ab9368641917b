"""What one walk of a site knows, and what it wants to fetch next. Pure: no request, no clock, no archive.

``walk`` decides which pages to visit, ``listings`` when a listing has nothing more to show, ``feeds``
which feeds to ask, and ``settle`` what they tell of articles whose own page leaves the day open.
"""

from xzcrawl.frontier.walk import HOME, Frontier, Visit

__all__ = ["HOME", "Frontier", "Visit"]
