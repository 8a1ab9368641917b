"""What the listings and feeds of a site say today of the dates of its articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from xzcrawl.archive.records import SnapshotRecord
from xzcrawl.archive.reparse_source import ReparseSource, StoredArticle, StoredResponse
from xzcrawl.chunks import chunks
from xzcrawl.items import Reading
from xzcrawl.reparse.pages import OfRuns, ReadAgain, Source, glean_lists
from xzcrawl.reparse.report import ReparseReport
from xzcrawl.workers import spread

#: Listings in one task.
_LISTINGS: Final = 50


@dataclass(slots=True)
class Lists:
    """The lists that could be read, by snapshot, and what they say of articles by main address row.

    A sight takes some 400 bytes: a million of them, some ten years of nightly runs, are 400 MB.
    """

    read: dict[int, SnapshotRecord] = field(default_factory=dict)
    sights: defaultdict[int, list[tuple[int, Reading]]] = field(default_factory=lambda: defaultdict(list))

    def about(self, held: StoredArticle) -> dict[int, tuple[SnapshotRecord, list[Reading]]]:
        """By snapshot what each list says of an article that does, or did when it came."""
        did = (reading.snapshot_id for reading in held.readings)
        said: dict[int, list[Reading]] = {id_: [] for id_ in did if id_ in self.read}
        for id_, reading in self.sights.get(held.url_id, ()):
            said.setdefault(id_, []).append(reading)
        return {id_: (self.read[id_], readings) for id_, readings in said.items()}


def read_lists(
    sheets: ReparseSource, source: Source, report: ReparseReport, only: OfRuns | None, *, alone: bool
) -> Lists:
    """Read every listing and feed of a site again, or all of some runs."""
    lists, mains = Lists(), sheets.main_addresses(source.site.key)
    tasks = chunks(sheets.listings(source.site.key, only.until.keys() if only else None), _LISTINGS)
    for task, gleaned in spread(partial(glean_lists, source), tasks, alone=alone):
        _take(lists, mains, task, gleaned, report)
    return lists


def _take(
    lists: Lists,
    mains: dict[str, int],
    task: Sequence[StoredResponse],
    gleaned: Sequence[ReadAgain],
    report: ReparseReport,
) -> None:
    for sheet, found in zip(task, gleaned, strict=True):
        if report.takes(sheet.snapshot, found.problem):
            lists.read[sheet.snapshot.id] = sheet.snapshot
            for key, reading in found.sights:
                if key in mains:
                    lists.sights[mains[key]].append((sheet.snapshot.id, reading))
