"""The archived articles that may be gone, because the home listing no longer shows them. Pure.

Only articles count that the home listing showed in the walk before this one or since. A request must show
what has become of each.
"""

from collections.abc import Callable

from xzcrawl.frontier.known import KnownArticle
from xzcrawl.frontier.walk_state import WalkState
from xzcrawl.items import DateInterval


def missing(walk: WalkState) -> list[str]:
    """The keys of archived articles that the home listing does not show; none unless it was read whole."""
    return _absent(walk, lambda _: True) if walk.home.pages.get(1) and walk.home.is_whole else []


def missing_newest(walk: WalkState) -> list[str]:
    """The keys of archived articles that should be on the pages read, and are not.

    They are surely newer than the last post of the pages that were read without a gap from the first one on.
    """
    last = _last_read(walk)
    return _absent(walk, lambda article: _is_newer(article.interval, last)) if last else []


def _absent(walk: WalkState, matters: Callable[[KnownArticle], bool]) -> list[str]:
    """The keys of articles that matter and that the home listing no longer shows, each article once.

    They are compared by the CMS's id, because a list may show an article under another key than before.
    """
    shown = walk.known.source_ids(walk.home.shown) | walk.arrivals.source_ids(walk.home.shown)
    absent = [
        (one.source_id, key)
        for key, one in walk.known.articles.items()
        if one.shown and one.source_id not in shown and matters(one)
    ]
    absent.sort(key=lambda named: named[1] not in walk.known.aliases)  # the article's main key comes last
    return sorted(dict(absent).values())


def _last_read(walk: WalkState) -> DateInterval | None:
    """When the last post was published that the pages read without a gap from the first one on show."""
    page = 0
    while page + 1 in walk.home.pages:
        page += 1
    posts = walk.home.pages.get(page, ())
    return walk.date_evidence.interval(posts[-1]) if posts else None


def _is_newer(one: DateInterval | None, other: DateInterval) -> bool:
    return one is not None and one.earliest > other.latest
