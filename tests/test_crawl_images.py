"""The images of articles in real crawls: which are asked for, and how often."""

import asyncio
from collections.abc import Set
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.crawling import archive_url, crawl, demo, modes
from xzcrawl.archive import Archive
from xzcrawl.demo import DemoSite, serve
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.urls import host

pytestmark = pytest.mark.crawl


class _MovedImages(DemoSite):
    """A site whose images have moved; where they were is told at every request."""

    is_lost = False

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().respond(path, query)
        if path.startswith("/zb_users/upload/") and not query:
            return 301, {"Location": f"{path}?{MOVED}", "Content-Length": "0"}, b""
        return (
            (404, {"Content-Length": "0"}, b"")
            if self.is_lost and query == MOVED
            else (status, headers, body)
        )


MOVED = "new.jpg"


@pytest.mark.parametrize("kinds", ["listing,feed,image,error", "image"])
def test_an_image_that_has_moved_is_fetched_once_too(tmp_path: Path, kinds: str) -> None:
    usual = demo(articles=30, seed=67)
    site = _MovedImages(usual.options, usual.now)
    setting = ("-s", f"SNAPSHOT_KINDS={kinds}")
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path), *setting)
        again = crawl(site, base, first.url, "-a", "mode=recheck", *setting)
    moved = [path for path in first.requests if path.endswith(f"?{MOVED}")]
    assert len(moved) == len({image.url for truth in site.articles for image in truth.images}) > 0
    assert again.pages == list(again.requests)


def test_an_image_whose_new_place_gives_nothing_is_asked_for_again(tmp_path: Path) -> None:
    usual = demo(articles=30, seed=67)
    site = _MovedImages(usual.options, usual.now)
    site.is_lost = True
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path))
        again = crawl(site, base, first.url, "-a", "mode=recheck")
    assert sorted(set(again.requests) - set(again.pages)) == sorted(set(first.requests) - set(first.pages))


class _LostImages(DemoSite):
    """A site whose images are on a host that does not answer."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().respond(path, query)
        body = body.replace(b'src="/zb_users/upload/', b'src="http://127.0.0.1:1/')
        return status, headers | {"Content-Length": str(len(body))}, body


def test_images_that_cannot_be_had_are_no_problem_of_the_run(tmp_path: Path) -> None:
    options = demo(articles=30, seed=66)
    site = _LostImages(options.options, options.now)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path))
    assert any(
        image.url.startswith("http://127.0.0.1:1/") for one in run.articles().values() for image in one.images
    )
    assert run.counts["requests/image"] > 0
    assert modes(run.url) == [("full", "finished")]


def test_images_can_be_left_out(tmp_path: Path) -> None:
    site = demo(articles=30, seed=63)
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), "-s", "SNAPSHOT_KINDS=listing")
    assert run.pages == list(run.requests)


def test_images_that_a_broken_off_run_left_come_with_the_next_and_only_once(tmp_path: Path) -> None:
    site = demo(articles=60, seed=64)
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path), "-a", "max_requests=75")
        second, third = (crawl(site, base, first.url, "-a", "mode=full") for _ in range(2))
        images = sorted({image.url for truth in site.articles for image in truth.images})
    asked = [
        [base.rstrip("/") + path for path in run.requests if path not in run.pages] for run in (second, third)
    ]
    assert len(first.articles()) == 60
    assert first.counts.get("requests/image", 0) + len(asked[0]) == len(images)
    with Archive(first.url) as archive:
        assert archive.held_files(host(base), "image", images) == {*images}
    assert asked[1] == []


def test_no_file_is_asked_for_where_the_archive_cannot_be_read_any_more(tmp_path: Path) -> None:
    """The run ends, and says why."""
    stopped: list[bool] = []

    async def stop() -> None:
        stopped.append(True)

    async def held() -> tuple[Set[str], str | None]:
        crawler: Any = SimpleNamespace(settings={"ARCHIVE_URL": archive_url(tmp_path)}, stop_async=stop)
        run = ArchiveRun(crawler)
        found = run.held_files("image", ["http://xz.example/a.jpg"])
        await asyncio.sleep(0)
        return found, run.reason

    found, reason = asyncio.run(held())
    assert found == {"http://xz.example/a.jpg"}
    assert "no archive at" in (reason or "")
    assert stopped == [True]
