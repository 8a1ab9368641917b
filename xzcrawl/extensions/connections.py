"""The one place that every connection passes: a host is resolved and checked before it is connected to.

Twisted asks the reactor's resolver for each host of a URL, one that is an address included, and connects to
the addresses that it is given. Here it is given the allowed ones alone, so it makes no difference how an
address is written (``0x7f000001``), what a name resolves to the second time, or where a redirect leads.
"""

import logging
from collections.abc import Sequence
from typing import Any, Final, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.resolver import HostResolution
from twisted.internet.abstract import isIPv6Address
from twisted.internet.address import IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from xzcrawl.extensions.destinations import Destinations, allowed_networks
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.extensions.shutdown import Downloads
from xzcrawl.middleware import purpose
from xzcrawl.runs import Count

_log = logging.getLogger(__name__)

#: Hosts that are told of in the log; a page may name thousands.
_MOST_TOLD: Final = 20


#: Zope's interfaces say nothing to type checkers.
_Receiver = Any


class Refused(IgnoreRequest):
    """The request's host is not a public address, so it was not connected to."""


@implementer(IResolutionReceiver)
class _Checked:
    """Takes the addresses of a host, and hands on to another receiver those that may be connected to."""

    def __init__(self, receiver: _Receiver, host: tuple[str, int], names: "CheckedNames") -> None:
        self._receiver, self._host, self._names = receiver, host, names
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:
        self._addresses.append(address)

    def resolutionComplete(self) -> None:
        allowed = self._names.check(self._host, [address.host for address in self._addresses])
        for address in self._addresses:
            if address.host in allowed:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class CheckedNames:
    """A resolver that gives what another does, but only addresses that may be connected to.

    ``refused`` are the addresses of each host and port that were all kept back at its last lookup.
    """

    def __init__(self, resolver: Any, destinations: Destinations) -> None:
        self._resolver = resolver
        self._destinations = destinations
        self.refused: dict[tuple[str, int], Sequence[str]] = {}

    def resolveHostName(
        self,
        resolutionReceiver: _Receiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[Any]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        checked = _Checked(resolutionReceiver, (hostName, portNumber), self)
        if isIPv6Address(hostName):  # Scrapy's resolver knows no IPv6
            return _resolved(checked, IPv6Address("TCP", hostName, portNumber))
        return self._resolver.resolveHostName(checked, hostName, portNumber, addressTypes, transportSemantics)

    def check(self, host: tuple[str, int], addresses: Sequence[str]) -> Sequence[str]:
        """The addresses of this host and port that may be connected to."""
        allowed = self._destinations.allowed(*host, addresses)
        self.refused.pop(host, None)
        if addresses and not allowed:
            self.refused[host] = addresses
        return allowed


def _resolved(receiver: _Receiver, address: IPv6Address) -> Any:
    """Tells of an address that needs no lookup."""
    resolution = HostResolution(address.host)
    receiver.resolutionBegan(resolution)
    receiver.addressResolved(address)
    receiver.resolutionComplete()
    return resolution


class Connections:
    """Sets the check up for a run, and tells and counts what was refused (``refused_addresses``)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._networks = allowed_networks(crawler.settings)
        self._names: CheckedNames | None = None
        self._told: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self, spider: Any) -> None:
        from twisted.internet import reactor  # only now it is known which

        installed: Any = reactor
        base = Request(spider.base_url).url  # with the host as requests have it, were it written in Chinese
        self._names = CheckedNames(installed.nameResolver, Destinations(base, self._networks))
        installed.installNameResolver(self._names)

    def check(self, request: Request) -> None:
        """Raises Refused where a request failed because its host must not be connected to."""
        host, port = _endpoint(request.meta.get("proxy") or request.url)
        addresses = self._names.refused.get((host, port)) if self._names else None
        if addresses:
            self._tell(host, addresses[0])
            run = self._crawler.get_extension(ArchiveRun)
            if run and purpose(request):  # a robots.txt is only asked for because something else is
                run.note_example(Count.REFUSED_ADDRESSES, request.url)
            raise Refused(f"{host}:{port} is at {addresses[0]}, which is not public: not connected to")

    def _tell(self, host: str, address: str) -> None:
        if host not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(host)
            _log.warning("pages lead to %s (%s), an address inside: not connected to", host, address)


def _endpoint(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)


class CheckedDownloads(Downloads):
    """The download handler for http and https, which names a refused host as the reason of a failure."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        connections = crawler.get_extension(Connections)
        if connections is None:
            raise NotConfigured("nothing is downloaded without the Connections extension")
        self._connections = connections

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            self._connections.check(request)
            raise
