"""WACZ 1.1.1: the responses behind the articles as WARC files in a ZIP file, with an index and a page list.

The specification is https://specs.webrecorder.net/wacz/1.1.1/. Records are copied byte for byte, so that
digests and headers stay true. The index is called ``index.cdx``, the one plain name that pywb unpacks.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO, Final, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson

from xzcrawl import __version__
from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import PageSnapshot, SnapshotRecord
from xzcrawl.errors import SnapshotError
from xzcrawl.export.cdxj import index_line
from xzcrawl.export.format import Dump, ExportRemark, Format, SnapshotSource
from xzcrawl.snapshots import read_members, warcinfo

#: The most bytes of a WARC file inside; an entry of a ZIP file that goes to a pipe may have 2 GiB.
_MAX_BYTES: Final = 1_000_000_000
_COPY_BYTES: Final = 1024 * 1024


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> ExportRemark | None:
    """Writes the pages of every revision of the articles and their files, with the requests for them.

    ``dump.evidence`` must be given; ValueError where it is not. Only the index is kept in memory, some 300
    bytes a response. Returns a note that says how many articles have no snapshot, and how many snapshots
    cannot be read; None where all is there.
    """
    if dump.evidence is None:
        raise ValueError("WACZ needs the evidence")
    with _Package(stream, dump.exported_at) as package, TemporaryFile() as pages:
        with _Records(package, dump.evidence) as responses:
            note = _pack(records, responses, pages)
        package.add("indexes/index.cdx", sorted(responses.index))
        package.add("pages/pages.jsonl", _from_start(pages))
        package.finish(dump)
    return note


def _pack(records: Iterable[ArticleRecord], responses: "_Records", pages: IO[bytes]) -> ExportRemark | None:
    """Writes the responses into the package and the page list into ``pages``.

    A package takes one file at a time.
    """
    responses.begin()
    pages.write(orjson.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + b"\n")
    bare = 0
    for record in records:
        kept = responses.evidence.of(record.id)
        received = (snapshot for page in kept.pages for snapshot in page.responses)
        for snapshot in (*kept.originals, *kept.sources, *received, *kept.all_files):
            responses.add(snapshot)
        pages.writelines(_page_line(page) for page in kept.pages)
        bare += not kept.pages
    return _note(bare, responses.unreadable)


def _note(bare: int, unreadable: int) -> ExportRemark | None:
    parts = [f"articles without a snapshot: {bare}"] if bare else []
    parts += [f"snapshots that cannot be read: {unreadable} (see xzcrawl verify)"] if unreadable else []
    return ExportRemark("; ".join(parts), incomplete=unreadable > 0) if parts else None


def _page_line(page: PageSnapshot) -> bytes:
    fields = {
        "id": page.snapshot.record_id.removeprefix("urn:uuid:"),
        "url": page.snapshot.url,
        "ts": _iso(page.snapshot.requested_at),
        "title": page.title,
        "text": page.text,
    }
    return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_start(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while data := file.read(_COPY_BYTES):
        yield data


class _Entry:
    """A file that is being written into the package; its digest and size are known at the end."""

    def __init__(self, path: str, target: IO[bytes]) -> None:
        self.path, self._target, self._digest, self.size = path, target, sha256(), 0

    def write(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self.size += len(data)

    def resource(self) -> Mapping[str, Any]:
        """The entry as ``datapackage.json`` lists it."""
        name, digest = self.path.rpartition("/")[2], self._digest.hexdigest()
        return {"name": name, "path": self.path, "hash": f"sha256:{digest}", "bytes": self.size}


class _Package:
    """The ZIP file and the list of its entries."""

    def __init__(self, stream: BinaryIO, made_at: datetime) -> None:
        self._zip = ZipFile(stream, "w")
        self.made_at = made_at
        self._resources: list[Mapping[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def entry(self, path: str, compression: int = ZIP_DEFLATED) -> Iterator[_Entry]:
        """A new file in the package; the file before it must be complete."""
        info = ZipInfo(path, self.made_at.astimezone(UTC).timetuple()[:6])
        info.compress_type = compression
        with self._zip.open(info, "w") as target:
            entry = _Entry(path, target)
            yield entry
        self._resources.append(entry.resource())

    def add(self, path: str, parts: Iterable[bytes]) -> Mapping[str, Any]:
        """Adds a whole file; returns its resource."""
        with self.entry(path) as entry:
            for part in parts:
                entry.write(part)
        return entry.resource()

    def finish(self, dump: Dump) -> None:
        """Adds the list of entries, and its digest."""
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": "Articles archived by xzcrawl",
            "created": _iso(dump.exported_at),
            "software": f"xzcrawl/{__version__}",
            "resources": self._resources.copy(),
        }
        listed = self.add("datapackage.json", [orjson.dumps(package, option=orjson.OPT_INDENT_2)])
        digest = {"path": listed["path"], "hash": listed["hash"]}
        self.add("datapackage-digest.json", [orjson.dumps(digest)])


class _Records:
    """The WARC files of the package, one after the other, with every response once."""

    def __init__(self, package: _Package, evidence: SnapshotSource) -> None:
        self.evidence = evidence
        self.index: list[bytes] = []
        self.unreadable = 0
        self._package = package
        self._done: set[int] = set()
        self._serials = count()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def add(self, snapshot: SnapshotRecord) -> None:
        """Copies a response and its request, unless they were copied already or cannot be read."""
        if snapshot.id in self._done:
            return
        self._done.add(snapshot.id)
        try:
            found = read_members(self.evidence.folder, snapshot.file, snapshot.offset, snapshot.length)
        except SnapshotError:
            self.unreadable += 1
            return
        if self._entry.size + len(found.response) + len(found.request) > _MAX_BYTES:
            self.begin()
        if snapshot.kind != "source":  # at its address and moment stands what a browser made of it
            self.index.append(index_line(found.stored, self._name, self._entry.size, snapshot.length))
        self._entry.write(found.response + found.request)

    def begin(self) -> None:
        """Begins a file. Call it within the ``with``, which ends the file also where the reader is gone."""
        self._open.close()
        self._name = f"data-{next(self._serials):05d}.warc.gz"
        self._entry = self._open.enter_context(self._package.entry(f"archive/{self._name}", ZIP_STORED))
        self._entry.write(warcinfo(self._name, self._package.made_at, {}))


FORMAT: Final = Format(
    "wacz", "the responses behind the articles, for replay", write, "application/zip", "wacz", packed=True
)
