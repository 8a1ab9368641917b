"""What is known of articles is packed, and comes out as it was put in."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xzcrawl.frontier import KnownArticle, KnownArticles, KnownUrls
from xzcrawl.items import DateInterval
from xzcrawl.urls import Address, Kind

_INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_LISTINGS = st.builds(Address, st.sampled_from([Kind.CATEGORY, Kind.TAG, Kind.AUTHOR]), st.text(max_size=3))
_ARTICLES = st.builds(
    KnownArticle,
    st.text(min_size=1),
    st.none() | st.builds(DateInterval, _INSTANTS, _INSTANTS, st.just("day"), st.text(max_size=3)),
    st.frozensets(_LISTINGS, max_size=6),
    st.booleans(),
    st.none() | st.text(),
    st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.none() | _INSTANTS,
    st.none() | st.text(),
)


@given(st.dictionaries(st.text(), _ARTICLES, max_size=5))
def test_articles_come_out_as_they_were_put_in(articles: dict[str, KnownArticle]) -> None:
    packed = KnownArticles()
    for key, article in articles.items():
        packed.add(key, article)
    assert dict(packed) == articles
    assert [key in packed for key in (*articles, "不在")] == [True] * len(articles) + ["不在" in articles]


def test_the_id_of_an_article_may_be_its_key() -> None:
    packed = KnownArticles()
    packed.add("6202", KnownArticle("6202"))
    packed.add("quanshan", KnownArticle("6202"))
    assert {key: article.source_id for key, article in packed.items()} == {"6202": "6202", "quanshan": "6202"}


def test_those_that_the_home_listing_shows_are_told_by_their_dates() -> None:
    day = datetime(2026, 11, 24, tzinfo=UTC)
    dated = DateInterval(day, day + timedelta(hours=23), "day", "")
    known = KnownArticles(
        {
            "1": KnownArticle("1", dated, shown=True),
            "2": KnownArticle("2", dated),
            "3": KnownArticle("3", shown=True),
        }
    )
    assert [*known.shown()] == ["1", "3"]
    assert [[*known.shown(day - timedelta(seconds=seconds))] for seconds in (0, 1)] == [[], ["1"]]


def test_urls_come_out_in_their_order() -> None:
    packed, urls = KnownUrls(), ("http://xz.example/?id=2", "http://xz.example/post/2.html")
    packed.add("2", urls)
    packed.add("3", urls[:1])
    assert dict(packed) == {"2": urls, "3": urls[:1]}
    assert packed.get("4") is None
