"""Reading every snapshot again with today's code, and making the archive what that code makes of it.

First the listings and feeds of a site, for what they say of its articles' dates; then the articles, so many
at a time, each in one transaction with all that changes of it. Whatever moment it is stopped at, what was
written is right, and a second run does the rest: it reads everything again, because code may change without
its version. Dates are read by the moments that were recorded, never by today's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from xzcrawl.archive.database import Database
from xzcrawl.archive.records import SiteRecord, SnapshotRecord
from xzcrawl.archive.reparse_source import ArticlePage, ReparseSource, StoredArticle
from xzcrawl.archive.reparse_writer import Reparsed, ReparseWriter
from xzcrawl.chunks import chunks
from xzcrawl.dates import Rounding
from xzcrawl.families import Site, named
from xzcrawl.items import Reading
from xzcrawl.reparse.lists import Lists, read_lists
from xzcrawl.reparse.pages import OfRuns, ReadAgain, Source, Task, glean_articles
from xzcrawl.reparse.report import ArticleChange, FieldChange, ReparseReport, Unreadable, differences
from xzcrawl.reparse.weigh import weigh
from xzcrawl.workers import spread

__all__ = ["ArticleChange", "FieldChange", "OfRuns", "Reparse", "ReparseReport", "Unreadable"]

#: Articles in one task and one transaction.
_ARTICLES: Final = 50
#: With fewer articles, starting processes takes longer than reading.
_FEW: Final = 200


@dataclass(slots=True, kw_only=True)
class Reparse:
    """One reading of everything. ``extractor`` names the code, ``clock`` tells (aware) when articles change.

    ``dry`` writes nothing. ``tell`` hears of every article that differs, in their order, ``progress`` how
    much is done, 0 to 1. With ``only`` nothing but the dates that its pages tell is read. No crawl may write
    into the archive meanwhile. Raises ArchiveError.
    """

    url: str
    folder: Path
    extractor: str
    clock: Callable[[], datetime]
    dry: bool
    tell: Callable[[ArticleChange], object] = lambda _: None
    progress: Callable[[float], object] = lambda _: None
    only: OfRuns | None = None
    report: ReparseReport = field(default_factory=ReparseReport)

    def run(self, sites: Sequence[SiteRecord]) -> ReparseReport:
        """Read the snapshots of these sites again."""
        with (
            Database(self.url) as database,
            nullcontext() if self.dry else closing(ReparseWriter(self.url, self.extractor)) as writer,
        ):
            for site in sites:
                self._run(ReparseSource(database), writer, site)
        return self.report

    def _run(self, sheets: ReparseSource, writer: ReparseWriter | None, site: SiteRecord) -> None:
        known = sheets.zones(site.key), sheets.repeated_images(site.key)
        source = Source(self.folder, _as_crawled(site), *known)
        ids = sheets.article_ids(site.key, self.only.until.keys() if self.only else None)
        alone = len(ids) < _FEW
        lists = read_lists(sheets, source, self.report, self.only, alone=alone)
        tasks = (Task(chunk, self._leaves(sheets, chunk)) for chunk in chunks(ids, _ARTICLES))
        done = 0
        for task, gleaned in spread(partial(glean_articles, source), tasks, alone=alone):
            rewritten = list(self._weigh(sheets.held(task.ids), task.leaves, gleaned, lists))
            if writer:
                writer.save(site.key, rewritten, self.clock())
            done += len(task.ids)
            self.progress(done / len(ids))

    def _leaves(self, sheets: ReparseSource, ids: Sequence[int]) -> Sequence[ArticlePage]:
        leaves = sheets.leaves(ids)
        return leaves if self.only is None else self.only.dates(leaves)

    def _weigh(
        self,
        articles: Sequence[StoredArticle],
        leaves: Sequence[ArticlePage],
        gleaned: Sequence[ReadAgain],
        lists: Lists,
    ) -> Iterator[Reparsed]:
        """What becomes of each article, noted and told."""
        readable = [
            (leaf, found)
            for leaf, found in zip(leaves, gleaned, strict=True)
            if self.report.takes(leaf.sheet.snapshot, found.problem)
        ]
        for held in articles:
            own = [(leaf, found) for leaf, found in readable if leaf.article_id == held.id]
            rewritten = _rewritten(held, own, lists)
            self.report.note(rewritten)
            if rewritten.is_changed:
                self.tell(differences(rewritten))
            yield rewritten


def _as_crawled(known: SiteRecord) -> Site:
    """A site as its crawls read it."""
    rounding = cast(Rounding | None, known.rounding)
    family = named(known.family)
    return Site(key=known.key, base_url=known.base_url, family=family, name=known.name, rounding=rounding)


def _rewritten(held: StoredArticle, own: Sequence[tuple[ArticlePage, ReadAgain]], lists: Lists) -> Reparsed:
    said: dict[int, tuple[SnapshotRecord, Sequence[Reading]]] = {**lists.about(held)}
    page: SnapshotRecord | None = None
    values: Mapping[str, Any] = {}
    for leaf, found in own:
        snapshot = leaf.sheet.snapshot
        said[snapshot.id] = snapshot, [found.reading] if found.reading else []
        if found.values is not None:
            page, values = snapshot, held.with_page(found.values)
    return weigh(held, page, values, said)
