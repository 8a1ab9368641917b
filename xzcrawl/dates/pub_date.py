"""Reads the date of a feed's entry or an HTTP header: RFC 822, as amended by RFC 5322. Pure."""

import re
from functools import lru_cache

from xzcrawl.dates.calendar import valid_day
from xzcrawl.dates.clock import CERTAIN_TIME, WEEKDAY_BEFORE, check_weekday, time_of
from xzcrawl.dates.figures import full_year
from xzcrawl.dates.forms import MONTH_NAME, month_number
from xzcrawl.dates.numerals import plain
from xzcrawl.errors import ContradictoryDate
from xzcrawl.items import DateInterval

#: ``re`` compiles it when it is first used, which takes milliseconds.
_RFC_822 = (
    rf"{WEEKDAY_BEFORE}(?P<day>\d{{1,2}})[\s-]{MONTH_NAME}[\s-](?P<year>\d{{4}}|\d{{2}}){CERTAIN_TIME}"
    r"(?:\s?\(.*\))?"
)
#: PHP prints zones that have no name as +08, and some feeds print them as +8.
_OFFSET = re.compile(r"(?<=\s)([+-])(\d{1,2})(?::?(\d\d))?(?=$|\s)")


@lru_cache(maxsize=256)  # all dates of a list are read beside the one header of its page
def parse_pub_date(text: str) -> DateInterval | None:
    """The exact second of an RSS ``pubDate`` (the minute, where the text has no seconds), or None.

    A text without a zone is in Asia/Shanghai; CST is China's zone, as PHP prints it. The result is also None
    for a year from which no web page is (software that knows no date writes 1970 or year 1), and for a text
    that contradicts itself.
    """
    match = re.fullmatch(_RFC_822, _OFFSET.sub(_in_four_digits, plain(text)))
    day = match and valid_day(full_year(match["year"]), month_number(match["name"]), int(match["day"]))
    if match is None or day is None:
        return None
    try:
        interval = time_of(day, match, text)
        check_weekday(day, match, interval)
    except ContradictoryDate:
        return None
    return interval


def _in_four_digits(offset: re.Match[str]) -> str:
    return f"{offset[1]}{offset[2]:0>2}{offset[3] or '00'}"
