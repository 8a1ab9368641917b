"""Checks whether a run went as usual for its site. Pure.

The rules compare a run with the earlier runs of its site. So a first run without authors, or a theme that
never shows any, is not called unhealthy. A share must have risen by much, and by more than chance explains;
few articles, now or in the past, prove nothing. ``docs/operations.md`` says what to do about each finding.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from xzcrawl.archive.records import Finding, RunRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.health.absences import doubted_absences, listed_missing, same_texts
from xzcrawl.health.lists import ListNames, left_unread, shrunken_listings, vanished_listings
from xzcrawl.health.shares import FEWEST_READ, Examples, Share, pages_of, rise, total
from xzcrawl.health.silence import nothing_new
from xzcrawl.items import FILE_KINDS
from xzcrawl.runs import Count, CountOf, Outcome
from xzcrawl.text import normalise

__all__ = ["check"]

#: Earlier runs that set the standard. Each has the same weight, or the first walk would outweigh all later
#: runs.
STANDARD_RUNS: Final = 30
#: By how much a share must have risen. Dates matter most in this archive, and hardly ever fail.
FIELD_RISE: Final = 0.2
DATE_RISE: Final = 0.1
FOOTER_RISE: Final = 0.2
GENERIC_RISE: Final = 0.1
#: At least this share of a run's articles is a new layout, whatever earlier runs had.
MOST_GENERIC: Final = 0.2
ERROR_RISE: Final = 0.1
ARTICLE_RISE: Final = 0.2
RETRY_RISE: Final = 0.2
#: Fewer errors or retries are no alarm: one dead page may be asked for again and again.
FEWEST_ERRORS: Final = 3
FEWEST_RETRIES: Final = 20
#: Fewer changes are edits. By how much the share of known articles with another text must have risen.
MANY_CHANGED: Final = 10
CHANGED_RISE: Final = 0.1
#: At least this many failures that are at least this share of a run are wrong, whatever earlier runs had.
MANY_ERRORS: Final = 10
MOST_ERRORS: Final = 0.2

_ARTICLE_ERRORS: Final = (Count.ARTICLES_FAILED, Count.ARTICLES_REFUSED)


def check(
    run: RunRecord, history: Sequence[RunRecord], examples: Examples, names: ListNames = MappingProxyType({})
) -> list[Finding]:
    """The findings on ``run``, which has just ended.

    ``history`` are the site's earlier runs that ended, newest first; the more there are, the better its
    rhythm is known. ``examples`` are pages of this run, by the note that was made on them. ``names`` are the
    site's own names of its lists, by their names among the counts (``category 3``). Failed runs do not count
    for the standard.
    """
    standard = [earlier for earlier in history if earlier.outcome != Outcome.FAILED][:STANDARD_RUNS]
    return [
        *_wrong_clock(run, history, examples),
        *nothing_new(run, history, pages_of(examples, "home")),
        *_missing_fields(run, standard, examples),
        *_unread_dates(run, standard, examples),
        *_other_layouts(run, standard, examples),
        *_lost_footers(run, standard, examples),
        *_repeated_endings(run, standard, examples),
        *_many_changed(run, standard, examples),
        *shrunken_listings(run, standard, examples, names),
        *vanished_listings(run, standard, examples, names),
        *listed_missing(run, examples),
        *doubted_absences(run, examples),
        *same_texts(run, examples),
        *left_unread(run, examples),
        *_not_stored(run, standard, examples),
        *_forbidden(run, standard, examples),
        *_many_errors(run, standard, examples),
        *_many_retries(run, standard, examples),
    ]


def _wrong_clock(run: RunRecord, history: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """A run, or most of its pages, seems older than the run before. That cannot be: runs do not overlap."""
    later = [before.started_at for before in history[:1] if before.started_at > run.started_at]
    older = Share(
        total(run, Count.ARTICLES_STALE, Count.ARTICLES_SEEN_AHEAD), total(run, Count.ARTICLES_READ)
    )
    if later or (older.whole >= FEWEST_READ and 2 * older.part > older.whole):
        began = f"{max(later).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if later else ""
        sign = f"an earlier run began at {began}" if later else f"{older} pages are older than what is stored"
        yield Finding("wrong_clock", f"{sign}: the clock was wrong, then or now", pages_of(examples, "home"))


def _missing_fields(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    for name in sorted(name for name in run.counts if name.startswith(CountOf.MISSING)):
        if found := rise(run, standard, _of_articles(name), FIELD_RISE):
            field = name.removeprefix(CountOf.MISSING)
            message = f"{field} is missing on {found[0]} articles, before on {found[1]:.0%}"
            yield Finding("field_missing", message, tuple(examples.get(name, ())))


def _of_articles(name: str) -> Callable[[RunRecord], Share]:
    return lambda run: Share(run.counts.get(name, 0), run.counts.get(Count.ARTICLES_READ, 0))


def _unread_dates(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    if found := rise(run, standard, _unread, DATE_RISE):
        message = f"{found[0]} date texts gave no date, before {found[1]:.0%}"
        yield Finding(
            "dates_unread", message, pages_of(examples, Count.DATES_UNREAD, Count.DATES_CONTRADICTORY)
        )


def _unread(run: RunRecord) -> Share:
    unread = total(run, Count.DATES_UNREAD, Count.DATES_CONTRADICTORY)
    return Share(unread, unread + total(run, Count.DATES_READ))


def _other_layouts(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """The pages of a described site look otherwise: what is read of them is only probable."""
    own = _generic(run)
    are_many = own.part >= FEWEST_READ and own.part >= MOST_GENERIC * own.whole
    if are_many or rise(run, standard, _generic, GENERIC_RISE):
        message = (
            f"{own} articles have a layout that the site's file does not describe:"
            " xzcrawl new-site --again proposes what to change"
        )
        yield Finding("other_layout", message, pages_of(examples, Count.ARTICLES_GENERIC))


_generic = _of_articles(Count.ARTICLES_GENERIC)


def _lost_footers(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    if found := rise(run, standard, _without_footer, FOOTER_RISE):
        message = f"no contact footer was found on {found[0]} articles, before on {found[1]:.0%}"
        yield Finding("no_footer", message, pages_of(examples, Count.NO_FOOTER))


def _without_footer(run: RunRecord) -> Share:
    read = total(run, Count.ARTICLES_READ)
    return Share(read - total(run, Count.WITH_FOOTER), read)


def _repeated_endings(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Most articles begin or end with the same text, such as a footer in a new wording.

    Each text is reported once.
    """
    own = {name for name in run.counts if name.startswith(CountOf.ENDING)}
    if new := sorted(own.difference(*(earlier.counts for earlier in standard))):
        texts = ", ".join(
            f"'{normalise(name.removeprefix(CountOf.ENDING))}' ({_of_articles(name)(run)})" for name in new
        )
        yield Finding(
            "repeated_ending", f"most articles begin or end with the same: {texts}", pages_of(examples, *new)
        )


def _many_changed(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Far more known articles came with another title or text than a site edits in a night.

    A notice in all bodies does so, a counter or an advertisement, and an error in the theme's frame.
    """
    own = _changed(run)
    is_new = not any(map(_changed_mostly, standard))
    if own.part < MANY_CHANGED:
        return
    if (is_new and _changed_mostly(run)) or rise(run, standard, _changed, CHANGED_RISE):
        message = f"{own} known articles came with another title or text"
        yield Finding("many_changed", message, pages_of(examples, "home"))


def _changed_mostly(run: RunRecord) -> bool:
    own = _changed(run)
    return own.part >= MANY_CHANGED and 2 * own.part > own.whole


def _changed(run: RunRecord) -> Share:
    changed = total(run, Count.ARTICLES_CHANGED)
    return Share(changed, changed + total(run, Count.ARTICLES_UNCHANGED))


def _not_stored(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Pages came, and the archive cannot hold what is on many of them, or on more than before."""
    refused = total(run, Count.ITEMS_REFUSED)
    before = max((total(earlier, Count.ITEMS_REFUSED) for earlier in standard), default=0)
    are_many = refused >= max(MANY_ERRORS, MOST_ERRORS * total(run, Count.ARTICLES_READ))
    if are_many or refused > before:
        what = "item was" if refused == 1 else "items were"
        message = f"{refused:,} {what} not archived: the log says of each why"
        yield Finding("not_stored", message, pages_of(examples, "home"))


def _forbidden(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """robots.txt keeps the crawler from articles: it was changed, or forbade the site from the start."""
    own = _kept_back(run)
    is_more = 2 * own.part > own.whole or rise(run, standard, _kept_back, ERROR_RISE)
    if own.part >= FEWEST_ERRORS and is_more:
        message = f"robots.txt forbids {own} addresses that were to be fetched"
        yield Finding("robots_forbid", message, pages_of(examples, "home"))


def _kept_back(run: RunRecord) -> Share:
    forbidden = total(run, Count.FORBIDDEN)
    return Share(forbidden, total(run, Count.ARTICLES_READ) + forbidden)


def _many_errors(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Many articles, or many of all pages, could not be read. Only the first of the two is reported.

    Articles are counted alone too: else lists that can be read would hide articles that cannot.
    """
    pages = pages_of(examples, Count.FAILED_LISTINGS, Count.EMPTY_LISTINGS, Count.REFUSED, Count.ERRORS)
    for errors, of, least in ((_article_errors, "articles", ARTICLE_RISE), (_errors, "pages", ERROR_RISE)):
        own = errors(run)
        rose = own.part >= FEWEST_ERRORS and rise(run, standard, errors, least)
        if rose or (own.part >= MANY_ERRORS and own.part >= MOST_ERRORS * own.whole):
            before = f", before {rose[1]:.0%}" if rose else ""
            message = f"{own} {of} could not be had or read{before}{_most_often(run)}"
            yield Finding("many_errors", message, pages)
            return


def _most_often(run: RunRecord) -> str:
    """The most common reason of the failures, ``; most often: HTTP 500 (28)``; empty if none was counted."""
    reasons = {name: count for name, count in run.counts.items() if name.startswith(CountOf.REASON)}
    name, count = max(reasons.items(), key=itemgetter(1), default=("", 0))
    return f"; most often: {name.removeprefix(CountOf.REASON)} ({count:,})" if count else ""


def _article_errors(run: RunRecord) -> Share:
    """The share of articles that failed, among all that were asked for."""
    failed = total(run, *_ARTICLE_ERRORS)
    return Share(failed, total(run, Count.ARTICLES_READ) + failed)


def _errors(run: RunRecord) -> Share:
    """The share of pages that failed, among all that were asked for."""
    failed = (
        *_ARTICLE_ERRORS,
        Count.FAILED_LISTINGS,
        Count.EMPTY_LISTINGS,
        Count.LISTINGS_MISSING,
        Count.ITEM_ERRORS,
    )
    return Share(total(run, *failed), _asked(run))


def _many_retries(run: RunRecord, standard: Sequence[RunRecord], examples: Examples) -> Iterator[Finding]:
    """Many pages came only after retries: the site is about to fail, or the crawl asks too much of it."""
    found = rise(run, standard, _retries, RETRY_RISE)
    if found and found[0].part >= FEWEST_RETRIES:
        message = f"{found[0].part:,} retries for {found[0].whole:,} pages, before {found[1]:.0%}"
        yield Finding("many_retries", message, pages_of(examples, Count.ERRORS, "home"))


def _retries(run: RunRecord) -> Share:
    """The share of pages that were retried. Some are retried several times, so it is capped at the whole."""
    asked = _asked(run)
    return Share(min(total(run, Count.RETRIES), asked), asked)


def _asked(run: RunRecord) -> int:
    """The number of pages that were asked for, without files: a site may have many times more of these."""
    files = sum(total(run, CountOf.REQUESTS.named(kind)) for kind in FILE_KINDS)
    return max(total(run, Count.REQUESTS) - total(run, Count.RETRIES) - files, 0)
