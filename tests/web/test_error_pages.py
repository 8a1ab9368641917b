"""What the pages answer where something cannot be read, was asked wrongly, or is not there."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.making import archive_at
from tests.web.conftest import client, tree, words
from xzcrawl.archive import Archive
from xzcrawl.web import create_app


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/timeline?q=新能源", "没有 q 这个参数。这个地址不带参数。"),
        ("/changes?since=2023-07-20", "没有 since 这个参数。有的是：kind, page。"),
        ("/changes?kinds=gone", "没有 kinds 这个参数。是不是 kind？"),
        ("/gone?categroy=招商政策", "没有 categroy 这个参数。是不是 category？"),
        ("/gone?gone=false", "没有 gone 这个参数。有的是："),
        ("/articles/1?revision=1", "没有 revision 这个参数。这个地址不带参数。"),
        ("/articles/1/diff?A=1", "没有 A 这个参数。是不是 a？"),
        ("/?q=招商&q=厂房", "q 只能给一个值。"),
        ("/?since=2022-09-24&since=2022-09-25", "since 只能给一个值。"),
        ("/changes?kind=gone&kind=first", "kind 只能给一个值。"),
        ("/?x=1&q=甲&q=乙", "sort, page。q 只能给一个值。"),
        ("/?tag=" + "甲" * 501, "tag 最多 500 个字。"),
        ("/?" + "&".join(["tag=甲"] * 51), "tag 最多给 50 个值。"),
        ("/categories?page=2", "这个地址不带参数。"),
        ("/tags?limit=5", "这个地址不带参数。"),
        ("/runs?site=xz.example", "这个地址不带参数。"),
        ("/articles/1/page?revision=1", "有的是：snapshot。"),
        ("/articles/1/original?page=1", "有的是：snapshot。"),
        ("/articles/1/images/1?width=9", "这个地址不带参数。"),
        ("/articles/1/snapshots/1/warc?x=1", "这个地址不带参数。"),
        ("/articles/1/snapshots/1/body?x=1", "这个地址不带参数。"),
        ("/healthz?x=1", "这个地址不带参数。"),
        ("/metrics?x=1", "这个地址不带参数。"),
        ("/token?x=1", "这个地址不带参数。"),
    ],
)
def test_what_a_page_does_not_do_is_refused_and_the_nearest_it_does_is_named(
    reader: TestClient, address: str, said: str
) -> None:
    answer = reader.get(address)
    assert (answer.status_code, said in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("page", "status", "said"),
    [
        ("/?q=火星基地", 200, "没有找到"),
        ("/?page=2", 200, "没有第 2 页。"),
        ("/?q=(招商", 400, "有一个括号没有关上。"),
        ("/?q=招商)", 400, "有一个括号没有打开就关上了。"),
        ("/?q=!", 400, "没有可查的字、字母或数字。"),
        ("/?q=招商 AND", 400, "末尾缺一个词。"),
        ("/?q=OR 招商", 400, "“OR”前面缺一个词。"),
        (f"/?q={'(' * 21}招商", 400, "括号里再套括号，最多 20 层。"),
        ("/?since=昨天", 400, "日期没有看懂 请写成 2022-09-24 这样的日子"),
        ("/?until=2022-02-30", 400, "日期没有看懂 请写成 2022-09-24 这样的日子"),
        ("/?page=0", 400, "没有看懂"),
        ("/articles/99", 404, "档案里没有"),
        ("/articles/99999999999999999999", 400, "没有看懂"),
        ("/articles/1/diff?a=7", 404, "档案里没有"),
        ("/articles/1/page?snapshot=999", 404, "档案里没有"),
        ("/articles/3/page", 404, "档案里没有"),
        ("/articles/3/images/1", 404, "档案里没有"),
        ("/export/docx", 404, "没有这个页面"),
        ("/zb_system/login.php", 404, "没有这个页面"),
    ],
)
def test_what_cannot_be_shown_is_told_helpfully(
    reader: TestClient, page: str, status: int, said: str
) -> None:
    assert said in words(reader, page, status)


def test_words_that_were_asked_with_a_bad_filter_are_not_lost(reader: TestClient) -> None:
    box = tree(reader, "/?q=招商&since=昨天", 400).css_first("main input")
    assert box is not None
    assert box.attributes["value"] == "招商"


def test_readers_are_not_told_where_the_archive_lies(
    reader: TestClient, archive: Archive, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert reader.get("/api/articles/99").json() == {"detail": "no article 99 in the archive"}
    with client(create_app(archive, tmp_path)) as lost:
        told = [lost.get(f"/articles/1/{part}").text for part in ("page", "original")]
    assert [str(tmp_path) in page for page in told] == [False, False]
    assert [str(tmp_path) in line for line in caplog.messages] == [True, True]


def test_snapshots_that_are_elsewhere_are_told_and_the_text_is_there(
    archive: Archive, tmp_path: Path
) -> None:
    with client(create_app(archive, tmp_path)) as reader:
        assert "这份快照读不出来" in words(reader, "/articles/1/page")
        assert "快照读不出来" in words(reader, "/articles/1/original", 404)
        assert "正文" in words(reader, "/articles/1")


def test_an_archive_that_cannot_be_read_now_is_told_with_when_to_come_again(
    tmp_path: Path, archive: Archive
) -> None:
    url = archive_at(tmp_path / "archive.db")
    with Archive(url, write=True) as opened, client(create_app(opened, tmp_path)) as reader:
        assert reader.get("/healthz").status_code == 200
        (tmp_path / "archive.db").write_bytes(b"no database" * 500)
        answer = reader.get("/categories")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "档案暂时读不了" in answer.text
        assert reader.get("/api/stats").status_code == 503
        assert reader.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/export/jsonl?q=新能源 OR", "末尾缺一个词。"),
        ("/articles/99999", "档案里没有编号 99999 的文章。"),
        ("/?certainty=certainly", "筛选条件不成立"),
        ("/?certainty=certainly", "“只要一定在其间的”要有日期才有意义：请填一个日期。"),
        ("/export/csv?certainty=possibly", "“可能在其间的都要”要有日期才有意义：请填一个日期。"),
        (
            "/?since=2026-02-01&until=2026-01-01",
            "“不早于” 2026-02-01 比“不晚于” 2026-01-01 还晚，其间没有文章。",
        ),
        (
            "/gone?since=2026-02-01&until=2026-01-01",
            "“不早于” 2026-02-01 比“不晚于” 2026-01-01 还晚，其间没有文章。",
        ),
        ("/?page=0", "page 不能小于 1。"),
        ("/?page=x", "page 应是整数。"),
        ("/articles/abc", "article_id 应是整数。"),
        ("/?gone=maybe", "gone 应是 true 或 false。"),
        ("/?certainty=x", "certainty 应是 &#39;best&#39;、&#39;certainly&#39; 或 &#39;possibly&#39;。"),
        ("/?sort=size", "sort 应是 &#39;relevance&#39; 或 &#39;date&#39;。"),
    ],
)
def test_an_error_is_told_in_the_language_of_the_page(reader: TestClient, address: str, words: str) -> None:
    assert words in reader.get(address).text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/?page=0", "page: must be 1 or more"),
        ("/?page=9999", "page: must be 5000 or less"),
        ("/?page=x", "page: must be a whole number"),
        ("/articles/1.5", "article_id: must be a whole number"),
        ("/?gone=maybe", "gone: must be true or false"),
        ("/?sort=size", "sort: must be &#39;relevance&#39; or &#39;date&#39;"),
        ("/changes?kind=x", "kind: must be &#39;all&#39;, &#39;changed&#39;"),
        (f"/?q={'x' * 501}", "q: at most 500 characters"),
        (f"/?{'&'.join(['tag=x'] * 51)}", "tag: at most 50 values"),
        ("/?q=%00", "q: no text holds the sign NUL"),
        ("/?colour=5", "colour: no such parameter: there are category, tag, "),
        ("/?categroy=5", "categroy: no such parameter: did you mean category?"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_our_own_words(reader: TestClient, address: str, told: str) -> None:
    answer = reader.get(address, headers={"accept-language": "en"})
    assert (answer.status_code, told in answer.text) == (400, True)
    assert not re.search("Input|String|Tuple|pydantic", answer.text)
