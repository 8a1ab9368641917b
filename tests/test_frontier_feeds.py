"""What the feed of a day must show for the site to have narrowed it."""

import pytest

from tests.date_texts import at
from tests.sites import tpure
from xzcrawl.extract import FeedEntry
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.infer_dates import DateEvidence

BASE = "http://xuzhou.021cf.cn/"


@pytest.mark.parametrize(
    ("pub_date", "is_answer"),
    [
        ("Tue, 18 Jul 2023 00:00:00 +0800", True),
        ("Tue, 18 Jul 2023 23:59:59 +0800", True),
        ("Wed, 19 Jul 2023 00:00:00 +0800", True),  # the CMS's BETWEEN takes in the next midnight
        ("Wed, 19 Jul 2023 00:00:01 +0800", False),
        ("Mon, 17 Jul 2023 23:59:59 +0800", False),
    ],
)
def test_a_feed_of_a_day_that_shows_another_was_not_narrowed(pub_date: str, is_answer: bool) -> None:
    plan = FeedPlan(tpure(BASE), DateEvidence(), {})
    entry = FeedEntry("6202", f"{BASE}?id=6202", "题", pub_date)
    plan.saw(("date", "2023-07-18"), [entry], at("2023-07-20 12:00:00"))
    assert plan.unanswered == (set() if is_answer else {"date"})
