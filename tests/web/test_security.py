"""Archived pages are hostile, and so may be whoever asks."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from tests.making import run, seen
from tests.web.conftest import DOCUMENT, PNG, Guarded, client
from tests.web.test_pages import PAGES
from xzcrawl.archive import Archive
from xzcrawl.web import create_app

TOKEN = "泉山区-no-such-token".encode().hex()
#: What a browser loads by itself, runs, or submits.
ACTIVE = "script, iframe, frame, object, embed, link, meta[http-equiv], base, form, video, audio, svg, style"


@pytest.mark.parametrize("page", [*PAGES, "/articles/99", "/export/csv", "/healthz", "/static/app.js"])
def test_every_answer_tells_the_browser_what_to_refuse(reader: TestClient, page: str) -> None:
    headers = reader.get(page).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_inline_code_and_names_no_other_host_to_load_from(
    reader: TestClient, page: str
) -> None:
    tree = LexborHTMLParser(reader.get(page).text)
    assert [node.html for node in tree.css("script:not([src]), style, [style]")] == []
    assert [
        node.html for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)
    ] == []
    loaded = [node.attributes.get("src") or node.attributes.get("href") for node in tree.css("[src], link")]
    assert [address for address in loaded if not (address or "").startswith("/")] == []


def test_nothing_between_keeps_a_page_and_a_browser_keeps_what_never_changes(reader: TestClient) -> None:
    assert reader.get("/articles/1").headers["cache-control"] == "private, no-cache"
    style = LexborHTMLParser(reader.get("/").text).css_first("link[rel=stylesheet]")
    assert style is not None
    served = reader.get(style.attributes["href"] or "")
    assert served.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_hostile_html_in_the_archive_is_cleaned_once_more(reader: TestClient) -> None:
    body = LexborHTMLParser(reader.get("/articles/1").text).css_first(".body")
    assert body is not None
    assert [node.tag for node in body.css(ACTIVE)] == []
    assert [image.attributes["src"] for image in body.css("img")] == ["/articles/1/images/1"]
    assert [(link.text(), link.attributes.get("href"), link.attributes["rel"]) for link in body.css("a")] == [
        ("点", None, "noopener noreferrer nofollow"),
        ("原站", "http://xz.example/", "noopener noreferrer nofollow"),
    ]
    assert "onclick" not in (body.html or "")


def test_what_a_site_calls_its_articles_is_text(reader: TestClient) -> None:
    for page in ("/", "/articles/3", "/changes?kind=first"):
        assert "<script>alert" not in reader.get(page).text


def test_what_is_asked_is_text(reader: TestClient) -> None:
    asked = '"><script>alert(1)</script>'
    for page in ("/", "/changes", "/articles/1/diff"):
        for name in ("q", "category", "tag", "kind", "a"):
            assert "<script>alert" not in reader.get(page, params={name: asked}).text


def test_the_original_page_can_neither_run_nor_load_nor_lead_anywhere(reader: TestClient) -> None:
    answer = reader.get("/articles/1/original")
    tree = LexborHTMLParser(answer.text)
    body = tree.body
    assert body is not None
    assert [node.tag for node in body.css(ACTIVE)] == []
    assert [node.tag for node in tree.css("link, script, base, meta[http-equiv]")] == []
    assert [link.attributes.get("href") for link in tree.css("a")] == [None, None]
    assert [link.attributes.get("title") for link in tree.css("a")] == [
        "",
        "http://xz.example/index.php/post/4787.html",
    ]
    assert re.findall(r"(?:src|srcset|poster|background|ping)=", body.html or "") == ["src="]
    assert "evil.example" not in answer.text
    assert "泉山区定下“大目标”" in answer.text


def test_the_original_page_is_framed_without_any_right(reader: TestClient) -> None:
    policy = reader.get("/articles/1/original").headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';")
    frame = LexborHTMLParser(reader.get("/articles/1/page").text).css_first("iframe")
    assert frame is not None
    assert frame.attributes["sandbox"] in ("", None)
    assert frame.attributes["src"] == "/articles/1/original?snapshot=7"


def test_an_image_of_the_original_page_stands_in_it(reader: TestClient) -> None:
    images = LexborHTMLParser(reader.get("/articles/1/original").text).css("img")
    assert [(image.attributes["src"] or "")[:22] for image in images] == ["data:image/png;base64,"]


def test_an_image_is_served_as_the_kind_it_is(reader: TestClient) -> None:
    answer = reader.get("/articles/1/images/1")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    again = reader.get("/articles/1/images/1", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("kind", ["warc", "body"])
def test_a_snapshot_comes_as_a_file_that_no_browser_opens(reader: TestClient, kind: str) -> None:
    headers = reader.get(f"/articles/1/snapshots/1/{kind}").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith('attachment; filename="article-1-20230720040000.')


def test_an_attachment_comes_as_a_file_that_no_browser_opens(reader: TestClient) -> None:
    answer = reader.get("/articles/1/attachments/1")
    assert answer.content == DOCUMENT
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="article-1-1.doc"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [reader.get(f"/articles/1/attachments/{at}").status_code for at in (0, 2, 3)] == [400, 404, 404]


def test_links_to_the_site_tell_it_nothing(reader: TestClient) -> None:
    links = LexborHTMLParser(reader.get("/articles/1").text).css("a[href^='http']")
    assert {link.attributes.get("rel") for link in links} <= {
        "noreferrer noopener",
        "noopener noreferrer nofollow",
    }


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:9", 200),
        ("[::1]:8000", 200),
        ("127.0.0.1:", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("192.168.1.5:8000", 421),
        ("", 421),
        ("127.0.0.1:1/token?", 421),
        ("127.0.0.1:1/static/", 421),
        ("127.0.0.1:80:80", 421),
        ("127.0.0.1:x", 421),
        ("127.0.0.1:999999", 421),
        ("127.0.0.1#", 421),
        ("127.0.0.1?", 421),
        ("127.0.0.1/healthz", 421),
        ("reader@127.0.0.1", 421),
        ("127.0.0.1 evil.example", 421),
        ("127.0.0.1, evil.example", 421),
        ("[::1", 421),
        ("[::1]evil", 421),
        ("[127.0.0.1", 421),
        ("localhost\u00e9", 421),
    ],
)
def test_only_names_of_loopback_are_answered(guarded: Guarded, host: str, status: int) -> None:
    reader = guarded()
    assert reader.get("/", headers={"host": host.encode("latin-1")}).status_code == status  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", ["/tokens", "/token/", "/healthzz", "/static", "/staticx", "/articles/1/token"]
)
def test_what_only_begins_like_an_open_page_is_not_open(guarded: Guarded, path: str) -> None:
    assert guarded(token=TOKEN).get(path).status_code == 401


@pytest.mark.parametrize(
    ("host", "status"), [("archive.example", 200), ("10.0.0.5:8000", 200), ("evil.example", 421)]
)
def test_beyond_loopback_addresses_and_given_names_are_answered(
    guarded: Guarded, host: str, status: int
) -> None:
    reader = guarded(hosts=frozenset({"archive.example"}), beyond_loopback=True)
    assert reader.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "page",
    ["/", "/articles/1", "/articles/1/images/1", "/api/search", "/feed.atom", "/metrics", "/export/csv"],
)
def test_with_a_token_nothing_is_told_without_it(guarded: Guarded, page: str) -> None:
    reader = guarded(token=TOKEN)
    assert reader.get(page).status_code == 401
    for given in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer 口令".encode()):
        assert reader.get(page, headers={"authorization": given}).status_code == 401  # type: ignore[arg-type]
    assert reader.get(page, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_browser_is_asked_for_the_token_and_keeps_it_as_a_cookie(guarded: Guarded) -> None:
    reader = guarded(token=TOKEN, headers={"accept": "text/html"})
    assert (reader.get("/").status_code, reader.get("/").headers["location"]) == (303, "/token")
    assert reader.get("/token").status_code == 200
    assert reader.post("/token", data={"token": "wrong"}).status_code == 403
    assert reader.post("/token", content=b"x" * 100_000).status_code == 403
    admitted = reader.post("/token", data={"token": TOKEN})
    assert (admitted.status_code, admitted.headers["location"]) == (303, "/")
    cookie = admitted.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TOKEN not in cookie
    assert reader.get("/articles/1").status_code == 200


def test_the_cookie_of_another_token_opens_nothing(guarded: Guarded) -> None:
    other = guarded(token="another-token-altogether")
    cookie = other.post("/token", data={"token": "another-token-altogether"}).headers["set-cookie"]
    name, _, value = cookie.partition(";")[0].partition("=")
    assert guarded(token=TOKEN).get("/", headers={"cookie": f"{name}={value}"}).status_code == 401


def test_health_and_looks_need_no_token(guarded: Guarded) -> None:
    reader = guarded(token=TOKEN)
    assert [reader.get(page).status_code for page in ("/healthz", "/token", "/static/style.css")] == [200] * 3


def test_a_page_built_to_keep_a_parser_busy_is_not_shown(tmp_path: Path) -> None:
    with run(tmp_path, 0) as writer:
        for item in seen("6202", "<div>" * 100_000):
            writer.put(item)
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        reader = client(create_app(archive, tmp_path / "snapshots"))
        assert reader.get("/articles/1/original").status_code == 404
        assert "built to keep a parser busy" in reader.get("/articles/1/page").text
