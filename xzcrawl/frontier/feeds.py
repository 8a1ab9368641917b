"""Decides which feeds a walk fetches, and takes in what it learns from them. Pure.

The plain feed comes first: it has the newest articles with their exact instants. The feed of a day follows
only while the day of an article is open and that feed could settle it; then the feed of the article's
category, where it reaches down to the article. A filter that a site does not answer is not used again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from xzcrawl.dates import SHANGHAI, feed_instant
from xzcrawl.dates.calendar import ONE_SECOND
from xzcrawl.errors import ContradictoryDate
from xzcrawl.extract import FeedEntry
from xzcrawl.families import Site
from xzcrawl.frontier.infer_dates import DateEvidence, Exclusion, excluded_by
from xzcrawl.frontier.visits import FeedQuery, Visit
from xzcrawl.items import DateInterval, Reading
from xzcrawl.urls import Address, Kind

#: The most feeds that one run fetches.
MOST_FEEDS = 16
_LONG_AGO = datetime(1990, 1, 1, tzinfo=SHANGHAI)

Stamps = Mapping[str, DateInterval]


@dataclass(slots=True)
class FeedPlan:
    """The feeds of one walk.

    ``categories`` maps an article's key to its category's key, where that is known. ``requested`` are the
    queries of the feeds that were fetched, ``unanswered`` the names of the filters that the site ignores.
    ``plain`` are the keys of the articles in the plain feed. ``inferred`` has the interval inferred last for
    each key.
    """

    site: Site
    date_evidence: DateEvidence
    categories: Mapping[str, str | None]
    requested: list[FeedQuery] = field(default_factory=list)
    unanswered: set[str] = field(default_factory=set)
    plain: tuple[str, ...] = ()
    inferred: dict[str, DateInterval] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether no feed was asked for yet."""
        return not self.requested

    @property
    def _is_whole(self) -> bool:
        return self.site.family.cms.whole_feed

    def next_visit(self, now: datetime) -> list[Visit]:
        """A visit to the next feed that is worth a request; none when no feed can narrow a date any more."""
        if self.is_new:
            return self.ask_plain()
        if len(self.requested) >= MOST_FEEDS or not self.plain or not self._is_whole:
            return []
        for query in self._useful(now):
            if query not in self.requested and query[0] not in self.unanswered:
                return self._ask(query, self._url(query))
        return []

    def ask_plain(self, url: str | None = None) -> list[Visit]:
        """A visit to the feed of the newest articles, at ``url`` where the site names it, if it has one."""
        return self._ask(None, url or self._url(None))

    def _ask(self, query: FeedQuery, url: str | None) -> list[Visit]:
        self.requested.append(query)
        return [Visit(Address(Kind.FEED, ""), url, query)] if url else []

    def _url(self, query: FeedQuery) -> str | None:
        feed_url = self.site.family.cms.feed_url
        return feed_url(self.site.base_url, **dict([query] if query else [])) if feed_url else None

    def _useful(self, now: datetime) -> Iterator[tuple[str, str]]:
        """The feeds that could settle the day of an article: those of its days, then that of its category."""
        keys = self.date_evidence.open_keys()
        days = self.date_evidence.open_days(keys, self.categories, now)
        yield from (("date", day.isoformat()) for day in days)
        still = self._among_newest(keys) if days else ()
        named = {category for key in still if (category := self.categories.get(key))}
        yield from (("category", name) for name in sorted(named))

    def _among_newest(self, keys: Sequence[str]) -> Iterator[str]:
        """Those of the articles to which the feed of their category would reach down."""
        begins: defaultdict[str | None, list[datetime]] = defaultdict(list)
        for key, category in self.categories.items():
            if interval := self.date_evidence.interval(key):
                begins[category].append(interval.earliest)
        for key in keys:
            interval, category = self.date_evidence.interval(key), self.categories.get(key)
            if interval and category is not None:
                newer = sum(begin > interval.latest for begin in begins[category])
                yield from [key] if newer < len(self.plain) else ()

    def saw(self, query: FeedQuery, entries: Sequence[FeedEntry], now: datetime) -> None:
        """Takes in a feed's entries: their exact instants, and the dates that their list rules out."""
        stamps = dict(self._stamps(entries, now))
        for key, stamp in stamps.items():
            self.date_evidence.learn(key, Reading("feed", now, stamp.text, stamp))
        self.date_evidence.fed.update(stamps)
        if query is None:
            self.plain = tuple(entry.key for entry in entries)
            exclusion = excluded_by(stamps, (_LONG_AGO, now), full=True) if self._is_whole else None
        elif self._is_answer(query, stamps):
            exclusion = self._ruled_out(query, stamps, now)
        else:
            self.unanswered.add(query[0])
            return
        self.date_evidence.exclusions.extend([exclusion] if exclusion else [])

    def _stamps(self, entries: Sequence[FeedEntry], now: datetime) -> Iterator[tuple[str, DateInterval]]:
        """The instants of a feed's articles, without those that cannot be read or lie after ``now``."""
        for entry in entries:
            with suppress(ContradictoryDate):  # the pipeline of dates reports it
                if stamp := feed_instant(entry.pub_date, now, self.date_evidence.zones):
                    yield entry.key, stamp

    def _is_answer(self, query: tuple[str, str], stamps: Stamps) -> bool:
        """Whether the site narrowed the feed, and did not give the plain feed whatever the query was."""
        name, value = query
        if name == "date":
            first, last = self._day_span(value)
            return all(
                first <= stamp.latest and stamp.earliest <= last + self.site.family.cms.feed_overlap
                for stamp in stamps.values()
            )
        return all(self.categories.get(key) in (None, value) for key in stamps)

    def _ruled_out(self, query: tuple[str, str], stamps: Stamps, now: datetime) -> Exclusion | None:
        full = len(stamps) >= len(self.plain)
        name, value = query
        if name == "date":
            return excluded_by(stamps, self._day_span(value), full)
        return excluded_by(stamps, (_LONG_AGO, now), full, category=value)

    def _day_span(self, day: str) -> tuple[datetime, datetime]:
        """The first and last second (Asia/Shanghai) of a day of the site's own calendar."""
        zone = timezone(timedelta(minutes=self.date_evidence.zones.pages))
        start = datetime.combine(date.fromisoformat(day), time(), zone).astimezone(SHANGHAI)
        return start, start + timedelta(days=1) - ONE_SECOND

    def inferences(self, now: datetime) -> list[tuple[str, Reading]]:
        """The readings that follow from feeds and neighbours for articles whose day is open.

        Each new bound is given once, as a pair of an article's key and a reading of the source "order".
        """
        found = []
        for key in self.date_evidence.open_keys():
            interval = self.date_evidence.infer(key, self.categories, now)
            if interval is not None and self.inferred.get(key) != interval:
                self.inferred[key] = interval
                found.append((key, Reading("order", now, None, interval)))
        return found
