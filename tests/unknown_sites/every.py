"""The made-up sites by name."""

from datetime import datetime
from typing import Protocol

from tests.unknown_sites.dede import Dede
from tests.unknown_sites.government import Government
from tests.unknown_sites.portal import Portal
from tests.unknown_sites.query import Query
from tests.unknown_sites.truth import UnknownSite


class Maker(Protocol):
    """Makes a site at ``now``; of articles between ``now`` and ``end`` it shows none yet."""

    def __call__(self, seed: str = ..., now: datetime = ..., end: datetime | None = ...) -> UnknownSite: ...


SITES: dict[str, Maker] = {
    "government": Government,
    "dede": Dede,
    "portal": Portal,
    "query": Query,
}
