"""The archived articles that may be gone, because the home listing no longer shows them. Pure.

Only articles count that the home listing showed in the walk before this one or since. A request must show
what has become of each.
"""

from datetime import datetime

from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.items import DateInterval


def missing(walk: WalkState) -> list[str]:
    """The keys of archived articles that the home listing does not show; none unless it was read whole."""
    return _absent(walk) if walk.home.pages.get(1) and walk.home.is_whole else []


def missing_newest(walk: WalkState) -> list[str]:
    """The keys of archived articles that should be on the pages read, and are not.

    They are surely newer than the last post of the pages that were read without a gap from the first one on.
    The home page of a described site is a list of all articles only where it has further pages. A portal's
    shows the newest of each column, so an article may leave it and still be there.
    """
    is_portal = not walk.site.family.is_exact and walk.home.last_page == 1
    last = None if is_portal else _last_read(walk)
    return _absent(walk, after=last.latest) if last else []


def _absent(walk: WalkState, after: datetime | None = None) -> list[str]:
    """The keys of articles that the home listing no longer shows, each article once.

    They are compared by the CMS's id, because a list may show an article under another key than before. With
    ``after``, only those count that were surely published after that.
    """
    known, aliases = walk.known.articles, walk.known.aliases
    absent = [(known.source_id(key), key) for key in known.shown(after)]
    if not absent:  # so it is in a first walk, which asks whenever it is idle
        return []
    shown = walk.known.source_ids(walk.home.shown) | walk.arrivals.source_ids(walk.home.shown)
    absent.sort(key=lambda named: named[1] not in aliases)  # the article's main key comes last
    return sorted({id_: key for id_, key in absent if id_ not in shown}.values())


def _last_read(walk: WalkState) -> DateInterval | None:
    """When the last post was published that the pages read without a gap from the first one on show."""
    page = 0
    while page + 1 in walk.home.pages:
        page += 1
    posts = walk.home.pages.get(page, ())
    return walk.date_evidence.interval(posts[-1]) if posts else None
