"""Finds how a script names the address of its own page, to which it adds the number of a page. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from xzcrawl.learn.script_requests import ScriptText

#: ``location.pathname``, ``window.location.href.split('?')[0]``, ``document.URL``.
_OWN: Final = (
    r"(?:(?:window|document|self)\.)?location(?:\.(?:href|pathname|search|origin|protocol|host(?:name)?))?"
    r"(?:\.split\([^()]{0,20}\)\[0\])?(?![\w$.(])|document\.URL(?![\w$.(])"
)
_GIVEN: Final = re.compile(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,40}})\s{{0,9}}[=:]\s{{0,9}}({_OWN})")
#: What has the query of the page as well.
_WITH_QUERY: Final = re.compile(r".*(?:location|href|search|URL)")


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """The address of the page itself, with its query or without; ``rest`` is what a script puts behind it."""

    has_query: bool
    rest: Sequence[ScriptText]

    def path(self, url: str) -> str:
        return urlsplit(url).path or "/"

    def fields(self, url: str) -> list[str]:
        """The fields of the query that stay, as ``cid=12``."""
        return [field for field in urlsplit(url).query.split("&") if field] if self.has_query else []


def own_names(source: str) -> dict[str, str]:
    """The names to which a script gives the address of its page, with how it says that."""
    return dict(_GIVEN.findall(source))


def own_address(path: Sequence[ScriptText], names: Mapping[str, str]) -> OwnAddress | None:
    """The address of the page itself where a path begins with it; None for any other path."""
    said = [names.get(piece.text, piece.text) if piece.is_code else "" for piece in path]
    own = [place for place, code in enumerate(said) if re.fullmatch(_OWN, code)]
    if not own:
        return None
    has_query = any(_WITH_QUERY.fullmatch(said[place]) for place in own)
    return OwnAddress(has_query, path[own[-1] + 1 :])
