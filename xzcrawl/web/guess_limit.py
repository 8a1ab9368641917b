"""Limits guesses: after a few wrong tokens, an address must wait before it may try again."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address
from math import ceil
from time import monotonic
from typing import Final

#: An address has so many tries, and gets one back after so many seconds. A person who mistypes needs three
#: tries; nobody guesses 16 characters at this pace.
TRIES: Final = 10
SECONDS_A_TRY: Final = 6.0
#: Only so many addresses are remembered, the latest ones, so that an attacker cannot fill the memory.
_MOST_ADDRESSES: Final = 1_000
#: The bits of an IPv6 address that its owner can choose: a household has 2^64 addresses.
_OWNED_BITS: Final = 64


class GuessLimit:
    """Counts wrong tokens by the address from which they come.

    A browser that has given the right token has a cookie and does not come here again. ``clock`` gives
    seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        #: When an address has all its tries again.
        self._rested: OrderedDict[str, float] = OrderedDict()

    def seconds(self, address: str) -> int:
        """How many seconds this address has to wait for its next try; 0 where it may try now."""
        tired = self._rested.get(_owner(address), 0.0) - self._clock()
        return max(0, ceil(tired - (TRIES - 1) * SECONDS_A_TRY))

    def note(self, address: str) -> None:
        """Counts a wrong token from this address."""
        owner, now = _owner(address), self._clock()
        self._rested[owner] = max(self._rested.pop(owner, now), now) + SECONDS_A_TRY
        if len(self._rested) > _MOST_ADDRESSES:
            self._rested.popitem(last=False)


def _owner(address: str) -> str:
    """A name for the owner of an address: the whole address in IPv4, the network in IPv6."""
    try:
        found = ip_address(address)
    except ValueError:  # not an internet address: a socket of this machine
        return address
    bits = found.max_prefixlen - _OWNED_BITS if found.version == 6 else 0
    return f"{found.version} {int(found) >> bits}"
