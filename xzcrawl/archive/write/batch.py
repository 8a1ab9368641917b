"""Writes one batch of crawled items: whole articles, in the transaction of the caller."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from xzcrawl.archive.index.change_sequence import note_changes
from xzcrawl.archive.schema.tables import sites
from xzcrawl.archive.write import (
    addresses,
    articles,
    history,
    listings,
    names,
    runs,
    snapshots,
    urls,
)
from xzcrawl.archive.write.addresses import SeenAddress
from xzcrawl.archive.write.articles import StoredRow, Version
from xzcrawl.archive.write.gone import record_absences
from xzcrawl.archive.write.matching import ArticleMatch, answers_in, fetched_rows, led_away, match_articles
from xzcrawl.archive.write.parting import part
from xzcrawl.archive.write.readings import Evidence
from xzcrawl.archive.write.urls import Item, UrlMention, UrlRow, observations_of
from xzcrawl.archive.write.zones import save_zones
from xzcrawl.items import Article, Capture, Miss, Reading, UrlState
from xzcrawl.runs import Count
from xzcrawl.snapshots import WarcWriter


@dataclass(frozen=True, slots=True)
class Run:
    """The run of a batch. Stored instants from ``ahead`` on are of an earlier run whose clock was ahead."""

    id: int
    site: str
    extractor: str
    started_at: datetime
    ahead: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """The state of writing a batch.

    ``snapshots`` are row ids by record id, ``changed`` the ids of the articles that changed.
    """

    connection: Connection
    run: Run
    snapshots: Mapping[str, int]
    counts: Counter[str]
    changed: set[int] = field(default_factory=set)

    def snapshot_of(self, item: Item) -> int | None:
        """The snapshot of the page that the item was read from."""
        return self.snapshots.get(_record_id(item) or "")


@dataclass(frozen=True, slots=True)
class _Known:
    """Items with what is stored of them: address rows by key, articles by main row, and the matches."""

    items: Sequence[Item]
    rows: Mapping[str, UrlRow]
    stored: Mapping[int, StoredRow]
    matches: Sequence[ArticleMatch]


def write_batch(
    connection: Connection, run: Run, items: Sequence[Item | Capture], warc: WarcWriter, now: datetime
) -> Counter[str]:
    """Write admitted items in their order. Returns the counts of the results (see ``Writer.counts``).

    An article that an earlier batch counted as failed, and that came now, is subtracted from that count. The
    records of captures are in ``warc`` and durable before any row is written. ``now`` (aware) is the instant
    at which articles change.
    """
    # Two crawls of one site must not insert the same address at once (SQLite has only one writer anyway).
    connection.execute(select(sites.c.key).where(sites.c.key == run.site).with_for_update())
    counts = Counter[str]()
    captured = [item for item in items if isinstance(item, Capture)]
    others = [item for item in items if not isinstance(item, Capture)]
    kept = snapshots.keep(connection, run.id, captured, warc, counts)
    earlier = {record_id for item in others for record_id in _record_ids(item)} - kept.keys()
    batch = _Batch(connection, run, kept | snapshots.snapshot_ids(connection, earlier), counts)
    _write(batch, others)
    listings.save_listings(connection, run.site, others)
    save_zones(connection, run.id, others)
    runs.name_site(connection, run.site, others)
    note_changes(connection, batch.changed, now)
    return counts


def _record_id(item: Item) -> str | None:
    return item.record_id if isinstance(item, Miss) else item.page.record_id


def _record_ids(item: Item) -> Iterator[str]:
    """The records of all pages that an item was read from."""
    parts = [page.record_id for page in item.parts] if isinstance(item, Article) else []
    return filter(None, (_record_id(item), *parts))


def _write(batch: _Batch, items: Sequence[Item]) -> None:
    """Write the items in one pass; one by one if two are about one article: the later needs the earlier."""
    connection, run = batch.connection, batch.run
    mentions = [each for item in items for each in urls.mentions_of(item)]
    rows, found = urls.ensure_urls(connection, run.site, mentions)
    batch.counts[Count.URLS_FOUND] += found
    stored = _load_stored(connection, run, items, rows)
    part(connection, items, rows, stored)
    matches = match_articles(items, rows, stored)
    if len(items) > 1 and _repeats(items, rows, matches):
        for item in items:
            _write(batch, [item])
        return
    _unite_aliases(connection, matches, stored)
    mains = {key: row.main for key, row in rows.items()}
    articles.make_due(connection, listings.retitled(connection, items, mains))
    _write_articles(batch, _Known(items, rows, stored, matches))
    fetched = [each for match in matches for each in fetched_rows(match)]
    since = run.started_at, run.ahead
    batch.counts[Count.ARTICLES_FAILED] -= urls.count_failed(
        connection, [row.id for row, *_ in fetched], *since
    )
    urls.record_fetches(connection, fetched, run.ahead)
    listings.note_listed(connection, items, mains)
    names.note_members(connection, items, mains)
    misses = [(rows[item.key], item) for item in items if isinstance(item, Miss)]
    misses += [miss for match in matches for miss in led_away(match)]
    addresses.save_seen(connection, _seen(mentions, rows))
    addresses.save_answers(connection, answers_in(rows, matches, misses), run.ahead)
    _write_misses(batch, [(row, miss) for row, miss in misses if not miss.elsewhere])


def _seen(mentions: Iterable[UrlMention], rows: Mapping[str, UrlRow]) -> Iterator[SeenAddress]:
    for each in mentions:
        yield SeenAddress(rows[each.key].id, each.url, each.source, each.found_on, each.found_at)


def _write_misses(batch: _Batch, misses: Sequence[tuple[UrlRow, Miss]]) -> None:
    missed = urls.record_misses(batch.connection, misses, batch.run.ahead)
    batch.counts[Count.MISSES] += missed.total()
    batch.counts[Count.ARTICLES_FAILED] += missed[UrlState.FAILED]
    mains = [(row.main, miss) for row, miss in misses]
    gone = record_absences(batch.connection, batch.run.id, mains, batch.snapshots, batch.run.ahead)
    batch.counts[Count.ARTICLES_GONE] += len(gone)
    batch.changed.update(gone)


def _load_stored(
    connection: Connection, run: Run, items: Sequence[Item], rows: Mapping[str, UrlRow]
) -> dict[int, StoredRow]:
    """The stored articles that the items are or mention, by address row."""
    crawled = [item for item in items if isinstance(item, Article)]
    url_ids = {rows[key].main for article in crawled for key in urls.keys_of(article)}
    url_ids |= {url_id for url_id, _ in _readings_of_others(items, rows)}
    source_ids = {article.source_id for article in crawled}
    return {row.url_id: row for row in articles.load_stored(connection, run.site, url_ids, source_ids)}


def _repeats(items: Sequence[Item], rows: Mapping[str, UrlRow], matches: Sequence[ArticleMatch]) -> bool:
    """Whether two of the items are about one article."""
    subjects: list[set[int | str]] = [
        {
            match.main,
            match.article.source_id,
            *(row.main for row in [*match.rows.values(), *match.others.values()]),
        }
        for match in matches
    ]
    subjects += [{rows[item.key].main} for item in items if isinstance(item, Miss)]
    return len(set[int | str]().union(*subjects)) < sum(map(len, subjects))


def _unite_aliases(
    connection: Connection, matches: Sequence[ArticleMatch], stored: Mapping[int, StoredRow]
) -> None:
    """Make the other addresses of an article aliases of its main one, unless they have their own article."""
    strays = [
        (row, match.main)
        for match in matches
        for row in match.rows.values()
        if row.main != match.main and row.main not in stored
    ]
    urls.record_aliases(connection, {row.id: main for row, main in strays})
    for row, main in strays:
        row.alias_of = main


def _write_articles(batch: _Batch, known: _Known) -> None:
    """Write the contents, dates, readings and history of articles."""
    connection, run = batch.connection, batch.run
    versions = [
        Version.of(one.article, one.main, one.stored, batch.snapshots, run.ahead) for one in known.matches
    ]
    evidence = _weigh(batch, known, versions)
    current = [version for version in versions if version.change not in ("stale", "guessed")]
    ids, found_otherwise = articles.save_articles(connection, run.site, current, evidence, run.extractor)
    others = (evidence.touched & known.stored.keys()) - ids.keys()
    articles.save_published(connection, others, evidence)
    ids |= {url_id: known.stored[url_id].id for url_id in others}
    batch.changed.update(found_otherwise, (ids[url_id] for url_id in others))
    history.save_revisions(connection, run.id, current, ids, run.extractor)
    snapshots.save_parts(connection, [version.snapshot_ids for version in current])
    batch.counts.update(f"articles_{version.change}" for version in versions)
    batch.counts[Count.ARTICLES_SEEN_AHEAD] += sum(version.is_of_a_later_run for version in versions)
    batch.counts[Count.ARTICLES_RETURNED] += history.save_returns(connection, run.id, current, ids)
    batch.counts[Count.ARTICLES_REDATED] += history.save_redatings(connection, run.id, evidence, ids)
    batch.counts[Count.READINGS_ADDED] += evidence.save(connection)


def _weigh(batch: _Batch, known: _Known, versions: Sequence[Version]) -> Evidence:
    """The stored and new readings of the dates of all articles that the items are or mention."""
    mains = {id(match.article): match.main for match in known.matches}
    about = {url_id for url_id, _ in _readings_of_others(known.items, known.rows)} | set(mains.values())
    since = {url_id: one.dated_since for url_id, one in known.stored.items()}
    guessed = {version.url_id for version in versions if version.change == "guessed"}
    evidence = Evidence(batch.connection, batch.run.id, about, since)
    for item in known.items:
        if isinstance(item, Article) and item.reading and mains[id(item)] not in guessed:
            evidence.add(mains[id(item)], item.reading, batch.snapshot_of(item))
            for reading in item.metadata_readings:
                evidence.add_if_news(mains[id(item)], reading, batch.snapshot_of(item))
        for url_id, reading in _readings_of_others([item], known.rows):
            evidence.add_if_news(url_id, reading, batch.snapshot_of(item))
    return evidence


def _readings_of_others(items: Iterable[Item], rows: Mapping[str, UrlRow]) -> Iterator[tuple[int, Reading]]:
    """The dates that the pages of items give for other articles, each with its address row."""
    for item in items:
        for link in observations_of(item):
            if link.reading is not None and link.reading.interval is not None:
                yield rows[link.key].main, link.reading
