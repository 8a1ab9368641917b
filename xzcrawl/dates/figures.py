"""Reads dates in figures alone, 20220308, 2022 11 23, 22-03-08, and in blocks, 24 2022-09. Pure."""

import re

from xzcrawl.dates.calendar import YEARS
from xzcrawl.patterns import regex

_FRAME = re.compile(
    r"^(?:(?:上传|来源|创建|录入|添加|收录|提交|采集|投稿|发帖)?(?:日期|时间)|发布|发表|(?i:date))\s?:?\s?"
)
_PARTICULARS = re.compile(
    r"\s(?:来源|稿源|出处|作者|记者|编辑|责编|栏目|分类|点击|浏览|阅读)[^\d:：]{0,4}[:：].*$", re.DOTALL
)
_FIGURES = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
    r"(?:[T ]?([01]\d|2[0-4])([0-5]\d)([0-5]\d)?(?![\d:]))?(?!\d)"
)
_SPACED = re.compile(r"((?:19|20)\d\d) (\d{1,2}) (\d{1,2})(?!\d)")
_SHORT = re.compile(r"(\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR, _MONTH = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0?[1-9]|1[0-2])"
_DAY, _TWO_FIGURES = r"(?P<day>0?[1-9]|[12]\d|3[01])", r"(?P<day_>0[1-9]|[12]\d|3[01])"
_YEAR_MONTH = rf"{_YEAR}(?:[-/.]|\s?年\s?){_MONTH}(?:\s?月)?"
_GAP = r"(?:\s?[/|]\s?|\s)"
#: Lists set a date in blocks: a large day above or below its month and year, or a large month and day.
_BLOCKS = (
    rf"(?:{_DAY}(?:日|日?{_GAP})|{_TWO_FIGURES}){_YEAR_MONTH}",
    rf"{_YEAR_MONTH}{_GAP}{_DAY}日?",
    rf"{_YEAR}[-/.年](?P<month>0[1-9]|1[0-2])月?{_TWO_FIGURES}日?",
    rf"{_MONTH}[-/]{_TWO_FIGURES}\s?{_YEAR}年?",
    rf"{_YEAR}年?\s{_MONTH}[-/]{_TWO_FIGURES}",
    rf"{_DAY} {_MONTH}\s?月,? {_YEAR}年?",
    rf"{_MONTH}\s?月 {_DAY} {_YEAR}年?",
)


def whole_date(part: str) -> str:
    """A text without its frame (``[时间: … 来源: …]``); a day in figures alone becomes ``2022-11-23``."""
    bare = _FRAME.sub("", without_particulars(part).strip(" :|,;/()[]【】·-"))
    if match := _FIGURES.match(bare) or _SPACED.match(bare) or _SHORT.match(bare):
        year, month, day, *clock = match.groups()
        time = ":".join(filter(None, clock))
        return f"{full_year(year)}-{month}-{day} {time}".strip() + bare[match.end() :]
    for form in _BLOCKS:
        if match := regex(form).fullmatch(bare):
            found = {name.rstrip("_"): figures for name, figures in match.groupdict().items() if figures}
            return f"{found['year']}-{found['month']}-{found['day']}"
    return bare


def without_particulars(text: str) -> str:
    """A text up to the first label of something else: ``03-08`` of ``03-08 来源：徐州日报``."""
    return _PARTICULARS.sub("", text)


def full_year(year: str) -> int:
    """The year with its century: 98 is 1998, 22 is 2022."""
    return int(year) + (0 if len(year) == 4 else 1900 if int(year) >= YEARS.start % 100 else 2000)
