"""Refusals in plain text, made before any page: Chinese first, then English."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse


def refusal(
    status: int, chinese: str, english: str, headers: Mapping[str, str] | None = None
) -> PlainTextResponse:
    """An answer of two lines, which needs no template and no archive."""
    return PlainTextResponse(f"{chinese}\n{english}\n", status, headers)


def busy(chinese: str, english: str) -> PlainTextResponse:
    """A refusal for lack of room (status 503). The connection ends and leaves its place to another reader."""
    return refusal(503, chinese, english, {"Retry-After": "5", "Connection": "close"})
