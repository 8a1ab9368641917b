"""Answers errors: a page for people, JSON for programs."""

import logging
from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from xzcrawl.errors import (
    ArchiveError,
    HostilePage,
    NotInArchive,
    Problem,
    SearchIndexError,
    SnapshotError,
    XzcrawlError,
)

#: The HTTP status of each class of errors, the most special class first.
_KINDS: Final[tuple[tuple[type[XzcrawlError], int], ...]] = (
    (NotInArchive, 404),
    (SnapshotError, 404),
    (HostilePage, 404),
    (ArchiveError, 503),
    (SearchIndexError, 503),
)
#: The texts that readers see instead of errors that name files of this machine; those go to the log.
_INSTEAD: Final[tuple[tuple[type[XzcrawlError], Problem], ...]] = (
    (SnapshotError, Problem("the snapshot cannot be read", "snapshot-unreadable")),
    (ArchiveError, Problem("the archive cannot be read now", "archive-unreadable")),
    (SearchIndexError, Problem("the search index cannot be read now", "index-unreadable")),
)
#: The text for a fault of a parameter, by the validator's name for the fault.
_REASONS: Final = {
    "value_error": "{error}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "literal_error": "must be {expected}",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "may not be empty",
    "string_pattern_mismatch": "no text holds the sign NUL",
    "too_long": "at most {max_length} values",
}
#: When to try again where the archive could not be read: a crawl's commit, or a migration, is done by then.
_AGAIN: Final = {"Retry-After": "5"}
_log = logging.getLogger(__name__)


def register(app: FastAPI) -> None:
    """Registers the handlers of all errors with the application."""
    app.add_exception_handler(XzcrawlError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _bug)


def status_of(error: XzcrawlError) -> int:
    """The HTTP status of an error; 400 for an error in the request."""
    return next((status for kind, status in _KINDS if isinstance(error, kind)), 400)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, XzcrawlError)
    status = status_of(error)
    return _answer(
        request, status, type(error).__name__, [problem_of(error)], _AGAIN if status == 503 else {}
    )


def problem_of(error: XzcrawlError) -> Problem:
    """The problem that a reader sees for an error; it does not name files of this machine."""
    instead = next((problem for kind, problem in _INSTEAD if isinstance(error, kind)), None)
    if instead is None:
        return error.problem
    _log.warning("xzcrawl: %s", error)
    return instead


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if _is_api(request):
        return JSONResponse({"detail": [_fault(one) for one in error.errors()]}, 422)
    faults = [_problem(one) for one in error.errors()]
    is_date = any(one["type"] == "value_error" for one in error.errors())
    return _answer(request, 400, "BadDate" if is_date else "BadRequest", faults)


def _problem(error: dict[str, Any]) -> Problem:
    """A fault of a parameter in our own words, where the validator's are not for people."""
    parameter, context = error["loc"][1], error.get("ctx", {})
    words = _REASONS.get(error["type"])
    text = words.format(**context) if words else str(error["msg"])
    code = context.get("code", error["type"])
    choices = context.get("expected", "").replace(", ", " or ").split(" or ")
    return Problem(f"{parameter}: {text}", code, {"parameter": parameter, "choices": choices, **context})


def _fault(error: dict[str, Any]) -> dict[str, Any]:
    """A fault without the value that was given, which may be anything."""
    return {name: error[name] for name in ("loc", "msg", "type")}


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _answer(
        request, error.status_code, "Http", [Problem(str(error.detail))], dict(error.headers or {})
    )


async def _bug(request: Request, error: Exception) -> Response:
    """The answer to a bug. The traceback goes to the log: Starlette raises the error again after this."""
    return _answer(request, 500, "Bug", [Problem(type(error).__name__)])


def _answer(
    request: Request,
    status: int,
    kind: str,
    problems: Sequence[Problem],
    headers: dict[str, str] | None = None,
) -> Response:
    if _is_api(request):
        return JSONResponse({"detail": "; ".join(one.text for one in problems)}, status, headers)
    page: Response = request.app.state.render(
        request,
        "error.html",
        status,
        kind=kind,
        status=status,
        problems=problems,
        query=request.query_params.get("q", ""),
    )
    page.headers.update(headers or {})
    return page


def _is_api(request: Request) -> bool:
    return str(request.scope["path"]).startswith("/api/")
