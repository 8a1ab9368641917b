"""The site's clock, restated plainly: how long ago an article appeared, or its absolute date.

Source: the theme's own table (seconds past, first unit whose length fits, figure rounded half up).
Written apart from ``xzcrawl.dates`` on purpose: the site must not agree with the reader by construction.
"""

from datetime import datetime, tzinfo
from html import escape
from typing import Literal

from dateutil.tz import gettz

#: The zone of the site's readers, and of its server unless the options name another.
SHANGHAI = gettz("Asia/Shanghai")

#: The option values of the theme, the absolute ones in PHP's date() letters.
DateStyle = Literal[
    "ago", "Y-m-d", "Y-m-d H:i", "Y-m-d H:i:s", "Y年m月d日", "Y年m月d日 H:i", "Y年m月d日 H:i:s"
]

_DAY = 86_400
#: Longest first: length in seconds, unit, PHP format of the bracketed day ("" for none).
_UNITS: tuple[tuple[int, str, str], ...] = (
    (360 * _DAY, "年", "Y-m-d"),
    (30 * _DAY, "个月", "m-d"),
    (7 * _DAY, "周", "m-d"),
    (_DAY, "天", ""),
    (3600, "小时", ""),
    (60, "分钟", ""),
    (1, "秒", ""),
)
_PHP = {"Y": "%Y", "m": "%m", "d": "%d", "H": "%H", "i": "%M", "s": "%S"}


def date_html(published: datetime, now: datetime, style: DateStyle, zone: tzinfo | None = SHANGHAI) -> str:
    """The inside of ``span.date``: both instants aware; a bracketed day sits in ``span.datetime``."""
    if style != "ago":
        return escape(_php_date(style, published, zone))
    figure, bracket = _ago(published, now, zone)
    return f'{figure} <span class="datetime">({bracket})</span>' if bracket else figure


def date_text(published: datetime, now: datetime, style: DateStyle = "ago") -> str:
    """The same as a reader sees it, e.g. ``10个月前 (09-24)``."""
    if style != "ago":
        return _php_date(style, published, SHANGHAI)
    figure, bracket = _ago(published, now, SHANGHAI)
    return f"{figure} ({bracket})" if bracket else figure


def _ago(published: datetime, now: datetime, zone: tzinfo | None) -> tuple[str, str]:
    elapsed = int(now.timestamp()) - int(published.timestamp())
    for length, unit, bracket in _UNITS:
        if elapsed >= length:
            figure = (2 * elapsed + length) // (2 * length)
            return f"{figure}{unit}前", _php_date(bracket, published, zone)
    return "刚刚", ""


def _php_date(letters: str, moment: datetime, zone: tzinfo | None) -> str:
    local = moment.astimezone(zone)
    return "".join(f"{local:{_PHP[letter]}}" if letter in _PHP else letter for letter in letters)
