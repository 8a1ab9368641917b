"""A spider that is not declared as it should be is told in one line."""

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.families import ZBLOG_TPURE
from xzcrawl.families.family import Family
from xzcrawl.spider import SiteSpider


class Undeclared(SiteSpider):
    name = "undeclared"
    base_url = "http://xz.example/"


class Unregistered(Undeclared):
    name = "unregistered"
    family = Family("mine", ZBLOG_TPURE.cms, ZBLOG_TPURE.theme)


@pytest.mark.parametrize("spider", [Undeclared, Unregistered])
def test_a_spider_without_a_family_that_the_archive_can_name_is_refused(spider: type[SiteSpider]) -> None:
    with pytest.raises(UsageError, match=f"the spider {spider.name} must declare a family .*zblog-tpure"):
        spider()
