"""The languages of the pages: Chinese, and English for readers who prefer it (Accept-Language)."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from starlette.requests import Request

Language = Literal["zh", "en"]

#: The pattern of words that depend on a number: ``{n?article|articles}``.
_NUMBER: Final = re.compile(r"\{(\w+)\?([^|}]*)\|([^}]*)\}")
#: The most languages that are read: browsers send a few, and a header of thousands does not come from one.
_MOST: Final = 20


def preferred(accept_language: str) -> Language:
    """English where the header ranks it above Chinese, else Chinese."""
    ranks: dict[str, float] = {}
    for part in accept_language.split(",")[:_MOST]:
        name, _, weight = part.strip().partition(";")
        primary = name.strip().lower().split("-")[0]
        ranks[primary] = max(ranks.get(primary, 0.0), _weight(weight))
    return "en" if ranks.get("en", 0.0) > ranks.get("zh", 0.0) else "zh"


def _weight(parameter: str) -> float:
    try:
        return float(parameter.strip().removeprefix("q=") or 1.0)
    except ValueError:
        return 0.0


class Messages:
    """The words of the pages in one language. The code that uses them has them in Chinese."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._translated = english() if language == "en" else {}

    def __call__(self, chinese: str, **values: object) -> str:
        """The message in this language, with ``{name}`` replaced by the value of that name.

        Of ``{name?one|several}`` the first word is used where that value is 1, the second for others.
        """
        message = self._translated.get(chinese, chinese)
        message = _NUMBER.sub(lambda choice: choice[2 if str(values[choice[1]]) == "1" else 3], message)
        return message.format(**values) if values else message


def messages(request: Request) -> Messages:
    """The words in the language that a request prefers."""
    return Messages(preferred(request.headers.get("accept-language", "")))


@cache
def english() -> Mapping[str, str]:
    """Every message of the pages in English, by its Chinese text."""
    catalogue: Mapping[str, str] = json.loads(
        files("xzcrawl.web").joinpath("english.json").read_text(encoding="utf-8")
    )
    return catalogue
