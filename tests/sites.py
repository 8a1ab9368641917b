"""Sites as the spiders declare them, for tests."""

from functools import cache

from xzcrawl.families import ZBLOG_TPURE, Site


@cache
def tpure(base: str) -> Site:
    """A site with the theme that most tests are about."""
    return Site.at(base, ZBLOG_TPURE)
