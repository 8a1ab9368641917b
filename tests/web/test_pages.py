"""What each page says, in Chinese and in English, and where the archive is empty."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import create_engine, text

from tests.making import BASE, CRAWL, run
from tests.web.conftest import client, titles, tree, words
from xzcrawl.archive import Archive
from xzcrawl.web import create_app

PAGES = (
    "/", "/?q=招商", "/articles/1", "/articles/1/diff", "/articles/1/page", "/timeline", "/categories",
    "/tags", "/changes", "/changes?kind=first", "/gone", "/runs", "/api/docs", "/token",
)  # fmt: skip


def test_an_article_shows_its_text_its_pictures_and_what_was_removed(reader: TestClient) -> None:
    page = tree(reader, "/articles/1")
    assert [image.attributes["src"] for image in page.css(".body img")] == ["/articles/1/images/1"]
    shown = words(reader, "/articles/1")
    assert "〔图片未存档没存下的〕" in shown
    assert "去除了 1 行不属于正文的内容 联系方式尾注 葛毅明微信号" in shown


def test_an_article_says_whom_it_is_from_and_what_its_page_tells_machines(reader: TestClient) -> None:
    shown = words(reader, "/articles/1")
    assert "来源：泉山发布" in shown
    assert "网页元数据：泉山区融媒体中心" in shown


def test_an_article_says_what_its_date_rests_on(reader: TestClient) -> None:
    shown = words(reader, "/articles/1")
    assert "不早于 2022-09-24 00:00:00 不晚于 2022-09-24 23:59:59 文章页 10个月前 (09-24)" in shown
    assert "2023-07-20 12:00:00 所见" in shown


def test_an_article_shows_its_versions_and_its_views_over_time(reader: TestClient) -> None:
    page = tree(reader, "/articles/1")
    assert [dot.text() for dot in page.css(".views title")] == [
        "2023-07-20 12:00:00 · 38",
        "2023-07-21 12:00:00 · 52",
        "2023-07-22 12:00:00 · 90",
    ]
    assert "第 2 版 修改 · 2023-07-21 12:00:00 改了什么" in words(reader, "/articles/1")


def test_an_article_leads_to_the_related_ones_that_are_in_the_archive(reader: TestClient) -> None:
    page = tree(reader, "/articles/1")
    assert [link.attributes["href"] for link in page.css(".around .lines a")] == ["/articles/2"]
    assert [link.attributes["href"] for link in page.css(".around .paging a")] == ["/articles/2"]


def test_an_article_lists_its_files_and_videos_those_in_the_archive_from_there(reader: TestClient) -> None:
    links = tree(reader, "/articles/1").css("article ul.plain a")
    assert [(link.attributes["href"], link.text()) for link in links] == [
        ("/articles/1/attachments/1", "附件1：申报书"),
        (f"{BASE}1.doc", "原站地址"),
        (f"{BASE}2.mp4", f"{BASE}2.mp4"),
    ]


def test_an_article_that_is_gone_says_since_when_and_how(reader: TestClient) -> None:
    shown = words(reader, "/articles/2")
    assert "此文已从原站消失，档案留存如下。" in shown
    assert "2023-07-20 12:00:00 还在，2023-07-21 12:00:00 已消失：404（页面不存在）" in shown


def test_an_article_without_date_and_snapshot_says_so(reader: TestClient) -> None:
    shown = words(reader, "/articles/3")
    assert "没有能读出的日期" in shown
    assert "没有留存网页快照" in shown


def test_two_versions_stand_side_by_side(reader: TestClient) -> None:
    page = tree(reader, "/articles/1/diff?a=1&b=2")
    assert [(node.tag, node.text()) for node in page.css("del, ins")] == [
        ("del", "招商引资再上台阶。"),
        ("ins", "招商引资再创新高。"),
    ]


def test_the_last_version_is_compared_with_the_one_before_unless_told(reader: TestClient) -> None:
    assert reader.get("/articles/1/diff").text == reader.get("/articles/1/diff?a=1&b=2").text
    assert "此文只有一个版本，没有改动可看。" in words(reader, "/articles/2/diff")


def test_the_chart_leads_to_the_articles_of_a_month_and_category(reader: TestClient) -> None:
    hrefs = [link.attributes["href"] or "" for link in tree(reader, "/timeline").css(".timeline a")]
    assert hrefs == [
        "/?category=%E5%BE%90%E5%B7%9E%E4%BA%A7%E4%B8%9A%E4%BF%A1%E6%81%AF&since=2022-09-01&until=2022-09-30",
        "/?since=2022-09-01&until=2022-09-30",
        "/?since=2022-09-01&until=2022-09-30",
    ]
    assert titles(reader, hrefs[0]) == ["全力冲刺!徐州泉山区定下这些“大目标”"]


def test_categories_and_tags_are_counted(reader: TestClient) -> None:
    assert "徐州产业信息 1" in words(reader, "/categories")
    assert [link.text() for link in tree(reader, "/tags").css(".tag")] == ["产业1", "泉山区1"]


def test_changes_are_told_the_latest_first(reader: TestClient) -> None:
    kinds = [badge.text() for badge in tree(reader, "/changes").css(".line .badge")]
    assert kinds == ["修改", "消失"]
    assert [badge.text() for badge in tree(reader, "/changes?kind=first").css(".line .badge")] == ["收录"] * 3


def test_what_vanished_is_listed(reader: TestClient) -> None:
    assert "共 1 篇。全文与快照仍在档案中。" in words(reader, "/gone")


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("site=xz.example&until=2022-09-24", "只列符合筛选的。 去掉所有筛选 共 1 篇。"),
        ("category=徐州产业信息", "没有符合筛选的。"),
        ("tag=泉山区", "没有符合筛选的。"),
        ("page=2", "没有第 2 页。"),
    ],
)
def test_what_vanished_is_filtered(reader: TestClient, filters: str, said: str) -> None:
    assert said in words(reader, f"/gone?{filters}")


def test_the_api_is_described_in_words_and_code(reader: TestClient) -> None:
    described = tree(reader, "/api/docs").css_first("#diff_api_articles__article_id__diff_get")
    assert described is not None
    assert [code.text() for code in described.css("p code")] == ["a", "b"]
    assert [bounds.text() for bounds in described.css("dd")] == ["integer · 必填"] * 3


def test_runs_are_told_with_their_health(reader: TestClient) -> None:
    shown = words(reader, "/runs")
    assert "xz.example 上次运行：完成 · 2023-07-22 12:00:00 · 一切正常" in shown
    assert "2023-07-20 12:00 全站 完成 0:01:00 12 3" in shown


def test_a_site_with_a_name_is_shown_by_it(tmp_path: Path) -> None:
    with run(tmp_path, 0) as writer:
        writer.put(CRAWL.article("1"))
        writer.put(CRAWL.listing(CRAWL.observation("1"), site_name="徐州厂房网"))
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        archive.catch_up()
        reader = client(create_app(archive, tmp_path))
        for page in ("/runs", "/articles/1", "/?site=xz.example"):
            assert "徐州厂房网（xz.example）" in reader.get(page).text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_english_to_who_prefers_it(reader: TestClient, page: str) -> None:
    english = reader.get(page, headers={"accept-language": "en-GB,en;q=0.9,zh;q=0.8"})
    assert english.headers["content-language"] == "en"
    furniture = LexborHTMLParser(english.text)
    for archived in furniture.css(
        "article, .hit, .line, .cloud, option, .legend, .crumbs, .sides, input, svg, td, q, .paging"
    ):
        archived.decompose()
    assert re.findall(r"[\u4e00-\u9fff]+", furniture.css_first("main").text()) in ([], ["招商"])


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/", "档案还是空的"),
        ("/timeline", "还没有带日期的文章"),
        ("/categories", "档案还是空的"),
        ("/tags", "没有标签"),
        ("/changes", "没有变动"),
        ("/gone", "没有文章消失"),
        ("/runs", "还没有运行过"),
    ],
)
def test_an_empty_archive_says_what_to_do(empty: TestClient, page: str, said: str) -> None:
    assert said in words(empty, page)


@pytest.mark.parametrize("page", ["/", "/categories"])
def test_an_archive_of_failed_runs_leads_to_them_with_the_last_reason(tmp_path: Path, page: str) -> None:
    with run(tmp_path, 0, "failed", "home page unreachable: HTTP 500"):
        pass
    with Archive(f"sqlite:///{tmp_path}/archive.db") as opened:
        opened.catch_up()
        reader = client(create_app(opened, tmp_path))
        said = words(reader, page)
        assert "xz.example 上次运行：失败" in said
        assert "原因：home page unreachable: HTTP 500" in said
        assert 'href="/runs"' in reader.get(page).text.split("<main", 1)[1]
        assert "xzcrawl crawl" not in said


def test_a_date_among_the_vanished_is_said_to_be_that_of_publication(reader: TestClient) -> None:
    assert "发布于 2022-09-24" in words(reader, "/gone")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?q=招商引资", "1 article for “招商引资”"),
        ("/?q=徐州", "2 articles for “徐州”"),
        ("/articles/1/diff", "1 clause removed, 1 added."),
    ],
)
def test_english_tells_one_from_several(reader: TestClient, address: str, said: str) -> None:
    assert said in reader.get(address, headers={"accept-language": "en"}).text


@pytest.fixture(scope="module")
def unbounded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser of an archive from the days when a title, tag, category or author could have any length."""
    long, tmp_path = "长" * 400_000, tmp_path_factory.mktemp("unbounded")
    with run(tmp_path, 0) as writer:
        for key, about in (("1", "甲"), ("2", "乙"), ("3", "丙")):
            writer.put(CRAWL.article(key, title=f"标题{about}", category="类", author="人", tags=["签"]))
        writer.put(CRAWL.miss("2", "404", 404, at=1, gone="404"))
    engine = create_engine(f"sqlite:///{tmp_path}/archive.db")
    with engine.begin() as connection:
        for change in (
            "articles SET title = title || :long, category = :long, author = :long",
            "tags SET name = :long",
            "revisions SET title = title || :long",
        ):
            connection.execute(text(f"UPDATE {change}"), {"long": long})
    engine.dispose()
    with Archive(f"sqlite:///{tmp_path}/archive.db") as archive:
        archive.catch_up(rebuild=True)
        yield client(create_app(archive, tmp_path / "snapshots"))


@pytest.mark.parametrize(
    "page",
    [
        "/", "/?q=标题", "/?q=长", "/?gone=true", "/timeline", "/categories", "/tags", "/changes",
        "/changes?kind=first", "/gone", "/runs", "/articles/1/page",
    ],
)  # fmt: skip
def test_a_list_has_bounds_whatever_articles_are_called(unbounded: TestClient, page: str) -> None:
    assert len(unbounded.get(page).text) < 40_000


def test_a_title_is_cut_in_lists_and_whole_on_its_own_page(unbounded: TestClient) -> None:
    shown = titles(unbounded, "/?q=标题甲")
    assert [(title[:4], title[-1], len(title)) for title in shown] == [("标题甲长", "…", 301)]
    page = tree(unbounded, "/articles/1")
    assert [len(heading.text()) for heading in page.css("h1")] == [400_003]
    assert max(len(link.text()) for link in page.css("nav.paging a, .tags span, .crumbs")) < 400
    assert [link.attributes["href"] for link in page.css("a[href^='/?']")] == []
