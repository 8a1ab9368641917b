"""How fast the writer of crawls puts articles into SQLite, without their pages and without an index."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bench.demo_archive import article_of, demo_site
from bench.figure import Figure
from bench.processes import Took, counted, timed, unit
from xzcrawl.archive.writer import Writer
from xzcrawl.demo import DemoSite, Options
from xzcrawl.families import Site
from xzcrawl.items import Article, Observation
from xzcrawl.runs import FULL

#: Other articles that one links, as its block of related ones does.
_MENTIONS: Final = 12
_SEEN_AT: Final = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def measure(articles: int = 3_000, rounds: int = 3) -> Iterator[Figure]:
    """So many articles in each round, first alone, then with mentions."""
    demo = DemoSite(Options(articles=articles, hidden_each=0), lambda: _SEEN_AT)
    site = demo_site(demo.base_url)
    plain = [article_of(truth, site, _SEEN_AT) for truth in demo.articles]
    linking = [*_linking(plain)]
    written = [(_written(site, plain), _written(site, linking)) for _ in range(rounds)]
    said = "without mentions", f"with {_MENTIONS} mentions each"
    for what, took in zip(said, zip(*written, strict=True), strict=True):
        yield Figure(
            group="Writing",
            what=f"articles written to SQLite, {what}",
            ours=f"{articles / counted(took):,.0f} a second{unit(took)}",
        )


def _linking(plain: Sequence[Article]) -> Iterator[Article]:
    random = Random(1)
    for article in plain:
        others = random.sample(plain, min(_MENTIONS, len(plain)))
        seen = [Observation(key=one.key, url=one.url, title=one.title) for one in others]
        yield replace(article, observations=tuple(seen))


def _written(site: Site, articles: Sequence[Article]) -> Took:
    with TemporaryDirectory() as folder:
        url, versions = f"sqlite:///{folder}/archive.db", {"extractor": "0"}
        with Writer(url, clock=lambda: _SEEN_AT) as writer:
            writer.begin_run(
                site=site.key, base_url=site.base_url, spider="bench", mode=FULL.name, started_at=_SEEN_AT,
                versions=versions,
            )  # fmt: skip
            return timed(lambda: _put(writer, articles))


def _put(writer: Writer, articles: Sequence[Article]) -> None:
    for article in articles:
        writer.put(article)
    writer.flush()
