"""Pages that lead a crawler to addresses inside: of its own machine, and of the network around it."""

from typing import Final

from xzcrawl.demo.hostile.cases import case, with_body
from xzcrawl.demo.site import Answer, DemoSite

#: The port of this machine that pages lead to; a test listens at one and sets it.
PORT: int = 9911
#: Hosts of this machine, however they are written.
LOOPBACK: Final = (
    "127.0.0.1", "localhost", "LOCALHOST.", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
    "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[::]", "①②⑦.0.0.1",
    "user@127.0.0.1",
)  # fmt: skip
#: Hosts around it: private, link-local (where clouds keep their secrets), shared, benchmarks, multicast.
NETWORK: Final = (
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1",
    "[fe80::1]", "[fd00::1]", "[fec0::1]", "[ff02::1]",
)  # fmt: skip
#: How many hosts of pictures do not answer.
SILENT: Final = 60
_BODY: Final = b'<div class="single viewall indent">'


@case
def addresses_inside(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Articles show pictures from inside, and others that redirect there, as an article and the feed do."""
    if path.startswith("/inside/"):
        return _redirect(path.removeprefix("/inside/"))
    if path == "/feed.php":
        return _redirect(f"127.0.0.1/{path}")
    if "/post/" not in path or answer[0] != 200:
        return answer
    if path == site.articles[-1].url.removeprefix(site.base_url.rstrip("/")):
        return _redirect(f"127.0.0.1/{path}")
    direct = [f"http://{host}:{PORT}{path}.jpg" for host in LOOPBACK]
    around = [f"http://{host}{path}.jpg" for host in NETWORK]
    led = [f"/inside/{host}{path}.jpg" for host in LOOPBACK]
    return show(answer, [*direct, *around, *led])


def _redirect(to: str) -> Answer:
    host, _, path = to.partition("/")
    return 302, {"Location": f"http://{host}:{PORT}/{path}", "Content-Length": "0"}, b""


def show(answer: Answer, urls: list[str]) -> Answer:
    """The answer with pictures at the head of an article's body, where it has one."""
    pictures = "".join(f'<p><img src="{url}"/></p>' for url in urls).encode()
    return with_body(answer, answer[2].replace(_BODY, _BODY + pictures))


@case
def picture_flood(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The oldest article shows 5,000 pictures, of its own site."""
    if path != site.articles[-1].url.removeprefix(site.base_url.rstrip("/")) or answer[0] != 200:
        return answer
    urls = [f"/zb_users/upload/flood/{number}.jpg" for number in range(5_000)]
    return show(answer, urls)


@case
def pictures_of_silent_hosts(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The oldest article shows a picture of its own site, and one of each of many hosts that nobody is at."""
    if path != site.articles[-1].url.removeprefix(site.base_url.rstrip("/")) or answer[0] != 200:
        return answer
    silent = [f"http://127.0.1.{number}:1/a.jpg" for number in range(1, SILENT + 1)]
    return show(answer, ["/zb_users/upload/flood/own.jpg", *silent])
