"""Findings on articles that are said to be gone, or came with another text, and are not believed. Pure."""

from collections.abc import Iterator

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.health.shares import Examples, pages_of, total
from xzcrawl.runs import Count


def listed_missing(run: RunRecord, examples: Examples) -> Iterator[Finding]:
    """The server says that articles are gone that a main list shows.

    They are there: the server is too busy, or there is a shield before it.
    """
    if missing := total(run, Count.LISTED_MISSING):
        verb = "article is" if missing == 1 else "articles are"
        message = (
            f"{missing:,} {verb} said to be gone that the site's own lists show; asked for again next time"
        )
        yield Finding("listed_articles_missing", message, pages_of(examples, Count.LISTED_MISSING))


def doubted_absences(run: RunRecord, examples: Examples) -> Iterator[Finding]:
    """Articles are said to be gone, too many at once or in unusual words.

    This is how a shield, a database error or a login looks, and a site that took many articles down.
    """
    if claimed := total(run, Count.GONE_AT_ONCE):
        message = _said_gone(claimed, "more at once than this site takes down (MOST_GONE_AT_ONCE)")
        yield Finding("gone_at_once", message, pages_of(examples, Count.GONE_AT_ONCE))
    if claimed := total(run, Count.UNLIKE_NOWHERE):
        message = _said_gone(claimed, "in other words than the site has for an address that does not exist")
        yield Finding("unlike_nowhere", message, pages_of(examples, Count.UNLIKE_NOWHERE))


def _said_gone(count: int, why: str) -> str:
    return f"{count:,} {'article is' if count == 1 else 'articles are'} said to be gone, {why}: not believed"


def same_texts(run: RunRecord, examples: Examples) -> Iterator[Finding]:
    """Known articles came with the same text: a login, a notice or an error in the theme's frame does so."""
    if shared := total(run, Count.SAME_TEXT):
        message = f"{shared:,} known articles came with one and the same text, which is not stored"
        yield Finding("same_text", message, pages_of(examples, Count.SAME_TEXT))
