"""Reads every snapshot again with today's code, and writes the results into the archive.

It first reads the listings and feeds of a site, for the dates of its articles. Then it reads the articles, a
number of them at a time; all changes of these are one transaction. It may be stopped at any moment: the
written part is right, and a second run does the rest. That run reads everything again, because code may
change without its version. Relative dates are read by the recorded moment of the page, never by today's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
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
from xzcrawl.reparse.pages import ReadAgain, Source, Task, read_articles_again
from xzcrawl.reparse.report import ArticleChange, FieldChange, ReparseReport, Unreadable, differences
from xzcrawl.reparse.weigh import weigh
from xzcrawl.workers import spread

__all__ = ["ArticleChange", "FieldChange", "Reparse", "ReparseReport", "Unreadable"]

#: Articles in one task and one transaction.
_ARTICLES: Final = 50
#: With fewer articles, starting processes takes longer than reading.
_FEW: Final = 200


@dataclass(slots=True, kw_only=True)
class Reparse:
    """Reads all snapshots again, once.

    ``url`` is the archive, ``folder`` that of its snapshots. ``extractor`` is the version of the code;
    ``clock`` gives the instants (aware) at which articles are changed. With ``dry`` nothing is written.
    ``tell`` is called with every article that differs, in their order, and ``progress`` with the part of a
    site that is done, 0 to 1. With ``dates_only``, nothing but the dates of articles is read, and dates
    that were inferred from others are dropped. Else the family of a site becomes the one that it is given
    with, once all of its articles were read. No crawl may write into the archive meanwhile. Raises
    ArchiveError.
    """

    url: str
    folder: Path
    extractor: str
    clock: Callable[[], datetime]
    dry: bool
    tell: Callable[[ArticleChange], object] = lambda _: None
    progress: Callable[[float], object] = lambda _: None
    dates_only: bool = False
    report: ReparseReport = field(default_factory=ReparseReport)

    def run(self, sites: Sequence[SiteRecord]) -> ReparseReport:
        """Read the snapshots of these sites again, and return the report."""
        with (
            Database(self.url) as database,
            nullcontext() if self.dry else closing(ReparseWriter(self.url, self.extractor)) as writer,
        ):
            for site in sites:
                self._run(ReparseSource(database), writer, site)
        return self.report

    def _run(self, archived: ReparseSource, writer: ReparseWriter | None, site: SiteRecord) -> None:
        known = archived.zones(site.key), archived.repeated_images(site.key)
        source = Source(self.folder, _as_crawled(site), *known)
        ids = archived.article_ids(site.key)
        alone = len(ids) < _FEW
        lists = read_lists(archived, source, self.report, alone=alone)
        tasks = (Task(chunk, self._pages(archived, chunk)) for chunk in chunks(ids, _ARTICLES))
        done = 0
        for task, results in spread(partial(read_articles_again, source), tasks, alone=alone):
            reparsed = list(self._weigh(archived.stored_articles(task.ids), task.pages, results, lists))
            if writer:
                writer.save(site.key, reparsed, self.clock())
            done += len(task.ids)
            self.progress(done / len(ids))
        if writer and not self.dates_only:
            writer.settle_family(site)

    def _pages(self, archived: ReparseSource, ids: Sequence[int]) -> Sequence[ArticlePage]:
        pages = archived.article_pages(ids)
        return [replace(page, is_current=False, parts=()) for page in pages] if self.dates_only else pages

    def _weigh(
        self,
        articles: Sequence[StoredArticle],
        pages: Sequence[ArticlePage],
        results: Sequence[ReadAgain],
        lists: Lists,
    ) -> Iterator[Reparsed]:
        """The result for each article. It is counted in the report and passed to ``tell``."""
        readable = [
            (page, result)
            for page, result in zip(pages, results, strict=True)
            if self.report.takes(page.response.snapshot, result.problem)
        ]
        for article in articles:
            own = [(page, result) for page, result in readable if page.article_id == article.id]
            reparsed = _reparsed(article, own, lists, keep_inferred=not self.dates_only)
            self.report.note(reparsed)
            if reparsed.is_changed:
                self.tell(differences(reparsed))
            yield reparsed


def _as_crawled(known: SiteRecord) -> Site:
    """A site as its crawls read it."""
    rounding = cast(Rounding | None, known.rounding)
    family = named(known.family)
    return Site(key=known.key, base_url=known.base_url, family=family, name=known.name, rounding=rounding)


def _reparsed(
    article: StoredArticle,
    own: Sequence[tuple[ArticlePage, ReadAgain]],
    lists: Lists,
    *,
    keep_inferred: bool,
) -> Reparsed:
    said: dict[int, tuple[SnapshotRecord, Sequence[Reading]]] = {**lists.about(article)}
    current: SnapshotRecord | None = None
    values: Mapping[str, Any] = {}
    for page, result in own:
        snapshot = page.response.snapshot
        said[snapshot.id] = snapshot, result.readings
        if result.values is not None:
            current, values = snapshot, article.with_page(result.values)
    return weigh(article, current, values, said, keep_inferred=keep_inferred)
