"""Matches crawled articles with stored ones, and with the addresses that led to them. Reads no table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xzcrawl.archive.write.addresses import AddressAnswer
from xzcrawl.archive.write.articles import StoredRow
from xzcrawl.archive.write.urls import Item, UrlRow, answers_of, keys_of
from xzcrawl.items import Article, Miss


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article to be written, with the stored article.

    ``rows`` are the rows of its addresses by key, its own first. ``others`` are addresses of other articles,
    by key, that led to this one instead.
    """

    article: Article
    rows: Mapping[str, UrlRow]
    stored: StoredRow | None
    others: Mapping[str, UrlRow]

    @property
    def main(self) -> int:
        """The row id of the article's main address."""
        return self.stored.url_id if self.stored else next(iter(self.rows.values())).main


def fetched_rows(match: ArticleMatch) -> Iterator[tuple[UrlRow, str, Article]]:
    """The address rows that gave the article, with their URLs; that of the main one is the canonical URL."""
    article = match.article
    sought = dict(answers_of(article))
    yield UrlRow(match.main, None), article.url, article
    for key, row in match.rows.items():
        if row.id != match.main:
            yield row, article.url if key == article.key else sought.get(key, article.url), article


def answers_in(
    rows: Mapping[str, UrlRow], matches: Iterable[ArticleMatch], misses: Iterable[tuple[UrlRow, Miss]]
) -> Iterator[AddressAnswer]:
    """The answer of each address that was asked for."""
    for match in matches:
        page = match.article.page
        for key, url in answers_of(match.article):
            if key not in match.others:
                yield AddressAnswer(rows[key].id, url, page.fetched_at, page.status, None)
    for row, miss in misses:
        yield AddressAnswer(row.id, miss.url, miss.seen_at, miss.status, miss.reason)


def match_articles(
    items: Sequence[Item], rows: Mapping[str, UrlRow], stored: Mapping[int, StoredRow]
) -> list[ArticleMatch]:
    """Find the stored article of each by the CMS's id, else by its own key, else by the fetched address."""
    by_source = {row.source_id: row for row in stored.values()}
    matches = []
    for article in (item for item in items if isinstance(item, Article)):
        sought = {key for key, _ in answers_of(article)}
        own = {key: rows[key] for key in keys_of(article)}
        others = {key: row for key, row in own.items() if _is_anothers(key, article)}
        # a canonical link alone does not make another article's page a new version of this one
        named = {key for key, row in own.items() if key not in sought and holds_another(row, article, stored)}
        answering = {key: row for key, row in own.items() if key not in others and key not in named}
        by_address = (stored[row.main] for row in answering.values() if row.main in stored)
        match = by_source.get(article.source_id) or next(by_address, None)
        matches.append(ArticleMatch(article, answering, match, others))
    return matches


def _is_anothers(key: str, article: Article) -> bool:
    """Whether an address that led to this article names another one by the CMS's id."""
    return key != article.key and _are_ids(key, article.source_id) and key != article.source_id


def holds_another(row: UrlRow, article: Article, stored: Mapping[int, StoredRow]) -> bool:
    """Whether the article that is stored at an address has another id of the CMS."""
    known = stored.get(row.main)
    return (
        known is not None
        and _are_ids(known.source_id, article.source_id)
        and known.source_id != article.source_id
    )


def _are_ids(*names: str) -> bool:
    return all(name.isascii() and name.isdigit() for name in names)


def led_away(match: ArticleMatch) -> Iterator[tuple[UrlRow, Miss]]:
    """Misses for the other articles: their addresses led to this article instead."""
    page = match.article.page
    sought = dict(answers_of(match.article))
    for key, row in match.others.items():
        yield (
            row,
            Miss(
                site=match.article.site,
                key=key,
                url=sought[key],
                status=page.status,
                reason=f"redirected to {page.url}",
                seen_at=page.fetched_at,
                record_id=page.record_id,
            ),
        )
