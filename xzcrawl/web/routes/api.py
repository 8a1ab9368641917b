"""The JSON API: the archive for programs, with the same objects as the command line's ``--json``."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from xzcrawl.archive import Selection
from xzcrawl.archive.records import ACTIVITY_KINDS, ActivityKind
from xzcrawl.items import Precision
from xzcrawl.plain import plain
from xzcrawl.plain.article_object import article_object
from xzcrawl.plain.found_object import found_object
from xzcrawl.plain.history_object import comparison_object, history_object, revision_object
from xzcrawl.web.dependencies import LibraryDep, choose_revision
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.params import MOST, AllFilterParams, ArticleId, SearchParams
from xzcrawl.web.renderer import RendererDep
from xzcrawl.web.routes.runs import outcomes
from xzcrawl.web.search import find


class ProblemBody(BaseModel):
    """An error in one line."""

    detail: str


class FaultBody(BaseModel):
    """A parameter that is unknown, is given twice, or cannot be understood.

    ``loc`` is ``query`` or ``path``, the name of the parameter and, of several values, the number of the
    wrong one, from 0.
    """

    loc: list[str | int]
    msg: str
    type: str


class Faults(BaseModel):
    """The parameters that are wrong."""

    detail: list[FaultBody]


class Result(BaseModel):
    """An article that was found.

    ``published_at`` is the best instant of the two ends between which its date lies; the day is known where
    ``published_precision`` is ``day`` or finer. ``snippet`` is HTML with hits in ``mark``; ``score`` is null
    where hits come by date.
    """

    id: int
    url: str
    title: str
    published_at: str | None
    published_earliest: str | None
    published_latest: str | None
    published_precision: Precision | None
    category: str | None
    snippet: str
    score: float | None


class Results(BaseModel):
    """Some of the ``total`` articles found."""

    query: str
    total: int
    results: list[Result]


class Articles(BaseModel):
    """Some of the ``total`` articles, each an object of the dump, ``xzcrawl.article/1``."""

    total: int
    articles: list[dict[str, Any]]


_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {
        "model": ProblemBody,
        "description": "The query cannot be understood, or filters do not fit together",
    },
    422: {"model": Faults, "description": "A parameter that there is not, or not so"},
    503: {"model": ProblemBody, "description": "The archive cannot be read now"},
}
_MISSING: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": ProblemBody, "description": "Not in the archive"}
}

router = APIRouter(prefix="/api", responses=_PROBLEMS, route_class=PageRoute)

_Limit = Annotated[int, Field(ge=0, le=100, description="At most so many")]
_Offset = Annotated[int, Field(ge=0, le=100_000, description="From this one on, the first being 0")]
_Number = Annotated[int, Query(ge=1, le=2**31)]


def _json(value: Any) -> Response:
    return Response(orjson.dumps(value), media_type="application/json")


class SearchApiParams(SearchParams):
    """The parameters of a search, and the part of its results that is wanted."""

    limit: _Limit = 20
    offset: _Offset = 0


@router.get("/search", response_model=Results)
def search(asked: Annotated[SearchApiParams, Query()], library: LibraryDep) -> Response:
    """Articles that contain the words asked for, the most relevant first; without words, the newest."""
    found = find(library, asked, limit=asked.limit, offset=asked.offset)
    return _json(found_object(found))


class ArticlesApiParams(AllFilterParams):
    """Filters, and the part of the articles that is wanted."""

    limit: _Limit = 20
    offset: _Offset = 0


@router.get("/articles", response_model=Articles)
def articles(chosen: Annotated[ArticlesApiParams, Query()], library: LibraryDep) -> Response:
    """Whole articles by id, as the dump has them: all, page by page, or those changed since a moment."""
    filters = chosen.selection()
    page = filters | Selection(limit=chosen.limit, offset=chosen.offset)
    objects = [article_object(article) for article in library.archive.articles(**page)]
    return _json({"total": library.archive.count(**filters), "articles": objects})


@router.get("/articles/{article_id}", responses=_MISSING)
def article(article_id: ArticleId, library: LibraryDep) -> dict[str, Any]:
    """One article: the object of the dump, ``xzcrawl.article/1``."""
    return article_object(library.archive.article(article_id))


@router.get("/articles/{article_id}/history", responses=_MISSING)
def history(article_id: ArticleId, library: LibraryDep) -> dict[str, Any]:
    """The history of an article: the readings that date it, its revisions, its events."""
    return history_object(library.archive.history(article_id))


@router.get("/articles/{article_id}/revisions/{number}", responses=_MISSING)
def revision(
    article_id: ArticleId, number: Annotated[int, Path(ge=1, le=2**31)], library: LibraryDep
) -> dict[str, Any]:
    """A version of an article with its text."""
    found = choose_revision(list(library.archive.revisions(article_id)), number)
    return revision_object(found) | {"text": found.text}


@router.get("/articles/{article_id}/diff", responses=_MISSING)
def diff(
    article_id: ArticleId,
    a: _Number,
    b: _Number,
    library: LibraryDep,
) -> dict[str, Any]:
    """What changed from revision ``a`` to revision ``b``, clause by clause."""
    revisions = list(library.archive.revisions(article_id))
    return comparison_object(choose_revision(revisions, a), choose_revision(revisions, b))


@router.get("/stats")
def stats(library: LibraryDep) -> dict[str, Any]:
    """The archive in figures."""
    return dict(plain(library.archive.stats()))


@router.get("/categories")
def categories(library: LibraryDep) -> list[dict[str, Any]]:
    """The categories with their number of articles, the largest first; ``name`` is null for no category."""
    return list(plain(library.overview.categories()))


@router.get("/tags")
def tags(library: LibraryDep) -> list[dict[str, Any]]:
    """The tags with their number of articles, the most used first."""
    return list(plain(library.overview.tags()))


@router.get("/timeline")
def timeline(library: LibraryDep) -> list[dict[str, Any]]:
    """The number of articles by month (Asia/Shanghai) and category, the oldest month first."""
    return list(plain(library.overview.months()))


@router.get("/changes")
def changes(
    library: LibraryDep,
    kind: Annotated[
        list[ActivityKind] | None, Query(max_length=MOST, description="Of these kinds only")
    ] = None,
    limit: _Limit = 50,
    offset: _Offset = 0,
) -> list[dict[str, Any]]:
    """The events of articles, the latest first."""
    return list(plain(library.overview.activity(kind or ACTIVITY_KINDS, limit=limit, offset=offset)))


@router.get("/runs")
def runs(library: LibraryDep, limit: _Limit = 10) -> dict[str, Any]:
    """The crawls, the last one first, with their outcomes, and what is due now."""
    found = library.archive.runs(limit)
    ended = outcomes(library, found)
    listed = [plain(run) | {"outcome": word} for run, word in zip(found, ended, strict=True)]
    return {"runs": listed, "due": plain(library.archive.due(datetime.now(UTC)))}


@router.get("/docs", include_in_schema=False)
def docs(request: Request, render: RendererDep) -> Response:
    """A page that describes the API; the schema itself is at ``/api/openapi.json``."""
    return render(request, "api.html", schema=request.app.openapi())
