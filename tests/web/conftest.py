"""A small archive with everything the pages have to show, hostile parts included, and readers of it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import create_engine, text

from tests.making import BASE, CRAWL, archive_at, run, seen
from xzcrawl.archive import Archive
from xzcrawl.items import Article, Capture, Link, Removed
from xzcrawl.web import Access, create_app
from xzcrawl.web.server import listening, server

PICTURE = "http://xz.example/zb_users/upload/a.jpg"
#: A picture of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f000105"
    "01018e2ce4270000000049454e44ae426082"
)
#: A form, as somebody may have planted it.
DOCUMENT = b"<script>document.title='ran'</script>"
#: What nobody may ever see run, load or lead away: as a page might hold it, pasted or planted.
HOSTILE = """<!doctype html><html><head><title>页</title><base href="http://evil.example/">
<meta http-equiv="refresh" content="0;url=http://evil.example/refresh">
<link rel="preconnect" href="http://evil.example/"><link rel="stylesheet" href="http://evil.example/style.css">
<style>body{background:url(http://evil.example/style.png)}</style>
<script>document.title='ran';fetch('http://evil.example/fetch')</script></head>
<body onload="document.title='ran'" background="http://evil.example/background.png"><h1>泉山区定下“大目标”</h1>
<p style="background:url(http://evil.example/p.png);color:red">3月8日,在广大干群…</p>
<img src="http://evil.example/pixel.png" onerror="document.title='ran'">
<img src="/zb_users/theme/tpure/style/images/lazyload.png" data-original="/zb_users/upload/a.jpg">
<a href="javascript:document.title='ran'" ping="http://evil.example/ping">点我</a>
<a href="/index.php/post/4787.html">相关</a>
<iframe src="http://evil.example/frame"></iframe><object data="http://evil.example/object"></object>
<video src="http://evil.example/video" autoplay></video><embed src="http://evil.example/embed">
<form action="http://evil.example/form"><input name="q"><button>送出</button></form>
<svg onload="document.title='ran'"><script>document.title='ran'</script></svg>
</body></html>"""


def picture() -> tuple[Capture, Capture]:
    """The picture of 6202, which has moved."""
    asked = replace(CRAWL.capture("a.jpg", status=301, kind="error"), url=PICTURE)
    came = CRAWL.capture("moved.jpg", PNG, kind="image")
    return asked, replace(came, redirected_from=(PICTURE,))


def document() -> Capture:
    """The form that 6202 links, which its server calls a page."""
    return replace(CRAWL.capture("1.doc", DOCUMENT, kind="attachment"), url=f"{BASE}1.doc")


def quanshan(at: float, *, views: int, **more: Any) -> tuple[Capture, Article]:
    """The stored page of the site, shortened: 6202, the archive's number 1."""
    values: dict[str, Any] = {
        "title": "全力冲刺!徐州泉山区定下这些“大目标”",
        "lines": ("3月8日,在广大干群…", "…奋力铸就高质量发展新辉煌。", "招商引资再上台阶。", "第四段。"),
        "images": [(PICTURE, "泉山区"), (f"{BASE}missing.jpg", "没存下的")],
        "author": "admin",
        "origin": "泉山发布",
        "stated_origin": "泉山区融媒体中心",
        "category": "徐州产业信息",
        "breadcrumbs": ["产业", "徐州产业信息"],
        "tags": ["泉山区", "产业"],
        "related": [Link(CRAWL.url("4787"), "徐州厂房"), Link(CRAWL.url("9999"), "不在档案里")],
        "attachments": [Link(f"{BASE}1.doc", "附件1：申报书"), Link(f"{BASE}2.mp4", "")],
        "removed": [Removed("葛毅明微信号", "contact-footer")],
        "reading": CRAWL.reading(at=at, views=views),
    }
    return seen("6202", HOSTILE, at=at, **(values | more))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three runs: three articles; a day later one was changed and one is gone; then the views have grown."""
    place = tmp_path_factory.mktemp("web")
    with run(place, 0) as writer:
        for item in (
            *quanshan(0, views=38),
            *picture(),
            *seen("4787", "<h1>徐州厂房</h1>", title="徐州厂房"),
        ):
            writer.put(item)
        undated = CRAWL.article(
            "7", title="<script>alert(1)</script>&无日期", reading=CRAWL.reading(None, None)
        )
        writer.put(undated)
    with run(place, 24) as writer:
        changed = ("3月8日,在广大干群…", "…奋力铸就高质量发展新辉煌。", "招商引资再创新高。", "第四段。")
        for item in (  # type: ignore[assignment]
            *quanshan(24, views=52, lines=changed),
            CRAWL.miss("4787", "404", 404, at=24, gone="404"),
        ):
            writer.put(item)
    with run(place, 48) as writer:
        for item in (*quanshan(48, views=90, lines=changed), document()):
            writer.put(item)
    _plant(place)
    return place


def _plant(place: Path) -> None:
    """Hostile HTML behind the extractor's back, as an older or a broken one may have let it in."""
    engine = create_engine(f"sqlite:///{place}/archive.db")
    planted = (
        f'<p onclick="x()">正文<script>document.title="ran"</script></p><img src="{PICTURE}" alt="泉山区">'
        f'<img src="{BASE}missing.jpg" alt="没存下的"><img src="http://evil.example/pixel.png">'
        '<a href="javascript:x()">点</a><a href="http://xz.example/">原站</a><iframe src="http://evil.example/">'
    )
    with engine.begin() as connection:
        connection.execute(text("UPDATE articles SET html = :html WHERE id = 1"), {"html": planted})
    engine.dispose()


@pytest.fixture(scope="session")
def archive(folder: Path) -> Iterator[Archive]:
    with Archive(f"sqlite:///{folder}/archive.db") as opened:
        opened.catch_up()
        yield opened


@pytest.fixture
def reader(archive: Archive, folder: Path) -> Iterator[TestClient]:
    """A Chinese browser on this machine."""
    app = create_app(archive, folder / "snapshots")
    with client(app) as opened:
        yield opened


def client(app: Any, host: str = "127.0.0.1:8000", **headers: str) -> TestClient:
    """A browser that reads the pages at ``host`` and follows no redirects."""
    return TestClient(
        app,
        base_url=f"http://{host}",
        headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.8", **headers},
        follow_redirects=False,
    )


def tree(reader: TestClient, address: str, status: int = 200) -> LexborHTMLParser:
    answer = reader.get(address)
    assert answer.status_code == status
    return LexborHTMLParser(answer.text)


def words(reader: TestClient, address: str, status: int = 200) -> str:
    """What a reader sees, its white space collapsed."""
    body = tree(reader, address, status).css_first("main")
    assert body is not None
    return re.sub(r"\s+", " ", body.text(separator=" "))


def titles(reader: TestClient, address: str) -> list[str]:
    return [link.text() for link in tree(reader, address).css(".hit h2 a")]


@contextmanager
def served(archive: Archive, snapshots: Path, **more: Any) -> Iterator[str]:
    """The pages at an address of loopback, until the end of the block."""
    with listening("127.0.0.1", 0) as listener:
        running = server(create_app(archive, snapshots, **more))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join()


Guarded = Callable[..., TestClient]


@pytest.fixture
def guarded(archive: Archive, folder: Path) -> Guarded:
    """``guarded(token=…, host=…)``: a browser of pages that are guarded so."""

    def browse(
        host: str = "127.0.0.1:8000", *, headers: dict[str, str] | None = None, **access: Any
    ) -> TestClient:
        return client(
            create_app(archive, folder / "snapshots", access=Access(**access)), host, **headers or {}
        )

    return browse


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A browser of an archive into which nothing has been crawled."""
    url = archive_at(tmp_path / "archive.db")
    with Archive(url, write=True) as opened, client(create_app(opened, tmp_path / "snapshots")) as browser:
        yield browser
