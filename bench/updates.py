"""What an update costs in requests, beside the size of the site: nothing new, then more and more articles.

The archive has all articles of the embedded site and its home pages, as a finished crawl leaves them. One
update comes before, which reads the other lists for the first time. Images are left out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from bench.demo_archive import archive_all
from bench.figure import Figure
from bench.processes import Took, took, xzcrawl
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, Options, serve
from xzcrawl.frontier.update_walk import ALLOWED, ALLOWED_SHARE

#: Each in words of its own: a crawl warns of articles that begin or end alike.
_NEWS: Final = "第{number}个项目总投资{number}亿元,将提前{number}天投产。"


class WatchedSite(DemoSite):
    """The embedded site, which notes when it is first asked for anything (see ``perf_counter``)."""

    first_asked: float | None = None

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        """As the site does."""
        self.first_asked = self.first_asked or perf_counter()
        return super().respond(path, query)


@contextmanager
def archived_site(articles: int, lines: int | None = None) -> Iterator[tuple[WatchedSite, str]]:
    """A site on loopback, and the address of an archive that has all of it, indexed, after an update.

    Of each article the archive has so many ``lines``.
    """
    options = Options(articles=articles, hidden_each=0)
    site = WatchedSite(options, lambda: datetime.now(UTC))
    with TemporaryDirectory() as folder, serve(site):
        url = f"sqlite:///{Path(folder)}/archive.db"
        archive_all(url, site, datetime.now(UTC), lines)
        with Archive(url) as archive:
            archive.catch_up()
        update(site, url)
        yield site, url


@dataclass(frozen=True, slots=True)
class Update:
    """What an update took; its first request came ``began_after`` so many seconds."""

    took: Took
    requests: int
    began_after: float


def update(site: WatchedSite, url: str) -> Update:
    """Update the archive by our command."""
    site.requests.clear()
    site.first_asked = None
    ways = ("-s", "DOWNLOAD_DELAY=0", "-s", "SNAPSHOT_KINDS=listing,feed,error", "-s", "LOG_LEVEL=WARNING")
    crawl = ("crawl", "xzinfo", "-a", f"base_url={site.base_url}", "-a", "mode=update", "--archive", url)
    begun = perf_counter()
    done = took(*xzcrawl(*crawl, *ways))
    assert site.first_asked is not None
    return Update(done, len(site.requests), site.first_asked - begun)


def publish(site: DemoSite, count: int) -> None:
    """So many new articles, all at this moment."""
    for number in range(count):
        site.add(f"快讯:园区新增{count}个项目之{number}", [_NEWS.format(number=number)], site.now())


def measure(sizes: Sequence[int] = (1_000, 10_000), news: Sequence[int] = (0, 1, 10, 50)) -> Iterator[Figure]:
    """The requests of updates of sites of these ``sizes`` with so many ``news`` each."""
    for articles in sizes:
        with archived_site(articles) as (site, url):
            for count in news:
                publish(site, count)
                requests = update(site, url).requests
                bound = ALLOWED + (1 + ALLOWED_SHARE) * count
                yield Figure(
                    group="Requests of a walk",
                    what=f"update of {articles:,} articles: {_said(count)}",
                    ours=f"{requests} requests",
                    bound=f"{bound:g} (1.2 for each new article, and 12)",
                    met=requests <= bound,
                )


def _said(count: int) -> str:
    return {0: "nothing new", 1: "1 new article"}.get(count, f"{count} new articles at once")
