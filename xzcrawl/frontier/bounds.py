"""The bounds of one run: how much it asks of a site at most, by the known size of the site. Pure.

An ordinary site comes nowhere near these bounds. Without them, a walk of a site that makes up pages without
end would never end.
"""

from typing import Final

#: Requests for pages other than articles may number this share of the site's articles, plus this many.
ALLOWED_SHARE, ALLOWED_MORE = 0.15, 60
#: A run reads so many categories, plus this share of the number of articles. Real sites have up to one
#: category for two articles.
_CATEGORIES, _CATEGORIES_SHARE = 100, 0.5
#: A run visits as many articles that no list shows as lists have shown articles, plus so many.
_MENTIONS: Final = 300
#: All requests of a run may number so many times those that a whole walk should take, plus this many, which
#: leave room for the bounds above.
_TIMES, _MORE = 4, 800


def most_categories(size: int) -> int:
    """How many categories one run reads of a site with ``size`` articles."""
    return _CATEGORIES + int(_CATEGORIES_SHARE * size)


def most_mentions(shown: int) -> int:
    """How many articles that no list shows one run visits, where lists have shown ``shown`` articles."""
    return _MENTIONS + shown


def most_requests(size: int) -> int:
    """How many requests one run makes to a site with ``size`` articles, without images, parts and retries."""
    return int(_TIMES * ((1 + ALLOWED_SHARE) * size + ALLOWED_MORE)) + _MORE
