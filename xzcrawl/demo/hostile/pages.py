"""Articles built to stop whoever reads them: endless for a rule, too deep for a parser, too much to keep."""

import re
from typing import Final

from xzcrawl.demo.hostile.cases import case, with_body
from xzcrawl.demo.site import Answer, DemoSite

_BODY: Final = rb'(<div class="single[^>]*>)'
_TITLE: Final = rb"(<h1>)"
_DATE: Final = rb'(<span class="date">)'
_CATEGORY: Final = rb'(<span class="cate"><a [^>]*>)'

#: By what they are: behind which tag of an article's page what is put. These are articles nevertheless.
ODD: Final = {
    "a date text of 300,000 numerals": (_DATE, "一" * 300_000),
    "a year of 5,000 figures": (_DATE, "1" * 5_000 + "年"),
    "nested tables": (_BODY, "<table><tr><td>" * 800),
    "a row of 20,000 cells": (_BODY, "<table><tr>" + "<td>1" * 20_000 + "</table>"),
    "copyright notices": (_BODY, "<p>字" + "。版权声明:本文由某某发布转载" * 2_000),
    "lines of a footer": (_BODY, "<p>字" + "<p>扫一扫<p>400 0123 021" * 1_000),
    "ampersands": (_BODY, "<p>" + "&" * 100_000),
    "a category of a megabyte": (_CATEGORY, "类" * 330_000),
}
#: Likewise what is built to fill a parser's time, its memory, or the archive.
UNREADABLE: Final = {
    "nested without end": (_BODY, "<div>" * 100_000),
    "attributes": (_BODY, f"<p {' '.join(map(str, range(39_000)))}>"),
    "a title of a megabyte": (_TITLE, "题" * 330_000),
    "tags in a title": (_TITLE, "<em>字" * 20_000),
    "a body of 200,000 lines": (_BODY, "<pre>" + "a\n" * 200_000),
}


@case
def pages_that_stop_everything(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The first articles of the site are each built in another way; all that links to them is as ever."""
    shapes = (*ODD.values(), *UNREADABLE.values())
    for article, (tag, text) in zip(site.articles, shapes, strict=False):
        if path == article.url.removeprefix(site.base_url.rstrip("/")):
            return with_body(answer, re.sub(tag, rb"\1" + text.encode(), answer[2], count=1))
    return answer
