"""``xzcrawl reparse`` of every article from its WARC record, beside trafilatura on the same records.

Both use all cores. Ours is the command with its start, which also weighs the dates and writes what it read;
trafilatura's processes are warm, read a part of the articles, and write nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from bench.demo_archive import demo_site
from bench.figure import Figure, LeftOut, spread
from bench.pages import demo_pages
from bench.processes import PEERS, peer_version, took, warm, xzcrawl
from xzcrawl import __version__
from xzcrawl.archive.writer import Writer
from xzcrawl.extract.observations import memberships, with_links
from xzcrawl.families import ZBLOG_TPURE, Site
from xzcrawl.items import Capture, Page
from xzcrawl.page_reader import read_page
from xzcrawl.runs import FULL, Outcome

_WHAT: Final = "`xzcrawl reparse` of {count:,} articles on all cores, beside trafilatura"
_LEAST: Final = 10


def measure(articles: int = 2_000, of_peer: int = 400, rounds: int = 3) -> Iterator[Figure | LeftOut]:
    """So many articles in each round; trafilatura reads ``of_peer`` of them."""
    what = _WHAT.format(count=articles)
    if not PEERS.exists():
        yield LeftOut(what, "trafilatura is not installed (make peers)")
        return
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/archive.db"
        _crawled(url, articles)
        folder = Path(place) / "snapshots"
        with warm(PEERS, "bench.loops.trafilatura_warc", folder, str(of_peer)) as theirs:
            pairs = [(took(*xzcrawl("reparse", "--archive", url)), theirs()) for _ in range(rounds)]
    ours = [articles / one.seconds for one, _ in pairs]
    other = [of_peer / seconds for _, seconds in pairs]
    ratios = [mine / its for mine, its in zip(ours, other, strict=True)]
    yield Figure(
        group="Verify and reparse",
        what=what,
        ours=f"{median(ours):.0f} articles a second,"
        f" {1_000 * median(one.cpu for one, _ in pairs) / articles:.1f} ms of CPU each",
        peer=f"{median(other):.0f} a second by {peer_version('trafilatura')}",
        ratio=f"{spread(ratios, 1)} times as many",
        bound=f"{_LEAST} times as many",
        met=median(ratios) >= _LEAST,
    )


def _crawled(url: str, articles: int) -> None:
    """An archive of so many articles with their snapshots, as a crawl writes it."""
    begun, versions = datetime.now(UTC), {"extractor": __version__}
    pages = list(demo_pages(articles))
    site = demo_site(pages[0].url[: pages[0].url.index("/", 8) + 1])
    with Writer(url, clock=lambda: datetime.now(UTC)) as writer:
        writer.begin_run(
            site=site.key, base_url=site.base_url, spider="bench", mode=FULL.name, started_at=begun,
            versions=versions, rounding=site.rounding, family=ZBLOG_TPURE.name,
        )  # fmt: skip
        for page in pages:
            _put(writer, page, site)
        writer.finish_run(outcome=Outcome.FINISHED, ended_at=datetime.now(UTC), counts={})


def _put(writer: Writer, page: Page, site: Site) -> None:
    record_id = uuid4().urn
    head = "".join(f"{name}: {value}\r\n" for name, value in page.headers.items())
    writer.put(
        Capture(
            record_id=record_id, site=site.key, kind="article", url=page.url, status=page.status,
            request_head=f"GET {page.url} HTTP/1.1\r\n\r\n".encode(),
            response_head=f"HTTP/1.1 200 OK\r\n{head}\r\n".encode(),
            body=page.body, requested_at=page.requested_at, fetched_at=page.fetched_at,
        )
    )  # fmt: skip
    finished = read_page(replace(page, record_id=record_id), site)
    assert finished.article is not None
    named = memberships(finished.outline.memberships)
    writer.put(with_links(finished.article, finished.outline, memberships=named))
