"""What one walk of a site knows, and what it wants to fetch next. Pure: no request, no clock, no archive.

``walk`` takes in what pages show; ``whole`` and ``news`` decide which pages are visited, by the ``book`` of
what was seen and asked for and by what was ``known`` before. ``listings`` says when a listing has nothing
more to show, ``mentions`` what comes after that, ``bounds`` how much of it. ``aliases`` and ``renaming`` know
articles under other keys. ``members`` tells what is in which listing, ``missing`` what is no longer shown,
``feeds`` which feeds to ask, and ``settle`` what they tell of articles whose own page leaves the day open.
``revisits`` is the schedule, ``moved`` knows lists under other keys, ``emptiness`` refuses those that show
nothing.
"""

from xzcrawl.frontier.emptiness import refuse_empty
from xzcrawl.frontier.known import Known, KnownArticle, SideListing
from xzcrawl.frontier.listings import page_shown
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.frontier.walk import Frontier

__all__ = [
    "HOME",
    "Frontier",
    "Known",
    "KnownArticle",
    "SideListing",
    "Visit",
    "page_shown",
    "refuse_empty",
]
