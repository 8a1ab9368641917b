"""What can be taken away: the articles of a search in every format, its feed, and snapshots."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from xzcrawl.archive import Selection
from xzcrawl.dates import SHANGHAI
from xzcrawl.export import FORMATS, Dump, Evidence
from xzcrawl.export.format import Format, Remark
from xzcrawl.snapshots import read_members, warcinfo
from xzcrawl.web.asked import Asked, Taken
from xzcrawl.web.language import messages
from xzcrawl.web.library import Library, Reading
from xzcrawl.web.routes.originals import ArticleId, choose_snapshot

router = APIRouter(include_in_schema=False)

#: Articles of a feed: those that changed last.
_FEED: Final = 50
_COPY_BYTES: Final = 256 * 1024
_BINARY: Final = "application/octet-stream"


@router.get("/export/{name}")
def export(name: str, asked: Annotated[Taken, Query()], library: Reading) -> Response:
    """All articles of a search as a file.

    It is made before the first byte is sent: what goes wrong is told as an error, not as half a file, and a
    reader who takes long holds no state of the archive open.
    """
    format_ = FORMATS.get(name)
    if format_ is None:
        raise HTTPException(404, f"no format {name}: there are {', '.join(FORMATS)}")
    format_.check()
    now = datetime.now(SHANGHAI)
    file = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 - closed once it is sent
    remark = _write(file, format_, asked.selection(), library, now)
    headers = {
        **_attachment(f"xzcrawl-{now:%Y-%m-%d}.{format_.extension}"),
        "Content-Length": str(file.tell()),
        **({"X-Remark": quote(remark.text, safe=" :;()")} if remark else {}),
    }
    return StreamingResponse(_sent(file), media_type=format_.media_type, headers=headers)


def _write(
    file: BinaryIO, format_: Format, chosen: Selection, library: Library, now: datetime
) -> Remark | None:
    evidence = Evidence(library.snapshots, library.archive.snapshots_of)
    try:
        return format_.write(library.archive.articles(**chosen), file, Dump(now, dict(chosen), evidence))
    except BaseException:
        file.close()
        raise


def _sent(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while data := file.read(_COPY_BYTES):
            yield data


@router.get("/feed.atom")
def feed(asked: Annotated[Asked, Query()], request: Request, library: Reading) -> Response:
    """The articles of a search that are new or changed last, as an Atom feed."""
    t = messages(request)
    title = " · ".join(filter(None, (asked.query, asked.category, asked.tag, t("新闻档案"))))
    dump = Dump(datetime.now(UTC), title=title, url=str(request.url))
    stream = BytesIO()
    FORMATS["atom"].write(library.archive.latest(_FEED, asked.selection()), stream, dump)
    data = stream.getvalue()
    headers = {"ETag": f'"{sha256(data).hexdigest()}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(None, 304, headers)
    return Response(data, media_type="application/atom+xml", headers=headers)


@router.get("/articles/{article_id}/snapshots/{snapshot}/warc")
def warc(article_id: ArticleId, snapshot: Annotated[int, Path(ge=1)], library: Reading) -> Response:
    """A page as its WARC records, with the request that led to it, and the record it repeats if it does."""
    kept = library.archive.snapshots_of(article_id)
    chosen = choose_snapshot(kept, article_id, snapshot)
    name = f"article-{article_id}-{chosen.fetched_at:%Y%m%d%H%M%S}.warc.gz"
    data = warcinfo(name, chosen.fetched_at, {})
    for one in dict.fromkeys((library.with_payload(chosen, kept), chosen)):
        found = read_members(library.snapshots, one.file, one.offset, one.length)
        data += found.response + found.request
    return Response(data, media_type=_BINARY, headers=_attachment(name))


@router.get("/articles/{article_id}/snapshots/{snapshot}/body")
def body(article_id: ArticleId, snapshot: Annotated[int, Path(ge=1)], library: Reading) -> Response:
    """A page's HTML as it was received, for an editor: never to be shown by this browser."""
    kept = library.archive.snapshots_of(article_id)
    chosen = choose_snapshot(kept, article_id, snapshot)
    name = f"article-{article_id}-{chosen.fetched_at:%Y%m%d%H%M%S}.html.txt"
    data = library.received(chosen, kept).body
    return Response(data, media_type=_BINARY, headers=_attachment(name))


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
