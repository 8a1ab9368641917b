"""Which stored article each crawled one is, and which addresses led to it. Reads no table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xzcrawl.archive.write.addresses import AddressAnswer
from xzcrawl.archive.write.articles import StoredRow
from xzcrawl.archive.write.urls import Item, UrlRow, answers_of, keys_of
from xzcrawl.items import Article, Miss


@dataclass(frozen=True, slots=True)
class ArticleMatch:
    """An article to be written, the address rows it answers to by key (its own first), what is stored of it.

    ``others`` are addresses of other articles, by key, that led here instead.
    """

    article: Article
    rows: Mapping[str, UrlRow]
    stored: StoredRow | None
    others: Mapping[str, UrlRow]

    @property
    def main(self) -> int:
        """The address row that the article hangs on."""
        return self.stored.url_id if self.stored else next(iter(self.rows.values())).main


def fetched_rows(match: ArticleMatch) -> Iterator[tuple[UrlRow, str, Article]]:
    """The address rows of which something came, with the URL of each: the main one's is the canonical."""
    article = match.article
    sought = dict(answers_of(article))
    yield UrlRow(match.main, None), article.url, article
    for key, row in match.rows.items():
        if row.id != match.main:
            yield row, article.url if key == article.key else sought.get(key, article.url), article


def answers_in(
    rows: Mapping[str, UrlRow], matches: Iterable[ArticleMatch], misses: Iterable[tuple[UrlRow, Miss]]
) -> Iterator[AddressAnswer]:
    """What each address that was asked for answered."""
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
    """Find each article again by the CMS's id, else by its own key, else by the address it was fetched by."""
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
    held = stored.get(row.main)
    return (
        held is not None
        and _are_ids(held.source_id, article.source_id)
        and held.source_id != article.source_id
    )


def _are_ids(*names: str) -> bool:
    return all(name.isascii() and name.isdigit() for name in names)


def led_away(match: ArticleMatch) -> Iterator[tuple[UrlRow, Miss]]:
    """The misses of the other articles: what their addresses lead to is not what they were asked for."""
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
