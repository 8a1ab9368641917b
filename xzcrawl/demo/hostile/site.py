"""The embedded site with a switch."""

from collections.abc import Callable
from datetime import datetime

from xzcrawl.demo.hostile.cases import CASES
from xzcrawl.demo.options import Options
from xzcrawl.demo.site import Answer, DemoSite


class HostileSite(DemoSite):
    """A site that is hostile in the way of its ``hostility``, a name of ``CASES``, while that is set."""

    def __init__(self, options: Options, now: Callable[[], datetime], hostility: str | None = None) -> None:
        super().__init__(options, now)
        self.hostility = hostility

    def respond(self, path: str, query: str = "") -> Answer:
        """As ``DemoSite.respond``; ``requests`` has what the site would have answered."""
        answer = super().respond(path, query)
        return CASES[self.hostility](self, path, query, answer) if self.hostility else answer
