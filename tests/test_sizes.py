"""What a page of a list says of the size of the list, for the health checks."""

import pytest
from scrapy.utils.test import get_crawler

from tests.sites import tpure
from tests.walking import Memory
from xzcrawl.families import ZBLOG_TPURE, Family, described
from xzcrawl.frontier import HOME, Frontier
from xzcrawl.items import ListingPage
from xzcrawl.spider.sizes import note_size

SITE = tpure("http://xz.example/")
DESCRIBED = described(
    articles=["/a/{id}.html"], lists=["/{list}/{page}.html"], title="h1", body=".text", items="li"
)


@pytest.mark.parametrize(
    ("family", "page", "last_page", "noted"),
    [
        (ZBLOG_TPURE, 1, 2, 2),
        (ZBLOG_TPURE, 1, 7, 7),
        (DESCRIBED, 1, 7, 7),
        (DESCRIBED, 1, 2, None),  # 加载更多 names the next page alone
        (DESCRIBED, 6, 7, None),
        (DESCRIBED, 7, 1, 7),  # the last page names none
        (DESCRIBED, 1, 1, 1),
    ],
)
def test_a_page_that_names_the_next_one_alone_tells_no_size(
    family: Family, page: int, last_page: int, noted: int | None
) -> None:
    stats = get_crawler().stats
    assert stats is not None
    shown = ListingPage(
        kind="home", key="", page=page, url=SITE.base_url, posts=("1",), pinned=(), last_page=last_page,
        last_url="",
    )  # fmt: skip
    note_size(stats, Frontier(SITE, Memory().known(), "news"), HOME, shown, family)
    assert stats.get_value("xzcrawl/listing_pages/home") == noted
