"""Lines that most articles of a run end with are told: they may be a footer in a new wording."""

import re
from pathlib import Path

import pytest

from tests.crawling import archive_url, crawl, demo
from tests.test_boilerplate import SENTENCE, body, picture
from xzcrawl.archive import Archive
from xzcrawl.boilerplate.endings import Endings
from xzcrawl.demo import DemoSite, serve
from xzcrawl.items import Article

CALL = "欢迎来电咨询:0516-83731234"


def repeated(*articles: Article) -> list[tuple[str, int]]:
    endings = Endings()
    for article in articles:
        endings.note(article)
    return [(ending.text, ending.articles) for ending in endings.repeated()]


def others(count: int) -> list[Article]:
    return [body(f"第{number}段", f"第{number}句", f"完{number}字") for number in range(count)]


CODE = picture("code.png")
CODE_URL = CODE.image.url if CODE.image else ""


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ([body(str(n), f"{n}{n}", CALL) for n in range(10)], [(CALL, 10)]),
        ([body("一", "二", "三", CALL)] * 9, []),
        ([*[body(CALL)] * 10, *others(10)], []),
        ([*[body(CALL)] * 10, *others(9)], [(CALL, 10)]),
        ([body(CALL, "二", "三", "四")] * 10, [("二", 10), ("三", 10), ("四", 10)]),
        ([body(CALL, CALL)] * 10, [(CALL, 10)]),
        ([*[body("一", CODE)] * 10, *others(5)], [("一", 10), (CODE_URL, 10)]),
        ([body(f"第{n}段", f"二{n}", "来源:徐州日报", "责任编辑:李明") for n in range(20)], []),
        ([body()] * 20, []),
        ([body("长" * 200)] * 10, [("长" * 80, 10)]),
    ],
)
def test_an_ending_is_told_that_most_articles_share(
    articles: list[Article], expected: list[tuple[str, int]]
) -> None:
    assert sorted(repeated(*articles)) == sorted(expected)


def test_a_site_of_many_different_endings_is_remembered_in_part_only() -> None:
    endings = Endings()
    for article in [*[body(SENTENCE)] * 10, *others(5_000)]:
        endings.note(article)
    assert len(endings._endings) == 2_000


class _Adding(DemoSite):
    """A site whose bodies all end with one more line."""

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, page = super().respond(path, query)
        page = re.sub(
            rb'\n</div>\n(?=\n|<div class="copynotice)', f"<p>{CALL}</p>\\g<0>".encode(), page, count=1
        )
        return status, headers | {"Content-Length": str(len(page))}, page


def test_a_crawl_tells_of_a_footer_that_no_rule_knows_once(tmp_path: Path) -> None:
    usual = demo(articles=12, seed=73)
    site, url = _Adding(usual.options, usual.now), archive_url(tmp_path)
    with serve(site) as base:
        first = crawl(site, base, url)
        crawl(site, base, url, "-a", "mode=full")
    assert first.counts[f"ending/{CALL}"] == 12
    with Archive(url) as archive:
        findings = [[found.rule for found in run.findings] for run in archive.runs()]
        told = [found.message for run in archive.runs() for found in run.findings]
    assert findings == [[], ["repeated_ending"]]
    assert told == [f"most articles end with the same: {CALL!r} (12 of 12)"]
