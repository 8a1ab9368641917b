"""The pages of one article: the article itself, and two of its revisions side by side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from xzcrawl.archive import ArticleRecord
from xzcrawl.archive.records import ArticleSnapshots
from xzcrawl.diff import compare, count_changed
from xzcrawl.web import charts, safe_html
from xzcrawl.web.dependencies import LibraryDep, choose_revision, file_snapshots
from xzcrawl.web.language import messages
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.params import ArticleId
from xzcrawl.web.renderer import RendererDep
from xzcrawl.web.side_by_side import side_by_side, stretches

router = APIRouter(include_in_schema=False, route_class=PageRoute)

#: An id in the range of both databases.
_Number = Annotated[int | None, Query(ge=1)]


@router.get("/articles/{article_id}")
def show(article_id: ArticleId, request: Request, library: LibraryDep, render: RendererDep) -> Response:
    """The page of an article: its text, its date with the evidence, its history."""
    found = library.overview.detail(article_id)
    return render(
        request,
        "article.html",
        article=found.article,
        body=_body(found.article, found.snapshots, request),
        revisions=found.history.revisions[::-1],
        events=found.history.events,
        bounds=found.history.bounds,
        views=charts.views(found.history.readings),
        related=found.related,
        older=found.older,
        newer=found.newer,
        pages=found.snapshots.pages,
        held=file_snapshots(found.article.attachments, found.snapshots),
    )


def _body(article: ArticleRecord, kept: ArticleSnapshots, request: Request) -> str:
    t = messages(request)
    numbers = file_snapshots(article.images, kept)
    addresses = {
        image.url: f"/articles/{article.id}/images/{number}"
        for number, image in enumerate(article.images, start=1)
        if number in numbers
    }
    return safe_html.body(article.html, addresses, t("图片未存档"))


@router.get("/articles/{article_id}/diff")
def diff(
    article_id: ArticleId,
    request: Request,
    library: LibraryDep,
    render: RendererDep,
    a: _Number = None,
    b: _Number = None,
) -> Response:
    """Two revisions side by side: by default the last one and the one before it."""
    article = library.archive.article(article_id)
    revisions = list(library.archive.revisions(article_id))
    new = choose_revision(revisions, b or article.revision)
    old = choose_revision(revisions, a or max(new.number - 1, revisions[0].number))
    title, text = compare(old.title, new.title), compare(old.text, new.text)
    return render(
        request,
        "diff.html",
        article=article,
        revisions=revisions,
        old=old,
        new=new,
        title=side_by_side(title),
        stretches=list(stretches(side_by_side(text))),
        changed=count_changed([*title, *text]),
    )
