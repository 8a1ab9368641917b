"""The articles themselves: what they promise to a test that crawls them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import unescape
from itertools import pairwise

import pytest

from xzcrawl.demo import Category, DemoSite, Options, Truth

MakeSite = Callable[..., DemoSite]
Read = Callable[[DemoSite, str], str]

_UNSEEN = re.compile(
    r"<(script|style|noscript|iframe)\b.*?</\1>"
    r"|<(\w+)[^>]*(?:display: ?none|visibility: ?hidden| hidden)[^>]*>.*?</\2>(?:</section>)?",
    re.DOTALL,
)
_BLANK = re.compile(r"[\s\u200b\u2060\ufeff]+")


@pytest.fixture(scope="module")
def articles(make_site: MakeSite) -> list[Truth]:
    return make_site(articles=400).articles


def test_there_are_as_many_articles_as_asked_for(make_site: MakeSite) -> None:
    assert [len(make_site(articles=count).articles) for count in (0, 1, 7, 120)] == [0, 1, 7, 120]


def test_a_site_made_just_after_midnight_has_its_articles_in_the_past(now: datetime) -> None:
    midnight = now.replace(hour=0, minute=0, second=1)
    published = [truth.published for truth in DemoSite(Options(), lambda: midnight).articles]
    assert len(set(published)) == 300
    assert max(published) < midnight


def test_ids_and_titles_and_texts_are_all_different(articles: list[Truth]) -> None:
    texts = [truth.paragraphs for truth in articles if truth.paragraphs]
    assert len({truth.id for truth in articles}) == 400
    assert len({truth.title for truth in articles}) == 400
    assert len(set(texts)) == len(texts)


def test_each_recent_day_has_articles_and_some_more_than_ten(articles: list[Truth], now: datetime) -> None:
    days = Counter((now.date() - truth.published.date()).days for truth in articles)
    assert [days[back] for back in range(8)] == [5, 7, 4, 13, 6, 11, 5, 4]


def test_articles_reach_back_almost_three_years_and_never_into_the_future(
    articles: list[Truth], now: datetime
) -> None:
    ages = [(now - truth.published).days for truth in articles]
    assert min(ages) == 0
    assert 1000 < max(ages) <= 1095


def test_back_dated_articles_have_later_ids_than_their_time(articles: list[Truth]) -> None:
    newest_first = [truth.id for truth in articles]
    late = sum(a < b for a, b in pairwise(newest_first))
    assert newest_first != sorted(newest_first, reverse=True)
    assert 10 < late < 40


def test_bodies_have_three_to_some_twenty_lines_or_only_images(articles: list[Truth]) -> None:
    lengths = {len(truth.paragraphs) for truth in articles}
    assert lengths >= {0, 3, 10, 20}
    assert max(lengths) <= 20
    assert not lengths & {1, 2}
    assert all(truth.images for truth in articles if not truth.paragraphs)


def test_every_kind_of_line_and_ending_occurs(articles: list[Truth]) -> None:
    lines = [line for truth in articles for line in truth.paragraphs]
    last = [truth.paragraphs[-1] for truth in articles if truth.paragraphs]
    assert any(" | " in line for line in lines)
    assert any(re.fullmatch(r"发布日期:\d{4}-\d\d-\d\d \d\d:\d\d", line) for line in lines)
    assert any("蕞重要" in line for line in lines)
    assert any("版权声明" in line for line in last)
    assert any("微信号" in line for line in last)
    assert any("0516-83" in line for line in last)
    assert {bool(truth.footer) for truth in articles} == {True, False}
    assert {bool(truth.footer_images) for truth in articles} == {True, False}
    assert {bool(truth.notice) for truth in articles} == {True, False}
    assert any("&" in truth.title for truth in articles)
    assert any('"' in truth.title for truth in articles)
    assert {image.alt != "" for truth in articles for image in truth.images} == {True, False}


def test_a_body_reads_as_the_truth_says_and_not_a_character_more(make_site: MakeSite, read: Read) -> None:
    site = make_site(articles=170)
    for truth in site.articles:
        page = read(site, f"/index.php/post/{truth.id}.html")
        body = page.split('<div class="single viewall indent">')[1]
        body = re.split(r'<div class="(?:copynotice|tags|sharebox)', body)[0]
        text = unescape(re.sub(r"<[^>]+>", "", _UNSEEN.sub("", body)))
        said = "".join((*truth.paragraphs, *truth.footer, truth.notice or "")).replace(" | ", "")
        assert _BLANK.sub("", text) == _BLANK.sub("", said)


def test_the_same_seed_and_moment_give_the_same_site(make_site: MakeSite, read: Read) -> None:
    one, other = make_site(), make_site()
    assert one.articles == other.articles
    for truth in one.articles[:20]:
        address = f"/index.php/post/{truth.id}.html"
        assert read(one, address) == read(other, address)


def test_another_seed_gives_another_site(make_site: MakeSite) -> None:
    titles = {truth.title for truth in make_site(seed=2).articles}
    assert len(titles & {truth.title for truth in make_site(seed=1).articles}) < 5


def test_a_sister_site_has_its_own_names_everywhere(make_site: MakeSite, read: Read) -> None:
    site = make_site(
        site_name="泰州厂房网",
        contact_name="赵敏",
        hotline="400 888 6666",
        mobile="13800138000",
        categories=(Category(1, "泰州招商"), Category(9, "泰州动态", parent=1)),
    )
    truth = next(truth for truth in site.articles if truth.footer and truth.category == "泰州动态")
    assert truth.breadcrumbs == ("泰州招商", "泰州动态")
    assert truth.footer == (
        "赵敏微信号",
        "产业招商/厂房土地租售:400 888 6666",
        "或微信/手机:13800138000",
        "请说明您的需求、用途、税收、公司、联系人、手机号,以便快速帮您对接资源。",
        "长按/扫一扫加赵敏的微信号",
    )
    page = read(site, f"/index.php/post/{truth.id}.html")
    assert "葛毅明" not in page
    assert "徐州厂房网" not in page


def test_without_tags_no_article_has_any(make_site: MakeSite, read: Read) -> None:
    site = make_site(tags=False)
    assert {truth.tags for truth in site.articles} == {()}
    assert "/index.php/tags-" not in read(site, "/")


def test_an_edit_shows_at_the_same_address(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    before = next(truth for truth in site.articles if truth.footer)
    after = site.edit(before.id, title="新标题<二>", paragraphs=["第一段。", "第二段。"])
    assert after == replace(before, title="新标题<二>", paragraphs=("第一段。", "第二段。"), images=())
    page = read(site, f"/index.php/post/{before.id}.html")
    assert "<h1>新标题&lt;二&gt;</h1>" in page
    assert "第二段。</p>" in page
    assert "请说明您的需求" in page
    assert after in site.articles


def test_a_deleted_article_is_gone_from_every_list(make_site: MakeSite, read: Read) -> None:
    site = make_site()
    gone = site.articles[0]
    site.delete(gone.id)
    assert site.respond(f"/index.php/post/{gone.id}.html")[0] == 404
    assert f"/post/{gone.id}.html" not in read(site, "/")
    assert gone.id not in {truth.id for truth in site.articles}


def test_an_added_article_stands_first_and_a_redated_one_moves(make_site: MakeSite, now: datetime) -> None:
    site = make_site()
    newest = max(truth.id for truth in site.articles)
    added = site.add("刚刚发布", ["一段。"], now)
    assert (added.id, added.category, added.published) == (newest + 1, "徐州产业信息", now)
    assert site.articles[0] == added
    site.redate(added.id, now.replace(year=2021))
    assert site.articles[0] != added
    assert next(t.published for t in site.articles if t.id == added.id) == now.replace(year=2021)


@pytest.mark.parametrize("operation", ["edit", "delete"])
def test_an_unknown_id_cannot_be_changed(make_site: MakeSite, operation: str) -> None:
    with pytest.raises(KeyError):
        getattr(make_site(articles=1), operation)(1)
