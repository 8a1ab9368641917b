"""Pages on the whole archive: months, categories, tags, changes, and articles that are gone."""

from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from xzcrawl.archive.records import ActivityKind
from xzcrawl.web import charts
from xzcrawl.web.dependencies import LibraryDep
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.params import LONGEST, FilterParams
from xzcrawl.web.renderer import RendererDep
from xzcrawl.web.routes.runs import last_run

router = APIRouter(include_in_schema=False, route_class=PageRoute)

#: The number of activities or summaries on a page.
_ROWS: Final = 50
_Page = Annotated[int, Query(ge=1, le=1_000_000)]
#: The kinds of activity on each tab of the page of changes; "all" has those that the site itself made.
_TABS: Final[dict[str, tuple[ActivityKind, ...]]] = {
    "all": ("changed", "redated", "gone", "returned"),
    "changed": ("changed",),
    "redated": ("redated",),
    "gone": ("gone",),
    "returned": ("returned",),
    "first": ("first",),
    "reparsed": ("reparsed",),
}
_Tab = Literal["all", "changed", "redated", "gone", "returned", "first", "reparsed"]


@router.get("/timeline")
def timeline(request: Request, library: LibraryDep, render: RendererDep) -> Response:
    """The chart of articles a month by category; every bar links to its articles."""
    chart = charts.timeline(library.overview.months())
    # a chart of many years has a thousand links: their common starts are computed once
    starts = [_start(one.category) for one in chart.legend]
    return render(request, "timeline.html", chart=chart, starts=starts, span=_span)


def _start(category: str | None) -> str:
    """The start of the address of a search in a category; None searches in all."""
    is_asked = category and len(category) <= LONGEST
    return "/?" + (urlencode({"category": category}) + "&" if is_asked else "")


def _span(month: str) -> str:
    """The parameters of a search in a month (``2022-09``)."""
    return urlencode({"since": f"{month}-01", "until": charts.last_day(month)})


@router.get("/categories")
def categories(request: Request, library: LibraryDep, render: RendererDep) -> Response:
    """The categories, the largest first, and the authors."""
    overview = library.overview
    found = overview.categories()
    return render(
        request,
        "categories.html",
        categories=found,
        authors=overview.authors(),
        last_run=None if found else last_run(library),
    )


@router.get("/tags")
def tags(request: Request, library: LibraryDep, render: RendererDep) -> Response:
    """All tags, the most used first."""
    return render(request, "tags.html", tags=library.overview.tags())


@router.get("/changes")
def changes(
    request: Request,
    library: LibraryDep,
    render: RendererDep,
    kind: _Tab = "all",
    page: _Page = 1,
) -> Response:
    """The latest events of articles."""
    overview, kinds = library.overview, _TABS[kind]
    counts = overview.count_activity()
    totals = {tab: sum(counts.get(one, 0) for one in chosen) for tab, chosen in _TABS.items()}
    return render(
        request,
        "changes.html",
        kind=kind,
        totals=totals,
        activity=overview.activity(kinds, limit=_ROWS, offset=(page - 1) * _ROWS),
        page=page,
        pages=-(-totals[kind] // _ROWS),
        link=lambda other: f"/changes?kind={kind}&page={other}",
    )


class GonePageParams(FilterParams):
    """Filters of the articles that are gone, and the page."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1


@router.get("/gone")
def gone(
    request: Request,
    library: LibraryDep,
    render: RendererDep,
    asked: Annotated[GonePageParams, Query()],
) -> Response:
    """The articles that their site no longer has, the latest ones first."""
    filters, offset = asked.filters(), (asked.page - 1) * _ROWS
    total = library.overview.count_vanished(filters)
    return render(
        request,
        "gone.html",
        articles=library.overview.vanished(filters, limit=_ROWS, offset=offset),
        asked=asked,
        total=total,
        pages=-(-total // _ROWS),
        link=lambda other: asked.link("/gone", page=other),
    )
