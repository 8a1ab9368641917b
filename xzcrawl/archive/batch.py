"""Writing one batch of crawled items: whole articles, in the transaction of the caller."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from xzcrawl.archive import addresses, content
from xzcrawl.archive.addresses import Item, UrlRow, sights_of
from xzcrawl.archive.content import Stored, Version
from xzcrawl.archive.evidence import Evidence
from xzcrawl.archive.tables import sites
from xzcrawl.items import Article, Miss, Reading


@dataclass(frozen=True, slots=True)
class Run:
    """The crawl that a batch belongs to."""

    id: int
    site: str
    base_url: str
    extractor: str


@dataclass(frozen=True, slots=True)
class _Match:
    """An article to be written, the address rows it answers to (its own first), and what is stored of it."""

    article: Article
    rows: Sequence[UrlRow]
    stored: Stored | None

    @property
    def main(self) -> int:
        """The address row that the article hangs on."""
        return self.stored.url_id if self.stored else self.rows[0].main


def write_batch(connection: Connection, run: Run, items: Sequence[Item]) -> Counter[str]:
    """Write the items in their order; returns what became of them (see ``Writer.counts``)."""
    # Two crawls of one site must not insert the same address at once (SQLite has only one writer anyway).
    connection.execute(select(sites.c.key).where(sites.c.key == run.site).with_for_update())
    counts: Counter[str] = Counter()
    _write(connection, run, items, counts)
    return +counts


def _write(connection: Connection, run: Run, items: Sequence[Item], counts: Counter[str]) -> None:
    """One pass, or where two items are about one article one by one: the later must see the earlier."""
    rows, found = addresses.ensure_urls(connection, run.site, run.base_url, items)
    counts["urls_found"] += found
    stored = _load_stored(connection, run, items, rows)
    matches = _match_articles(run, items, rows, stored)
    if len(items) > 1 and _repeats(items, rows, matches):
        for item in items:
            _write(connection, run, [item], counts)
        return
    _unite_aliases(connection, matches, stored)
    counts["readings_added"] += _write_articles(connection, run, items, rows, stored, matches, counts)
    fetched = ((row, url, match.article) for match in matches for row, url in _addresses(match))
    addresses.record_fetches(connection, fetched)
    misses = ((rows[item.key], item) for item in items if isinstance(item, Miss))
    counts["misses"] += addresses.record_misses(connection, misses)


def _load_stored(
    connection: Connection, run: Run, items: Sequence[Item], rows: Mapping[str, UrlRow]
) -> dict[int, Stored]:
    """The stored articles, by address row, that the items are or speak of."""
    articles = [item for item in items if isinstance(item, Article)]
    url_ids = {rows[key].main for article in articles for key in addresses.keys_of(article, run.base_url)}
    url_ids |= {url_id for url_id, _ in _sighted(items, rows)}
    source_ids = {article.source_id for article in articles}
    return {row.url_id: row for row in content.load_stored(connection, run.site, url_ids, source_ids)}


def _match_articles(
    run: Run, items: Sequence[Item], rows: Mapping[str, UrlRow], stored: Mapping[int, Stored]
) -> list[_Match]:
    """Find each article again by the CMS's id, else by its own key, else by the address it was fetched by."""
    by_source = {row.source_id: row for row in stored.values()}
    matches = []
    for article in (item for item in items if isinstance(item, Article)):
        own = [rows[key] for key in addresses.keys_of(article, run.base_url)]
        by_address = (stored[row.main] for row in own if row.main in stored)
        matches.append(_Match(article, own, by_source.get(article.source_id) or next(by_address, None)))
    return matches


def _repeats(items: Sequence[Item], rows: Mapping[str, UrlRow], matches: Sequence[_Match]) -> bool:
    """Whether two of the items are about one article."""
    subjects: list[set[int | str]] = [
        {match.main, match.article.source_id, *(row.main for row in match.rows)} for match in matches
    ]
    subjects += [{rows[item.key].main} for item in items if isinstance(item, Miss)]
    return len(set[int | str]().union(*subjects)) < sum(map(len, subjects))


def _unite_aliases(connection: Connection, matches: Sequence[_Match], stored: Mapping[int, Stored]) -> None:
    """Make the other addresses of an article aliases of its main one (unless an article hangs on them)."""
    strays = [
        (row, match.main)
        for match in matches
        for row in match.rows
        if row.main != match.main and row.main not in stored
    ]
    addresses.record_aliases(connection, {row.id: main for row, main in strays})
    for row, main in strays:
        row.alias_of = main


def _write_articles(
    connection: Connection,
    run: Run,
    items: Sequence[Item],
    rows: Mapping[str, UrlRow],
    stored: Mapping[int, Stored],
    matches: Sequence[_Match],
    counts: Counter[str],
) -> int:
    """Write contents, dates and readings; returns how many readings were new."""
    mains = {id(match.article): match.main for match in matches}
    sighted = {url_id for url_id, _ in _sighted(items, rows)}
    evidence = Evidence(connection, sighted | set(mains.values()))
    for item in items:
        if isinstance(item, Article) and item.reading:
            evidence.add(mains[id(item)], item.reading)
        for url_id, reading in _sighted([item], rows):
            evidence.add_if_news(url_id, reading)
    versions = [Version.of(match.article, match.main, match.stored) for match in matches]
    counts.update(f"articles_{version.change}" for version in versions)
    current = [version for version in versions if version.change != "stale"]
    content.save_articles(connection, run.site, current, evidence.published, run.extractor)
    others = (evidence.touched & stored.keys()) - {version.url_id for version in current}
    content.save_published(connection, {url_id: evidence.published(url_id) for url_id in others})
    return evidence.save(connection, run.id)


def _sighted(items: Sequence[Item], rows: Mapping[str, UrlRow]) -> Iterator[tuple[int, Reading]]:
    """The dates that the items' pages give for other articles, with the address row of each."""
    for item in items:
        for sight in sights_of(item):
            if sight.reading is not None and sight.reading.interval is not None:
                yield rows[sight.key].main, sight.reading


def _addresses(match: _Match) -> Iterator[tuple[UrlRow, str]]:
    """An article's address rows with the URL of each: the canonical one, then the one it was fetched from."""
    urls = [match.article.url, match.article.page.url]
    return zip(match.rows, urls, strict=False)
