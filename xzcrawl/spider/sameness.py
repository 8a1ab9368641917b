"""One text on several articles is a login, a notice or an error in the theme's frame, and no edit. Pure."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from xzcrawl.items import Article

#: So many archived articles must change to one text in a run.
_SEVERAL: Final = 3
#: An article waits until so many with other texts have come: of the first with a text nothing is known.
_LONGEST_WAIT: Final = 40
#: A notice is shorter. It may count seconds, and have a number for each visitor.
_OF_A_NOTICE: Final = 200
_FIGURES: Final = re.compile(r"[A-Za-z]*\d[\dA-Za-z]*")
_OF_SOFTWARE: Final = re.compile("访问|刷新|登录|验证|频繁|维护|系统|服务器|请求|错误")


@dataclass(slots=True)
class Sameness:
    """Keeps archived articles waiting until it is known that what they show is their own.

    ``has_changed`` tells whether an article has another content than the archive. It is asked only of those
    that share their text with another one of the run.
    """

    has_changed: Callable[[Article], bool]
    _waiting: dict[bytes, list[Article]] = field(default_factory=dict)
    _came: Counter[bytes] = field(default_factory=Counter)
    _shared: set[bytes] = field(default_factory=set)

    def admit(self, article: Article) -> tuple[list[Article], list[Article]]:
        """Takes in an article that has come; gives those that need wait no longer, and those refused."""
        if not article.text and (article.blocks or article.attachments):  # its pictures are its own
            return [article], []
        text = sha256(_without_figures(article.text).encode()).digest()
        self._came[text] += 1
        together = [*self._waiting.pop(text, ()), article]
        if self._came[text] == 1:
            self._waiting[text] = together
            return self._longest_waiting(), []
        changed = [one for one in together if self.has_changed(one)]
        own = [one for one in together if one not in changed]
        if len(changed) >= _SEVERAL:
            self._shared.add(text)
        if text in self._shared:
            return own, changed
        self._waiting[text] = changed
        return own, []

    def rest(self) -> list[Article]:
        """All that still wait, when nothing more will come."""
        waiting, self._waiting = self._waiting, {}
        return [article for together in waiting.values() for article in together]

    def _longest_waiting(self) -> list[Article]:
        alone = [text for text in self._waiting if self._came[text] == 1]
        return [article for text in alone[:-_LONGEST_WAIT] for article in self._waiting.pop(text)]


def _without_figures(text: str) -> str:
    """A short text of software without its figures; other texts, such as prices, differ by figures."""
    is_notice = len(text) < _OF_A_NOTICE and _OF_SOFTWARE.search(text) is not None
    return _FIGURES.sub("", text) if is_notice else text
