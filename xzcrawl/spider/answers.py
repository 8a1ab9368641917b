"""Says what came of a request: the page, or why it did not come."""

import json
import re
from typing import Any, Final

import scrapy
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from xzcrawl.extensions import reasons
from xzcrawl.extensions.redirects import location_of
from xzcrawl.extract import decode
from xzcrawl.families.pieces import is_unbroken
from xzcrawl.frontier import Visit
from xzcrawl.items import Article, GoneKind, Miss, Page, UrlState
from xzcrawl.middleware import FETCHED_AT, RECORD_ID, REQUESTED_AT
from xzcrawl.spider.likeness import Said

#: The first element of an answer in XML, or of one that is the rest of a list: no page begins so.
_ROOT: Final = re.compile(rb"\s*(?:<\?xml[^<>]*>\s*<(\w+)|<(datastore|ul|ol|dl|table))[\s>]", re.IGNORECASE)
_STATUS: dict[int, GoneKind] = {404: "404", 410: "410"}


def page_of(response: Response) -> Page:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Page(
        url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        requested_at=response.meta[REQUESTED_AT],
        fetched_at=response.meta[FETCHED_AT],
        record_id=response.meta.get(RECORD_ID),
    )


def what_came(page: Page, title: str) -> str:
    """A page in a few words, for a message that says what it is not: ``text/html, 1,234 bytes, "登录"``."""
    if not page.body:
        return "an empty page"
    kind = page.headers.get("content-type", "").partition(";")[0].strip() or "no content type"
    return f"{kind}, {len(page.body):,} bytes" + (f', "{title}"' if title else "")


class PageEnds:
    """Tells pages that stop midway, where others come to the end of their document.

    A script that dies midway answers with status 200. ``known``: pages of the run before came to their end;
    ``whole`` counts those of this run.
    """

    def __init__(self, *, known: bool = False) -> None:
        self._known = known
        self.whole = 0

    def breaks_off(self, page: Page, *, may_be_piece: bool = False) -> bool:
        """Whether this page stops midway; ``may_be_piece``: a script asks for what may be elements alone."""
        if page.body.lstrip()[:1] in (b"{", b"["):
            return not _is_json(page.body)
        if b"</html" in page.body or b"</html" in page.body.lower():
            self.whole += 1
            return False
        if _is_element(page.body) or (may_be_piece and is_unbroken(decode(page))):
            return False
        return self._known or self.whole > 0


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _is_element(body: bytes) -> bool:
    """Whether an answer for a script is one element from its beginning to its end."""
    root = _ROOT.match(body)
    return root is not None and body.rstrip().lower().endswith(b"</" + (root[1] or root[2]).lower() + b">")


def miss_of_page(site: str, visit: Visit, page: Page, reason: str, gone: GoneKind | None = None) -> Miss:
    """A page came that does not show the article."""
    return Miss(
        site=site,
        key=visit.address.key,
        url=visit.url,
        status=page.status,
        reason=reason,
        seen_at=page.fetched_at,
        gone=gone,
        record_id=page.record_id,
    )


def miss_of_article(article: Article, reason: str) -> Miss:
    """An article came that cannot be believed."""
    asked = article.asked_key or article.key, article.asked_url or article.url
    page = article.page
    return Miss(
        site=article.site,
        key=asked[0],
        url=asked[1],
        status=page.status,
        reason=reason,
        seen_at=page.fetched_at,
        record_id=page.record_id,
    )


def miss_of_failure(site: str, failure: Any) -> Miss:
    """No page came, or one with an error's status."""
    request: scrapy.Request = failure.request
    visit: Visit = request.cb_kwargs["visit"]
    return Miss(
        site=site,
        key=visit.address.key,
        url=visit.url,
        status=failure.value.response.status if isinstance(failure.value, HttpError) else None,
        reason=_reason(failure),
        seen_at=request.meta[FETCHED_AT],
        gone=gone_by_status(failure.value),
        record_id=request.meta.get(RECORD_ID),
    )


def said_by_failure(failure: Any) -> Said | None:
    """What an answer said that came with an error's status; None where none came."""
    response = failure.value.response if isinstance(failure.value, HttpError) else None
    return None if response is None else Said.of(gone_by_status(failure.value), response.body)


def _reason(failure: Any) -> str:
    """Why no page came; where robots.txt forbids only the place that a redirect names, that is a failure."""
    reason = reason_of(failure.value)
    led_on = reason == UrlState.FORBIDDEN and failure.request.meta.get("redirect_urls")
    return f"redirected to {failure.request.url}, where robots.txt forbids to go" if led_on else reason


def gone_by_status(error: Exception) -> GoneKind | None:
    """Whether the answer was 404 or 410: there is nothing (any more) at this address."""
    return _STATUS.get(error.response.status) if isinstance(error, HttpError) else None


def reason_of(error: Exception) -> str:
    if isinstance(error, HttpError):
        place = location_of(error.response)
        return f"redirected to {place}" if place else f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return UrlState.FORBIDDEN
    return reasons.reason_of(error)
