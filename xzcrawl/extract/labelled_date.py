"""The date that a body itself labels as its publication: ``发布日期:2022-12-13 09:57``. Pure.

Bare 日期 or 时间 is not such a label: it names the day of an event; 更新时间 and 成文日期 are other days.
"""

import re
from collections.abc import Iterable
from typing import Final

from xzcrawl.dates.clock import PART_OF_DAY
from xzcrawl.items import Block
from xzcrawl.text import with_whole_labels

_NUMERAL: Final = "〇零○OoＯ一二三四五六七八九十廿"
_FIGURE: Final = rf"(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})"
_WEEKDAY: Final = r"(?:\s?[(（]?(?:星期|[周週]|[礼禮]拜)[一二三四五六日天][)）]?)?"
_ZONE: Final = r"(?:\s?(?:Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)(?![A-Za-z\d:]))?"
_LABELLED_DATE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[发發][布佈]|[发發]表|[发發]稿|刊[发發]|公[布佈])(?:日期|[时時][间間])[\s:：|\]】]*"
    rf"[\d{_NUMERAL}]{{4}}\s?[-/.年－／．]\s?{_FIGURE}\s?[-/.月－／．]\s?{_FIGURE}\s?[日号號]?{_WEEKDAY}"
    rf"(?:[T\s]?(?:{PART_OF_DAY}|淩晨|夜裡|夜裏)?\s?{_FIGURE}\s?[:：时時点點]"
    rf"\s?(?:[半整]|{_FIGURE}(?:\s?[:：]\s?\d{{1,2}}(?:\.\d+)?|分{_FIGURE}秒|分)?)?"
    rf"(?:\s?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?{_ZONE}{_WEEKDAY})?"
)


def labelled_date(body: Iterable[Block]) -> str | None:
    """The first such text in a body, with its label; None where there is none."""
    matches = (_LABELLED_DATE.search(with_whole_labels(block.text)) for block in body)
    return next((match.group() for match in matches if match), None)
