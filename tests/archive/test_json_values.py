"""Values of JSON columns have the shape that was declared, or are refused."""

from typing import Any

import pytest

from xzcrawl.archive.schema.json_values import CHECKS

_LINK = {"url": "https://xuzhou.021cf.cn/1.html", "title": "新闻"}
_DAY = {"earliest": "2022-09-24T00:00:00Z", "latest": "2022-09-24T23:59:59Z", "text": None}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("texts", []),
        ("texts", ["首页", "行业新闻"]),
        ("pairs", [["category", "3"], ["tag", "仓储"]]),
        ("links", [_LINK, dict(reversed(_LINK.items()))]),  # PostgreSQL keeps no order of names
        ("removed lines", [{"text": "电话：0516", "rule": "contact"}]),
        ("counts", {"articles": 3, "seconds": 1.5}),
        ("versions", {"extractor": "0.4.0", "git": None}),
        ("findings", [{"rule": "empty", "message": "没有文章", "pages": ["https://xuzhou.021cf.cn/"]}]),
        ("zones", {"pages": 0, "feed": [8, 8], "cached": True}),
        ("zones", {"pages": 0, "feed": None}),
        ("details", {"from": _DAY, "to": None}),
        ("details", {"how": "missing", "status": 404, "last_seen_at": "2022-09-24T00:00:00Z"}),
        ("details", {"gone_at": None}),
    ],
)
def test_what_the_archive_writes_has_its_shape(name: str, value: Any) -> None:
    assert CHECKS[name](value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("texts", "首页"),
        ("texts", {"首页": 1}),
        ("texts", ["首页", 3]),
        ("pairs", [["category"]]),
        ("pairs", [["category", "3", "4"]]),
        ("pairs", [["category", 3]]),
        ("pairs", ["ab"]),
        ("links", [{"url": "https://xuzhou.021cf.cn/1.html"}]),
        ("links", [_LINK | {"alt": ""}]),
        ("links", [_LINK | {"title": None}]),
        ("links", _LINK),
        ("counts", {"articles": True}),
        ("counts", ["articles"]),
        ("versions", {"git": 1}),
        ("findings", [{"rule": "empty", "message": "没有文章", "pages": [1]}]),
        ("zones", {"pages": 0}),
        ("zones", {"pages": False, "feed": None}),
        ("zones", {"pages": 0, "feed": [8]}),
        ("zones", {"pages": 0, "feed": [8, "8"], "cached": True}),
        ("details", {"from": None}),
        ("details", {"from": _DAY | {"text": 5}, "to": None}),
        ("details", {"how": "missing", "status": "404", "last_seen_at": ""}),
        ("details", []),
    ],
)
def test_anything_else_is_refused(name: str, value: Any) -> None:
    assert not CHECKS[name](value)
