"""The JSON API: its objects and its errors."""

from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from xzcrawl.archive import Archive
from xzcrawl.plain.article_object import article_object

TITLE = "全力冲刺!徐州泉山区定下这些“大目标”"


def test_a_search_gives_the_documented_object(reader: TestClient) -> None:
    found = reader.get("/api/search", params={"q": "招商引资", "sort": "date"}).json()
    assert found == {
        "query": "招商引资",
        "total": 1,
        "results": [
            {
                "id": 1,
                "url": "http://xz.example/index.php/post/6202.html",
                "title": TITLE,
                "published_at": "2022-09-24T00:00:00+08:00",
                "published_earliest": "2022-09-24T00:00:00+08:00",
                "published_latest": "2022-09-24T23:59:59+08:00",
                "published_precision": "day",
                "category": "徐州产业信息",
                "snippet": (
                    "3月8日,在广大干群… …奋力铸就高质量发展新辉煌。 <mark>招商引资</mark>再创新高。 第四段。"
                ),
                "score": None,
            }
        ],
    }


def test_without_words_the_newest_are_found(reader: TestClient) -> None:
    found = reader.get("/api/search", params={"limit": 1, "offset": 1}).json()
    assert (found["total"], [one["title"] for one in found["results"]]) == (3, [TITLE])


def test_what_is_asked_for_twice_comes_once(reader: TestClient) -> None:
    once = reader.get("/api/changes?kind=first&kind=gone").json()
    assert len(once) == 4
    assert reader.get("/api/changes?kind=first&kind=gone&kind=first&kind=gone").json() == once
    names = "category=徐州产业信息&category=徐州产业信息&tag=产业&tag=产业"
    assert reader.get(f"/api/search?{names}").json()["total"] == 1
    assert reader.get(f"/?{names}").headers["hx-replace-url"].count("category=") == 1


@pytest.mark.parametrize("address", ["/api/changes?kind=first", "/api/search?category=a", "/?tag=a"])
def test_a_parameter_that_is_repeated_without_end_is_refused(reader: TestClient, address: str) -> None:
    repeated = address + 3_000 * f"&{address.partition('?')[2]}"
    assert reader.get(repeated).status_code in (400, 422)


def test_of_thousands_of_wrong_parameters_a_few_are_told(reader: TestClient) -> None:
    wrong = "&".join(f"p{number}=1" for number in range(7_000))
    assert len(reader.get(f"/api/search?{wrong}").json()["detail"]) == 10
    long = reader.get("/api/search", params={"q" * 50_000: "1"})
    assert (long.status_code, len(long.content) < 1_000) == (422, True)


def test_an_article_is_the_object_of_the_dump(reader: TestClient, archive: Archive) -> None:
    assert reader.get("/api/articles/2").json() == _as_json(article_object(archive.article(2)))


def _as_json(value: object) -> object:
    """Tuples as the lists that they are in JSON."""
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    return [_as_json(item) for item in value] if isinstance(value, list | tuple) else value


def test_articles_come_by_id_page_by_page_and_since_a_moment(reader: TestClient) -> None:
    page = reader.get("/api/articles", params={"limit": 2, "offset": 1}).json()
    assert (page["total"], [one["id"] for one in page["articles"]]) == (3, [2, 3])
    news = reader.get("/api/articles", params={"changed_since": "2023-07-21"}).json()
    assert [one["id"] for one in news["articles"]] == [1, 2]  # changed, and gone


def test_the_history_of_an_article_is_told(reader: TestClient) -> None:
    history = reader.get("/api/articles/1/history").json()
    assert [one["cause"] for one in history["revisions"]] == ["first", "changed"]
    assert history["evidence"]["earliest"]["text"] == "10个月前 (09-24)"
    assert [one["kind"] for one in reader.get("/api/articles/2/history").json()["events"]] == ["gone"]
    assert "招商引资再上台阶。" in reader.get("/api/articles/1/revisions/1").json()["text"]
    changes = reader.get("/api/articles/1/diff", params={"a": 1, "b": 2}).json()["text"]
    assert [one["clauses"] for one in changes if one["kind"] == "removed"] == [["招商引资再上台阶。\n"]]


def test_the_archive_is_told_in_figures(reader: TestClient) -> None:
    assert reader.get("/api/stats").json()["articles"] == 3
    assert reader.get("/api/categories").json() == [
        {"name": None, "articles": 2, "newest": "2022-09-24T00:00:00+08:00"},
        {"name": "徐州产业信息", "articles": 1, "newest": "2022-09-24T00:00:00+08:00"},
    ]
    assert [one["name"] for one in reader.get("/api/tags").json()] == ["产业", "泉山区"]
    assert reader.get("/api/timeline").json() == [
        {"month": "2022-09", "category": None, "articles": 1},
        {"month": "2022-09", "category": "徐州产业信息", "articles": 1},
    ]
    assert [one["kind"] for one in reader.get("/api/changes?kind=gone&kind=changed").json()] == [
        "changed",
        "gone",
    ]
    assert [one["outcome"] for one in reader.get("/api/runs").json()["runs"]] == ["finished"] * 3


def test_what_is_asked_wrongly_is_told_in_a_line(reader: TestClient) -> None:
    asked = reader.get("/api/search", params={"q": "(招商"})
    assert (asked.status_code, asked.json()) == (400, {"detail": "a bracket is not closed"})
    assert reader.get("/api/articles/99").status_code == 404
    assert reader.get("/api/articles/0").status_code == 422
    assert reader.get("/api/nothing").json() == {"detail": "Not Found"}


@pytest.mark.parametrize("address", ["/api/search", "/api/articles"])
def test_what_is_no_filter_is_refused_not_ignored(reader: TestClient, address: str) -> None:
    answer = reader.get(address, params={"categroy": "招商政策"})
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["query", "categroy"])
    assert answer.json()["detail"][0]["msg"] == "no such parameter: did you mean category?"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"certainty": "certainly"}, "'certainly' says how since and until are meant: give one of them too"),
        (
            {"since": "2026-02-01", "until": "2026-01-01"},
            "nothing is since 2026-02-01 and until 2026-01-01, which is earlier",
        ),
    ],
)
def test_what_can_have_no_effect_is_refused(reader: TestClient, asked: Mapping[str, str], told: str) -> None:
    for address in ("/api/search", "/api/articles"):
        answer = reader.get(address, params=asked)
        assert (answer.status_code, answer.json()) == (400, {"detail": told})


@pytest.mark.parametrize(
    "address",
    [
        "/api/articles/1", "/api/articles/1/history", "/api/articles/1/revisions/1",
        "/api/articles/1/diff?a=1&b=2", "/api/stats", "/api/categories", "/api/tags", "/api/timeline",
        "/api/changes", "/api/runs", "/api/docs",
    ],
)  # fmt: skip
def test_no_address_ignores_a_parameter(reader: TestClient, address: str) -> None:
    assert reader.get(address).status_code == 200
    answer = reader.get(address + ("&" if "?" in address else "?") + "x=1")
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["query", "x"])


def test_what_takes_one_value_is_not_given_two(reader: TestClient) -> None:
    answer = reader.get("/api/search?q=招商&q=厂房&limit=1&limit=2")
    assert [one["loc"][-1] for one in answer.json()["detail"]] == ["q", "limit"]


def test_of_several_tags_an_article_has_all_and_of_several_categories_one(reader: TestClient) -> None:
    asked = "/api/articles?category=徐州产业信息&category=招商政策&tag=产业"
    assert [one["id"] for one in reader.get(asked).json()["articles"]] == [1]
    assert reader.get(f"{asked}&tag=厂房").json()["total"] == 0
    assert reader.get("/api/search?q=招商&tag=产业&tag=泉山区").json()["total"] == 1
