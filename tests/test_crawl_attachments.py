"""The documents that articles link, in real crawls: fetched where the operator wants them, and only once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import Crawled, archive_url, crawl, demo, modes
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.demo import DemoSite, serve
from xzcrawl.items import Link
from xzcrawl.urls import host
from xzcrawl.verify import verify

pytestmark = pytest.mark.crawl

WANTED = ("-s", "SNAPSHOT_KINDS=listing,feed,error,attachment")
FILE, MOVED, LARGE = "/files/sbs.pdf", "/files/old.doc", "/files/large.xls"
PDF = b"%PDF-1.7\n" + "申报书".encode()
IN_BODY = (
    f'<p><a href="{FILE}">附件1：申报书</a> <a href="{MOVED}">附件2</a> <a href="{LARGE}">附件3.xls</a></p>'
    '<iframe src="http://127.0.0.1:1/player.html"></iframe><a href="/files/hy.mp4">会议录像</a>'
)
IN_TEXT = re.compile(rb'(<div class="single [^"]*">\n)')


class Attached(DemoSite):
    """A site whose articles begin with three documents, a player and a video."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, body = super().respond(path, query)
        if path == MOVED:
            return 302, {"Location": "/files/new.doc", "Content-Length": "0"}, b""
        if path in (FILE, "/files/new.doc", LARGE):
            body = PDF * 2000 if path == LARGE else PDF + path.encode()
            return 200, {"Content-Type": "text/html", "Content-Length": str(len(body))}, body
        body = IN_TEXT.sub(rb"\1" + IN_BODY.encode(), body)
        return status, headers | {"Content-Length": str(len(body))}, body


def attached() -> Attached:
    usual = demo(articles=12, seed=66)
    return Attached(usual.options, usual.now)


def files(run: Crawled) -> list[str]:
    return sorted(path for path in run.requests if path.startswith("/files/"))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, Crawled]]:
    site = attached()
    with serve(site) as base:
        url = archive_url(tmp_path_factory.mktemp("attached"))
        first = crawl(site, base, url, *WANTED, "-s", "ATTACHMENT_MAXSIZE=20000")
        yield first, crawl(site, base, url, "-a", "mode=recheck", *WANTED, "-s", "ATTACHMENT_MAXSIZE=20000")


def with_files(run: Crawled) -> list[ArticleRecord]:
    return [record for record in run.articles().values() if record.attachments]


def test_the_documents_of_articles_are_fetched_once(runs: tuple[Crawled, Crawled]) -> None:
    """Not the player, nor the video; of one that is too large the beginning is asked for in each run."""
    first, again = runs
    assert len(with_files(first)) > 3
    assert files(first) == sorted([FILE, "/files/new.doc", MOVED, LARGE])
    assert first.counts["requests/attachment"] == 4
    assert files(again) == [LARGE]
    assert modes(first.url) == [("full", "finished"), ("recheck", "finished")]


def test_an_article_has_the_responses_of_its_documents(runs: tuple[Crawled, Crawled]) -> None:
    first, _ = runs
    files = [first.base.rstrip("/") + path for path in (FILE, MOVED, "/files/new.doc", LARGE)]
    with Archive(first.url) as archive:
        assert archive.held_files(host(first.base), "attachment", files) == {*files[:3]}
        for record in with_files(first):
            kept = archive.snapshots_of(record.id)
            statuses = {url.removeprefix(first.base): one.status for url, one in kept.files.items()}
            assert list(statuses.values()) == [200, 200]
            assert {one.kind for one in kept.all_files} == {"attachment"}
            assert len(kept.all_files) == 3


def test_every_document_has_its_record(runs: tuple[Crawled, Crawled]) -> None:
    folder = Path(runs[0].url.removeprefix("sqlite:///")).parent
    assert verify(runs[0].url, folder / "snapshots").problems == []


def test_no_document_is_fetched_unless_it_is_wanted(tmp_path: Path) -> None:
    """A run that is broken off leaves its documents to the next."""
    site = attached()
    with serve(site) as base:
        first = crawl(site, base, archive_url(tmp_path), "-a", "max_requests=30")
        pages = len(first.pages)
        second = crawl(site, base, archive_url(tmp_path), *WANTED)
    assert (files(first), pages > 12) == ([], True)
    assert set(files(second)) == {FILE, "/files/new.doc", MOVED, LARGE}


def test_documents_of_an_article_are_asked_for_up_to_a_number(tmp_path: Path) -> None:
    site = attached()
    with serve(site) as base:
        run = crawl(site, base, archive_url(tmp_path), *WANTED, "-s", "ATTACHMENTS_PER_ARTICLE=1")
    assert files(run) == [FILE]
    assert run.counts["attachments_left_out"] == 2 * len(with_files(run))
    assert "shows more attachments than an article may have" in run.log
    assert with_files(run)[0].attachments[0] == Link(run.base + FILE[1:], "附件1：申报书")
