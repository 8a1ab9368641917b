"""Articles by the hundred thousand, for the benchmarks: words as frequent as in real Chinese text.

Words are drawn by the frequencies of the wordfreq package and set into clauses and paragraphs, with figures
between them; a title is a clause. The same seed gives the same articles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Final

from sqlalchemy import Engine, insert, select
from wordfreq import get_frequency_dict

from xzcrawl.archive import engine as engines
from xzcrawl.archive.index.change_sequence import note_changes
from xzcrawl.archive.schema.migrate import upgrade
from xzcrawl.archive.schema.tables import articles, sites, urls

SITE: Final = "bench.example"
CATEGORIES: Final = ("徐州产业信息", "招商政策", "厂房资讯", "企业动态", "铜山厂房", "经开区厂房")
_LENGTH: Final = 1_200
_NOW: Final = datetime(2026, 11, 26, tzinfo=UTC)
_ROWS: Final = 2_000
#: Words are drawn once and read from anywhere, since a draw costs more than all else.
_DRAWN: Final = 4_000_000


@dataclass(frozen=True)
class Words:
    """Words in the order they were drawn, and all there are by how frequent they are."""

    drawn: Sequence[str]
    by_rank: Sequence[str]


def words(seed: int) -> Words:
    """Chinese words, drawn by frequency."""
    found = get_frequency_dict("zh", wordlist="best").items()
    chinese = [(word, share) for word, share in found if all("\u4e00" <= one <= "\u9fff" for one in word)]
    ranked = [word for word, _ in sorted(chinese, key=lambda pair: -pair[1])]
    weights = [*accumulate(share for _, share in chinese)]
    return Words(Random(seed).choices([word for word, _ in chinese], cum_weights=weights, k=_DRAWN), ranked)


def texts(source: Words, random: Random) -> Iterator[tuple[str, str]]:
    """Titles and texts without end."""
    drawn, last = source.drawn, len(source.drawn) - 10
    while True:
        clauses: list[str] = []
        size = 0
        while size < _LENGTH:
            start = int(random.random() * last)
            clause = "".join(drawn[start : start + 3 + int(random.random() * 6)])
            if random.random() < 0.15:
                clause += f"{int(random.random() * 2_000)}亿元"
            end = "，，，，。。、；"[int(random.random() * 8)]
            clauses.append(clause + end + ("\n" if end == "。" and random.random() < 0.3 else ""))
            size += len(clauses[-1])
        yield clauses[0][:30], "".join(clauses[1:])


class Corpus:
    """An archive of generated articles, and the words they are made of."""

    def __init__(self, url: str, seed: int = 1) -> None:
        self.words = words(seed)
        self._random = Random(seed)
        self._texts = texts(self.words, self._random)
        self._parsed = engines.parse_url(url)
        upgrade(self._parsed)
        self._engine = engines.writing_engine(self._parsed)
        with self._engine.begin() as connection:
            site = {"key": SITE, "base_url": f"http://{SITE}/", "first_seen_at": _NOW}
            if connection.execute(select(sites.c.key).where(sites.c.key == SITE)).first() is None:
                connection.execute(insert(sites).values(site))

    def add(self, first: int, count: int) -> int:
        """Articles numbered from ``first`` on; returns the bytes of their titles and texts."""
        size = 0
        for start in range(first, first + count, _ROWS):
            numbers = range(start, min(start + _ROWS, first + count))
            rows = [self._article(number) for number in numbers]
            size += sum(len(f"{row['title']}{row['text']}".encode()) for row in rows)
            _insert(self._engine, rows)
        return size

    def close(self) -> None:
        """Let go of the archive."""
        engines.close_writing(self._engine, self._parsed)

    def _article(self, number: int) -> dict[str, Any]:
        title, text = next(self._texts)
        published = _NOW - timedelta(minutes=self._random.randrange(60 * 24 * 3_650))
        address = f"http://{SITE}/index.php/post/{number}.html"
        return {
            "id": number, "url_id": number, "site": SITE, "source_id": str(number), "url": address,
            "title": title, "text": text, "html": f"<p>{text}</p>",
            "category": CATEGORIES[number % len(CATEGORIES)], "author": "admin", "published_at": published,
            "published_earliest": published, "published_latest": published, "published_precision": "second",
            "published_contradicted": False, "breadcrumbs": [], "removed": [], "related": [],
            "first_seen_at": _NOW, "last_seen_at": _NOW, "changed_at": _NOW, "revision": 1,
            "content_sha256": "0" * 64, "extractor": "0", "next_visit_at": _NOW, "visit_days": 1,
        }  # fmt: skip


def _insert(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> None:
    addresses = [
        {"id": row["id"], "site": SITE, "key": row["source_id"], "url": row["url"], "state": "fetched",
         "found_at": _NOW, "failures": 0}
        for row in rows
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(urls), addresses)
        connection.execute(insert(articles), rows)
        note_changes(connection, [row["id"] for row in rows], _NOW)
