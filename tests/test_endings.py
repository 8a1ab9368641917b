"""What most articles of a run begin or end with is told: it may be a footer in a new wording."""

import re
from pathlib import Path

import pytest

from tests.bodies import SENTENCE, body, picture
from tests.crawling import archive_url, crawl, demo, read_anew
from xzcrawl.archive import Archive
from xzcrawl.boilerplate.endings import RepeatedEndings
from xzcrawl.demo import DemoSite, serve
from xzcrawl.items import Article, Removed

CALL = "欢迎来电咨询:0516-83731234"


def repeated(*articles: Article) -> list[tuple[str, int]]:
    endings = RepeatedEndings()
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
        ([body(CALL, *(f"{m}{n}" for m in "二三四五")) for n in range(10)], [(CALL, 10)]),
        ([body("首", "一", "二", "三", "四")] * 10, [("首", 10), ("二", 10), ("三", 10), ("四", 10)]),
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


@pytest.mark.parametrize(
    "word",
    [
        "来源", "编辑", "责编", "责任编辑", "审核", "校对", "记者", "通讯员", "作者", "文字", "图片", "摄影",
        "供稿", "初审", "复审", "终审", "监制", "签发", "完",
    ],
)  # fmt: skip
def test_credits_that_articles_share_are_no_boilerplate(word: str) -> None:
    assert repeated(*[body(f"第{n}段", f"{word}:徐州日报") for n in range(10)]) == []


def test_an_ending_says_whether_it_is_an_image() -> None:
    endings = RepeatedEndings()
    for _ in range(10):
        endings.note(body("一", CODE))
    assert {ending.text: ending.is_image for ending in endings.repeated()} == {"一": False, CODE_URL: True}


def test_a_site_of_many_different_endings_is_remembered_in_part_only() -> None:
    endings = RepeatedEndings()
    for article in [*[body(SENTENCE)] * 10, *others(5_000)]:
        endings.note(article)
    assert len(endings._endings) == 2_000


class _Adding(DemoSite):
    """A site whose bodies all end with the same markup."""

    added = f"<p>{CALL}</p>"

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        status, headers, page = super().respond(path, query)
        end = rb'\n</div>\n(?=\n|<div class="copynotice)'
        page = re.sub(end, f"{self.added}\\g<0>".encode(), page, count=1)
        return status, headers | {"Content-Length": str(len(page))}, page


@pytest.mark.crawl
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
    assert told == [f"most articles begin or end with the same: {CALL!r} (12 of 12)"]


class _Coding(_Adding):
    """A site whose theme puts the same picture below every body, as ``tpure_SingleCode`` can."""

    added = '<p><img src="/zb_users/upload/code.png" alt="欢迎入群"></p>'


def _pictures(url: str) -> tuple[set[int], set[int], set[int]]:
    """The articles that have the picture, those it was taken out of, and those with a second version."""
    with Archive(url) as archive:
        records = list(archive.articles())
    shown = {one.id for one in records if any(image.alt == "欢迎入群" for image in one.images)}
    taken = {one.id for one in records if Removed("欢迎入群", "repeated-image") in one.removed}
    return shown, taken, {one.id for one in records if one.revision > 1}


@pytest.mark.crawl
def test_a_picture_that_most_articles_repeat_is_learned_and_taken_out(tmp_path: Path) -> None:
    """The first run tells of it. From the next on it is no article's, for good, and that is no edit."""
    usual = demo(articles=12, seed=73)
    site, url = _Coding(usual.options, usual.now), archive_url(tmp_path)
    every = set(range(1, 13))
    with serve(site) as base:
        crawl(site, base, url)
        assert _pictures(url) == (every, set(), set())
        crawl(site, base, url, "-a", "mode=recheck")
        assert _pictures(url) == (set(), every, set())
        crawl(site, base, url, "-a", "mode=recheck")
    assert _pictures(url) == (set(), every, set())


@pytest.mark.crawl
def test_reading_anew_takes_the_picture_out_too(tmp_path: Path) -> None:
    usual = demo(articles=12, seed=73)
    site, url = _Coding(usual.options, usual.now), archive_url(tmp_path)
    with serve(site) as base:
        crawl(site, base, url)
    read_anew(url)
    assert _pictures(url) == (set(), set(range(1, 13)), set())


@pytest.mark.crawl
def test_a_picture_of_this_run_alone_is_not_learned(tmp_path: Path) -> None:
    """New articles may share a picture by chance: more than half of all must have it."""
    usual = demo(articles=30, seed=73, hidden_each=0)
    site, url = _Adding(usual.options, usual.now), archive_url(tmp_path)
    site.added = ""
    with serve(site) as base:
        crawl(site, base, url)
        for number in range(11):
            site.add(f"新闻{number}", [f"第{number}条新闻的正文。"], site.now())
        site.added = _Coding.added
        crawl(site, base, url, "-a", "mode=update")
    with Archive(url) as archive:
        assert archive.repeated_images(archive.runs(1)[0].site) == frozenset()
        assert [found.rule for found in archive.runs(1)[0].findings] == ["repeated_ending"]
