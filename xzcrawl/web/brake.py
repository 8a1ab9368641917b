"""A brake for who guesses: a few wrong tokens, and an address waits before it may try again."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address
from math import ceil
from time import monotonic
from typing import Final

#: Wrong tokens of an address that are let pass, and the seconds after which it has one more of them. Somebody
#: who mistypes needs three; at this pace nobody guesses 16 characters.
TRIES: Final = 10
SECONDS_A_TRY: Final = 6.0
#: Addresses that are remembered, the latest ones: what is kept of them stays small, however many there are.
_MOST_ADDRESSES: Final = 1_000
#: Of an IPv6 address as much as its owner was given: a household has 2^64 of them.
_OWNED_BITS: Final = 64


class Brake:
    """Counts wrong tokens by the address they come from; whoever has given the right one is not asked again.

    ``clock`` gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        #: When an address has all its tries again.
        self._rested: OrderedDict[str, float] = OrderedDict()

    def seconds(self, address: str) -> int:
        """How long this address has to wait for its next try; 0 where it may try now."""
        tired = self._rested.get(_owner(address), 0.0) - self._clock()
        return max(0, ceil(tired - (TRIES - 1) * SECONDS_A_TRY))

    def press(self, address: str) -> None:
        """A wrong token came from this address."""
        owner, now = _owner(address), self._clock()
        self._rested[owner] = max(self._rested.pop(owner, now), now) + SECONDS_A_TRY
        if len(self._rested) > _MOST_ADDRESSES:
            self._rested.popitem(last=False)


def _owner(address: str) -> str:
    """Who has an address: all of an IPv4 one, of an IPv6 one its network."""
    try:
        found = ip_address(address)
    except ValueError:  # not of the internet: a socket of this machine
        return address
    bits = found.max_prefixlen - _OWNED_BITS if found.version == 6 else 0
    return f"{found.version} {int(found) >> bits}"
