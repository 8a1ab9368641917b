"""The search page, which shows the articles for words and filters."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from xzcrawl.archive.records import Found
from xzcrawl.errors import BadQuery, UsageError
from xzcrawl.export import FORMATS
from xzcrawl.web.dependencies import LibraryDep
from xzcrawl.web.limits import PageRoute
from xzcrawl.web.params import PAGE_SIZE, SearchPageParams
from xzcrawl.web.renderer import RendererDep
from xzcrawl.web.routes.runs import last_run
from xzcrawl.web.search import find

router = APIRouter(include_in_schema=False, route_class=PageRoute)

#: The export menu: every format whose library is installed.
_FORMATS = [format_ for format_ in FORMATS.values() if format_.is_usable]
#: The most categories, authors and tags that the form suggests; any other can be typed.
_NAMES = 200


@router.get("/")
def search(
    request: Request,
    asked: Annotated[SearchPageParams, Query()],
    library: LibraryDep,
    render: RendererDep,
) -> Response:
    """A page of the articles that were asked for; without words, of the newest."""
    try:
        found, problem = find(library, asked, limit=PAGE_SIZE, offset=asked.offset), None
    except (BadQuery, UsageError) as error:
        found, problem = Found(asked.query, 0, (), behind=0), error
    page = render(
        request,
        "search.html",
        400 if problem else 200,
        asked=asked,
        found=found,
        problem=problem,
        is_bad_query=isinstance(problem, BadQuery),
        pages=-(-found.total // PAGE_SIZE),
        last_run=None if found.total else last_run(library),
        names=library.overview.names(_NAMES),
        formats=_FORMATS,
    )
    # the address that htmx requests has all fields of the form, filled in or not
    page.headers["HX-Replace-Url"] = asked.link()
    return page
