"""Attacks that have always failed, and must go on failing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from scrapy.settings import Settings
from selectolax.lexbor import LexborHTMLParser

from tests.making import BASE, CRAWL, run, seen
from tests.web.conftest import Guarded, client
from xzcrawl import settings
from xzcrawl.archive import Archive
from xzcrawl.items import Link, Removed
from xzcrawl.web import create_app

EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"
PAGES = (
    "/", "/?q=alert", "/?category={evil}", "/?tag={evil}&q=alert", "/?q={evil}", "/articles/1",
    "/articles/1/diff", "/articles/1/diff?a=1&b=2", "/articles/1/page", "/articles/2", "/timeline",
    "/categories", "/tags", "/changes", "/changes?kind=first", "/changes?kind=redated", "/gone", "/runs",
    "/token", "/api/docs", "/articles/99", "/nowhere/{evil}", "/?since={evil}", "/?{evil}=1",
    "/export/{evil}",
)  # fmt: skip
#: Each reads a file of the machine, where a server takes it for a path.
OUTSIDE = (
    "/static/../guard.py", "/static/..%2fguard.py", "/static/%2e%2e/guard.py", "/static/%2e%2e%2fguard.py",
    "/static/....//guard.py", "/static/..%5cguard.py", "/static/..\\guard.py", "/static/%252e%252e/guard.py",
    "/static//etc/passwd", "/static/%2fetc/passwd", "/static/%00/etc/passwd", "/static/style.css%00.py",
    "/static/..;/guard.py", "/static/~root/.profile", "/static/file:///etc/passwd", "//etc/passwd",
    "/export/../../etc/passwd", "/export/..%2f..%2fetc%2fpasswd", "/articles/..%2f..%2fetc%2fpasswd",
    "/articles/1/images/..%2f..%2fetc%2fpasswd", "/articles/1/snapshots/..%2f1/warc",
)  # fmt: skip
INJECTED = (
    "' OR 1=1 --",
    '" OR ""="',
    "x') OR ('1'='1",
    "%' --",
    "1; DROP TABLE articles; --",
    "\\' OR 1=1 #",
)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser of an archive in which every text is hostile."""
    folder = tmp_path_factory.mktemp("evil")
    reading = CRAWL.reading(text=EVIL)
    about = {
        "title": EVIL, "author": EVIL, "category": EVIL, "breadcrumbs": [EVIL, EVIL], "tags": [EVIL],
        "related": [Link(CRAWL.url("2"), EVIL)],
        "attachments": [Link(CRAWL.url("3"), EVIL)], "removed": [Removed(EVIL, EVIL)], "reading": reading,
        "images": [(f"{BASE}{EVIL}", EVIL)], "date_text": EVIL,
    }  # fmt: skip
    with run(folder, 0) as writer:
        for item in (*seen("1", f"<p>{EVIL}", lines=(EVIL,), **about), CRAWL.article("2", title=EVIL)):  # type: ignore[arg-type]
            writer.put(item)
    with run(folder, 24) as writer:
        redated = {"reading": CRAWL.reading("2023-01-02T00:00:00", "2023-01-02T23:59:59", text=EVIL, at=24)}
        for item in seen("1", f"<p>{EVIL}2", at=24, lines=(EVIL, EVIL), **(about | redated)):
            writer.put(item)
        writer.put(CRAWL.miss("2", EVIL, 404, at=24, gone="404"))
    with Archive(f"sqlite:///{folder}/archive.db") as archive:
        archive.catch_up()
        yield client(create_app(archive, folder / "snapshots"))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_no_text_of_a_site_or_a_reader_becomes_markup(evil: TestClient, page: str, language: str) -> None:
    asked = page.format(evil=EVIL.replace("/", "%2F").replace("<", "%3C").replace("&", "%26"))
    answer = evil.get(asked, headers={"accept-language": language})
    tree = LexborHTMLParser(answer.text)
    acting = [node.html for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)]
    assert (acting, [node.html for node in tree.css("script:not([src])")]) == ([], [])
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_what_is_served(reader: TestClient, path: str) -> None:
    answer = reader.get(f"http://127.0.0.1:8000{path}", follow_redirects=False)
    assert answer.status_code in (307, 400, 404, 405, 422)
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "name", ["q", "category", "tag", "author", "site", "since", "sort", "certainty", "limit"]
)
@pytest.mark.parametrize("injected", INJECTED)
def test_no_parameter_is_sql(reader: TestClient, name: str, injected: str) -> None:
    answer = reader.get("/api/search", params={name: injected})
    assert answer.status_code in (200, 400, 422)
    assert answer.json().get("total", 0) == 0
    assert reader.get("/api/stats").json()["articles"] == 3


def test_no_other_site_may_read_an_answer(reader: TestClient) -> None:
    for page in ("/", "/api/search", "/export/csv", "/healthz", "/token"):
        answer = reader.get(page, headers={"origin": "http://evil.example"})
        assert [name for name in answer.headers if name.startswith("access-control")] == []
        assert reader.options(page, headers={"origin": "http://evil.example"}).status_code == 405


def test_a_token_is_in_no_answer_and_no_log(
    guarded: Guarded, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    token = "kept-secret-0123456789"
    reader = guarded(token=token)
    bearer = {"authorization": f"Bearer {token}"}
    pages = [
        reader.get(page, headers=bearer) for page in ("/", "/api/docs", "/metrics", "/healthz", "/nowhere")
    ]
    pages += [
        reader.post("/token", data={"token": token}),
        reader.get("/articles/1?token=" + token, headers=bearer),
    ]
    assert [answer for answer in pages if token in answer.text + str(answer.headers)] == []
    assert token not in caplog.text + "".join(capfd.readouterr())


def test_a_crawl_opens_no_port() -> None:
    ours = Settings()
    scrapys = ours.get_component_priority_dict_with_base("EXTENSIONS")
    ours.setmodule(settings, priority="project")
    left_out = scrapys.keys() - ours.get_component_priority_dict_with_base("EXTENSIONS").keys()
    assert {name.rpartition(".")[2] for name in left_out} >= {"TelnetConsole", "RemoteControl"}


def test_nothing_is_written_by_a_reader(reader: TestClient, folder: Path) -> None:
    before = (folder / "archive.db").read_bytes()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for page in ("/", "/articles/1", "/api/articles/1", "/export/csv"):
            assert reader.request(method, page).status_code == 405
    assert (folder / "archive.db").read_bytes() == before
