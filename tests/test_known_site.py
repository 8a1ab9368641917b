"""What a walk is told of its site's past."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from xzcrawl.archive import KnownUrl
from xzcrawl.archive.records import KnownListing
from xzcrawl.extensions.past import Past
from xzcrawl.frontier import Known
from xzcrawl.items import KnownAddress, ListingPage, UrlState
from xzcrawl.runs import MODES
from xzcrawl.spider.known_site import MOST_FAILURES, known_site
from xzcrawl.urls import Address, Kind

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)

NEVER_FETCHED = KnownUrl(
    id=1,
    key="1",
    url="http://xz.example/index.php/post/1.html",
    state=UrlState.DISCOVERED,
    failures=0,
    tried_at=None,
    fetched_at=None,
    alias_of=None,
    listed_at=None,
    next_visit_at=None,
    gone_at=None,
    memberships=None,
    published_earliest=None,
    published_latest=None,
)
ARCHIVED = replace(
    NEVER_FETCHED,
    state=UrlState.FETCHED,
    tried_at=NOW - 9 * DAY,
    fetched_at=NOW - 9 * DAY,
    listed_at=NOW - 9 * DAY,
    next_visit_at=NOW + DAY,
    memberships=(("category", "2"),),
)


def past(*urls: KnownUrl, **more: object) -> Past:
    """The past of a site with these addresses, whose rows are numbered from 1."""
    urls = tuple(replace(url, id=number) for number, url in enumerate(urls, start=1))
    articles: dict[int, list[KnownUrl]] = {}
    for url in sorted(urls, key=lambda url: url.id != url.main):
        articles.setdefault(url.main, []).append(url)
    none: dict[str, object] = {"listings": (), "full_at": None, "unfinished": {}, "missing": {}}
    return Past(articles=articles.values(), **(none | more))  # type: ignore[arg-type]


def told(one: Past, mode: str, now: datetime, revisits: int) -> Known:
    """What a walk is told that may make so many revisits, of however many articles."""
    return known_site(one, mode, now, lambda _: revisits)


def test_an_article_that_was_tried_after_now_is_due_whatever_was_planned() -> None:
    """The clock of that run was ahead, and put its next visit off by as much."""
    ahead = replace(ARCHIVED, key="1", tried_at=NOW + 3 * DAY, next_visit_at=NOW + 4 * DAY)
    assert list(told(past(ahead, replace(ARCHIVED, key="2")), "full", NOW, 50).due) == ["1"]


def test_each_address_is_what_came_of_it() -> None:
    known = told(
        past(
            replace(NEVER_FETCHED, key="discovered"),
            replace(NEVER_FETCHED, key="failed", state=UrlState.FAILED, failures=MOST_FAILURES - 1),
            replace(NEVER_FETCHED, key="hopeless", state=UrlState.FAILED, failures=MOST_FAILURES),
            replace(NEVER_FETCHED, key="page", state=UrlState.NOT_ARTICLE),
            replace(NEVER_FETCHED, key="forbidden", state=UrlState.FORBIDDEN),
            replace(NEVER_FETCHED, key="dead link", state=UrlState.GONE),
            replace(NEVER_FETCHED, key="alias", state=UrlState.FETCHED, alias_of=7),
            replace(ARCHIVED, key="archived"),
            replace(ARCHIVED, key="failing", state=UrlState.FAILED, failures=9),
            replace(ARCHIVED, key="deleted", state=UrlState.GONE, gone_at=NOW - DAY),
        ),
        "update",
        NOW,
        50,
    )
    assert sorted(known.unknown) == ["discovered", "failed", "forbidden"]
    assert sorted(known.closed) == ["hopeless", "page"]
    assert sorted(known.gone) == ["dead link", "deleted"]
    assert sorted(known.articles) == ["alias", "archived", "failing"]
    assert known.articles["archived"].memberships == {Address(Kind.CATEGORY, "2")}
    assert known.due == []


def test_a_date_in_the_text_of_an_article_dates_no_other() -> None:
    dated = {"published_earliest": NOW - 9 * DAY, "published_latest": NOW - 8 * DAY}
    known = told(
        past(*(replace(ARCHIVED, id=place, key=source, published_source=source, **dated)  # type: ignore[arg-type]
               for place, source in enumerate(("page", "body")))),
        "update", NOW, 50,
    )  # fmt: skip
    assert [known.articles[key].interval is not None for key in ("page", "body")] == [True, False]


def test_every_run_asks_again_for_what_robots_txt_forbade() -> None:
    """It costs nothing: where it is still forbidden, no request goes out."""
    forbidden = past(replace(NEVER_FETCHED, state=UrlState.FORBIDDEN))
    asked = {mode: sorted(told(forbidden, mode, NOW, 50).unknown) for mode in MODES}
    assert asked == {mode: ["1"] for mode in MODES}


def test_a_walk_of_the_whole_site_asks_again_for_what_failed_often_and_is_listed() -> None:
    shown = KnownAddress("http://xz.example/index.php/post/1.html", "list", listed_at=NOW - DAY)
    hopeless = replace(NEVER_FETCHED, state=UrlState.FAILED, failures=99, addresses=(shown,))
    asked = {mode: [*told(past(hopeless), mode, NOW, 50).unknown] for mode in MODES}
    assert asked == {"full": ["1"], "recheck": ["1"], "update": [], "revisit": []}


def test_the_title_of_a_page_is_told_under_the_main_key_of_an_article_that_no_list_has_shown() -> None:
    listed, never = (
        replace(ARCHIVED, key="1"),
        replace(ARCHIVED, key="2", listed_at=None, unlisted_title="甲"),
    )
    alias = replace(ARCHIVED, key="quanshan", alias_of=1, listed_at=None, unlisted_title="甲")
    known = told(past(listed, never, alias), "full", NOW, 50).articles
    assert {key: article.unlisted_title for key, article in known.items()} == {
        "1": None, "2": "甲", "quanshan": None
    }  # fmt: skip


def test_the_keys_of_an_article_share_its_addresses_and_it_is_due_once() -> None:
    """Each key has the URLs that were seen of both; the list's goes first."""
    old = KnownAddress(f"{POSTS}6202.html", "canonical", None, NOW - DAY, NOW - DAY)
    new = KnownAddress(f"{POSTS}quanshan.html", "list", NOW - DAY)
    main = replace(ARCHIVED, key="6202", source_id="6202", next_visit_at=NOW - DAY, addresses=(old,))
    alias = replace(main, key="quanshan", alias_of=1, addresses=(new,))
    known = told(past(main, alias), "update", NOW, 50)
    assert known.addresses == dict.fromkeys(("6202", "quanshan"), (new.url, old.url))
    assert [*known.due] == ["6202"]
    assert {key: article.shown for key, article in known.articles.items()} == {
        "6202": True,
        "quanshan": False,
    }


POSTS = "http://xz.example/index.php/post/"


def test_the_most_overdue_are_visited_first_within_the_budget() -> None:
    urls = [replace(ARCHIVED, key=str(days), next_visit_at=NOW - days * DAY) for days in (1, 5, 0, 3, -2)]
    assert [*told(past(*urls), "update", NOW, 3).due] == ["5", "3", "1"]
    assert [*told(past(*urls), "revisit", NOW, 50).due] == ["5", "3", "1", "0"]
    assert [*told(past(*urls), "update", NOW, 0).due] == []


def test_a_recheck_fetches_every_article_by_its_main_address_and_what_is_gone_too() -> None:
    gone = replace(ARCHIVED, key="gone", state=UrlState.GONE, gone_at=NOW - DAY)
    alias = replace(NEVER_FETCHED, key="alias", state=UrlState.FETCHED, alias_of=1)
    assert [*told(past(ARCHIVED, gone, alias), "recheck", NOW, 0).due] == ["1", "gone"]


def test_a_recheck_that_was_broken_off_goes_on() -> None:
    since = NOW - timedelta(hours=2)
    after = {"tried_at": since + timedelta(minutes=1)}
    seen = replace(ARCHIVED, key="seen", **after)  # type: ignore[arg-type]
    failed = replace(ARCHIVED, key="failed", state="failed", **after)  # type: ignore[arg-type]
    known = told(past(ARCHIVED, seen, failed, unfinished={"recheck": since}), "recheck", NOW, 0)
    assert [*known.due] == ["1", "failed"]


@pytest.mark.parametrize(
    ("listed_at", "full_at", "shown"),
    [
        (None, None, False),
        (NOW - 9 * DAY, None, True),
        (NOW - 9 * DAY, NOW - 9 * DAY, True),
        (NOW - 9 * DAY, NOW - 8 * DAY - timedelta(hours=1), True),  # the walk had begun a day before
        (NOW - 9 * DAY, NOW - 3 * DAY, False),  # the last walk did not show it any more
    ],
)
def test_an_article_is_missed_that_the_walk_before_showed(
    listed_at: datetime | None, full_at: datetime | None, shown: bool
) -> None:
    url = replace(ARCHIVED, listed_at=listed_at)
    assert told(past(url, full_at=full_at), "full", NOW, 0).articles["1"].shown is shown


def test_an_article_that_this_walk_has_looked_at_is_missed_no_more() -> None:
    since = NOW - timedelta(hours=2)
    looked_at = replace(ARCHIVED, tried_at=since + timedelta(minutes=1))
    known = told(past(looked_at, unfinished={"full": since}), "full", NOW, 0)
    assert known.articles["1"].shown is False


def page(number: int, read_at: datetime | None, kind: str = "home", key: str = "") -> KnownListing:
    shown = ListingPage(kind, key, number, "", ("1",), (), 3, "http://xz.example/index.php/page_3.html")
    return KnownListing(kind, key, number, "http://xz.example/x", read_at, shown if read_at else None)


def numbers(listings: list[KnownListing], since: datetime) -> list[tuple[str, int]]:
    known = told(past(listings=listings, unfinished={"full": since}), "full", NOW, 0)
    return [(shown.kind, shown.page) for shown in known.pages]


def test_a_walk_that_was_broken_off_remembers_the_pages_it_read() -> None:
    since = NOW - timedelta(hours=2)
    minutes = [since + timedelta(minutes=number) for number in range(5)]
    listings = [
        page(1, minutes[1]),
        page(2, minutes[2]),
        page(3, NOW - 3 * DAY),
        page(1, minutes[3], "category", "2"),
        page(1, None, "tag", "10"),
    ]
    assert numbers(listings, since) == [("home", 1), ("home", 2), ("category", 1)]


def test_pages_of_another_state_of_the_site_are_not_remembered() -> None:
    """The home page was stored again after them, because it had changed."""
    since = NOW - timedelta(hours=2)
    minutes = [since + timedelta(minutes=number) for number in range(5)]
    assert numbers([page(1, minutes[3]), page(2, minutes[1]), page(3, minutes[4])], since) == [
        ("home", 1),
        ("home", 3),
    ]
    assert numbers([page(1, since - DAY), page(2, minutes[1])], since) == []


def test_every_side_listing_that_was_ever_found_is_known_by_its_first_page() -> None:
    listings = [page(1, None, "tag", "10"), page(2, NOW, "tag", "11"), page(1, NOW, "category", "2")]
    known = told(past(listings=listings), "update", NOW, 0)
    assert [(one.address.kind, one.address.key, one.read_at) for one in known.listings] == [
        ("tag", "10", None),
        ("category", "2", NOW),
    ]


def test_what_was_found_since_the_last_finished_run_may_hide_news() -> None:
    before, after = (
        replace(ARCHIVED, key=key, found_at=NOW + hours * timedelta(hours=1))
        for key, hours in (("7", -2), ("8", 1))
    )
    known = told(past(before, after, read_until=NOW), "update", NOW + DAY, 0)
    assert [key for key in ("7", "8", "9") if known.may_hide_news(key)] == ["8", "9"]


def test_articles_that_are_gone_count_among_those_of_which_a_share_is_visited_again() -> None:
    gone = replace(ARCHIVED, key="gone", state=UrlState.GONE, gone_at=NOW - DAY)
    due = [replace(ARCHIVED, key=str(number), next_visit_at=NOW - DAY) for number in range(8)]
    site = past(gone, *due, replace(NEVER_FETCHED, key="8"))
    assert len(known_site(site, "update", NOW, lambda archived: archived // 3).due) == 3


def test_a_recheck_asks_for_articles_in_the_order_in_which_they_were_found() -> None:
    urls = [replace(ARCHIVED, key=key, next_visit_at=NOW - days * DAY) for key, days in (("9", 1), ("10", 5))]
    assert [*told(past(*urls), "recheck", NOW, 0).due] == ["9", "10"]
