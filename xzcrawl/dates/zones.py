"""Learns in which zone a site writes its times, and whether its pages come from a cache. Pure.

It compares the site's feed with its home page. PHP's ``date("r")`` ends in the offset of the server's own
zone, and a CMS in PHP writes pages and feed in one zone (``ViewFeed``, lib/rss2.php): ``+0000`` means a
server in UTC, whose pages show UTC too. A name (``GMT``) is more often a fixed part of a format, whatever the
zone of the digits. The age of an article (3小时前) depends on no zone, so ages show which is true. Absolute
texts show how far the feed lies from the pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from xzcrawl.dates.ago import Rounding
from xzcrawl.dates.evidence import is_open
from xzcrawl.dates.feed_time import feed_instant, zone_of
from xzcrawl.dates.observation import CACHED, read, written_between
from xzcrawl.dates.pub_date import parse_pub_date
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval, Page, Reading, Zones

_SHANGHAI: Final = Zones().pages
#: Texts and feed are cut to whole seconds, each by itself.
_SLACK: Final = timedelta(seconds=2)
#: So many articles may contradict for reasons of their own: one may just have been re-dated.
_ODD: Final = 1
_HOURS: Final = [60 * hour for hour in range(-11, 15)]


@dataclass(frozen=True, slots=True)
class Pair:
    """The date of an article in the feed, and its date text on the home page (None where it shows none)."""

    pub_date: str
    text: str | None


@dataclass(frozen=True, slots=True)
class _Score:
    """How many articles contradict an assumption, and how old a cache the others need under it."""

    misfits: int
    lag: timedelta


def learn_zones(
    pairs: Sequence[Pair],
    home: Page,
    feed: Page,
    rounding: Rounding | None,
    known: Zones | None,
    *,
    true_feed: bool = False,
) -> Zones:
    """The zones of a site, learned from the articles of its feed. The ``known`` zones stay while they fit.

    ``true_feed`` says that the CMS tells true instants in its feed, in whatever zone it writes its pages.

    Where nothing decides between two zones of the feed, ``Zones.feed`` spans both. A feed's text that has no
    real date (1970) is ignored, whatever zone it ends in. Once pages have come from a cache, ``cached`` stays
    true.
    """
    pairs = [pair for pair in pairs if parse_pub_date(pair.pub_date)]
    trial = _Trial(pairs, home, written_between(feed)[1], rounding)
    zones = _zones(trial, known and replace(known, cached=False), true_feed=true_feed)
    is_old = are_old(trial.lags(zones))
    return replace(zones, cached=is_old or (known is not None and known.cached))


def are_old(lags: Sequence[timedelta]) -> bool:
    """Whether ages that are too young by ``lags`` come from a cache: one article alone may be re-dated."""
    return sum(lag > timedelta(0) for lag in lags) > _ODD


def _zones(trial: "_Trial", known: Zones | None, *, true_feed: bool) -> Zones:
    labels = {found for pair in trial.pairs if (found := zone_of(pair.pub_date))}
    if len(labels) != 1:  # summer time; or no zone, which is read as Shanghai's
        return known or Zones()
    [(label, is_named)] = labels
    if true_feed:
        natural, others = [Zones()], [Zones(zone) for zone in _HOURS if zone != _SHANGHAI]
    else:
        natural = _natural(label, is_named)
        others = _others(label, natural)
    scores = {zones: trial.score(zones) for zones in natural}
    if all(score.misfits for score in scores.values()):  # else no other is better
        scores |= {zones: trial.score(zones) for zones in others}
    least = min(score.misfits for score in scores.values())
    if known is not None and _is_exact(known) and trial.score(known).misfits <= least + _ODD:
        return _united([known], label)
    fitting = _fitting({zones: scores[zones] for zones in natural}, least, is_named)
    fitting = fitting or _fitting(scores, least, is_named)
    if known is not None and _is_exact(known) and all(scores[zones].lag > _SLACK for zones in fitting):
        # another zone would need a cache besides: rather a clock is wrong
        return _united([known], label)
    return _united(fitting, label)


def _natural(label: int, is_named: bool) -> list[Zones]:
    """The assumptions that explain a feed without anything strange, the likeliest first."""
    shanghai = Zones(feed=None if label == _SHANGHAI else (_SHANGHAI, _SHANGHAI))
    true = [Zones(), Zones(label)] if is_named else [Zones(label), Zones()]
    return list(dict.fromkeys([*true, shanghai]))


def _others(label: int, natural: Sequence[Zones]) -> list[Zones]:
    """The assumptions that pages and feed are in any other zone, and that the feed is wrong about it."""
    every = (Zones(zone, (zone, zone)) for zone in _HOURS if zone != label)
    return [zones for zones in every if zones not in natural]


def _is_exact(zones: Zones) -> bool:
    return zones.feed is None or zones.feed[0] == zones.feed[1]


def _fitting(scores: Mapping[Zones, _Score], least: int, is_named: bool) -> list[Zones]:
    """The assumptions that explain nearly as many articles as the best, the likeliest first.

    A computed offset is believed where it is among them; else the one is that needs the freshest pages.
    """
    fitting = [zones for zones, score in scores.items() if score.misfits <= least + _ODD]
    true = [zones for zones in fitting if zones.feed is None]
    if true and not is_named:
        return [min(true, key=lambda zones: scores[zones].misfits)]
    lags = [scores[zones].lag for zones in fitting]
    return [zones for zones, lag in zip(fitting, lags, strict=True) if lag == min(lags)]


def _united(fitting: Sequence[Zones], label: int) -> Zones:
    """One assumption made of several: the likeliest zone of the pages, and all possible zones of the feed."""
    pages = _SHANGHAI if any(zones.pages == _SHANGHAI for zones in fitting) else fitting[0].pages
    ends = [end for zones in fitting for end in zones.feed or (label, label)]
    feed = min(ends), max(ends)
    return Zones(pages, None if feed == (label, label) else feed)


@dataclass(frozen=True, slots=True)
class _Trial:
    """The articles of a feed, which came at ``seen``, and the home page that shows them too."""

    pairs: Sequence[Pair]
    home: Page
    seen: datetime
    rounding: Rounding | None

    def score(self, zones: Zones) -> _Score:
        """How well an assumption explains the dates in the feed and on the home page."""
        fitting = self.lags(zones)
        return _Score(len(self.pairs) - len(fitting), max(fitting, default=timedelta(0)))

    def lags(self, zones: Zones) -> list[timedelta]:
        """How old the home page must be for each of its texts to be true, without texts that never are."""
        return [lag for pair in self.pairs if (lag := self._lag(pair, zones)) is not None]

    def _lag(self, pair: Pair, zones: Zones) -> timedelta | None:
        """How old the home page must be for its text to be true; None where it is true at no age."""
        try:
            stamp = feed_instant(pair.pub_date, self.seen, zones)
            shown = pair.text and read(pair.text, self.home, "listing", rounding=self.rounding, zones=zones)
        except ContradictoryDate:
            return None
        return lag_of(shown, stamp) if stamp and shown else timedelta(0)


def lag_of(shown: Reading, stamp: DateInterval) -> timedelta | None:
    """How old a page must be for ``shown`` to be true of an article that was published at ``stamp``.

    None where it is true at no age, or only at one to which no cache keeps a page.
    """
    if shown.interval is None:
        return timedelta(0)
    lag = max(shown.interval.earliest - _SLACK - stamp.latest, timedelta(0))
    allowed = CACHED if is_open(shown) else timedelta(0)
    return lag if stamp.earliest <= shown.interval.latest + _SLACK and lag <= allowed else None
