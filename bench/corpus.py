"""Articles by the hundred thousand, for the benchmarks: words as frequent as in real Chinese text.

Words are drawn by the frequencies of the wordfreq package and set into clauses and paragraphs, with figures
between them; a title is a clause. The same seeds give the same articles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from random import Random
from typing import Final

from wordfreq import get_frequency_dict

from xzcrawl.families import ZBLOG_TPURE, Site
from xzcrawl.items import Article, Block, DateInterval, Page, Reading

SITE: Final = Site.at("http://bench.example/", ZBLOG_TPURE)
CATEGORIES: Final = ("徐州产业信息", "招商政策", "厂房资讯", "企业动态", "铜山厂房", "经开区厂房")
NOW: Final = datetime(2026, 11, 26, tzinfo=UTC)
_LENGTH: Final = 1_200
#: Words are drawn once and read from anywhere, since a draw costs more than all else.
_DRAWN: Final = 4_000_000


@dataclass(frozen=True)
class Words:
    """Words in the order they were drawn, and all there are by how frequent they are."""

    drawn: Sequence[str]
    by_rank: Sequence[str]


@cache
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


def articles(source: Words, first: int, count: int) -> Iterator[Article]:
    """So many articles, numbered from ``first`` on, which is also their seed."""
    random = Random(first)
    for number, (title, text) in enumerate(islice(texts(source, random), count), first):
        yield _article(number, title, text, NOW - timedelta(minutes=random.randrange(60 * 24 * 3_650)))


def _article(number: int, title: str, text: str, published: datetime) -> Article:
    url = f"{SITE.base_url}index.php/post/{number}.html"
    return Article(
        page=Page(url, 200, {}, b"", NOW, NOW),
        site=SITE.key,
        key=str(number),
        url=url,
        source_id=str(number),
        title=title.strip(),
        author="admin",
        category=CATEGORIES[number % len(CATEGORIES)],
        reading=Reading("page", NOW, None, DateInterval(published, published, "second", "")),
        blocks=tuple(Block("paragraph", line, f"<p>{line}</p>") for line in text.splitlines()),
    )
