"""What the feed of a day must show for the site to have narrowed it."""

import pytest

from tests.date_texts import at
from tests.sites import tpure
from xzcrawl.dates import parse_date
from xzcrawl.extract import FeedEntry
from xzcrawl.families import Site, described
from xzcrawl.frontier.feeds import FeedPlan
from xzcrawl.frontier.infer_dates import DateEvidence
from xzcrawl.items import Reading

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


def test_a_feed_of_which_nobody_knows_what_it_leaves_out_rules_out_no_day() -> None:
    family = described(
        articles=["/a/{id}.html"], lists=["/{list}/"], title="h1", body="#b", items="li", feed="/rss.xml"
    )
    now, evidence = at("2026-11-29 12:00:00"), DateEvidence()
    evidence.listed = {"7"}
    week = parse_date("1周前", now)
    evidence.learn("7", Reading("page", now, "1周前", week))
    plan = FeedPlan(Site.at("http://xz.example/", family), evidence, dict.fromkeys(("7", "20", "21"), "gn"))
    assert [visit.url for visit in plan.next_visit(now)] == ["http://xz.example/rss.xml"]
    entries = [
        FeedEntry(key, f"http://xz.example/a/{key}.html", "题", f"Mon, {day} Nov 2026 08:00:00 +0800")
        for key, day in (("21", 23), ("20", 16))
    ]
    plan.saw(None, entries, now)
    assert evidence.infer("7", plan.categories, now) is None
    assert evidence.interval("20") is not None
    assert plan.next_visit(now) == []
