"""Files for download: the feed of a search, the snapshots and the attachments of an article."""

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from xzcrawl.errors import NotInArchive
from xzcrawl.export import FORMATS, Dump
from xzcrawl.snapshots import read_members, warcinfo
from xzcrawl.urls import document_ending
from xzcrawl.web import assets
from xzcrawl.web.dependencies import LibraryDep, file_snapshots
from xzcrawl.web.language import messages
from xzcrawl.web.params import ArticleId, FeedParams
from xzcrawl.web.routes.originals import choose_snapshot

router = APIRouter(include_in_schema=False)

#: The number of articles in a feed: those that changed last.
_FEED: Final = 50
_XML: Final = "application/xml; charset=utf-8"
_BINARY: Final = "application/octet-stream"


@router.get("/feed.atom")
def feed(asked: Annotated[FeedParams, Query()], request: Request, library: LibraryDep) -> Response:
    """The articles of a search that are new or changed last, as an Atom feed.

    A browser gets the media type of XML, which it shows with the style sheet; it would show the source of a
    feed, or offer it as a file.
    """
    t = messages(request)
    is_browser = "text/html" in request.headers.get("accept", "")
    title = " · ".join(filter(None, (asked.query, *asked.category, *asked.tag, t("新闻档案"))))
    dump = Dump(
        datetime.now(UTC),
        title=title,
        url=str(request.url),
        base_url=str(request.base_url),
        stylesheet=assets.address("feed.css") if is_browser else None,
    )
    stream = BytesIO()
    FORMATS["atom"].write(library.archive.latest(_FEED, asked.selection()), stream, dump)
    data = stream.getvalue()
    headers = {"ETag": f'"{sha256(data).hexdigest()}"', "Vary": "Accept"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(None, 304, headers)
    return Response(data, media_type=_XML if is_browser else FORMATS["atom"].media_type, headers=headers)


@router.get("/articles/{article_id}/snapshots/{snapshot}/warc")
def warc(article_id: ArticleId, snapshot: Annotated[int, Path(ge=1)], library: LibraryDep) -> Response:
    """A page as WARC records, with its request, what it was rendered from, and what a revisit repeats."""
    kept = library.archive.snapshots_of(article_id)
    chosen = choose_snapshot(kept, article_id, snapshot)
    name = f"article-{article_id}-{chosen.fetched_at:%Y%m%d%H%M%S}.warc.gz"
    data = warcinfo(name, chosen.fetched_at, {})
    sources = [one for one in kept.sources if one.id == chosen.rendered_from]
    for one in dict.fromkeys(
        each for page in (*sources, chosen) for each in (library.with_payload(page, kept), page)
    ):
        found = read_members(library.snapshots, one.file, one.offset, one.length)
        data += found.response + found.request
    return Response(data, media_type=_BINARY, headers=_attachment(name))


@router.get("/articles/{article_id}/snapshots/{snapshot}/body")
def body(article_id: ArticleId, snapshot: Annotated[int, Path(ge=1)], library: LibraryDep) -> Response:
    """A page's HTML as it was received, as a download for an editor, which the browser must not show."""
    kept = library.archive.snapshots_of(article_id)
    chosen = choose_snapshot(kept, article_id, snapshot)
    name = f"article-{article_id}-{chosen.fetched_at:%Y%m%d%H%M%S}.html.txt"
    data = library.received(chosen, kept).body
    return Response(data, media_type=_BINARY, headers=_attachment(name))


@router.get("/articles/{article_id}/attachments/{number}")
def attachment(article_id: ArticleId, number: Annotated[int, Path(ge=1)], library: LibraryDep) -> Response:
    """The article's attachment with this number (from 1) as it came, which the browser must not show."""
    article, kept = library.archive.article(article_id), library.archive.snapshots_of(article_id)
    snapshot = file_snapshots(article.attachments, kept).get(number)
    if snapshot is None:
        raise NotInArchive(f"no attachment {number} of article {article_id} in the archive")
    link = article.attachments[number - 1]
    name = f"article-{article_id}-{number}{document_ending(link)}"
    return Response(library.received(snapshot, kept).body, media_type=_BINARY, headers=_attachment(name))


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
