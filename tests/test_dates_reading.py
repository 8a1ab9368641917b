"""Which text of an article's page its date is read from, and what is said where none can be read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.bodies import body
from xzcrawl.dates import Attempt, attempt_article
from xzcrawl.items import Page, ReadingSource, Zones

NOON = datetime(2023, 7, 20, 4, tzinfo=UTC)  # 12:00 in Shanghai
PAGE = Page("http://xuzhou.021cf.cn/?id=1", 200, {}, b"", NOON, NOON)


def tried(date_text: str | None, body_date_text: str | None) -> Attempt:
    article = replace(body("一"), page=PAGE, date_text=date_text, body_date_text=body_date_text, views=38)
    return attempt_article(article, "half-up", Zones())


@pytest.mark.parametrize(
    ("date_text", "body_date_text", "source", "day"),
    [
        ("10个月前 (09-24)", None, "page", "2022-09-24"),
        ("10个月前 (09-24)", "发布日期:2022-12-13", "page", "2022-09-24"),
        (None, "发布日期:2022-12-13", "body", "2022-12-13"),
    ],
)
def test_the_date_line_counts_before_a_date_in_the_body(
    date_text: str | None, body_date_text: str | None, source: ReadingSource, day: str
) -> None:
    found = tried(date_text, body_date_text)
    assert found.reading.interval is not None
    assert (found.reading.source, f"{found.reading.interval.earliest:%Y-%m-%d}") == (source, day)
    assert (found.reading.views, found.is_unread, found.contradiction) == (38, False, None)


def test_an_article_without_a_date_has_its_views_and_nothing_unread() -> None:
    found = tried(None, None)
    assert (found.reading.source, found.reading.text, found.reading.interval) == ("page", None, None)
    assert (found.reading.views, found.is_unread) == (38, False)


@pytest.mark.parametrize(("text", "is_unread"), [("近日", True), ("2022-02-30", False)])
def test_a_text_without_a_date_is_unread_and_one_that_contradicts_itself_is_told(
    text: str, is_unread: bool
) -> None:
    found = tried(text, "发布日期:2022-12-13")
    assert (found.reading.text, found.reading.interval, found.reading.views) == (text, None, 38)
    assert (found.is_unread, found.contradiction is None) == (is_unread, is_unread)
