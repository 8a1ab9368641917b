"""Redirects, also by a page: within the site they are followed, beyond it they are the answer."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.response import get_meta_refresh

from xzcrawl.middleware import purpose
from xzcrawl.urls import absolute, host

#: In the meta of a request: the only hosts, with their ports, to which it may be redirected.
REDIRECT_HOSTS: Final = "redirect_hosts"
#: Elements whose links lead to pages: one that only leads on has one at most, for browsers that do not.
_LINKS: Final = "a[href], area[href]"
#: How such a page begins: so many of its bytes are looked at.
_REFRESH: Final = re.compile(rb"http-equiv\s{0,3}=\s{0,3}[\"']?\s{0,3}refresh", re.IGNORECASE)
_HEAD: Final = 4096


class Redirects(RedirectMiddleware):
    """Follows redirects as Scrapy does, but for a page of the site that leads to another host.

    Scrapy would drop that request without a word, since it is of another site. An image may be anywhere.
    A request with ``REDIRECT_HOSTS`` goes to these alone.
    """

    def process_response(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """The next request, or the response where it is not followed."""
        if "visit" in request.cb_kwargs and leads_off(request, response):
            return response
        followed = super().process_response(request, response)
        hosts = request.meta.get(REDIRECT_HOSTS)
        if hosts is not None and isinstance(followed, Request) and host(followed.url) not in hosts:
            return response
        return followed


class Refreshes(MetaRefreshMiddleware):
    """Follows a list's page that only leads on, by ``<meta http-equiv="refresh">``.

    So the home page of a newspaper leads to its newest issue. A page with links is what it shows; and a
    refresh on the page of an article is part of its markup.
    """

    def process_response(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """The next request, or the response where it is not followed."""
        if purpose(request) not in (None, "listing") or urlsplit(request.url).path == "/robots.txt":
            return response
        if not isinstance(response, HtmlResponse) or not _REFRESH.search(response.body[:_HEAD]):
            return response
        try:
            place = get_meta_refresh(response)[1]
        except ValueError:  # an address that is none
            return response
        usable = absolute(place, response.url) if place else None
        if usable is None or usable == response.url or host(usable) != host(response.url):
            return response
        if "@" in urlsplit(usable).netloc or b"<datastore" in response.body:  # the rows of its list
            return response
        return response if len(response.css(_LINKS)) > 1 else super().process_response(request, response)


def leads_off(request: Request, response: Response) -> bool:
    """Whether a response redirects to another host than the one asked."""
    place = location_of(response)
    return place is not None and urlsplit(place).hostname != urlsplit(request.url).hostname


def location_of(response: Response) -> str | None:
    """The absolute URL that a response redirects to; None where it is not a redirect."""
    location = response.headers.get("Location")
    if location is None or not 300 <= response.status < 400:
        return None
    try:
        return urljoin(response.url, location.decode("latin-1"))
    except ValueError:
        return None
