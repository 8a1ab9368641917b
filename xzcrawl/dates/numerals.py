"""Chinese numerals and typographic variants -> plain ASCII digits. Pure."""

import re
import unicodedata

_DIGITS: dict[str, int] = {
    **dict(zip("〇零一二三四五六七八九", [0, *range(10)], strict=True)),
    "○": 0,
    "两": 2,
}
_NUMERAL = "".join(_DIGITS) + "十廿卅"
#: A numeral counts as a number only before a unit of a date; elsewhere (三农, 十佳) it is a word.
_BEFORE_UNIT = re.compile(
    rf"[{_NUMERAL}]+(?=\s*(?:[年月日号天周秒点时分刻]|个半?(?:月|小时|星期|礼拜|钟头|多)|小时|星期|礼拜|钟头))"
)
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def plain(text: str) -> str:
    """Full-width forms to ASCII, numerals to digits, whitespace runs to one space."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    digits = _BEFORE_UNIT.sub(lambda match: str(number(match.group())), folded)
    return " ".join(digits.split())


def number(numeral: str) -> str | int:
    """``二〇二二`` -> 2022, ``十二`` -> 12, ``二十一`` -> 21; a run that is no number as it was."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[char]) for char in numeral))
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
