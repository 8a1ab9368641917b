"""What each page says, in the archive's good hours and its bad ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import create_engine, text

from tests.making import CRAWL, run
from tests.web.conftest import client
from xzcrawl.archive import Archive
from xzcrawl.web import create_app

PAGES = (
    "/", "/?q=招商", "/articles/1", "/articles/1/diff", "/articles/1/page", "/timeline", "/categories",
    "/tags", "/changes", "/changes?kind=first", "/gone", "/runs", "/api/docs", "/token",
)  # fmt: skip


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


def test_a_filter_that_is_set_is_seen_and_kept_by_the_links_of_the_page(reader: TestClient) -> None:
    page = tree(reader, "/?q=大目标&category=徐州产业信息")
    assert page.css_first("details.filters[open]") is not None
    exports = [link.attributes["href"] for link in page.css(".menu a")]
    assert (
        "/export/csv?category=%E5%BE%90%E5%B7%9E%E4%BA%A7%E4%B8%9A%E4%BF%A1%E6%81%AF"
        "&q=%E5%A4%A7%E7%9B%AE%E6%A0%87&sort=relevance" in exports
    )


def test_an_article_shows_its_text_its_pictures_and_what_was_removed(reader: TestClient) -> None:
    page = tree(reader, "/articles/1")
    assert [image.attributes["src"] for image in page.css(".body img")] == ["/articles/1/images/1"]
    shown = words(reader, "/articles/1")
    assert "〔图片未存档没存下的〕" in shown
    assert "去除了 1 行不属于正文的内容 联系方式尾注 葛毅明微信号" in shown


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


def test_the_form_keeps_every_value_of_a_filter(reader: TestClient) -> None:
    page = tree(reader, "/?tag=泉山区&tag=产业&category=徐州产业信息&category=招商政策")
    assert [box.attributes["value"] for box in page.css("input[name=tag]")] == ["泉山区", "产业"]
    chosen = [one.text() for one in page.css("select[name=category] option[selected]")]
    assert chosen == ["徐州产业信息", "招商政策"]
    assert "tag=%E6%B3%89%E5%B1%B1%E5%8C%BA&tag=%E4%BA%A7%E4%B8%9A" in (
        page.css_first(".menu a").attributes["href"] or ""
    )


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
    url = f"sqlite:///{tmp_path}/archive.db"
    with Archive(url, write=True) as opened, client(create_app(opened, tmp_path)) as reader:
        assert reader.get("/healthz").status_code == 200
        (tmp_path / "archive.db").write_bytes(b"no database" * 500)
        answer = reader.get("/categories")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "档案暂时读不了" in answer.text
        assert reader.get("/api/stats").status_code == 503
        assert reader.get("/healthz").status_code == 503


def test_what_was_written_is_found_at_once_unless_a_crawl_keeps_the_index_itself(tmp_path: Path) -> None:
    crawled: set[str] = set()
    with Archive(f"sqlite:///{tmp_path}/archive.db", write=True) as opened:
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
