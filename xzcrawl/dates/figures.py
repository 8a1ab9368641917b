"""Reads dates that are written in figures alone: 20220308, 2022 11 23, 22-03-08. Pure."""

import re

from xzcrawl.dates.calendar import YEARS

_FRAME = re.compile(
    r"^(?:(?:上传|来源|创建|录入|添加|收录|提交|采集|投稿|发帖)?(?:日期|时间)|发布|发表|(?i:date))\s?:?\s?"
)
_FIGURES = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"(?:[T ]?([01]\d|2[0-4])([0-5]\d)([0-5]\d)?(?![\d:]))?(?!\d)"
)
_SPACED = re.compile(r"((?:19|20)\d\d) (\d{1,2}) (\d{1,2})(?!\d)")
_SHORT = re.compile(r"(\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")


def whole_date(part: str) -> str:
    """A text without its frame (``[时间: …]``); a day in figures alone becomes ``2022-11-23``."""
    bare = _FRAME.sub("", part.strip(" :|,;/()[]【】·-"))
    if match := _FIGURES.match(bare) or _SPACED.match(bare) or _SHORT.match(bare):
        year, month, day, *clock = match.groups()
        time = ":".join(filter(None, clock))
        return f"{full_year(year)}-{month}-{day} {time}".strip() + bare[match.end() :]
    return bare


def full_year(year: str) -> int:
    """The year with its century: 98 is 1998, 22 is 2022."""
    return int(year) + (0 if len(year) == 4 else 1900 if int(year) >= YEARS.start % 100 else 2000)
