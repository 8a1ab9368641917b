"""What the pipelines take over from where a page was read, and what they do themselves."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from pipelines.boilerplate import BoilerplatePipeline
from pipelines.dates import DatesPipeline
from spiders.xzinfo import XzinfoSpider
from tests.bodies import body
from tests.sites import tpure
from xzcrawl.items import Article, Page, Zones
from xzcrawl.page_reader import finish_article

NOON = datetime(2023, 7, 20, 4, tzinfo=UTC)  # 12:00 in Shanghai
PAGE = Page("http://xuzhou.021cf.cn/?id=1", 200, {}, b"", NOON, NOON)
FOOTER = ("产业招商/厂房土地租售:400 0123 021", "或微信/手机:13391219793")
SITE = tpure("http://xuzhou.021cf.cn/")


@pytest.fixture
def crawler() -> Crawler:
    """A crawler whose spider reads dates by Shanghai's time."""
    crawler = get_crawler(XzinfoSpider)
    crawler.spider = crawler._create_spider()
    return crawler


def article(date_text: str) -> Article:
    return replace(body("徐州新签三个项目。", *FOOTER), page=PAGE, date_text=date_text)


def test_an_article_that_was_finished_with_its_page_is_taken_over(crawler: Crawler) -> None:
    finished = finish_article(article("2023-07-20 09:30"), SITE, Zones(), frozenset())
    assert [removed.text for removed in finished.removed] == [*FOOTER]
    dated = DatesPipeline.from_crawler(crawler).process_item(finished)
    assert dated.reading is finished.reading
    assert BoilerplatePipeline.from_crawler(crawler).process_item(dated) is dated


def test_a_date_that_was_read_by_other_zones_is_read_again(crawler: Crawler) -> None:
    finished = finish_article(article("2023-07-20 02:30"), SITE, Zones(pages=0), frozenset())
    dated = DatesPipeline.from_crawler(crawler).process_item(finished)
    found = [one.reading.interval.earliest.isoformat() for one in (finished, dated)]
    assert found == ["2023-07-20T10:30:00+08:00", "2023-07-20T02:30:00+08:00"]
