"""Redirects: within the site they are followed, beyond it they are the answer."""

from typing import Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from xzcrawl.urls import host

#: In the meta of a request: the only hosts, with their ports, to which it may be redirected.
REDIRECT_HOSTS: Final = "redirect_hosts"


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
