"""Turns Chinese numerals and typographic variants into simplified characters and ASCII digits. Pure."""

import re
import unicodedata
from typing import Final

from xzcrawl.patterns import regex
from xzcrawl.text import with_whole_labels

#: No date line has more characters. A longer text is not a date, and reading it would take too much time.
LONGEST_TEXT: Final = 300

_ZEROS = "〇零○◯"
_TYPED_ZEROS = "0OoОоΟο"  # Latin, Cyrillic and Greek letters often mean zero: 二O二二年
_DIGITS: dict[str, int] = {
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
    "两": 2,
    **dict.fromkeys(_ZEROS + _TYPED_ZEROS, 0),
}
_FIGURES = "一二三四五六七八九两" + _ZEROS
_UNIT = r"\s*(?:[年月日号天周秒点时分刻]|个半?(?:月|小时|周|星期|礼拜|钟头|多)|小时|星期|礼拜|钟头)"
#: A numeral counts as a number only before a unit of a date; elsewhere (三农, 十佳) it is a word. The numeral
#: of a weekday is a name: 星期二十点 is ten o'clock on a Tuesday.
_NUMERAL: Final = (
    rf"[12一二][{_FIGURES}{_TYPED_ZEROS}\d]{{3}}(?=\s*年)"
    rf"|(?<![周期拜])[{_FIGURES}十百廿卅][{_FIGURES}{_TYPED_ZEROS}十百廿卅]*(?={_UNIT})"
)
#: 二百五 does not match, because some mean 250 by it.
_COUNTED: Final = (
    rf"(?:(?P<hundreds>[{_FIGURES}])百(?!.$)零?)?(?:(?P<tens>[{_FIGURES}]?)十)?"
    rf"(?P<ones>[{_FIGURES}{_TYPED_ZEROS}]?)"
)
#: Numerals of contracts and cheques. Most are words too (大陆), so they count only in a date.
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十")
_FORMAL_FIGURES = "壹贰貳叁參肆伍陆陸柒捌玖拾" + _FIGURES + "十"
_FORMAL_NUMERAL: Final = (
    rf"[{_FORMAL_FIGURES}]{{4}}(?=\s?年)"
    rf"|(?:(?<=[年月])|(?<=[年月]\s))[{_FORMAL_FIGURES}]{{1,4}}(?=\s?[月日号])"
)
#: Texts that have no numeral and no variant: 2022年9月24日 10:05, 3小时前. An O may be a zero.
_IS_PLAIN = re.compile(r"[0-9A-NP-Za-np-z年月日时分秒小天周个前后刚\s/.,:()-]*")
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
#: The traditional characters of date texts, dashes and colons, with their usual forms.
_VARIANTS = str.maketrans(
    "個鐘鍾頭時點間發佈於剛纔週禮兩號農曆陰舊淩裏裡後內錄輯閏臘開當‐‑‒–—―−∶丨",
    "个钟钟头时点间发布于刚才周礼两号农历阴旧凌里里后内录辑闰腊开当-------:|",
)


def plain(text: str) -> str:
    """The text in one form: half-width, simplified, with digits for numerals and single spaces.

    A text that is too long for a date gives an empty one.
    """
    if text.isascii() or _IS_PLAIN.fullmatch(text):
        bare = " ".join(text.split())
        return bare if len(bare) <= LONGEST_TEXT else ""
    text = " ".join(_INVISIBLE.sub("", text).split())
    folded = unicodedata.normalize("NFKC", text) if len(text) <= LONGEST_TEXT else ""
    usual = regex(_FORMAL_NUMERAL).sub(
        lambda match: match.group().translate(_FORMAL), folded.translate(_VARIANTS)
    )
    digits = regex(_NUMERAL).sub(lambda match: number(match.group()), with_whole_labels(usual))
    return " ".join(digits.split()) if len(digits) <= LONGEST_TEXT else ""


def number(numeral: str) -> str:
    """The digits of a numeral: ``二〇二二`` -> 2022, ``十二`` -> 12, ``一百二十`` -> 120.

    Numerals that do not make one number (三四) stay as they are.
    """
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    counted = regex(_COUNTED).fullmatch(numeral)
    if counted:
        tens = 0 if counted["tens"] is None else _DIGITS.get(counted["tens"], 1)
        return str(100 * _digit(counted["hundreds"]) + 10 * tens + _digit(counted["ones"]))
    if len(numeral) == 4 or set(numeral) & set(_ZEROS + _TYPED_ZEROS):
        return "".join(str(_DIGITS.get(figure, figure)) for figure in numeral)
    return numeral


def _digit(figure: str | None) -> int:
    return _DIGITS.get(figure or "", 0)
