"""The page of searches: what it finds, its filters, and its form."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from tests.making import CRAWL, archive_at, run
from tests.web.conftest import client, titles, tree, words
from xzcrawl.archive import Archive
from xzcrawl.web import create_app


def test_without_words_the_newest_come_first_and_those_without_a_date_last(reader: TestClient) -> None:
    assert titles(reader, "/") == [
        "徐州厂房",
        "全力冲刺!徐州泉山区定下这些“大目标”",
        "<script>alert(1)</script>&无日期",
    ]


def test_a_search_marks_what_it_found(reader: TestClient) -> None:
    page = tree(reader, "/?q=招商引资")
    assert [mark.text() for mark in page.css(".snippet mark")] == ["招商引资"]
    assert "共 1 篇符合“招商引资”" in words(reader, "/?q=招商引资")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("category=徐州产业信息", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("tag=泉山区&author=admin&site=xz.example", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("gone=true", ["徐州厂房"]),
        ("gone=false&since=2022-09-24&until=2022-09-24", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("category=徐州产业信息&category=招商政策", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("category=&category=徐州产业信息", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("tag=泉山区&tag=产业", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("tag=泉山区&tag=厂房", []),
        (
            "author=admin&author=root&site=xz.example&site=other.example&tag=产业",
            ["全力冲刺!徐州泉山区定下这些“大目标”"],
        ),
        ("since=2022-09-25", []),
        ("since=2022-09-24T12:00&certainty=certainly", []),
        ("since=2022-09-24T12:00&certainty=possibly&gone=false", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
        ("category=&tag=&since=&gone=&certainty=&sort=", None),
        ("since=0001-01-01&until=9999-12-31&gone=false", ["全力冲刺!徐州泉山区定下这些“大目标”"]),
    ],
)
def test_filters_choose(reader: TestClient, filters: str, found: list[str] | None) -> None:
    assert titles(reader, f"/?{filters}") == (titles(reader, "/") if found is None else found)


def test_a_filter_that_is_set_is_seen_and_kept_by_the_links_of_the_page(reader: TestClient) -> None:
    page = tree(reader, "/?q=大目标&category=徐州产业信息")
    assert page.css_first("details.filters[open]") is not None
    exports = [link.attributes["href"] for link in page.css(".menu a")]
    assert (
        "/export/csv?category=%E5%BE%90%E5%B7%9E%E4%BA%A7%E4%B8%9A%E4%BF%A1%E6%81%AF"
        "&q=%E5%A4%A7%E7%9B%AE%E6%A0%87&sort=relevance" in exports
    )


def test_the_form_keeps_every_value_of_a_filter(reader: TestClient) -> None:
    page = tree(reader, "/?tag=泉山区&tag=产业&category=徐州产业信息&category=招商政策")
    assert [box.attributes["value"] for box in page.css("input[name=tag]")] == ["泉山区", "产业"]
    chosen = [one.text() for one in page.css("select[name=category] option[selected]")]
    assert chosen == ["徐州产业信息", "招商政策"]
    assert "tag=%E6%B3%89%E5%B1%B1%E5%8C%BA&tag=%E4%BA%A7%E4%B8%9A" in (
        page.css_first(".menu a").attributes["href"] or ""
    )


def test_what_was_written_is_found_at_once_unless_a_crawl_keeps_the_index_itself(tmp_path: Path) -> None:
    crawled: set[str] = set()
    with Archive(archive_at(tmp_path / "archive.db"), write=True) as opened:
        opened.catch_up()
        reader = client(create_app(opened, tmp_path, is_running=crawled.__contains__))
        with run(tmp_path, 0) as writer:
            writer.put(CRAWL.article("1", title="招商一号"))
        assert titles(reader, "/?q=招商") == ["招商一号"]
        with run(tmp_path, 1) as writer:
            writer.put(CRAWL.article("2", title="招商二号", at=1))
        crawled.add("xz.example")
        assert titles(reader, "/?q=招商") == ["招商一号"]
        assert "还有 1 篇刚变动的文章没有编入索引" in words(reader, "/?q=招商")
        crawled.clear()
        assert sorted(titles(reader, "/?q=招商")) == ["招商一号", "招商二号"]


def test_an_operator_in_small_letters_is_told_where_nothing_is_found(reader: TestClient) -> None:
    hint = "AND、OR、NOT 要大写才是运算符"
    assert hint in reader.get("/", params={"q": "大目标 or 无此词"}).text
    assert hint not in reader.get("/", params={"q": "无此词"}).text


@pytest.mark.parametrize(
    ("given", "kind", "value"),
    [
        ("2022-09-24", "date", "2022-09-24"),
        ("2022-09-24T10:05:33", "datetime-local", "2022-09-24T10:05:33"),
        ("2022-09-24T02:05:33Z", "datetime-local", "2022-09-24T10:05:33"),
    ],
)
def test_the_form_keeps_an_instant(reader: TestClient, given: str, kind: str, value: str) -> None:
    form = LexborHTMLParser(reader.get("/", params={"since": given}).text)
    field = form.css_first("input[name=since]")
    assert field is not None
    assert (field.attributes["type"], field.attributes["value"]) == (kind, value)
    assert reader.get("/", params={"since": value}).status_code == 200
