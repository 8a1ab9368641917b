"""What one run asks of a site at most, by the size of the site as it is known. Pure.

An ordinary site comes nowhere near any of these. One that makes up pages for ever would be walked for ever.
"""

from typing import Final

#: Requests that are no articles may number this share of the site's articles, plus this many.
ALLOWED_SHARE, ALLOWED_MORE = 0.15, 60
#: Categories that are read in a run: so many, plus this share of the articles. Real sites have up to one for
#: two articles.
_CATEGORIES, _CATEGORIES_SHARE = 100, 0.5
#: Articles that no list shows: as many as lists have shown, plus so many.
_MENTIONS: Final = 300
#: All requests of a run: so many times what a whole walk should take, plus what the bounds above allow.
_TIMES, _MORE = 4, 800


def most_categories(size: int) -> int:
    """Categories that are read in one run of a site of so many articles."""
    return _CATEGORIES + int(_CATEGORIES_SHARE * size)


def most_mentions(shown: int) -> int:
    """Articles asked for in one run that no list shows, where lists have shown so many."""
    return _MENTIONS + shown


def most_requests(size: int) -> int:
    """Requests of one run of a site of so many articles, without images and tries again."""
    return int(_TIMES * ((1 + ALLOWED_SHARE) * size + ALLOWED_MORE)) + _MORE
