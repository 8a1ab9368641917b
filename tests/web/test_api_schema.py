"""The JSON API keeps what its schema promises.

Schemathesis is imported by the tests that run, as that takes longer than to collect all others of a folder.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from xzcrawl.archive import Archive
from xzcrawl.web import Access, create_app

if TYPE_CHECKING:
    from schemathesis import BaseSchema, Case

#: Requests made up for each operation.
EXAMPLES = int(os.environ.get("XZCRAWL_API_EXAMPLES", "20"))
#: Hypothesis minds strategies that throw much away, as those of bad requests do.
SLOW = (HealthCheck.filter_too_much, HealthCheck.too_slow)


@pytest.fixture(scope="session")
def promised(archive: Archive, folder: Path) -> "BaseSchema":
    """What the schema of the API promises."""
    import schemathesis

    access = Access(hosts=frozenset({"testserver", "localhost"}))
    app = create_app(archive, folder / "snapshots", access=access)
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "operations"), [("positive", 12), ("negative", 8)])
def test_the_api_keeps_what_its_schema_promises(promised: "BaseSchema", mode: str, operations: int) -> None:
    """Requests that the schema allows, and such as it does not: every answer is one that it describes."""
    from schemathesis import GenerationMode

    tried = 0
    for result in promised.get_all_operations():
        operation = result.ok()
        if mode == "positive" or list(operation.iter_parameters()):
            tried += 1
            _attempt(operation.as_strategy(generation_mode=GenerationMode(mode)))
    assert tried == operations


def _attempt(cases: "SearchStrategy[Case[Any]]") -> None:
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    @settings(max_examples=EXAMPLES, suppress_health_check=SLOW)
    @given(cases)
    def attempt(case: "Case[Any]") -> None:
        answer = case.call()
        # that brackets must be closed is beyond a schema, and so is which parameters go together
        labels = ("GET /api/search", "GET /api/articles")
        is_senseless = answer.status_code == 400 and case.operation.label in labels
        case.validate_response(answer, excluded_checks=[positive_data_acceptance] if is_senseless else [])

    attempt()
