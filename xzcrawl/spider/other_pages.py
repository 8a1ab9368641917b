"""Counts the pages that came in place of articles: a login, a notice, the answers of a program. Pure."""

from dataclasses import dataclass, field
from http import HTTPStatus

from xzcrawl.items import Miss, UrlState


@dataclass(slots=True)
class OtherPages:
    """The keys of articles in whose place other pages came, with a status that says all is well."""

    keys: set[str] = field(default_factory=set)

    def note(self, miss: Miss, most: int) -> str | None:
        """Why a run without any article should end; None before there are ``most`` such pages."""
        is_page = miss.status is not None and miss.status < HTTPStatus.MULTIPLE_CHOICES
        if is_page and miss.reason != UrlState.NOT_ARTICLE:
            self.keys.add(miss.key)
        if not most or len(self.keys) < most:
            return None
        return f"{len(self.keys)} addresses of articles gave other pages, none an article: {miss.reason}"
