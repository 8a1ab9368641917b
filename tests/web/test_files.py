"""What readers take away: exports, feeds, snapshots; and figures for machines."""

import csv
import io
import json
import re
from collections.abc import Mapping
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from fastapi.testclient import TestClient
from warcio.archiveiterator import ArchiveIterator

from tests.web.conftest import HOSTILE, client
from xzcrawl.archive import Archive
from xzcrawl.errors import UsageError
from xzcrawl.export import FORMATS
from xzcrawl.export.format import Format
from xzcrawl.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
#: Where the reader finds the pages.
BASE = "http://127.0.0.1:8000/"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS.keys())
def test_every_format_of_the_registry_can_be_had(reader: TestClient, format_: Format) -> None:
    answer = reader.get(f"/export/{format_.name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == format_.media_type
    assert int(answer.headers["content-length"]) == len(answer.content) > 0
    name = re.fullmatch(
        r'attachment; filename="xzcrawl-\d{4}-\d\d-\d\d\.([\w.]+)"', answer.headers["content-disposition"]
    )
    assert name is not None
    assert name[1] == format_.extension


def test_an_export_holds_what_the_search_found(reader: TestClient) -> None:
    lines = reader.get("/export/jsonl", params={"q": "大目标", "category": "徐州产业信息"}).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [1]
    document = reader.get("/export/json", params={"gone": "true", "since": ""}).json()
    assert (document["filters"], [one["id"] for one in document["articles"]]) == ({"gone": True}, [2])


def test_an_export_holds_what_has_all_tags_and_one_of_the_categories(reader: TestClient) -> None:
    several = {"category": ["徐州产业信息", "招商政策"], "tag": ["泉山区", "产业"]}
    document = reader.get("/export/json", params=several).json()
    assert (document["filters"], [one["id"] for one in document["articles"]]) == (several, [1])
    one = reader.get("/export/json", params={"tag": "泉山区"}).json()
    assert (one["filters"], len(one["articles"])) == ({"tag": "泉山区"}, 1)


def test_an_export_holds_what_changed_since(reader: TestClient) -> None:
    since = {"changed_since": "2023-07-21"}
    ids = [json.loads(line)["id"] for line in reader.get("/export/jsonl", params=since).text.splitlines()]
    assert ids == [one["id"] for one in reader.get("/api/articles", params=since).json()["articles"]]
    assert 0 < len(ids) < reader.get("/api/articles").json()["total"]


@pytest.mark.parametrize("address", ["/", "/export/jsonl", "/feed.atom"])
def test_what_is_no_filter_is_refused_not_ignored(reader: TestClient, address: str) -> None:
    answer = reader.get(address, params={"categroy": "招商政策"})
    assert (answer.status_code, "没有 categroy 这个参数。是不是 category？" in answer.text) == (400, True)


def test_what_an_export_lacks_is_told_in_a_header(reader: TestClient) -> None:
    answer = reader.get("/export/wacz")
    assert answer.headers["x-remark"] == "articles without a snapshot: 1"
    assert "pages/pages.jsonl" in ZipFile(io.BytesIO(answer.content)).namelist()


def test_an_export_that_fails_is_an_error_and_no_half_file(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UsageError("kaputt")

    broken = Format("csv", "", refuse, "text/csv", "csv")
    monkeypatch.setattr("xzcrawl.web.routes.exports.FORMATS", {"csv": broken})
    answer = reader.get("/export/csv")
    assert (answer.status_code, "kaputt" in answer.text) == (400, True)


def test_a_search_is_a_feed_of_what_changed_last(reader: TestClient) -> None:
    answer = reader.get("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    # the first two changed in one commit
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [
        "徐州厂房",
        "全力冲刺!徐州泉山区定下这些“大目标”",
        "<script>alert(1)</script>&无日期",
    ]
    found = ElementTree.fromstring(reader.get("/feed.atom", params={"q": "徐州厂房"}).content)
    assert (found.findtext(f"{ATOM}title"), len(found.findall(f"{ATOM}entry"))) == ("徐州厂房 · 新闻档案", 1)


def test_a_browser_gets_the_feed_as_xml_with_a_style_sheet(reader: TestClient) -> None:
    browser = reader.get("/feed.atom", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.headers["content-type"] == "application/xml; charset=utf-8"
    assert browser.headers["vary"] == "Accept"
    style = re.search(r'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', browser.text)
    assert style is not None
    assert reader.get(style[1]).headers["content-type"] == "text/css; charset=utf-8"


def test_a_feed_for_a_browser_has_links_to_follow_and_dates_as_far_as_they_are_known(
    reader: TestClient,
) -> None:
    """As XHTML, in which every browser finds links, whatever document it stands in."""
    browser = reader.get("/feed.atom", headers={"accept": "text/html"})
    entries = ElementTree.fromstring(browser.content).findall(f"{ATOM}entry/{XHTML}div")
    shown = [[(one.tag.removeprefix(XHTML), one.get("href"), one.text) for one in entry] for entry in entries]
    original = "http://xz.example/index.php/post"
    assert shown[1:] == [
        [
            ("a", f"{BASE}articles/1", "全力冲刺!徐州泉山区定下这些“大目标”"),
            ("time", None, "2022-09-24"),
            ("a", f"{original}/6202.html", f"{original}/6202.html"),
        ],
        [
            ("a", f"{BASE}articles/3", "<script>alert(1)</script>&无日期"),
            ("time", None, "-"),
            ("a", f"{original}/7.html", f"{original}/7.html"),
        ],
    ]
    assert "xhtml" not in reader.get("/feed.atom").text


@pytest.mark.parametrize("address", ["/feed.atom", "/export/atom"])
def test_an_entry_leads_to_the_page_of_the_archive_first(reader: TestClient, address: str) -> None:
    entry = ElementTree.fromstring(reader.get(address, params={"q": "大目标"}).content).find(f"{ATOM}entry")
    assert entry is not None
    assert [(link.get("rel"), link.get("href")) for link in entry.findall(f"{ATOM}link")] == [
        ("alternate", "http://127.0.0.1:8000/articles/1"),
        ("via", "http://xz.example/index.php/post/6202.html"),
    ]


def test_a_feed_takes_no_order_and_no_page(reader: TestClient) -> None:
    assert [reader.get(f"/feed.atom?{one}").status_code for one in ("sort=date", "page=2", "q=")] == [
        400,
        400,
        200,
    ]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, [1, 2, 3]),
        ({"sort": "date"}, [2, 1, 3]),
        ({"sort": "relevance"}, [2, 1, 3]),
        ({"q": "徐州", "sort": "date"}, [2, 1]),
        ({"q": "招商引资 OR 徐州厂房", "sort": "relevance"}, [2, 1]),
        ({"q": "招商引资 OR 徐州厂房"}, [1, 2]),
    ],
)
def test_an_export_has_the_order_of_the_page(
    reader: TestClient, asked: Mapping[str, str], ids: list[int]
) -> None:
    lines = reader.get("/export/jsonl", params=asked).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


def test_the_links_of_a_page_export_in_its_order(reader: TestClient) -> None:
    for address, sort in (("/", "date"), ("/?q=徐州", "relevance"), ("/?q=徐州&sort=date", "date")):
        assert re.search(rf'href="/export/csv\?[^"]*sort={sort}"', reader.get(address).text)


def test_a_table_has_dates_for_spreadsheets_where_that_is_asked(reader: TestClient) -> None:
    asked = {"q": "大目标", "dates": "spreadsheet"}
    (row,) = csv.DictReader(io.StringIO(reader.get("/export/csv", params=asked).text.removeprefix("\ufeff")))
    assert (row["published_at"], row["first_seen_at"]) == ("2022-09-24 00:00:00", "2023-07-20 12:00:00")
    refused = reader.get("/export/jsonl", params=asked)
    assert (refused.status_code, "dates 对 jsonl 没有意义。" in refused.text) == (400, True)


def test_a_feed_that_has_not_changed_is_not_sent_again(reader: TestClient) -> None:
    tag = reader.get("/feed.atom").headers["etag"]
    again = reader.get("/feed.atom", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_snapshot_is_a_warc_file_of_its_own(reader: TestClient) -> None:
    records = list(ArchiveIterator(io.BytesIO(reader.get("/articles/1/snapshots/1/warc").content)))
    assert [record.rec_type for record in records] == ["warcinfo", "response", "request"]


def test_a_page_that_was_the_same_again_comes_with_the_one_it_repeats(reader: TestClient) -> None:
    data = reader.get("/articles/1/snapshots/5/warc").content
    records = [(record.rec_type, record.raw_stream.read()) for record in ArchiveIterator(io.BytesIO(data))]
    assert [kind for kind, _ in records] == ["warcinfo", "response", "request", "revisit", "request"]
    assert records[1][1].endswith(HOSTILE.encode())
    assert reader.get("/articles/1/snapshots/5/body").content == HOSTILE.encode()


def figures(reader: TestClient) -> Mapping[str, float]:
    lines = (line.rpartition(" ") for line in reader.get("/metrics").text.splitlines() if line[0] != "#")
    return {name: float(value) for name, _, value in lines}


def test_figures_tell_of_the_archive_and_of_requests_by_route(reader: TestClient) -> None:
    for address in (
        "/articles/1",
        "/articles/2",
        "/articles/99",
        "/nothing/1",
        "/nothing/2",
        "/static/app.js",
    ):
        reader.get(address)
    found = figures(reader)
    assert found["xzcrawl_articles"] == 3
    assert found["xzcrawl_articles_gone"] == 1
    assert found['xzcrawl_last_run_findings{site="xz.example"}'] == 0
    assert found['xzcrawl_last_run_ended_seconds{site="xz.example"}'] == 1689998460
    requests = {
        name: count for name, count in found.items() if name.startswith("xzcrawl_http_requests_total")
    }
    assert requests == {
        'xzcrawl_http_requests_total{route="/articles/{article_id}",status="200"}': 2,
        'xzcrawl_http_requests_total{route="/articles/{article_id}",status="404"}': 1,
        'xzcrawl_http_requests_total{route="other",status="404"}': 2,
        'xzcrawl_http_requests_total{route="other",status="200"}': 1,
    }


def test_two_applications_count_apart(reader: TestClient, archive: Archive, folder: object) -> None:
    reader.get("/tags")
    with client(create_app(archive, folder)) as other:  # type: ignore[arg-type]
        assert not [name for name in figures(other) if name.startswith("xzcrawl_http_requests_total")]


@pytest.mark.parametrize(
    "address", ["/", "/articles/1", "/feed.atom", "/export/csv", "/api/articles/1", "/healthz"]
)
def test_head_tells_what_get_would(reader: TestClient, address: str) -> None:
    asked, got = reader.head(address), reader.get(address)
    assert (asked.status_code, asked.headers["content-type"], asked.text) == (
        200,
        got.headers["content-type"],
        "",
    )
    assert asked.headers["content-length"] == got.headers["content-length"]
