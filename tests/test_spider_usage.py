"""A file of a spider that is not as it should be is told in one line."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from xzcrawl.errors import UsageError
from xzcrawl.families import ZBLOG_TPURE
from xzcrawl.families.family import Family
from xzcrawl.spider import SiteSpider
from xzcrawl.spider.usage import load_spider


def test_a_file_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "older_spiders.py").write_text("from xzcrawl.spider import ZBlogSpider\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(
        UsageError, match=r"a file in spiders/ cannot be loaded: .*ZBlogSpider.*adding_a_site"
    ):
        load_spider(Settings({"SPIDER_MODULES": ["older_spiders"]}), "xzinfo")


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
