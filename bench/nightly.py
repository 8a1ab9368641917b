"""A nightly update of a large site: how soon it begins, how long it takes, how much memory it needs.

Start and program are those of ``xzcrawl crawl``. The archive has every address of the site, but only the
first line of each article: a crawl reads no texts at its start. A few articles are new each night.
"""

from collections.abc import Iterator
from statistics import median
from typing import Final

from bench.figure import Figure
from bench.processes import counted, unit
from bench.updates import archived_site, publish, update

_MOST_MB: Final = 200


def measure(articles: int = 100_000, news: int = 3, rounds: int = 2) -> Iterator[Figure]:
    """So many nights (``rounds``), with so many new articles each."""
    took, starts = [], []
    with archived_site(articles, lines=1) as (site, url):
        for _ in range(rounds):
            publish(site, news)
            night = update(site, url)
            took.append(night.took)
            starts.append(night.began_after)
    yield Figure(
        group="Speed of a crawl",
        what=f"start of a run with {articles:,} archived articles",
        ours=f"{median(starts):.1f} s until the first request",
    )
    what = f"nightly update of {articles:,} articles, {news} new"
    yield Figure(
        group="Speed of a crawl",
        what=what,
        ours=f"{counted(took):.1f} s{unit(took)} with {median(one.cpu for one in took):.1f} s of CPU,"
        f" {night.requests} requests",
    )
    memory = max(one.peak_mb for one in took)
    yield Figure(
        group="Memory of a crawl",
        what=what,
        ours=f"{memory:.0f} MB",
        bound=f"{_MOST_MB} MB",
        met=memory <= _MOST_MB,
    )
