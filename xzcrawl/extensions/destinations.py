"""The addresses the crawler may connect to: public ones, the site's, and what the operator allows. Pure.

Pages name what they like, and an archive shows what was fetched to everybody who may read it. So an address
inside, of this machine or its network, must not be fetched because a page names it.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from xzcrawl.errors import UsageError

_Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_PORTS: Final = {"http": 80, "https": 443}

#: They lead to the IPv4 address in their last 32 bits: IPv4-mapped (RFC 4291) and NAT64 (RFC 6052).
_LEADING_ON: Final = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
#: What of IPv6 is given out to networks (RFC 4291, 2.4).
_GLOBAL: Final = IPv6Network("2000::/3")
#: Registered for special use, and public to some version of ``ipaddress``.
_SPECIAL: Final[tuple[Network, ...]] = (
    IPv4Network("192.0.0.0/24"),  # protocols of the IETF
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv6Network("2001::/23"),  # protocols of the IETF, with Teredo, which leads to an IPv4 address
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4, which leads to an IPv4 address
    IPv6Network("3fff::/20"),  # documentation
)


def is_public(address: _Address) -> bool:
    """Whether anybody on the Internet can reach this address; false where that is not sure.

    ``ipaddress.is_global`` alone is not enough: to it multicast, NAT64, 6to4 and site-local addresses are
    global, and what is special changes from one Python to the next.
    """
    last = _led_to(address)
    if any(last in network for network in _SPECIAL) or not last.is_global or last.is_multicast:
        return False
    return isinstance(last, IPv4Address) or last in _GLOBAL


def _led_to(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 address leads to, else the address itself."""
    leads_on = any(address in network for network in _LEADING_ON)
    return IPv4Address(int(address) & 0xFFFFFFFF) if leads_on else address


def allowed_networks(settings: BaseSettings) -> tuple[Network, ...]:
    """The networks of ``ALLOWED_NETWORKS``. UsageError where one of them is not a network."""
    return tuple(_network(text.strip()) for text in settings.getlist("ALLOWED_NETWORKS") if text.strip())


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise UsageError(f"ALLOWED_NETWORKS {text!r} is not a network ({error}): give 10.1.0.0/16") from error


class Destinations:
    """Where a crawl of the site at ``base`` may connect to.

    Public addresses and ``networks`` are open. The operator may have named a site inside, too: then its host
    and port are open at the addresses that they have first. A site that is public at first stays so: its
    name leads nowhere else when it is asked for again.
    """

    def __init__(self, base: str, networks: Sequence[Network] = ()) -> None:
        parts = urlsplit(base)
        self._site = ((parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme))
        self._networks = networks
        self._inside: frozenset[str] | None = None

    def allowed(self, name: str, port: int, addresses: Sequence[str]) -> list[str]:
        """Those of a host's addresses that may be connected to; ``name`` is what the URL calls the host."""
        usable = [address for address in addresses if self._is_open(address)]
        if (name.lower(), port) != self._site:
            return usable
        if self._inside is None and addresses:
            self._inside = frozenset() if usable else frozenset(addresses)
        return usable or [address for address in addresses if address in (self._inside or ())]

    def _is_open(self, text: str) -> bool:
        address = ip_address(text)
        return is_public(address) or any(_led_to(address) in network for network in self._networks)
