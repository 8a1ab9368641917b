"""The pages in a real browser: headless Chromium, whose requests are all written down."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.conftest import served
from xzcrawl.archive import Archive

CHROMIUM = os.environ.get("XZCRAWL_TEST_CHROMIUM", "")
#: Nothing of the browser's own may go out either.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="XZCRAWL_TEST_CHROMIUM names no Chromium to test with")


@pytest.fixture(scope="module")
def address(archive: Archive, folder: Path) -> Iterator[str]:
    with served(archive, folder / "snapshots") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


class Visit(list[str]):
    """A tab, the URLs of all its requests, and what it complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("request", lambda request: self.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def pardon(self, complaint: str) -> None:
        """Forget complaints that begin so."""
        self.complaints[:] = [one for one in self.complaints if not one.startswith(complaint)]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A tab of a Chinese reader. At its end no request has left for another host, and nothing is wrong."""
    context = browser.new_context(base_url=address, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(10_000)
    found = Visit(context.new_page())
    yield found
    context.close()
    assert [url for url in found if not url.startswith((f"{address}/", "data:", "about:", "blob:"))] == []
    assert found.complaints == []


def test_from_search_to_article_to_diff_to_export(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.get_by_role("searchbox").fill("招商引资")
    expect(page.locator(".hit mark")).to_have_text(["招商引资"])
    page.get_by_role("link", name="全力冲刺").click()
    expect(page.locator("h1")).to_have_text("全力冲刺!徐州泉山区定下这些“大目标”")
    page.get_by_role("link", name="改了什么").click()
    expect(page.locator("del")).to_have_text("招商引资再上台阶。")
    expect(page.locator("ins")).to_have_text("招商引资再创新高。")
    page.goto("/?q=招商引资")
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="csv").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as table:
        assert [row["id"] for row in csv.DictReader(table)] == ["1"]


def test_results_come_while_one_types_and_the_address_follows(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto("/")
    page.get_by_role("searchbox").fill("徐州厂房")
    expect(page.locator(".hit h2")).to_have_text(["徐州厂房"])
    expect(page).to_have_url(f"{address}/?q=%E5%BE%90%E5%B7%9E%E5%8E%82%E6%88%BF")
    page.get_by_role("searchbox").fill("(徐州")
    expect(page.get_by_text("有一个括号没有关上。")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".hit")).to_have_count(3)
    visit.pardon("Failed to load resource: the server responded with a status of 400")


def test_an_answer_that_is_slow_gives_way_to_what_was_typed_since(visit: Visit) -> None:
    page, held = visit.page, []
    page.route("**/?q=%E5%BE%90&**", lambda route: held.append(route))
    page.goto("/")
    with page.expect_request("**/?q=%E5%BE%90&**"):
        page.get_by_role("searchbox").fill("徐")
    page.get_by_role("searchbox").fill("徐州厂房")
    expect(page.locator(".hit h2")).to_have_text(["徐州厂房"])
    page.unroute_all(behavior="ignoreErrors")


def test_pinyin_on_its_way_to_characters_is_not_searched(visit: Visit) -> None:
    page = visit.page
    page.clock.install()
    page.goto("/")
    page.get_by_role("searchbox").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "xuzhouchang", "selectionStart": 11, "selectionEnd": 11}
    )
    expect(page.get_by_role("searchbox")).to_have_value("xuzhouchang")
    page.clock.run_for(1_000)
    keyboard.send("Input.insertText", {"text": "徐州厂房"})
    page.clock.run_for(1_000)
    expect(page.locator(".hit h2")).to_have_text(["徐州厂房"])
    assert [url for url in visit if "xuzhou" in url] == []


def test_the_pages_work_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("招商引资")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".hit mark")).to_have_text(["招商引资"])
    page.locator(".filters summary").click()
    page.get_by_label("原站").select_option("已消失")
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_role("heading", name="没有找到")).to_be_visible()
    context.close()


def test_the_chart_can_be_clicked(visit: Visit) -> None:
    page = visit.page
    page.goto("/timeline")
    page.locator(".timeline a rect.c0").click()
    expect(page.locator(".hit h2")).to_have_text(["全力冲刺!徐州泉山区定下这些“大目标”"])
    expect(page.get_by_label("发布不早于")).to_have_value("2022-09-01")


def test_keys_lead_through_the_results(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto("/?sort=date&gone=false")
    page.keyboard.press("j")
    expect(page.locator(".hit h2 a").nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".hit h2 a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".hit h2 a").nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jk/")
    expect(page.get_by_role("searchbox")).to_have_value("jk/")
    page.keyboard.press("Escape")
    page.goto("/?gone=false")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/articles/1")


def test_the_key_that_leads_to_the_search_is_no_part_of_a_query(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_a_planted_script_does_not_run_and_nothing_leaves_this_machine(visit: Visit) -> None:
    page = visit.page
    page.goto("/articles/1")
    expect(page.locator(".body img")).to_have_js_property("naturalWidth", 1)
    page.goto("/articles/1/page")
    frame = page.frame_locator("iframe.original")
    expect(frame.get_by_text("泉山区定下“大目标”")).to_be_visible()
    expect(frame.locator("img")).to_have_js_property("naturalWidth", 1)
    assert visit.complaints == []
    frame.get_by_text("点我").click()
    frame.get_by_text("相关").click()
    expect(frame.get_by_text("泉山区定下“大目标”")).to_be_visible()
    visit.pardon("Blocked script execution")  # playwright's own, which looks where the click goes
    assert "ran" not in [frame.title() for frame in page.frames]
    page.goto("/articles/1/original")
    expect(page.get_by_text("泉山区定下“大目标”")).to_be_visible()
    assert page.title() != "ran"


@pytest.mark.parametrize(
    "path", ["/", "/articles/1", "/articles/1/diff", "/timeline", "/runs", "/changes", "/api/docs"]
)
def test_no_page_is_wider_than_its_window(visit: Visit, path: str) -> None:
    for width in (360, 768, 1280):
        visit.page.set_viewport_size({"width": width, "height": 800})
        visit.page.goto(path)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_typed_keeps_an_instant_and_leads_to_its_own_feed(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto("/?since=2022-09-23T12:00:01")
    page.get_by_role("searchbox").fill("大目标")
    expect(page.locator(".hit mark").first).to_have_text("大目标")
    expect(page).to_have_url(f"{address}/?since=2022-09-23T12%3A00%3A01&q=%E5%A4%A7%E7%9B%AE%E6%A0%87")
    feed = page.url.replace("/?", "/feed.atom?")
    expect(page.locator("link[rel=alternate]")).to_have_attribute("href", feed)


def test_a_feed_can_be_read_and_followed_without_a_feed_reader(visit: Visit, address: str) -> None:
    page = visit.page
    page.goto("/feed.atom")
    entry = page.locator("entry").nth(1)
    assert [line.strip() for line in entry.locator("div").inner_text().splitlines() if line.strip()] == [
        "全力冲刺!徐州泉山区定下这些“大目标”",
        "2022-09-24",
        "http://xz.example/index.php/post/6202.html",
    ]
    entry.locator("a").first.click()
    expect(page).to_have_url(f"{address}/articles/1")
    visit.pardon("Failed to load resource")  # an XML document names no icon, and the browser asks for one
