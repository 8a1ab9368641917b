"""What others' tools say of a real crawl: warcio of its WARC files, py-wacz of an export, pywb in replay.

They live in an environment of their own (``make tools``), whose bin folder XZCRAWL_TEST_WARC_TOOLS names.
"""

import json
import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from tests.crawling import ROOT, archive_url, crawl, demo
from xzcrawl.archive import Archive, ArticleRecord
from xzcrawl.archive.records import ArticleSnapshots, SnapshotRecord
from xzcrawl.demo import serve
from xzcrawl.export.cdxj import surt
from xzcrawl.snapshots import read, warc_files

TOOLS = os.environ.get("XZCRAWL_TEST_WARC_TOOLS")

pytestmark = [
    pytest.mark.crawl,
    pytest.mark.skipif(
        TOOLS is None,
        reason="XZCRAWL_TEST_WARC_TOOLS names no folder with pywb, py-wacz and warcio (make tools)",
    ),
]


def tool(name: str, *arguments: object, cwd: Path = ROOT, text: str = "") -> CompletedProcess[str]:
    command = [str(Path(TOOLS or "").absolute() / name), *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, input=text, capture_output=True, text=True, check=False, timeout=120
    )


@dataclass(frozen=True)
class Kept:
    """A crawl, then one of its articles changed and crawled again, and all of it exported."""

    base: str
    archive: str
    snapshots: Path
    wacz: Path
    changed: int

    def article(self, id_: int) -> tuple[ArticleRecord, ArticleSnapshots]:
        with Archive(self.archive) as archive:
            return archive.article(id_), archive.snapshots_of(id_)

    def articles(self) -> list[ArticleRecord]:
        with Archive(self.archive) as archive:
            return list(archive.articles())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("kept")
    url, wacz = archive_url(folder), folder / "export.wacz"
    site = demo(articles=30, seed=4)
    with serve(site) as base:
        crawl(site, base, url)
        site.edit(site.articles[7].id, paragraphs=["改过的一段,只为重放。"])
        crawl(site, base, url, "-a", "mode=recheck")
        export = ("-m", "xzcrawl", "export", "--format", "wacz", "--archive", url, "--output", str(wacz))
        done = subprocess.run([sys.executable, *export], cwd=ROOT, check=True, capture_output=True, text=True)
        assert done.stderr == ""
        with Archive(url) as archive:
            changed = next(record.id for record in archive.articles() if record.revision == 2)
        yield Kept(base, url, folder / "snapshots", wacz, changed)


def test_warcio_finds_every_digest_of_every_file_right(kept: Kept) -> None:
    for path in warc_files(kept.snapshots):
        done = tool("warcio", "check", "-v", path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("digest pass") > 30
        assert "no digest to check" not in done.stdout


def test_py_wacz_finds_the_export_valid(kept: Kept) -> None:
    done = tool("wacz", "validate", "-f", kept.wacz)
    assert done.returncode == 0
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout


def test_py_wacz_is_a_judge_that_notices(kept: Kept, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wacz"
    with ZipFile(kept.wacz) as whole, ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace("改过的".encode(), "没改的".encode()))
    done = tool("wacz", "validate", "-f", broken)
    assert done.returncode == 1
    assert "pages.jsonl" in done.stdout


@contextmanager
def wayback(collections: Path) -> Iterator[str]:
    """pywb's server over a folder of collections, on loopback; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(TOOLS or "").absolute() / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, cwd=collections, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert any("Starting Gevent Server" in line for line in process.stderr)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def fetched(address: str) -> bytes:
    """The answer of a server that is about to listen: a refused connection comes back at once."""
    for _ in range(10_000):
        try:
            with urlopen(address, timeout=60) as response:
                return bytes(response.read())
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    raise AssertionError("the server never listened")


@pytest.fixture(scope="module")
def replay(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """pywb with the export as it is, our index included."""
    folder = tmp_path_factory.mktemp("replay")
    assert tool("wb-manager", "init", "xz", cwd=folder).returncode == 0
    assert tool("wb-manager", "add", "xz", kept.wacz, "--unpack-wacz", cwd=folder).returncode == 0
    with wayback(folder) as address:
        yield f"{address}/xz"


def at(snapshot: SnapshotRecord, modifier: str = "mp_") -> str:
    return f"{snapshot.requested_at:%Y%m%d%H%M%S}{modifier}/{snapshot.url}"


def test_pywb_replays_every_article_with_its_text(kept: Kept, replay: str) -> None:
    for record in kept.articles():
        pages = kept.article(record.id)[1].pages
        page = fetched(f"{replay}/{at(pages[-1].snapshot)}").decode()
        assert "wombat.js" in page  # pywb's rewriting of it
        assert [line for line in record.text.split("\n") if plain(line) not in plain(page)] == []


def plain(text: str) -> str:
    """Only the Chinese characters outside of tags: a page has markup and spaces between them."""
    return "".join(char for char in re.sub("<[^>]*>", "", text) if "\u4e00" <= char <= "\u9fff")


def test_pywb_replays_an_article_as_it_was_and_as_it_is(kept: Kept, replay: str) -> None:
    _, found = kept.article(kept.changed)
    first, second = (fetched(f"{replay}/{at(page.snapshot)}").decode() for page in found.pages)
    assert "改过的一段,只为重放。" in second
    assert "改过的一段,只为重放。" not in first


def test_pywb_replays_an_image_whose_record_refers_to_another(kept: Kept, replay: str) -> None:
    snapshots = [image for record in kept.articles() for image in kept.article(record.id)[1].all_files]
    repeated = next(snapshot for snapshot in snapshots if snapshot.refers_to is not None)
    original = next(snapshot for snapshot in snapshots if snapshot.id == repeated.refers_to)
    picture = read(kept.snapshots, original.file, original.offset, original.length).body
    assert fetched(f"{replay}/{at(repeated, 'im_')}") == picture


def test_index_keys_are_those_of_pywb() -> None:
    random_ = random.Random(6202)
    parts = ["a", "B", "/", "/", ".", "..", "%2F", "%20", "%E4%B8%AD", "?", "&", "=", "~", "x1", "+", ";",
             "sid=" + "0" * 32, "PHPSESSID=" + "a" * 32 + "&"]  # fmt: skip
    hosts = ["xuzhou.021cf.cn", "www.x.cn", "WWW12.q.cn:80", "a.b.cn:8080", "127.0.0.1:81"]
    urls = ["http://xuzhou.021cf.cn", "http://xuzhou.021cf.cn/?id=6202", "https://x.cn:443/a/?#b"]
    urls += [
        f"http://{random_.choice(hosts)}/{''.join(random_.choices(parts, k=random_.randint(0, 9)))}"
        for _ in range(2000)
    ]
    script = "import json, sys; from pywb.utils.canonicalize import canonicalize as key; "
    script += "print(json.dumps([key(url) for url in json.load(sys.stdin)]))"
    theirs = json.loads(tool("python", "-c", script, text=json.dumps(urls)).stdout)
    assert [surt(url) for url in urls] == theirs
