"""Folds lines into the form that the rules compare. Pure.

Folded text has half width, no spaces and simplified characters, and 微信 by its name. Sellers write 微信 in
other ways, for fear of being blocked, or to be quick.
"""

import re
from functools import lru_cache
from typing import Final

from xzcrawl import text as texts

#: The traditional forms of the characters in the footer and the notice.
_TRADITIONAL: Final = "業產廠倉庫對應資說請電話聯繫係絡掃碼號機長識別熱線專務權聲發備註個們轉"
#: Hardly any line has one of these characters, so that nearly all lines skip the longer folding.
_RARE: Final = re.compile(f"[{_TRADITIONAL}vVwWｖＶｗＷ薇徽崴溦]")
#: Other ways to write 微信. All have two characters, as 微信 has, so that offsets stay the same.
_WECHAT: Final = re.compile(
    r"(?<![a-z0-9])[vw]x(?=[^\w]|号|同|或|和|[手电]|1[3-9]\d{9}|$)|(?<![a-z0-9])v信|[薇徽崴溦]信(?![用心息任访])",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # two rules fold each line of a body, again in each round of cuts
def fold(text: str) -> str:
    """The text in the form that the rules compare."""
    if not _RARE.search(text):
        return texts.fold(text)
    return _WECHAT.sub("微信", texts.fold(texts.simplify(text)))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index in ``text``; last comes ``len(text)``."""
    folded, offsets = texts.fold_with_offsets(texts.simplify(text) if _RARE.search(text) else text)
    return _WECHAT.sub("微信", folded), offsets
