"""Where a link leads depends on its page alone, not on the pages that showed the same link before."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.extract.pages import SITE
from xzcrawl.extract.addresses import Resolver
from xzcrawl.urls import absolute

PAGES = (
    "http://xuzhou.021cf.cn/index.php/post/1.html",
    "http://xuzhou.021cf.cn/",
    "http://xuzhou.021cf.cn/a/b/",
)


@pytest.mark.parametrize(
    "href",
    [
        "618.html",
        "http:618.html",
        "http:?id=5",
        "http:",
        "//",
        "//cdn.example/a.png",
        "/?id=5",
        "http://a.example/",
    ],
)
def test_a_link_leads_where_its_own_page_says(href: str) -> None:
    link = LexborHTMLParser(f'<a href="{href}">六</a>').css_first("a")
    assert link is not None
    found = [Resolver(page, SITE).target(link) for page in PAGES]
    urls = [absolute(href, page) for page in PAGES]
    assert found == [(url, SITE.classify(url)) if url else None for url in urls]
