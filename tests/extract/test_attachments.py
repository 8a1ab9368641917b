"""Files, videos and players of an article."""

from datetime import UTC, datetime

import pytest

from xzcrawl import extract
from xzcrawl.families import Site, described
from xzcrawl.items import Link, Page

BASE = "http://news.example.cn/"
SITE = Site.at(
    BASE,
    described(
        articles=["/a/{id}.html"], lists=["/{list}/"], title="h1", body=".content", items="li",
        attachments=".files a",
    ),
)  # fmt: skip


def attached(body: str, beside: str = "") -> tuple[Link, ...]:
    html = f'<html><body><h1>通知</h1><div class="content"><p>请填报。</p>{body}</div>{beside}</body></html>'
    seen = datetime(2026, 3, 15, 2, 20, tzinfo=UTC)
    article = extract.read(Page(f"{BASE}a/1.html", 200, {}, html.encode(), seen, seen), SITE).article
    assert article is not None
    return article.attachments


@pytest.mark.parametrize(
    ("body", "url", "name"),
    [
        ('<a href="../uploads/1.doc">附件1：申报书</a>', "uploads/1.doc", "附件1：申报书"),
        ('<a href="/2.PDF"> 公示 <b>名单</b></a>', "2.PDF", "公示 名单"),
        ('<a href="/3.ofd" title="通知正文"><img src="/i.gif"></a>', "3.ofd", "通知正文"),
        ('<a href="/down.jsp?file=4.xlsx&id=1">汇总表</a>', "down.jsp?file=4.xlsx&id=1", "汇总表"),
        (
            '<a href="/portal.php?mod=attachment&id=5">申报书.pdf</a>',
            "portal.php?mod=attachment&id=5",
            "申报书.pdf",
        ),
        ('<video src="/6.mp4"></video>', "6.mp4", ""),
        ('<video><source src="/7.mp4"></video>', "7.mp4", ""),
        ('<iframe src="//v.example.cn/8.html" title="宣传片"></iframe>', None, "宣传片"),
        ('<embed src="/9.swf">', "9.swf", ""),
    ],
)
def test_files_videos_and_players_of_a_body_are_listed(body: str, url: str | None, name: str) -> None:
    assert attached(body) == (Link("http://v.example.cn/8.html" if url is None else BASE + url, name),)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/a/2.html">申报书</a>',
        '<a href="http://zip.example.cn/">网址</a>',
        '<a href="javascript:void(0)">下载.pdf</a>',
        '<iframe src="about:blank"></iframe>',
        "<video></video>",
        '<a href="http://[">坏.pdf</a>',
    ],
)
def test_other_links_and_empty_players_are_not(body: str) -> None:
    assert attached(body) == ()


def test_each_file_is_listed_once_and_those_beside_the_body_last() -> None:
    body = '<a href="/2.doc">附件2</a><a href="/1.doc">附件1</a><a href="/2.doc">再次</a>'
    beside = '<div class="files"><a href="/1.doc">附件1</a><a href="/show?id=3">附件3</a></div>'
    assert [link.title for link in attached(body, beside)] == ["附件2", "附件1", "附件3"]


def test_a_link_beside_a_body_to_another_article_is_no_file() -> None:
    links = (
        '<a href="/a/2.html">相关解读</a><a href="/show?id=3">附件3</a><a href="/a/1.html?act=down">附件4</a>'
    )
    beside = f'<div class="files">{links}<a href="/a/5.html">公示.pdf</a></div>'
    assert [link.title for link in attached("", beside)] == ["附件3", "附件4", "公示.pdf"]


def test_of_a_body_that_is_a_list_of_files_the_first_are_listed_and_the_text_stays() -> None:
    links = "".join(f'<p><a href="/{number}.pdf">附件{number}</a></p>' for number in range(501))
    listed = attached(links)
    assert len(listed) == 500
    assert listed[-1].title == "附件499"
