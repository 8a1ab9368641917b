"""A crawl in a network of its own, where public addresses are this machine's: run by ``test_connections``.

``python -m tests.public_network FOLDER``, inside ``unshare --map-root-user --net``; prints what came as JSON.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import succeed

from tests.crawling import archive_url, crawl, demo
from tests.listening import listening
from xzcrawl.demo import serve, server
from xzcrawl.demo.hostile import HostileSite
from xzcrawl.demo.hostile.cases import case
from xzcrawl.demo.hostile.inside import show
from xzcrawl.demo.site import Answer, DemoSite

SITE, OTHER, INSIDE = "93.184.215.14", "1.2.3.4", "10.77.0.1"
PORT = 8001


class Rebinding(CachingThreadedResolver):
    """The resolver of the crawl: a name of an enemy is public at first, then inside, and so on."""

    lookups = 0

    def getHostByName(self, name: str, timeout: Any = ()) -> Any:
        if name != "rebinding.example":
            return super().getHostByName(name, timeout)
        Rebinding.lookups += 1
        return succeed(OTHER if Rebinding.lookups % 2 else INSIDE)


@case
def public_network(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Articles show a picture of each kind of host."""
    if path.startswith("/secure/"):
        return 302, {"Location": f"https://{SITE}{path}", "Content-Length": "0"}, b""
    hosts = (f"{OTHER}:{PORT}", f"{INSIDE}:{PORT}", f"rebinding.example:{PORT}", f"{SITE}:{PORT}")
    return show(answer, [*(f"http://{host}{path}.jpg" for host in hosts), f"/secure{path}.jpg"])


def hosts(came: list[bytes]) -> list[str]:
    return sorted({request.partition(b"Host: ")[2].partition(b":")[0].decode() for request in came})


def main(folder: Path) -> None:
    usual = demo(articles=6, seed=82)
    site = HostileSite(usual.options, usual.now, "public network")
    server._HOST = SITE
    resolver = f"TWISTED_DNS_RESOLVER={__spec__.name}.Rebinding"
    with listening(PORT) as images, listening(443) as secure, serve(site) as base:
        run = crawl(site, base, archive_url(folder), "-s", resolver)
    found = {
        "articles": len(run.articles()),
        "hosts": hosts(images.came),
        "at": sorted(images.at),
        "secure": len(secure.came) > 0,
        "refused": run.counts["refused_addresses"] > 0,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    for address in (SITE, OTHER, INSIDE):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    main(Path(sys.argv[1]))
