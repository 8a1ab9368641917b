"""Scrapy makes no records of pages and items that the log would leave out."""

import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from xzcrawl.extensions.log_records import LogRecords


@pytest.fixture
def scrapys() -> Iterator[logging.Logger]:
    logger = logging.getLogger("scrapy")
    before = logger.level
    yield logger
    logger.setLevel(before)


@pytest.mark.parametrize(("level", "made"), [("INFO", ["closed"]), ("DEBUG", ["crawled", "closed"])])
def test_the_records_are_those_of_the_log(
    scrapys: logging.Logger, caplog: pytest.LogCaptureFixture, level: str, made: list[str]
) -> None:
    crawler: Any = SimpleNamespace(settings={"LOG_LEVEL": level})
    LogRecords.from_crawler(crawler)
    engine = logging.getLogger("scrapy.core.engine")
    engine.debug("crawled")
    engine.info("closed")
    assert caplog.messages == made
