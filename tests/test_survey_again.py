"""A site that has changed: the description that keeps how its pages looked before."""

from datetime import date

from xzcrawl.survey.again import changes, completed, renewed

OLD = {"articles": ["/a/{id}.html"], "lists": ["/a/{list}/"], "title": "h1", "body": "#old", "items": "li"}
NEW = {**OLD, "title": "h2", "articles": ["/b/{id}.html"]}


def test_what_has_changed_is_kept_for_the_pages_before() -> None:
    assert changes(OLD, NEW) == {"title": ("h1", "h2")}
    assert renewed(OLD, NEW, date(2026, 11, 29)) == {
        **NEW,
        "articles": ["/b/{id}.html", "/a/{id}.html"],
        "earlier": [{"until": "2026-11-29", "title": "h1"}],
    }


def test_what_changes_later_had_not_changed_before_either() -> None:
    once = renewed(OLD, NEW, date(2026, 11, 29))
    twice = renewed(once, {**NEW, "body": "#new"}, date(2027, 5, 1))
    assert twice["earlier"] == [
        {"until": "2026-11-29", "title": "h1", "body": "#old"},
        {"until": "2027-05-01", "body": "#old"},
    ]
    assert twice["body"] == "#new"


def test_what_was_not_found_this_time_stays_as_it_was_declared() -> None:
    tagged = {**OLD, "tags": ".tags a"}
    assert renewed(tagged, OLD, date(2026, 11, 29)) == tagged


def test_what_a_description_lacked_says_nothing_of_the_pages_before() -> None:
    more = {"tags": ".tags a", "asides": ".card", "author": ".by"}
    assert renewed(OLD, {**OLD, **more}, date(2026, 11, 29)) == {**OLD, **more}
    found = renewed(OLD, {**NEW, **more}, date(2026, 11, 29))
    assert found["earlier"] == [{"until": "2026-11-29", "title": "h1"}]


def test_lines_that_are_no_text_are_so_whenever_a_page_was_fetched() -> None:
    ended = {**OLD, "footers": ["credits"], "endings": ["完"]}
    found = renewed(ended, {**NEW, "footers": ["notices", "credits"]}, date(2026, 11, 29))
    assert (found["footers"], found["endings"]) == (["notices", "credits"], ["完"])
    assert found["earlier"] == [{"until": "2026-11-29", "title": "h1"}]


def test_a_description_that_fits_may_say_more_of_bodies_and_of_the_feed() -> None:
    more = {"asides": ".card", "footers": ["notices", "credits"], "feed": "/rss.xml"}
    assert completed(OLD, {**NEW, **more}) == {**OLD, **more}
    told = {**OLD, "asides": ".ad", "footers": ["credits"], "endings": ["完"], "feed": "/feed"}
    assert completed(told, {**NEW, **more}) == {**told, "footers": ["credits", "notices"]}
    assert completed(told, NEW) == told


def test_a_description_that_fits_may_say_more_of_what_stands_beside_bodies() -> None:
    more = {"author": ".by", "tags": ".t a", "attachments": ".files a"}
    assert completed(OLD, {**OLD, **more}) == {**OLD, **more}
    assert completed({**OLD, "author": ".name"}, {**OLD, **more}) == {**OLD, **more, "author": ".name"}


def test_an_ending_that_a_pattern_covers_is_said_already() -> None:
    told = {**OLD, "endings": ["版权所有：{*}"]}
    found = {**OLD, "endings": ["版权所有：苏州在线", "（完）"]}
    both = ["版权所有：{*}", "（完）"]
    assert completed(told, found)["endings"] == both
    assert renewed(told, found, date(2026, 11, 29))["endings"] == [
        "版权所有：苏州在线",
        "（完）",
        "版权所有：{*}",
    ]
    assert renewed(found, told, date(2026, 11, 29))["endings"] == both
