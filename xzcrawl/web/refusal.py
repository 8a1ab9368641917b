"""What is refused before any page is made, told in plain text: Chinese first, then English."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse


def refusal(
    status: int, chinese: str, english: str, headers: Mapping[str, str] | None = None
) -> PlainTextResponse:
    """An answer of two lines that costs nothing to make."""
    return PlainTextResponse(f"{chinese}\n{english}\n", status, headers)


def busy(chinese: str, english: str) -> PlainTextResponse:
    """Status 503: there is no room just now. The connection ends, so that another reader has its place."""
    return refusal(503, chinese, english, {"Retry-After": "5", "Connection": "close"})
