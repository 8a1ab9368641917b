"""What can be taken away: the articles of a search in every format."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from xzcrawl.archive import ArticleRecord
from xzcrawl.dates import SHANGHAI
from xzcrawl.export import FORMATS, Dump, Evidence
from xzcrawl.export.format import Format, Remark
from xzcrawl.web.asked import Taken
from xzcrawl.web.library import Reading
from xzcrawl.web.turns import ExportRoute

router = APIRouter(include_in_schema=False, route_class=ExportRoute)

_COPY_BYTES: Final = 256 * 1024


@router.get("/export/{name}")
def export(name: str, asked: Annotated[Taken, Query()], request: Request, library: Reading) -> Response:
    """All articles of a search as a file.

    It is made before the first byte is sent: what goes wrong is told as an error, not as half a file, and a
    reader who takes long holds no state of the archive open.
    """
    format_ = FORMATS.get(name)
    if format_ is None:
        raise HTTPException(404, f"no format {name}: there are {', '.join(FORMATS)}")
    format_.check()
    format_.check_takes(dates=asked.dates)
    now, chosen = datetime.now(SHANGHAI), asked.selection()
    evidence = Evidence(library.snapshots, library.archive.snapshots_of)
    dump = Dump(now, dict(chosen), evidence, base_url=str(request.base_url), dates=asked.dates or "iso")
    records = library.archive.articles(**chosen)
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 - closed once it is sent
    remark = _write(file, format_, records, dump)
    headers = {
        "Content-Disposition": f'attachment; filename="xzcrawl-{now:%Y-%m-%d}.{format_.extension}"',
        "Content-Length": str(file.tell()),
        **({"X-Remark": quote(remark.text, safe=" :;()")} if remark else {}),
    }
    return StreamingResponse(_sent(file), media_type=format_.media_type, headers=headers)


def _write(file: BinaryIO, format_: Format, records: Iterable[ArticleRecord], dump: Dump) -> Remark | None:
    try:
        return format_.write(records, file, dump)
    except BaseException:
        file.close()
        raise


def _sent(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while data := file.read(_COPY_BYTES):
            yield data
