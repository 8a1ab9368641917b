"""A mirror of an embedded site as files, and nginx that serves it, so that the server is not the limit.

Pages have some 47 KB, as those of real sites of the family: what is missing is filled up with a style sheet
and a script of the kind that plug-ins write into the head.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from socket import create_connection, socket
from time import sleep
from typing import Final
from urllib.parse import unquote

from bench.processes import started
from xzcrawl.demo import DemoSite, Options, TypechoSite
from xzcrawl.demo.options import ThemeName

#: Bytes that are put into the head of each page.
_FILLING: Final = 27_000
_HEAD_END: Final = b"</head>"
_LINK: Final = re.compile(rb'href="(?:http://127\.0\.0\.1:\d+)?(/[^"?#]*(?:\.html|/))"')
#: A query asks for what files cannot answer: the feed of one day.
_CONFIGURATION: Final = """\
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/plain txt; }}
    charset utf-8;
    charset_types application/rss+xml;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
        if ($args) {{ return 404; }}
        location = {feed} {{ types {{ }} default_type application/rss+xml; try_files /feed.xml =404; }}
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Original:
    """A site that is mirrored: how it is made, by which family a crawl reads it, and where its feed is.

    ``page_kb`` is the mean size of its pages.
    """

    site: type[DemoSite]
    theme: ThemeName
    family: str
    feed: str
    page_kb: int


ZBLOG: Final = Original(DemoSite, "tpure", "zblog-tpure", "/feed.php", 47)
TYPECHO: Final = Original(TypechoSite, "typecho-default", "typecho-default", "/feed/", 50)


def nginx() -> str | None:
    """The program, where it is installed."""
    return which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


@contextmanager
def mirror(folder: Path, original: Original, articles: int) -> Iterator[str]:
    """The site with so many articles in ``folder``, served on loopback; gives its address."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/"
    site = original.site(
        Options(articles=articles, theme=original.theme, hidden_each=0), lambda: datetime.now(UTC)
    )
    site.base_url = base
    _write(folder / "site", site, original.feed)
    user = "user root;" if folder.owner() == "root" else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(folder=folder, port=port, user=user, feed=original.feed))
    with started(nginx() or "nginx", "-p", folder, "-c", configuration):
        _wait_for(port)
        yield base


def _write(folder: Path, site: DemoSite, feed: str) -> None:
    """The feed, and every page that another one links, beginning at the home page."""
    found, waiting = {"/", feed}, ["/robots.txt", feed, "/"]
    while waiting:
        path = waiting.pop()
        status, _, body = site.respond(path)
        if status != 200:
            continue
        if _HEAD_END in body:
            linked = {link.decode() for link in _LINK.findall(body)} - found
            found |= linked
            waiting += linked
            body = filled(body)
        name = "feed.xml" if path == feed else unquote(path).removeprefix("/")
        target = folder / (f"{name}index.html" if name.endswith("/") or not name else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


def filled(body: bytes) -> bytes:
    rules = (f".widget-{number} li a:hover{{color:#{number:06x}}}" for number in range(400))
    calls = (f"register({number}, 'plugin-{number}', {{delay: {number}}});" for number in range(400))
    style, script = "\n".join(rules), "\n".join(calls)
    half = _FILLING // 2
    filling = f"<style>\n{style[:half]}\n</style>\n<script>\n{script[:half]}\n</script>\n"
    return body.replace(_HEAD_END, filling.encode() + _HEAD_END, 1)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer")
