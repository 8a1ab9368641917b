"""What is asked in Python means something, or is refused in a line that says what would."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.making import BASE, NOON, SITE, Crawl, archive_at
from tests.postgresql import schema
from xzcrawl.archive import Archive
from xzcrawl.archive.overview import Overview
from xzcrawl.archive.writer import Writer
from xzcrawl.errors import UsageError
from xzcrawl.search import Order


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Three articles of three days, which every test here only reads."""
    if request.param == "postgresql":
        with schema("meaning") as url, three_articles(url) as archive:
            yield archive
    else:
        path = tmp_path_factory.mktemp("meaning") / "archive.db"
        with three_articles(archive_at(path)) as archive:
            yield archive


def three_articles(url: str) -> Archive:
    crawl = Crawl()
    with Writer(url, clock=lambda: NOON) as writer:
        writer.begin_run(
            site=SITE, base_url=BASE, spider="xz", mode="full", started_at=NOON, versions={"extractor": "7"}
        )
        for number, day in enumerate(("2022-09-24", "2022-09-30", "2023-01-01"), start=1):
            reading = crawl.reading(f"{day}T00:00:00", f"{day}T23:59:59")
            writer.put(crawl.article(str(number), reading=reading, category="产业"))
    return Archive(url)


UNKNOWN = [
    ({"categroy": "产业"}, "no filter 'categroy': did you mean 'category'?"),
    ({"Since": date(2022, 9, 1)}, "no filter 'Since': did you mean 'since'?"),
    ({"published": 5}, "no filter 'published': there are category, tag, author, site, since, "),
]
MEANINGLESS = [
    ({"category": 5}, "category must be a name or several names, not 5"),
    ({"tag": ["新能源", None]}, "tag must be a name or several names, not ['新能源', None]"),
    ({"site": b"xz.example"}, "site must be a name or several names, not b'xz.example'"),
    ({"category": []}, "category names nothing: leave it out, or give None, where any will do"),
    ({"tag": ()}, "tag names nothing: leave it out, or give None, where any will do"),
    ({"gone": "false"}, "gone must be True, False or None, not 'false'"),
    ({"gone": "yes"}, "gone must be True, False or None, not 'yes'"),
    ({"gone": 1}, "gone must be True, False or None, not 1"),
    ({"limit": -1}, "limit must be a number from 0 on, not -1"),
    ({"limit": "20"}, "limit must be a number from 0 on, not '20'"),
    ({"limit": True}, "limit must be a number from 0 on, not True"),
    ({"limit": 2**63}, "limit must be a number from 0 on, not 9223372036854775808"),
    ({"offset": -3}, "offset must be a number from 0 on, not -3"),
    ({"offset": 1.5}, "offset must be a number from 0 on, not 1.5"),
    ({"since": "gestern"}, "'gestern' is not a date: write 2022-09-24 or 2022-09-24T10:05:33+08:00"),
    ({"until": "2022-13-01"}, "'2022-13-01' is not a date: write 2022-09-24 or 2022-09-24T10:05:33+08:00"),
    ({"since": 20220924}, "since must be a date, a datetime, or one in ISO 8601, from 1000 to 9000"),
    ({"until": date.max}, "until must be a date, a datetime, or one in ISO 8601, from 1000 to 9000"),
    (
        {"changed_since": datetime(999, 1, 1, tzinfo=UTC)},
        "changed_since must be a date, a datetime, or one in ISO 8601",
    ),
    ({"certainty": "bogus"}, "certainty must be best or certainly or possibly, not 'bogus'"),
    ({"certainty": ["best"]}, "certainty must be best or certainly or possibly, not ['best']"),
    ({"certainty": "certainly"}, "'certainly' says how since and until are meant: give one of them"),
    (
        {"since": date(2022, 9, 30), "until": date(2022, 9, 24)},
        "nothing is since 2022-09-30 and until 2022-09-24, which is earlier",
    ),
    (
        {"since": "2022-09-30T00:00:01", "until": datetime(2022, 9, 29, 16, tzinfo=UTC)},
        "nothing is since 2022-09-30 00:00:01+08:00 and until 2022-09-29 16:00:00+00:00",
    ),
]


@pytest.mark.parametrize(("filters", "said"), [*UNKNOWN, *MEANINGLESS])
def test_what_means_nothing_is_refused_before_anything_is_read(
    archive: Archive, filters: dict[str, Any], said: str
) -> None:
    """Wherever filters go, and where the articles are asked for, not where the first one is taken."""
    for ask in (
        archive.articles,
        archive.count,
        lambda **given: archive.search("段", **given),
        lambda **given: Overview(archive.database).vanished(given, limit=1),
        lambda **given: Overview(archive.database).count_vanished(given),
        lambda **given: archive.latest(1, given),
    ):
        with pytest.raises(UsageError) as refused:
            ask(**filters)
        assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("method", "filters", "said"),
    [
        ("articles", {"order": "bogus"}, "order must be id or newest or relevance, not 'bogus'"),
        ("count", {"order": "date"}, "order must be id or newest or relevance, not 'date'"),
        ("articles", {"order": "relevance"}, "relevance is an order of what a query finds: give a query"),
        ("count", {"query": 5}, "query must be a text, not 5"),
        ("search", {"query": "段", "sort": "bogus"}, "sort must be relevance or date, not 'bogus'"),
        ("search", {"query": "段", "order": "newest"}, "no filter 'order'"),
        ("search", {"query": "段", "srot": "date"}, "no filter 'srot': did you mean 'sort'?"),
    ],
)
def test_what_one_of_them_takes_alone_is_made_sure_of_too(
    archive: Archive, method: str, filters: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        getattr(archive, method)(**filters)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ({"since": "2022-09-30"}, "23"),
        ({"until": "2022-09-30"}, "12"),
        ({"since": "2022-09-30T00:00:00"}, "23"),
        ({"since": "2022-09-29T16:00:01Z"}, "3"),
        ({"since": "2022-09-24", "until": date(2022, 9, 24), "certainty": "certainly"}, "1"),
        ({"changed_since": "2999-01-01"}, ""),
        ({"certainty": "best"}, "123"),
        ({"category": None, "gone": None, "since": None, "order": None, "query": None}, "123"),
        ({"category": {"产业"}}, "123"),
    ],
)
def test_days_may_be_texts_and_none_is_as_good_as_none(
    archive: Archive, filters: dict[str, Any], keys: str
) -> None:
    assert "".join(record.key for record in archive.articles(**filters)) == keys
    assert archive.count(**filters) == len(keys)


def test_relevance_orders_what_a_query_finds(archive: Archive) -> None:
    order: Order = "relevance"
    assert [record.key for record in archive.articles(query="标题2", order=order)] == ["2"]
