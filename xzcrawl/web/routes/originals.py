"""Archived responses: the page of an article in a frame, and its images."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from xzcrawl.archive.records import ArticleSnapshots, SnapshotRecord
from xzcrawl.errors import HostilePage, NotInArchive, Problem, SnapshotError
from xzcrawl.items import Page
from xzcrawl.web import media_types, safe_html
from xzcrawl.web.dependencies import Library, LibraryDep, file_snapshots
from xzcrawl.web.errors import problem_of
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.params import ArticleId
from xzcrawl.web.renderer import RendererDep

router = APIRouter(include_in_schema=False, route_class=PageRoute)

#: An id in the range of both databases.
_Number = Annotated[int | None, Query(ge=1)]


@router.get("/articles/{article_id}/page")
def page(
    article_id: ArticleId,
    request: Request,
    library: LibraryDep,
    render: RendererDep,
    snapshot: _Number = None,
) -> Response:
    """The page around the frame with the archived page: the one read last, unless another is named."""
    article, kept = library.archive.article(article_id), library.archive.snapshots_of(article_id)
    shown = choose_snapshot(kept, article_id, snapshot)
    return render(
        request,
        "page.html",
        article=article,
        pages=kept.pages,
        shown=shown,
        problem=_problem(library, shown, kept),
    )


def _problem(library: Library, snapshot: SnapshotRecord, kept: ArticleSnapshots) -> Problem | None:
    """The reason why the frame would stay empty; None where it would not."""
    try:
        _framed(library, snapshot, kept)
    except (SnapshotError, HostilePage) as error:
        return problem_of(error)
    return None


@router.get("/articles/{article_id}/original")
def original(article_id: ArticleId, library: LibraryDep, snapshot: _Number = None) -> Response:
    """The archived page for the frame, without scripts and rights; it loads nothing."""
    kept = library.archive.snapshots_of(article_id)
    html = _framed(library, choose_snapshot(kept, article_id, snapshot), kept)
    policy = {"Content-Security-Policy": safe_html.FRAME_POLICY}
    return Response(html, media_type="text/html; charset=utf-8", headers=policy)


def _framed(library: Library, snapshot: SnapshotRecord, kept: ArticleSnapshots) -> str:
    """The document for the frame.

    Raises SnapshotError, and HostilePage for a page that no parser should read.
    """
    stored = library.received(snapshot, kept)
    asked, came = stored.requested_at, snapshot.fetched_at
    page = Page(snapshot.url, stored.status, stored.headers, stored.body, asked, came)
    return library.frames.read(page, _pictures(library, kept), library.family_of(snapshot.site))


def choose_snapshot(kept: ArticleSnapshots, article_id: int, wanted: int | None) -> SnapshotRecord:
    """The snapshot with this id of a page of the article or of a part; for None, of the page read last.

    Raises ``NotInArchive`` where there is none.
    """
    for page in reversed(kept.pages):
        for snapshot in page.responses:
            if wanted in (None, snapshot.id):
                return snapshot
    raise NotInArchive(f"no snapshot {wanted or ''} of article {article_id} in the archive")


def _pictures(library: Library, kept: ArticleSnapshots) -> dict[str, str]:
    """The images of the article as ``data:`` URLs, by their URLs, as many as a page has room for.

    An image that cannot be read is left out.
    """
    room, found = safe_html.MOST_PICTURES, {}
    images = [(url, one) for url, one in kept.files.items() if one.kind == "image"]
    for url, snapshot in images:
        with suppress(SnapshotError):
            data = media_types.data_url(library.received(snapshot, kept).body)
            room -= len(data or "")
            if room < 0:
                break
            if data:
                found[url] = data
    return found


@router.get("/articles/{article_id}/images/{number}")
def image(
    article_id: ArticleId,
    number: Annotated[int, Path(ge=1)],
    request: Request,
    library: LibraryDep,
) -> Response:
    """The article's image with this number (from 1), as it was received."""
    article, kept = library.archive.article(article_id), library.archive.snapshots_of(article_id)
    snapshot = file_snapshots(article.images, kept).get(number)
    if snapshot is None:
        raise NotInArchive(f"no image {number} of article {article_id} in the archive")
    headers = {"ETag": f'"{snapshot.payload_sha256}"', "Cache-Control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(None, 304, headers)
    data = library.received(snapshot, kept).body
    media_type = media_types.media_type(data)
    if media_type is None:
        raise SnapshotError(f"image {number} of article {article_id} is not a picture that can be shown")
    return Response(data, media_type=media_type, headers=headers)
