"""Runs in which nothing but other pages come: a login, a notice, the answers of a program. Pure."""

from dataclasses import dataclass
from http import HTTPStatus

from xzcrawl.items import Miss
from xzcrawl.spider.answers import NOT_ARTICLE


@dataclass(slots=True)
class Vain:
    """Counts the addresses of articles at which other pages came, with a status that says all is well."""

    count: int = 0

    def note(self, miss: Miss, most: int) -> str | None:
        """Why a run without any article should end; None before there are ``most`` such pages."""
        is_page = miss.status is not None and miss.status < HTTPStatus.MULTIPLE_CHOICES
        self.count += is_page and miss.reason != NOT_ARTICLE
        if not most or self.count < most:
            return None
        return f"{self.count} addresses of articles gave other pages, none an article: {miss.reason}"
