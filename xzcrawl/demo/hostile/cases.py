"""The register of cases."""

from collections.abc import Callable
from typing import Final

from xzcrawl.demo.site import Answer, DemoSite

#: The site, the path, the query, and what the site would answer.
Case = Callable[[DemoSite, str, str, Answer], Answer]

#: By name.
CASES: Final[dict[str, Case]] = {}


def case(does: Case) -> Case:
    """Register a case under its name, with spaces for underscores."""
    CASES[does.__name__.replace("_", " ")] = does
    return does


def with_body(answer: Answer, body: bytes) -> Answer:
    """The answer with another body."""
    status, headers, _ = answer
    return status, headers | {"Content-Length": str(len(body))}, body
