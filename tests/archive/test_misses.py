"""What becomes of addresses that gave no article."""

from tests.known_keys import known_keys
from tests.making import NOON, Crawl, Put, Rows, hours
from xzcrawl.archive import Archive


def test_misses_are_counted_and_an_article_ends_the_count(archive_url: str, put: Put, crawl: Crawl) -> None:
    put(
        crawl.listing(crawl.observation("6202")),
        crawl.miss("6202", at=1),
        crawl.miss("6202", at=2, status=None),
    )
    with Archive(archive_url) as archive:
        known = known_keys(archive, "xz.example")["6202"]
    assert (known.state, known.failures, known.tried_at, known.fetched_at) == ("failed", 2, hours(2), None)
    put(crawl.article(at=3))
    with Archive(archive_url) as archive:
        known = known_keys(archive, "xz.example")["6202"]
    assert (known.state, known.failures, known.tried_at, known.fetched_at) == (
        "fetched",
        0,
        hours(3),
        hours(3),
    )


def test_an_article_that_comes_after_a_try_of_the_same_run_that_failed_was_not_missed(
    put: Put, crawl: Crawl
) -> None:
    counts = put(crawl.miss("6202", at=1), crawl.article(at=2))
    assert [counts.get(name, 0) for name in ("misses", "articles_failed", "articles_new")] == [1, 0, 1]
    later = put(crawl.miss("7", at=25), at=25), put(crawl.article("7", at=49), at=49)
    assert [each.get("articles_failed", 0) for each in later] == [1, 0]  # what an earlier run missed stays


def test_a_fetched_article_that_fails_later_stays(
    archive_url: str, put: Put, crawl: Crawl, rows: Rows
) -> None:
    put(crawl.article())
    counts = put(crawl.miss("6202", "gone", 404, at=2))
    (row,) = rows("urls")
    assert (row["state"], row["status"], row["reason"], row["failures"]) == ("failed", 404, "gone", 1)
    assert (row["fetched_at"], row["tried_at"]) == (NOON, hours(2))
    assert counts == {"misses": 1, "articles_failed": 1}
    with Archive(archive_url) as archive:
        assert archive.count() == 1


def test_a_miss_of_an_address_nobody_linked_is_kept(put: Put, crawl: Crawl, rows: Rows) -> None:
    put(crawl.miss("77", "not_article", 200))
    (row,) = rows("urls")
    assert (row["key"], row["state"], row["found_on"], row["found_at"]) == ("77", "not_article", None, NOON)
