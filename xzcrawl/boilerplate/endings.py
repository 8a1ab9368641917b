"""What most articles of a run begin or end with: boilerplate that no rule knows yet. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xzcrawl.items import Article, Block

#: So many articles, and more than half of all, must share an ending.
_FEWEST: Final = 10
#: Of each article so many blocks count, and of each block so many characters.
_BLOCKS: Final = 3
_LENGTH: Final = 80
#: What most articles share is seen early, so it is enough to remember so many endings.
_MOST_ENDINGS: Final = 2_000
#: What articles of one newspaper may well share.
_CREDIT: Final = re.compile(
    r"\W*(?:来源|编辑|责任?编辑?|审核|校对|记者|通讯员|作者|文字|图片|摄影|供稿|[初复终]审|监制|签发|完)"
)


@dataclass(slots=True)
class Ending:
    """A line or the URL of a picture, how many articles begin or end with it, and the page of one."""

    text: str
    page: str
    is_image: bool
    articles: int = 0


class Endings:
    """The endings of the articles noted so far."""

    def __init__(self) -> None:
        self._endings: dict[str, Ending] = {}
        self._articles = 0

    def note(self, article: Article) -> None:
        """Counts an article whose boilerplate has been cut."""
        self._articles += 1
        for text, is_image in {_text(block) for block in [*article.blocks[:1], *article.blocks[-_BLOCKS:]]}:
            if text in self._endings or len(self._endings) < _MOST_ENDINGS:
                self._endings.setdefault(text, Ending(text, article.page.url, is_image)).articles += 1

    def repeated(self) -> Iterator[Ending]:
        """Those of most articles, a newspaper's credits left out."""
        for ending in self._endings.values():
            many = ending.articles >= _FEWEST and ending.articles > self._articles / 2
            if many and not _CREDIT.match(ending.text):
                yield ending


def _text(block: Block) -> tuple[str, bool]:
    return (block.image.url, True) if block.image else (block.text[:_LENGTH], False)
