"""Which addresses are public, and where a crawl may connect to."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from xzcrawl.errors import UsageError
from xzcrawl.extensions.destinations import Destinations, allowed_networks, is_public

PUBLIC = ["1.1.1.1", "93.184.215.14", "192.0.1.1", "223.255.255.255", "100.63.255.255", "100.128.0.0",
          "2606:4700::1111", "2400:3200::1", "64:ff9b::101:101", "::ffff:1.1.1.1"]  # fmt: skip
#: By what they are for.
INSIDE = {
    "this machine": ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::127.0.0.1",
                     "::ffff:0:127.0.0.1"],
    "any of this machine": ["0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "fc00::1", "fd12::1", "fec0::1"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%lo", "::ffff:169.254.169.254"],
    "shared": ["100.64.0.1", "100.127.255.255"],
    "multicast and broadcast": ["224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.88.99.1", "198.18.0.1",
                 "5f00::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "around an address inside": ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::1",
                                 "2001::1"],
    "discarded": ["100::1", "2001:2::1", "2001:10::1"],
}  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_what_the_internet_reaches_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", [each for kind in INSIDE.values() for each in kind])
def test_what_is_inside_or_for_special_use_is_not(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_around_another_is_no_more_public_than_that(address: IPv4Address) -> None:
    around = [IPv6Address(f"::ffff:{address}"), IPv6Address(f"64:ff9b::{address}")]
    assert [is_public(each) for each in around] == [is_public(address)] * 2


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert not is_public(address) or getattr(address, "ipv4_mapped", None)


SITE = "http://xz.example:8000/"


@pytest.mark.parametrize(
    ("name", "port", "open_to"),
    [
        ("xz.example", 8000, ["10.0.0.5"]),
        ("XZ.example", 8000, ["10.0.0.5"]),
        ("xz.example", 80, []),
        ("other.example", 8000, []),
        ("10.0.0.5", 8000, []),
    ],
)
def test_of_a_site_inside_its_own_host_and_port_are_open(name: str, port: int, open_to: list[str]) -> None:
    assert Destinations(SITE).allowed(name, port, ["10.0.0.5"]) == open_to


@pytest.mark.parametrize(
    ("base", "port"),
    [("http://xz.example/", 80), ("https://xz.example/", 443), ("http://xz.example:81/", 81)],
)
def test_the_port_of_the_site_is_that_of_its_scheme_unless_told(base: str, port: int) -> None:
    ports = [each for each in (80, 81, 443) if Destinations(base).allowed("xz.example", each, ["10.0.0.5"])]
    assert ports == [port]


PUBLIC_A, PUBLIC_B, LOCAL, INSIDE_A, INSIDE_B = "1.1.1.1", "8.8.8.8", "127.0.0.1", "10.0.0.5", "10.0.0.6"
#: What the name of the site resolves to, lookup by lookup, and what of it may be connected to.
LOOKUPS = {
    "a site that is public stays public": [([PUBLIC_A], [PUBLIC_A]), ([LOCAL], []), ([PUBLIC_A], [PUBLIC_A])],
    "a public site moves": [([PUBLIC_A], [PUBLIC_A]), ([PUBLIC_B], [PUBLIC_B])],
    "of both kinds the public ones": [([LOCAL, PUBLIC_A], [PUBLIC_A]), ([LOCAL], [])],
    "a site inside stays where it is": [([INSIDE_A], [INSIDE_A]), ([LOCAL], []), ([INSIDE_A], [INSIDE_A])],
    "a site inside at two addresses": [
        ([INSIDE_A, INSIDE_B], [INSIDE_A, INSIDE_B]),
        ([INSIDE_B], [INSIDE_B]),
    ],
    "a lookup in vain says nothing": [([], []), ([INSIDE_A], [INSIDE_A])],
}


@pytest.mark.parametrize("lookups", LOOKUPS.values(), ids=LOOKUPS)
def test_the_first_lookup_decides_whether_a_site_is_inside(
    lookups: list[tuple[list[str], list[str]]],
) -> None:
    destinations = Destinations(SITE)
    assert [destinations.allowed("xz.example", 8000, found) for found, _ in lookups] == [
        usable for _, usable in lookups
    ]


@pytest.mark.parametrize(
    ("networks", "open_to"),
    [
        ("", []),
        ("10.1.0.0/16", ["10.1.2.3", "::ffff:10.1.2.3"]),
        ("10.1.2.3", ["10.1.2.3", "::ffff:10.1.2.3"]),
        ("fd00::/8, 127.0.0.0/8", ["127.0.0.1", "fd00::1"]),
        (["127.0.0.0/8"], ["127.0.0.1"]),
    ],
)
def test_the_operator_may_open_networks(networks: str | list[str], open_to: list[str]) -> None:
    destinations = Destinations(SITE, allowed_networks(Settings({"ALLOWED_NETWORKS": networks})))
    asked = ["10.1.2.3", "::ffff:10.1.2.3", "10.2.0.1", "127.0.0.1", "fd00::1"]
    assert destinations.allowed("other.example", 80, asked) == open_to


@pytest.mark.parametrize("text", ["10.1.0.0/33", "localhost", "10.1.2.3/16", "10.1"])
def test_what_is_no_network_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="is not a network"):
        allowed_networks(Settings({"ALLOWED_NETWORKS": text}))
