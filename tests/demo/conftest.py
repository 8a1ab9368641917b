"""A demo site at a fixed moment: Thursday 2023-07-20 15:00:00 in Shanghai."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from xzcrawl.demo import DemoSite, Options
from xzcrawl.demo.clock import SHANGHAI

NOW = datetime(2023, 7, 20, 15, 0, 0, tzinfo=SHANGHAI)

MakeSite = Callable[..., DemoSite]
Read = Callable[[DemoSite, str], str]


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def make_site() -> MakeSite:
    """Build a site of 120 articles unless told otherwise."""

    def make(**options: Any) -> DemoSite:
        return DemoSite(Options(**{"articles": 120, **options}), lambda: NOW)

    return make


@pytest.fixture(scope="session")
def read() -> Read:
    """The text of a page that must answer 200, without the timing comment that differs each time."""

    def read_page(site: DemoSite, address: str) -> str:
        path, _, query = address.partition("?")
        status, _, body = site.respond(path, query)
        assert status == 200, address
        return re.sub(r"<!--[^>]*queries[^>]*-->$", "", body.decode(site.options.encoding))

    return read_page
