"""Findings on lists of a site that became shorter, vanished, or were not read to their end. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.health.shares import Examples, pages_of, total
from xzcrawl.runs import Count, CountOf

#: A listing shrank if it lost a fifth of its pages, and at least ``FEWEST_PAGES``, compared with any of the
#: last ``LISTING_RUNS`` runs that read it.
SHRUNK: Final = 0.8
FEWEST_PAGES: Final = 2
LISTING_RUNS: Final = 5

#: The site's own names of its lists, by their names among the counts (``category 3``).
ListNames = Mapping[str, str]

_LEFT: Final = {
    Count.LISTING_PAGES_LEFT: "pages of lists",
    Count.CATEGORIES_LEFT: "categories",
    Count.MENTIONS_LEFT: "articles that no list shows",
}


def shrunken_listings(
    run: RunRecord, standard: Sequence[RunRecord], examples: Examples, names: ListNames
) -> Iterator[Finding]:
    """Listings have fewer pages than before: the pager is misread, or the site took much away."""
    shrunk = {name: most for name in run.counts if (most := _shrunk_from(run, standard, name))}
    if shrunk:
        called = {name: _called(name.removeprefix(CountOf.LISTING_PAGES), names) for name in shrunk}
        losses = (f"{called[name]} from {shrunk[name]} to {run.counts[name]}" for name in shrunk)
        pages = pages_of(examples, *shrunk) or pages_of(examples, "home")
        yield Finding("listing_shrank", f"fewer pages than before: {', '.join(losses)}", pages)


def vanished_listings(
    run: RunRecord, standard: Sequence[RunRecord], examples: Examples, names: ListNames
) -> Iterator[Finding]:
    """Lists have vanished. Each is reported once, though later runs find it gone again."""
    own = {name for name in run.counts if name.startswith(CountOf.LISTING_GONE)}
    if new := sorted(own.difference(*(earlier.counts for earlier in standard))):
        lists = ", ".join(_called(name.removeprefix(CountOf.LISTING_GONE), names) for name in new)
        message = f"the site has no list any more, nor another with its articles: {lists}"
        yield Finding("listing_gone", message, pages_of(examples, *new))


def _called(name: str, names: ListNames) -> str:
    """The name of a list, ``招商政策 (category 3)``; ``category 3`` alone if the site has no name for it."""
    return f"{names[name]} ({name})" if name in names else name


def _shrunk_from(run: RunRecord, standard: Sequence[RunRecord], name: str) -> int | None:
    if not name.startswith(CountOf.LISTING_PAGES):
        return None
    readings = [earlier.counts[name] for earlier in standard if name in earlier.counts]
    most, now = max(readings[:LISTING_RUNS], default=0), run.counts[name]
    return most if now <= SHRUNK * most and most - now >= FEWEST_PAGES else None


def left_unread(run: RunRecord, examples: Examples) -> Iterator[Finding]:
    """The bounds of the run left pages unread: a site makes up pages without end, or a pager has too many.

    Further findings are articles that the home list counts but no page shows, and that all requests that a
    site of this size may need were used.
    """
    if left := [f"{total(run, name):,} {of}" for name, of in _LEFT.items() if total(run, name)]:
        message = f"bounds of the run have left unread: {', '.join(left)}"
        yield Finding("left_unread", message, pages_of(examples, *_LEFT))
    if unseen := total(run, Count.ARTICLES_UNSEEN):
        message = f"the home list counts {unseen:,} articles more than any page shows"
        yield Finding("articles_unseen", message, pages_of(examples, Count.ARTICLES_UNSEEN))
    if most := total(run, Count.MOST_REQUESTS):
        message = f"{most:,} requests, the most for a site of its size, were used up"
        yield Finding("most_requests", message, pages_of(examples, "home"))
