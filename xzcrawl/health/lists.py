"""Lists of a site that became shorter, are no more, or were not read to their end. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.health.shares import Examples, pages_of, total
from xzcrawl.runs import Count, CountOf

#: A listing shrank that lost a fifth of its pages, two at least, against any of its last readings.
SHRUNK: Final = 0.8
FEWEST_PAGES: Final = 2
LISTING_RUNS: Final = 5

#: What the site calls its lists, by their names among the counts (``category 3``).
ListNames = Mapping[str, str]

_LEFT: Final = {
    Count.LISTING_PAGES_LEFT: "pages of lists",
    Count.CATEGORIES_LEFT: "categories",
    Count.MENTIONS_LEFT: "articles that no list shows",
}


def shrunken_listings(
    run: RunRecord, standard: Sequence[RunRecord], examples: Examples, names: ListNames
) -> Iterator[Finding]:
    """A pager that is misread looks like this, and so does a site that took much away."""
    shrunk = {name: most for name in run.counts if (most := _shrunk_from(run, standard, name))}
    if shrunk:
        called = {name: _called(name.removeprefix(CountOf.LISTING_PAGES), names) for name in shrunk}
        told = (f"{called[name]} from {shrunk[name]} to {run.counts[name]}" for name in shrunk)
        pages = pages_of(examples, *shrunk) or pages_of(examples, "home")
        yield Finding("listing_shrank", f"fewer pages than before: {', '.join(told)}", pages)


def vanished_listings(
    run: RunRecord, standard: Sequence[RunRecord], examples: Examples, names: ListNames
) -> Iterator[Finding]:
    """Each is told once: later runs find it gone again."""
    own = {name for name in run.counts if name.startswith(CountOf.LISTING_GONE)}
    if new := sorted(own.difference(*(earlier.counts for earlier in standard))):
        told = ", ".join(_called(name.removeprefix(CountOf.LISTING_GONE), names) for name in new)
        message = f"the site has no list any more, nor another with its articles: {told}"
        yield Finding("listing_gone", message, pages_of(examples, *new))


def _called(name: str, names: ListNames) -> str:
    """``招商政策 (category 3)``; the second alone where the site has no name for it."""
    return f"{names[name]} ({name})" if name in names else name


def _shrunk_from(run: RunRecord, standard: Sequence[RunRecord], name: str) -> int | None:
    if not name.startswith(CountOf.LISTING_PAGES):
        return None
    readings = [earlier.counts[name] for earlier in standard if name in earlier.counts]
    most, now = max(readings[:LISTING_RUNS], default=0), run.counts[name]
    return most if now <= SHRUNK * most and most - now >= FEWEST_PAGES else None


def left_unread(run: RunRecord, examples: Examples) -> Iterator[Finding]:
    """A site that makes up pages for ever looks like this, and one with a pager that names too many."""
    if left := [f"{total(run, name):,} {of}" for name, of in _LEFT.items() if total(run, name)]:
        message = f"bounds of the run have left unread: {', '.join(left)}"
        yield Finding("left_unread", message, pages_of(examples, *_LEFT))
    if unseen := total(run, Count.ARTICLES_UNSEEN):
        message = f"the home list counts {unseen:,} articles more than any page shows"
        yield Finding("articles_unseen", message, pages_of(examples, Count.ARTICLES_UNSEEN))
    if most := total(run, Count.MOST_REQUESTS):
        message = f"{most:,} requests, the most for a site of its size, were used up"
        yield Finding("most_requests", message, pages_of(examples, "home"))
