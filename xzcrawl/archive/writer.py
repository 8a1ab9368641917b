"""Writes the items of a crawl into the archive: a thread commits them in batches.

The event loop of a crawl hands items over and goes on. The thread writes many items in one transaction,
because a commit costs more than the rows in it. The archive reads no clock: every instant comes with the
items, except that of a commit, which the caller's clock gives.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Literal, Self

from xzcrawl.archive import engine as engines
from xzcrawl.archive.records import Finding
from xzcrawl.archive.schema.migrate import upgrade
from xzcrawl.archive.write import runs as run_rows
from xzcrawl.archive.write.admission import admit
from xzcrawl.archive.write.batch import Run, write_batch
from xzcrawl.archive.write.batches import BATCH_ITEMS as BATCH_ITEMS
from xzcrawl.archive.write.batches import BATCH_SECONDS, Batches, Signal
from xzcrawl.archive.write.learned import learn
from xzcrawl.archive.write.urls import Item
from xzcrawl.dates import Rounding
from xzcrawl.errors import ArchiveError
from xzcrawl.items import Capture, Zones
from xzcrawl.runs import Count, Outcome
from xzcrawl.snapshots import Repair, WarcWriter, repair, stem


class Writer:
    """Writes crawled items into the archive. One writer is one run of one site; use it from one thread.

    The constructor creates the archive, or brings it up to date. Every article is written wholly or not at
    all. ``put`` does not wait for a commit; it only waits for the disk while ``batches.QUEUE_ITEMS`` are in
    the queue. After a failure in the thread (disk full, locked too long), later items are dropped, and the
    next call of any method raises it as ``ArchiveError``. No method waits for a failed thread.

    Snapshots go into WARC files in ``snapshot_folder`` (see ``engine.snapshot_folder``), each record before
    the row that points at it. ``begin_run`` first repairs the files of runs that were killed; ``repairs`` are
    the results. ``clock`` gives the instant (aware) at which a batch is written. ``committed`` is called
    after each batch, and at the end.

    ``counts`` are the numbers of what has been committed: ``articles_new``, ``articles_changed``,
    ``articles_unchanged``, ``articles_stale`` (pages older than the stored article), ``articles_gone``,
    ``articles_returned``, ``articles_redated``, ``articles_failed``, ``urls_found``, ``readings_added``,
    ``misses``, ``snapshots_added``, ``items_refused`` and ``names_left_out`` (see ``write.admission``). They
    are complete after ``flush``. ``finish_run`` adds ``articles_undated``.
    """

    def __init__(
        self,
        archive_url: str,
        *,
        clock: Callable[[], datetime],
        snapshot_folder: str | None = None,
        committed: Callable[[], None] = lambda: None,
        batch_items: int = BATCH_ITEMS,
        batch_seconds: float = BATCH_SECONDS,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.repairs: Sequence[Repair] = ()
        self._clock, self._committed = clock, committed
        self._url = engines.parse_url(archive_url)
        self._folder = engines.snapshot_folder(self._url, snapshot_folder)
        upgrade(self._url)
        self._engine = engines.writing_engine(self._url)
        self._queue = Batches(batch_items, batch_seconds)
        self._failure: Exception | None = None
        self._run: Run | None = None
        self._family: tuple[str, Rounding | None] | None = None
        self._warc: WarcWriter | None = None
        self._thread = Thread(target=self._work, name="archive-writer", daemon=True)

    def begin_run(
        self,
        *,
        site: str,
        base_url: str,
        spider: str,
        mode: str,
        started_at: datetime,
        versions: Mapping[str, str],
        name: str | None = None,
        rounding: Rounding | None = None,
        family: str | None = None,
        robots: Literal["obey", "ignore"] = "obey",
        zones: Zones | None = None,
    ) -> int:
        """Record the start of a run and return its id. Call it once, before all other methods.

        ``started_at`` is aware. ``versions`` are those of the software that makes the run; among them must be
        ``extractor``, which is stored with every article. ``name`` is the site's own name if it is known,
        ``rounding`` that of its relative clock, and ``family`` the family of its pages. ``robots`` says what
        the run does with robots.txt, for the head of its WARC files. ``zones`` are the time zones of the site
        that earlier runs have learned. Raises ``ArchiveError``.
        """
        if self._run is not None:
            raise ValueError("this writer has a run already")
        self._family = None if family is None else (family, rounding)
        known = {"base_url": base_url, "name": name, "rounding": rounding, "family": family}
        with engines.snapshot_errors(self._folder, "open"):
            self._folder.mkdir(parents=True, exist_ok=True)
            self.repairs = repair(self._folder)
        row = {"site": site, "spider": spider, "mode": mode, "versions": dict(versions)}
        with engines.archive_errors(self._url, "write"), self._engine.begin() as connection:
            when = {"started_at": started_at, "zones": zones and asdict(zones)}
            run_id, ahead = run_rows.begin(connection, known, **row, **when)
        self._run = Run(run_id, site, versions["extractor"], started_at, ahead)
        self._warc = WarcWriter(self._folder, stem(site, started_at, run_id), {**versions, "robots": robots})
        self._thread.start()
        return run_id

    def put(self, item: Item | Capture) -> None:
        """Hand over a ``Capture``, ``Article``, ``Listing`` or ``Miss`` to be written.

        Do not change it afterwards. The capture of a page must come before the items read from that page.
        """
        run = self._require_run()
        if item.site != run.site:
            raise ValueError(f"an item of {item.site} in a run of {run.site}")
        self._raise_failure()
        if not self._thread.is_alive():
            raise ValueError("the writer is closed")
        self._queue.put(item)

    def flush(self) -> None:
        """Wait until everything put so far is committed."""
        self._signal(last=False)

    def finish_run(
        self,
        *,
        outcome: str,
        ended_at: datetime,
        counts: Mapping[str, int],
        findings: Sequence[Finding] = (),
        reason: str | None = None,
        repeated: Collection[str] = (),
    ) -> None:
        """Commit the waiting items and record the end of the run, even if some items were lost.

        ``counts`` are stored with those of the writer. ``repeated`` are the URLs of pictures with which most
        of the run's articles begin or end. Raises ``ArchiveError``.
        """
        run = self._require_run()
        self._wait(last=False)
        row: dict[str, object] = {"outcome": outcome, "reason": reason, "ended_at": ended_at}
        with engines.archive_errors(self._url, "write"), self._engine.begin() as connection:
            self.counts += Counter({Count.ARTICLES_UNDATED: run_rows.count_undated(connection, run.id)})
            if outcome != Outcome.FAILED and self._family is not None:
                run_rows.settle_family(connection, run.site, *self._family)
            if outcome == Outcome.FINISHED:
                learn(connection, run.site, repeated, self._clock())
            run_rows.end(
                connection, run.id, findings, {**row, "counts": _plain(self.counts) | _plain(counts)}
            )
        self._committed()
        self._raise_failure()

    def close(self) -> None:
        """Commit the waiting items and close all files, each of them whole. Raises ``ArchiveError``.

        After a failure the WARC file stays open, like that of a killed run: not all of its records have rows.
        """
        with ExitStack() as closing:
            closing.callback(engines.close_writing, self._engine, self._url)
            closing.callback(self._close_warc)
            self._signal(last=True)
        engines.warn_unsettled(self._url)

    def _close_warc(self) -> None:
        if self._warc is not None:
            with engines.snapshot_errors(self._folder, "write"):
                (self._warc.leave if self._failure else self._warc.close)()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require_run(self) -> Run:
        if self._run is None:
            raise ValueError("begin_run comes first")
        return self._run

    def _signal(self, *, last: bool) -> None:
        self._wait(last=last)
        self._raise_failure()

    def _wait(self, *, last: bool) -> None:
        if self._thread.is_alive():
            self._queue.wait(Signal(last))
        if last and self._thread.is_alive():
            self._thread.join()

    def _raise_failure(self) -> None:
        if failure := self._failure:
            known = isinstance(failure, ArchiveError)
            message = str(failure) if known else f"writing the archive failed: {failure!r}"
            raise ArchiveError(message) from failure

    def _work(self) -> None:
        """Do the work of the thread. After a failure it still takes items, so that no call waits for it."""
        run, ended = self._require_run(), False
        while not ended:
            items, signal = self._queue.next()
            if items and self._failure is None:
                self._commit(run, items)
            if signal:
                ended = signal.last
                signal.done.set()

    def _commit(self, run: Run, items: Sequence[Item | Capture]) -> None:
        assert self._warc is not None  # set before the thread began
        try:
            with (
                engines.archive_errors(self._url, "write"),
                self._engine.begin() as connection,
                engines.snapshot_errors(self._folder, "write"),  # a database raises no OSError
            ):
                counts = Counter[str]()
                admitted = [*admit(items, counts)]
                counts.update(write_batch(connection, run, admitted, self._warc, self._clock()))
        except Exception as error:  # noqa: BLE001 - the next call of a method raises it
            self._failure = error
        else:
            self.counts += counts
            self._committed()


def _plain(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts with texts as keys, which JSON needs."""
    return {str(name): number for name, number in counts.items()}
