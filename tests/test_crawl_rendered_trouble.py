"""Crawls of a site that a script writes which are killed, lose their browser, or have none."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from tests import warm
from tests.crawling import archive_url, descendants, kill_once, read_anew
from tests.test_crawl_rendered import CHROMIUM, arguments, crawl, pytestmark
from tests.unknown_sites.serving import serving
from tests.unknown_sites.shell import Shell
from tests.unknown_sites.truth import BEIJING, Response
from xzcrawl.archive import Archive
from xzcrawl.verify import verify

__all__ = ["pytestmark"]

ARTICLES = 10


class Watched(Shell):
    """A site that does something before it answers a request: the one with a number, from 1."""

    at, act = 0, staticmethod(lambda: None)
    #: Data that fail at first.
    busy = ""

    def respond(self, path: str, query: str) -> Response:
        answer = super().respond(path, query)
        if len(self.requests) == self.at:
            self.act()
        if path == self.busy and self.requests.count(path) == 1:
            return self._voice.html("<title>500</title>", 500)
        return answer


class Leading(Shell):
    """A site whose articles' data are on another host, to which it redirects."""

    place = ""

    def respond(self, path: str, query: str) -> Response:
        status, headers, body = super().respond(path, query)
        leads = path.startswith("/api/article/")
        return (
            (302, headers | {"Location": self.place + path[1:]}, body) if leads else (status, headers, body)
        )


def watched(at: int, act: Callable[[], None]) -> Watched:
    site = Watched(now=datetime.now(BEIJING), articles=ARTICLES)
    site.at, site.act = at, act
    return site


def titles(url: str) -> list[str]:
    with Archive(url) as archive:
        return sorted(article.title for article in archive.articles())


def is_browser(pid: int) -> bool:
    line = Path(f"/proc/{pid}/cmdline").read_bytes()
    return b"chrom" in line.partition(b"\0")[0] and b"--type=" not in line


def test_a_crawl_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    reached = Event()
    site, url = watched(30, reached.set), archive_url(tmp_path)
    with serving(site) as base:
        process = warm.started("scrapy", *arguments(base, url))
        kill_once(reached, process)
        before = titles(url)
        crawl(base, url)
    assert len(before) < ARTICLES
    assert titles(url) == sorted(truth.title for truth in site.truths)
    assert verify(url, tmp_path / "snapshots").problems == []
    assert read_anew(url)["changed"] == 0


def test_a_browser_that_is_killed_and_data_that_fail_are_tried_again(tmp_path: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        assert process.pid is not None
        killed.extend(pid for pid in descendants(process.pid) if is_browser(pid))
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    site, url = watched(30, kill), archive_url(tmp_path)
    site.busy = f"/api{site.truths[-1].url}"
    with serving(site) as base:
        process = warm.started("scrapy", *arguments(base, url))
        process.join()
    assert (process.exitcode, len(killed)) == (0, 1)
    assert titles(url) == sorted(truth.title for truth in site.truths)
    with Archive(url) as archive:
        (run,) = archive.runs()
    assert (run.outcome, run.counts["retries"] >= 2) == ("finished", True)


def test_data_that_redirect_to_another_host_are_not_had_and_end_the_run(tmp_path: Path) -> None:
    now, url = datetime.now(BEIJING), archive_url(tmp_path)
    site, other = Leading(now=now, articles=12), Shell(now=now, articles=12)
    more = ("-s", "BREAKER_TRIES=10", "-s", "ALLOWED_NETWORKS=127.0.0.0/8")
    with serving(site) as base, serving(other) as place:
        site.place = place
        crawl(base, url, *more)
    assert (titles(url), other.requests) == ([], [])
    with Archive(url) as archive:
        (run,) = archive.runs()
    assert run.outcome == "failed"
    assert "10 article pages failed in 10 tries, none came" in str(run.reason)
    assert f"which it needs, did not come: HTTP 302 to {place}api/article/" in str(run.reason)


def test_without_chromium_one_line_says_what_to_do(tmp_path: Path) -> None:
    url = archive_url(tmp_path)
    done = warm.run("scrapy", *arguments("http://xz.example/", url, "-s", "CHROMIUM=/nowhere/chromium"))
    assert done.returncode == 2
    assert "need Chromium, and there is none at /nowhere/chromium: install it" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "archive.db").exists()


def test_new_site_finds_out_that_a_site_needs_a_browser(tmp_path: Path) -> None:
    site = Shell(now=datetime.now(BEIJING), articles=20)
    look = ("new-site", "--dry-run", "--name", "linjiang", "-s", "DOWNLOAD_DELAY=0")
    with serving(site) as base:
        found = warm.run("xzcrawl", *look, base, environment=os.environ | {"XZCRAWL_CHROMIUM": CHROMIUM})
        told = warm.run(
            "xzcrawl", *look, base, environment=os.environ | {"XZCRAWL_CHROMIUM": "/nowhere/chromium"}
        )
    assert (found.returncode, told.returncode) == (0, 1)
    assert "its pages need JavaScript: a browser has loaded them" in found.stdout
    assert "    browser = True\n" in found.stdout
    assert 'articles=["/article/{id}"]' in found.stdout
    assert "its scripts may show more: pages that need JavaScript need Chromium" in told.stdout
