"""The names that the CMS gives its pages."""

from xzcrawl.demo.content.articles import FIRST_TAG_ID, TAGS

#: Static pages: no articles, though they share the articles' sequence of ids.
STATIC_PAGES = {2: "留言本", 3: "关于我们"}


def tag_name(tag_id: int) -> str:
    """The name of a tag's page."""
    return TAGS[tag_id - FIRST_TAG_ID]


def month_name(key: str) -> str:
    """``2022-9`` as the archive list shows it: ``2022年09月``."""
    year, month = key.split("-")
    return f"{year}年{int(month):02d}月"
