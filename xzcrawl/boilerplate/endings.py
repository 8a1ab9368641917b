"""Finds boilerplate that has no rule: lines and pictures with which most articles begin or end. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xzcrawl.items import Article, Block

#: At least so many articles, and more than half of all, must share an ending.
_FEWEST: Final = 10
#: So many blocks at the end of each article count, and so many characters of each block.
_BLOCKS: Final = 3
_LENGTH: Final = 80
#: The most endings that are remembered. An ending that most articles share comes up early.
_MOST_ENDINGS: Final = 2_000
#: The credits that articles of one newspaper may well share.
_CREDIT: Final = re.compile(
    r"\W*(?:来源|编辑|责任?编辑?|审核|校对|记者|通讯员|作者|文字|图片|摄影|供稿|[初复终]审|监制|签发|完)"
)


@dataclass(slots=True)
class RepeatedEnding:
    """A line (or the URL of a picture), and how many ``articles`` begin or end with it.

    ``page`` is the URL of the first of them.
    """

    text: str
    page: str
    is_image: bool
    articles: int = 0


class RepeatedEndings:
    """The endings of the articles noted so far."""

    def __init__(self) -> None:
        self._endings: dict[str, RepeatedEnding] = {}
        self._articles = 0

    def note(self, article: Article) -> None:
        """Counts the endings of an article whose boilerplate has been cut."""
        self._articles += 1
        for text, is_image in {_text(block) for block in [*article.blocks[:1], *article.blocks[-_BLOCKS:]]}:
            if text in self._endings or len(self._endings) < _MOST_ENDINGS:
                self._endings.setdefault(text, RepeatedEnding(text, article.page.url, is_image)).articles += 1

    def repeated(self) -> Iterator[RepeatedEnding]:
        """The endings of most articles, without a newspaper's credits."""
        for ending in self._endings.values():
            many = ending.articles >= _FEWEST and ending.articles > self._articles / 2
            if many and not _CREDIT.match(ending.text):
                yield ending


def _text(block: Block) -> tuple[str, bool]:
    return (block.image.url, True) if block.image else (block.text[:_LENGTH], False)
