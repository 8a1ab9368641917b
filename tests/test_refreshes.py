"""Pages that only lead on to another, by a meta element."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from xzcrawl.extensions.redirects import Refreshes
from xzcrawl.frontier.visits import Visit
from xzcrawl.settings import METAREFRESH_MAXDELAY
from xzcrawl.urls import Address, Kind

HOME = "http://paper.example.cn/"
ISSUE = "http://paper.example.cn/html/2026-11/28/node_2.htm"
TO_ISSUE = '<META HTTP-EQUIV="REFRESH" CONTENT="0; URL=html/2026-11/28/node_2.htm">'


def answered(html: str, kind: Kind = Kind.HOME, url: str = HOME) -> Request | Response:
    visit = Visit(Address(kind, ""), url)
    request = Request(url, cb_kwargs={"visit": visit})
    response = HtmlResponse(url, body=f"<html><head>{html}</head></html>".encode(), encoding="utf-8")
    return Refreshes.from_crawler(
        get_crawler(settings_dict={"METAREFRESH_MAXDELAY": METAREFRESH_MAXDELAY})
    ).process_response(request, response)


@pytest.mark.parametrize(
    "html",
    [
        TO_ISSUE,
        f"<meta charset='gbk'>{TO_ISSUE}<a href='html/2026-11/28/node_2.htm'>进入</a>",
        "<meta http-equiv = refresh content='3;url=/html/2026-11/28/node_2.htm'>",
    ],
)
def test_a_page_of_lists_that_only_leads_on_is_followed(html: str) -> None:
    followed = answered(html)
    assert isinstance(followed, Request)
    assert followed.url == ISSUE
    assert followed.cb_kwargs["visit"].address == Address(Kind.HOME, "")


@pytest.mark.parametrize(
    "html",
    [
        "<meta http-equiv='refresh' content='300'>",
        "<meta http-equiv='refresh' content='60; url=/a.html'>",
        f"{TO_ISSUE}<a href='/a.html'>一</a><a href='/b.html'>二</a>",
        "<meta http-equiv='refresh' content='0; url=http://other.example.cn/'>",
        f"<meta http-equiv='refresh' content='0; url={HOME}'>",
        "<meta http-equiv='refresh' content='0; url=javascript:void(0)'>",
        "<meta http-equiv='refresh' content='0; url=http://[bad'>",
        "<meta http-equiv='refresh' content='0; url=http://paper.example.cn:abc/'>",
        "<meta http-equiv='refresh' content='0; url=http://me:secret@paper.example.cn/a.html'>",
        f"{TO_ISSUE}<script type='text/xml'><datastore></datastore></script>",
        f"<!-- {TO_ISSUE} -->",
        "<meta charset='utf-8'>",
    ],
)
def test_a_page_that_shows_something_or_leads_nowhere_else_is_what_it_is(html: str) -> None:
    assert isinstance(answered(html), HtmlResponse)


def test_an_article_is_what_its_page_shows() -> None:
    assert isinstance(answered(TO_ISSUE, Kind.ARTICLE, f"{HOME}1.html"), HtmlResponse)
