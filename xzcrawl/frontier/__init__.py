"""The frontier keeps what one walk of a site knows, and decides what to fetch next.

It is pure: it makes no request, reads no clock and knows no archive.

``walk`` takes in what pages show. ``full_walk`` and ``update_walk`` decide which pages are visited, by the
``walk_state`` (what was seen and asked for) and by what was ``known`` before, of each article too
(``known_articles``). ``listings`` says when a listing has nothing more to show, ``mentions`` which articles
come after that, ``bounds`` how many of them.
``aliases`` and ``renaming`` recognise articles under other keys. ``members`` says which article is in which
listing, ``missing`` which articles a listing no longer shows. ``feeds`` says which feeds to fetch, and
``infer_dates`` finds from them the day of articles whose own page leaves it open. ``revisits`` is the
schedule of further visits, ``moved_categories`` recognises categories under other keys, ``empty_listings``
refuses listings that show nothing, ``leftovers`` counts what a walk has left unread.
"""

from xzcrawl.frontier.empty_listings import refuse_empty
from xzcrawl.frontier.known import Known, SideListing
from xzcrawl.frontier.known_articles import KnownArticle, KnownArticles, KnownUrls
from xzcrawl.frontier.listings import page_shown
from xzcrawl.frontier.visits import HOME, Visit
from xzcrawl.frontier.walk import Frontier

__all__ = [
    "HOME",
    "Frontier",
    "Known",
    "KnownArticle",
    "KnownArticles",
    "KnownUrls",
    "SideListing",
    "Visit",
    "page_shown",
    "refuse_empty",
]
