"""Reads the listings and feeds of a site again, for the dates of its articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import ReparseSource, StoredArticle, StoredResponse
from xzcrawl.chunks import chunks
from xzcrawl.items import Reading
from xzcrawl.reparse.pages import ReadAgain, Source, read_lists_again
from xzcrawl.reparse.report import ReparseReport
from xzcrawl.workers import spread

#: Listings in one task.
_LISTINGS: Final = 50


@dataclass(slots=True)
class Lists:
    """The lists that could be read, by snapshot id, and their readings of dates.

    ``observations`` has the readings, each with the id of its snapshot, by the row id of the article's main
    address. One takes some 400 bytes: a million of them, some ten years of nightly runs, take 400 MB.
    """

    read: dict[int, SnapshotRecord] = field(default_factory=dict)
    observations: defaultdict[int, list[tuple[int, Reading]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def about(self, article: StoredArticle) -> dict[int, tuple[SnapshotRecord, list[Reading]]]:
        """The lists that give readings of an article today, or gave some in the crawl, by snapshot id."""
        in_crawl = (reading.snapshot_id for reading in article.readings)
        said: dict[int, list[Reading]] = {id_: [] for id_ in in_crawl if id_ in self.read}
        for id_, reading in self.observations.get(article.url_id, ()):
            said.setdefault(id_, []).append(reading)
        return {id_: (self.read[id_], readings) for id_, readings in said.items()}


def read_lists(archived: ReparseSource, source: Source, report: ReparseReport, *, alone: bool) -> Lists:
    """Read every listing and feed of a site again."""
    lists, mains = Lists(), archived.main_addresses(source.site.key)
    tasks = chunks(archived.listings(source.site.key), _LISTINGS)
    for task, results in spread(partial(read_lists_again, source), tasks, alone=alone):
        _take(lists, mains, task, results, report)
    return lists


def _take(
    lists: Lists,
    mains: dict[str, int],
    task: Sequence[StoredResponse],
    results: Sequence[ReadAgain],
    report: ReparseReport,
) -> None:
    for response, result in zip(task, results, strict=True):
        if report.takes(response.snapshot, result.problem):
            lists.read[response.snapshot.id] = response.snapshot
            for key, reading in result.observations:
                if key in mains:
                    lists.observations[mains[key]].append((response.snapshot.id, reading))
