"""A title that the home list shows tells whether an article may have changed."""

import pytest

from xzcrawl.frontier import Known, KnownArticle, KnownArticles
from xzcrawl.frontier.titles import Titles

PAGE = "徐州市泉山区召开安全生产工作会议"


@pytest.mark.parametrize(
    ("listed", "page", "title", "retitled"),
    [
        ("徐州市泉山区召开…", None, "徐州市泉山区召开…", False),
        ("徐州市泉山区召开…", None, "更正：会议改期", True),
        (None, PAGE, PAGE, False),
        (None, PAGE, "更正：会议改期", True),
        (None, PAGE, "徐州市泉山区召开安全…", False),
        (None, PAGE, "徐州市泉山区召开安全...", False),
        (None, PAGE, f"[置顶]{PAGE}", False),
        (None, PAGE, "", False),
        (None, None, PAGE, False),
    ],
)
def test_a_title_is_held_against_the_one_before(
    listed: str | None, page: str | None, title: str, retitled: bool
) -> None:
    article = KnownArticle("7", listed_title=listed, unlisted_title=page)
    titles = Titles(Known(articles=KnownArticles({"7": article})))
    assert titles.is_retitled("7", title) is retitled
    assert not titles.is_retitled("8", title)
