"""Whole walks: what is found, and for how many requests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.making import more
from tests.walking import BASE, NOW, SITE, Walk, archived, demo, first_walk, ids
from xzcrawl import extract
from xzcrawl.dates import SHANGHAI, best_instant, combine, within_one_day
from xzcrawl.demo import DemoSite, Options, Truth
from xzcrawl.demo.site import Answer
from xzcrawl.errors import EmptyListing
from xzcrawl.families.zblog import classify
from xzcrawl.frontier import refuse_empty
from xzcrawl.items import DateInterval, Page, Reading
from xzcrawl.urls import Address, Kind

SITES = [
    {"articles": 300, "seed": 1},
    {"articles": 150, "seed": 2, "url_form": "mixed", "date_style": "Y-m-d"},
    {"articles": 150, "seed": 3, "url_form": "query", "pinned": 3},
    {"articles": 150, "seed": 4, "categories_hidden_from_home": frozenset({3, 5})},
    {"articles": 150, "seed": 5, "info_order": ("date",), "breadcrumb": False},
    {"articles": 150, "seed": 6, "tags": False, "related": "off", "feed_filters": False},
    {"articles": 150, "seed": 7, "related": "relatelist", "hidden_each": 3},
    {"articles": 25, "seed": 8},
    {"articles": 5, "seed": 9, "pinned": 0},
]


@pytest.mark.parametrize("options", SITES, ids=str)
def test_every_article_is_found_and_fetched_once_for_few_requests(options: dict[str, Any]) -> None:
    walk = first_walk(**options)
    assert sorted(walk.fetched) == ids(walk.site)
    assert walk.missed == []
    assert len(walk.requests) <= 1.15 * len(walk.site.articles) + 60


def test_nothing_but_content_is_fetched() -> None:
    walk = Walk(demo(articles=120, seed=3, url_form="mixed")).run()
    kinds = {Kind.ARTICLE, Kind.HOME, Kind.CATEGORY, Kind.AUTHOR, Kind.TAG, Kind.FEED}
    assert {_classified(url).kind for url in walk.requests} <= kinds
    unwanted = ("zb_system", "search", "index.php/2.html")
    assert not [
        url for url in walk.requests if url.endswith("?id=2") or any(word in url for word in unwanted)
    ]


def _classified(url: str) -> Address:
    address = classify(url, BASE)
    assert address is not None, url
    return address


def test_after_the_feeds_every_day_is_known_and_right() -> None:
    walk = Walk(demo(articles=300, seed=1)).run()
    truth = {str(article.id): article.published for article in walk.site.articles}
    inferred = dict(_all_inferences(walk))
    for key, published in truth.items():
        interval = inferred.get(key) or walk.frontier.date_evidence.interval(key)
        assert interval is not None
        assert interval.earliest <= published <= interval.latest, (key, published, interval)
        assert interval.earliest.date() == interval.latest.date() == published.date(), (
            key,
            published,
            interval,
        )


@pytest.mark.parametrize("hour", range(0, 24, 3))
@pytest.mark.parametrize("seed", [3, more(5), more(11)])
def test_what_is_inferred_on_the_way_is_true_at_every_hour(seed: int, hour: int) -> None:
    """Articles that no list shows are in no feed: their absence from one tells nothing of their day."""
    now = datetime(2026, 11, 25, hour, 20, tzinfo=SHANGHAI)
    site = demo(now, articles=60, seed=seed, url_form="mixed")
    truth = {str(article.id): article.published for article in site.articles}
    inferred = Walk(site, now=now).run().inferred
    assert [(key, reading.interval) for key, reading in inferred if not _holds(reading, truth[key])] == []


@pytest.mark.parametrize("hour", range(1, 24, 3))
@pytest.mark.parametrize("seed", [1, more(3), more(4), more(7)])
def test_a_day_is_open_only_where_no_neighbour_tells_it_and_then_not_claimed(seed: int, hour: int) -> None:
    """Of articles that no main list shows; their neighbours in time are known from their own pages."""
    now = datetime(2026, 11, 25, hour, 20, tzinfo=SHANGHAI)
    site = demo(now, articles=60, seed=seed, url_form="mixed")
    found = _published(Walk(site, now=now).run())
    still_open = [truth for truth in site.articles if not within_one_day(found[str(truth.id)])]
    assert [truth for truth in still_open if _neighbours_tell(truth, found, site)] == []
    assert {found[str(truth.id)].precision for truth in still_open} <= {"month"}
    others = [truth for truth in site.articles if truth not in still_open]
    assert [
        truth for truth in others if best_instant(found[str(truth.id)]).date() != truth.published.date()
    ] == []


def _published(walk: Walk) -> dict[str, DateInterval]:
    """What the archive would say of each article: all observations of the walk, and what was inferred."""
    said = {key: list(readings) for key, readings in walk.frontier.date_evidence.readings.items()}
    for key, reading in walk.inferred:
        said[key].append(reading)
    return {key: found.interval for key, readings in said.items() if (found := combine(readings))}


def _neighbours_tell(truth: Truth, found: dict[str, DateInterval], site: DemoSite) -> bool:
    """Whether an article's own text and the articles before and after it leave one day."""
    chain = [other.published for other in site.articles if other.visible in ("home", "category", "chain")]
    text = found[str(truth.id)]
    earliest = max([text.earliest, *(moment for moment in chain if moment < truth.published)])
    latest = min([text.latest, *(moment for moment in chain if moment > truth.published)])
    return earliest.date() == latest.date()


def _holds(reading: Reading, published: datetime) -> bool:
    return reading.interval is not None and reading.interval.earliest <= published <= reading.interval.latest


def _all_inferences(walk: Walk) -> Iterator[tuple[str, DateInterval | None]]:
    walk.frontier._feeds.inferred.clear()
    return ((key, reading.interval) for key, reading in walk.frontier.inferences(NOW))


@pytest.mark.parametrize("options", SITES, ids=str)
def test_a_walk_of_a_known_site_fetches_no_article(options: dict[str, Any]) -> None:
    site, memory = archived(**options)
    again = Walk(site, memory.known()).run()
    assert again.fetched == []
    assert len(again.requests) <= 0.15 * len(site.articles) + 60


@pytest.mark.slow
def test_a_walk_of_a_known_site_counts_its_listings_and_does_not_read_them() -> None:
    """A tenth of the articles in home pages; of each other listing the first page and the last."""
    site, memory = archived(articles=600, seed=12, hidden_each=0)
    again = Walk(site, memory.known()).run()
    counted = [address for address in memory.listings if address.kind is not Kind.MONTH]
    assert len(again.listing_pages) <= 61 + 2 * len(counted)


BACK_DATED = [(days, category) for days in (2, 30, 200, 700, 1200) for category in (2, 5)]


@pytest.mark.parametrize("hidden", [more(frozenset()), frozenset({5})], ids=["shown", "hidden"])
def test_a_whole_walk_finds_what_was_published_with_an_old_date(hidden: frozenset[int]) -> None:
    site, memory = archived(articles=300, seed=13, categories_hidden_from_home=hidden)
    added = [
        site.add("补发旧闻一则", ["补发的内容。"], NOW - timedelta(days=days), category=category)
        for days, category in BACK_DATED
    ]
    again = Walk(site, memory.known(), memory=memory).run()
    assert sorted(again.fetched) == sorted(str(truth.id) for truth in added)


def test_a_whole_walk_looks_at_those_alone_that_the_home_listing_no_longer_shows() -> None:
    site, memory = archived(articles=200, seed=14)
    shown = [truth.id for truth in site.articles if truth.visible == "home" and not truth.pinned]
    deleted = shown[::4]
    for number in deleted:
        site.delete(number)
    again = Walk(site, memory.known(), memory=memory).run()
    assert sorted(map(_key, again.missed)) == sorted(map(str, deleted))
    assert again.fetched == []
    assert memory.gone == set(map(str, deleted))


def test_a_home_listing_that_shows_nothing_makes_no_article_missed() -> None:
    _, memory = archived(articles=60, seed=18)
    for extent in ("whole", "news"):
        walk = Walk(demo(articles=0), memory.known(), extent).run()
        assert [url for url in walk.requests if "post/" in url] == []


def _key(url: str) -> str:
    return _classified(url).key


def test_an_article_that_is_gone_is_asked_for_again_where_a_list_shows_it() -> None:
    site, memory = archived(articles=60, seed=15)
    back, away = (str(site.articles[place].id) for place in (20, 30))
    site.delete(int(away))
    memory.gone = {back, away}
    again = Walk(site, memory.known(), memory=memory).run()
    assert again.fetched == [back]


def test_an_article_that_a_list_dates_otherwise_is_looked_at() -> None:
    site, memory = archived(articles=120, seed=16, date_style="Y-m-d H:i")
    changed = site.articles[70]
    site.redate(changed.id, changed.published + timedelta(days=40))
    again = Walk(site, memory.known(), memory=memory).run()
    assert again.fetched == [str(changed.id)]


def test_what_is_due_is_fetched_and_nothing_followed_where_nothing_else_is_wanted() -> None:
    site, memory = archived(articles=60, seed=17)
    site.add("新文章", ["正文。"], NOW)
    due = [str(truth.id) for truth in site.articles[10:15]]
    walk = Walk(site, memory.known(*due), "none").run()
    assert walk.fetched == due
    assert len(walk.requests) == len(due)


def test_an_empty_listing_page_is_an_error() -> None:
    page = Page(BASE, 200, {}, b"<body class='index'><div class='content'></div>", NOW, NOW)
    outline = extract.outline_of(extract.parse(page, SITE.family.theme), BASE, SITE)
    with pytest.raises(EmptyListing):
        refuse_empty(Address(Kind.HOME, ""), outline, SITE)
    with pytest.raises(EmptyListing):
        refuse_empty(Address(Kind.CATEGORY, "2", 3), outline, SITE)
    refuse_empty(Address(Kind.CATEGORY, "9"), outline, SITE)
    end = replace(outline, lists_nothing=True)
    refuse_empty(Address(Kind.CATEGORY, "2", 3), end, SITE)
    with pytest.raises(EmptyListing):
        refuse_empty(Address(Kind.HOME, ""), end, SITE)


def test_authors_that_no_page_names_are_found_by_the_ids_of_the_cms() -> None:
    """Until those asked for have written all there is: this site's three."""
    walk = Walk(demo(articles=60, seed=8, info_order=(), breadcrumb=False, hidden_each=0)).run()
    asked = [url for url in walk.requests if "auth=" in url]
    assert asked == [f"{BASE}?auth={number}" for number in (1, 2, 3)]


@pytest.mark.parametrize("body", [None, b'<body class="author"><div class="content"></div></body>'])
def test_authors_are_not_guessed_without_end(body: bytes | None) -> None:
    """The site answers for each author with its home page, or with a list that is empty."""

    class NoAuthors(DemoSite):
        def respond(self, path: str, query: str = "") -> Answer:
            if "auth=" not in query or body is None:
                return super().respond(path, "" if "auth=" in query else query)
            return 200, {}, body

    options = Options(articles=60, seed=8, info_order=(), breadcrumb=False, hidden_each=0)
    walk = Walk(NoAuthors(options, lambda: NOW)).run()
    assert len([url for url in walk.requests if "auth=" in url]) == 2


def test_no_author_is_guessed_where_pages_name_them() -> None:
    walk = Walk(demo(articles=60, seed=8, hidden_each=2)).run()
    assert not [url for url in walk.requests if "auth=" in url]
