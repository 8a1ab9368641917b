"""The parts of an article that its page tells of, where only a script links them."""

import pytest

from xzcrawl.errors import UsageError
from xzcrawl.families import described
from xzcrawl.families.told_parts import told_parts
from xzcrawl.families.tree import Tree

BASE = "http://news.example.cn/"
TRS = ["/{*}/t{*}_{id}.html", "/{*}/t{*}_{id}_{part-1}.html"]
QUERY = ["/show.php?id={id}", "/show.php?id={id}&page={part}"]
CREATED = "createPageHTML({pages},"


def found(articles: list[str], told: list[str], html: str, path: str) -> dict[int, str]:
    urls = told_parts(articles, told, Tree(html), BASE + path, BASE)
    return {number: url.removeprefix(BASE) for number, url in urls.items()}


@pytest.mark.parametrize(
    ("articles", "told", "html", "path", "parts"),
    [
        (TRS, [CREATED], '<script>createPageHTML(3, 0, "t20260504_12", "html");</script>',
         "a/t20260504_12.html", {2: "a/t20260504_12_1.html", 3: "a/t20260504_12_2.html"}),
        (TRS, [CREATED], '<script>createPageHTML(1, 0, "t20260504_12", "html");</script>',
         "a/t20260504_12.html", {}),
        (TRS, [CREATED], "<script>function createPageHTML(_nPageCount, n){}</script>",
         "a/t20260504_12.html", {}),
        (TRS, [CREATED], "createPageHTML(100,", "a/t20260504_12.html", {}),
        (TRS, [CREATED], "createPageHTML(3,", "a/t20260504_12_1.html", {}),
        (TRS, [CREATED], "createPageHTML(3,", "a/other.html", {}),
        (TRS, [], "createPageHTML(3,", "a/t20260504_12.html", {}),
        (TRS[:1], [CREATED], "createPageHTML(3,", "a/t20260504_12.html", {}),
        (QUERY, ["共{pages}页"], "<p>共 2 页</p>", "show.php?id=12", {2: "show.php?id=12&page=2"}),
        (["/{id}/{*}.html", "/{id}/{*}_{part}.html"], ["共{pages}页"], "共2页", "12/a.html", {}),
        (["/新闻/{id}.html", "/新闻/{id}_{part}.html"], ["共{pages}页"], "共2页",
         "%E6%96%B0%E9%97%BB/12.html", {2: "%E6%96%B0%E9%97%BB/12_2.html"}),
    ],
)  # fmt: skip
def test_a_page_tells_of_the_parts_behind_it(
    articles: list[str], told: list[str], html: str, path: str, parts: dict[int, str]
) -> None:
    assert found(articles, told, html, path) == parts


def test_a_text_that_tells_no_number_is_no_declaration() -> None:
    with pytest.raises(UsageError, match="parts must be texts with"):
        described(articles=TRS, lists=["/{list}/"], title="h1", body="#zw", items="li", parts=["下一页"])
