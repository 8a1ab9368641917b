"""Exports for download: the articles of a search in every format."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, BinaryIO, Final
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from xzcrawl.archive import ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.export import FORMATS, Dump, SnapshotSource
from xzcrawl.export.format import ExportRemark, Format
from xzcrawl.web.dependencies import LibraryDep
from xzcrawl.web.limits import ExportRoute
from xzcrawl.web.params import ExportParams
from xzcrawl.web.refusal import busy
from xzcrawl.web.spool import Spool

router = APIRouter(include_in_schema=False, route_class=ExportRoute)

_COPY_BYTES: Final = 256 * 1024


@router.get("/export/{name}")
def export(
    name: str, asked: Annotated[ExportParams, Query()], request: Request, library: LibraryDep
) -> Response:
    """All articles of a search as a file.

    The file is made before the first byte is sent. So an error gives an error page and not half a file, and a
    slow reader does not keep a transaction of the archive open.
    """
    format_ = FORMATS.get(name)
    if format_ is None:
        raise HTTPException(404, f"no format {name}: there are {', '.join(FORMATS)}")
    format_.check()
    format_.check_takes(dates=asked.dates)
    now, chosen = datetime.now(SHANGHAI), asked.selection()
    evidence = SnapshotSource(library.snapshots, library.archive.snapshots_of)
    dump = Dump(now, dict(chosen), evidence, base_url=str(request.base_url), dates=asked.dates or "iso")
    records = library.archive.articles(**chosen)
    spool: Spool = request.app.state.spool
    file = spool.file()
    try:
        note = _write(file, format_, records, dump)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return busy("导出所用的空间已满，请稍后再试。", "there is no room for an export now: try again later")
    headers = {
        "Content-Disposition": f'attachment; filename="xzcrawl-{now:%Y-%m-%d}.{format_.extension}"',
        "Content-Length": str(file.tell()),
        **({"X-Remark": quote(note.text, safe=" :;()")} if note else {}),
    }
    return _Sent(file, media_type=format_.media_type, headers=headers)


class _Sent(StreamingResponse):
    """A file on its way to a reader; it is closed at the end, also where the reader leaves earlier."""

    def __init__(self, file: BinaryIO, **more: Any) -> None:
        super().__init__(_parts(file), **more)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


def _write(
    file: BinaryIO, format_: Format, records: Iterable[ArticleRecord], dump: Dump
) -> ExportRemark | None:
    try:
        note = format_.write(records, file, dump)
        file.flush()
    except BaseException:
        _close(file)
        raise
    return note


def _close(file: BinaryIO) -> None:
    """Closes a file; bytes that it could not take do not matter any more."""
    with suppress(OSError):
        file.close()


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while data := file.read(_COPY_BYTES):
        yield data
