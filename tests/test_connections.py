"""Addresses inside: what pages lead a crawler to, and the connections that come of it (none)."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from tests.crawling import ROOT, Crawled, archive_url, command, crawl, demo
from tests.listening import Listener, listening
from xzcrawl.archive import Archive
from xzcrawl.demo import serve
from xzcrawl.demo.hostile import HostileSite, inside
from xzcrawl.extensions.connections import CheckedNames
from xzcrawl.extensions.destinations import Destinations

pytestmark = pytest.mark.crawl

# The resolver


class Names:
    """A resolver that has something else to say at each lookup of a name."""

    def __init__(self, *lookups: Sequence[str]) -> None:
        self.lookups = list(lookups)

    def resolveHostName(self, receiver: Any, name: str, port: int, *more: object) -> object:
        receiver.resolutionBegan(self)
        for address in self.lookups.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return self


class Heard:
    """What a lookup told: ``end`` once it is over."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:
        self.told.append("begin")

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:
        self.told.append(f"{address.host} {address.port}")

    def resolutionComplete(self) -> None:
        self.told.append("end")


def lookup(names: CheckedNames, host: str, port: int) -> list[str]:
    heard = Heard()
    names.resolveHostName(heard, host, port)
    assert (heard.told[0], heard.told[-1]) == ("begin", "end")
    return heard.told[1:-1]


def test_a_name_that_resolves_otherwise_the_second_time_is_refused_then() -> None:
    names = CheckedNames(Names(["1.1.1.1"], ["127.0.0.1"], ["1.1.1.1"]), Destinations("http://xz.example/"))
    assert [lookup(names, "img.example", 80) for _ in range(2)] == [["1.1.1.1 80"], []]
    assert names.refused == {("img.example", 80): ["127.0.0.1"]}
    assert lookup(names, "img.example", 80) == ["1.1.1.1 80"]
    assert names.refused == {}


def test_of_a_name_with_addresses_of_both_kinds_the_public_ones_are_left() -> None:
    names = CheckedNames(
        Names(["::1", "2606:4700::1111", "10.0.0.1", "1.1.1.1"]), Destinations("http://xz.example/")
    )
    assert lookup(names, "img.example", 443) == ["2606:4700::1111 443", "1.1.1.1 443"]
    assert names.refused == {}


def test_a_name_that_is_not_known_is_not_called_refused() -> None:
    names = CheckedNames(Names([]), Destinations("http://xz.example/"))
    assert (lookup(names, "img.example", 80), names.refused) == ([], {})


@pytest.mark.parametrize(
    ("host", "found"), [("::1", []), ("fe80::1%lo", []), ("2606:4700::1111", ["2606:4700::1111 80"])]
)
def test_an_address_of_ipv6_needs_no_lookup(host: str, found: list[str]) -> None:
    assert lookup(CheckedNames(Names(), Destinations("http://xz.example/")), host, 80) == found


# Real crawls


def led_inside(folder: Path, listener: Listener, *more: str) -> Crawled:
    """A crawl of a site that leads to the listener in every way."""
    usual = demo(articles=12, seed=80)
    site = HostileSite(usual.options, usual.now, "addresses inside")
    inside.PORT = listener.port
    with serve(site) as base:
        return crawl(site, base, archive_url(folder), *more)


def test_no_page_leads_the_crawler_to_an_address_inside(tmp_path: Path) -> None:
    with listening() as listener:
        run = led_inside(tmp_path, listener)
    assert listener.came == []
    oldest = run.site.articles[-1].id
    assert sorted(run.articles()) == sorted(truth.id for truth in run.site.articles if truth.id != oldest)
    with Archive(run.url) as archive:
        assert [each.outcome for each in archive.runs()] == ["finished"]
    assert run.counts["refused_addresses"] >= 11 * (len(inside.LOOPBACK) + len(inside.NETWORK))
    assert "Traceback" not in run.log
    told = [line for line in run.log.splitlines() if "an address inside" in line]
    assert 0 < len(told) <= 20
    assert len({line.partition("pages lead to ")[2] for line in told}) == len(told)
    assert not any(b"SECRET" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_proxy_of_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = demo(articles=3, seed=81)
    with listening() as proxy, serve(site) as base:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        run = crawl(site, base, archive_url(tmp_path))
    assert (proxy.came, len(run.articles())) == ([], 3)


def test_a_proxy_is_used_where_the_operator_asks_for_it_and_is_checked_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = demo(articles=3, seed=81)
    asked = ("-s", "HTTPPROXY_ENABLED=True", "-s", "RETRY_TIMES=0")
    with listening() as proxy, serve(site) as base:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        crawl(site, base, archive_url(tmp_path), *asked)
        refused = len(proxy.came)
        crawl(site, base, archive_url(tmp_path), *asked, "-s", "ALLOWED_NETWORKS=127.0.0.1")
    assert refused == 0
    assert proxy.came[0].startswith(f"GET {base}robots.txt HTTP/1.1".encode())


def test_an_operator_may_open_a_network(tmp_path: Path) -> None:
    with listening() as listener:
        run = led_inside(tmp_path, listener, "-s", "ALLOWED_NETWORKS=127.0.0.2")
    assert {came.partition(b"Host: ")[2].partition(b":")[0] for came in listener.came} <= {b"127.0.0.2", b""}
    assert len(listener.came) > 11
    assert run.counts["refused_addresses"] > 0


def test_a_network_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    with serve(demo(articles=3)) as base:
        wrong = command(base, archive_url(tmp_path), "-s", "ALLOWED_NETWORKS=10.1.2.3/16")
        done = subprocess.run(wrong, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("xzcrawl: ALLOWED_NETWORKS '10.1.2.3/16' is not a network")


NETWORK = ["unshare", "--map-root-user", "--net"]


def _has_networks() -> bool:
    """Whether this machine lets us make a network of our own, with ``ip`` to set it up."""
    try:
        return subprocess.run([*NETWORK, "ip", "link"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not _has_networks(), reason="no network can be made (unshare, ip)")
def test_a_public_site_leads_to_public_hosts_and_to_no_others(tmp_path: Path) -> None:
    """Its own https too. A name that is public at first, then inside, is connected to where it is public."""
    inner = [*NETWORK, sys.executable, "-m", "tests.public_network", str(tmp_path)]
    done = subprocess.run(inner, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
    assert json.loads(done.stdout) == {
        "articles": 6,
        "hosts": ["1.2.3.4", "93.184.215.14", "rebinding.example"],
        "at": ["1.2.3.4", "93.184.215.14"],
        "secure": True,
        "refused": True,
    }
