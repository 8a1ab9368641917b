"""Orders the parts of a date line by their labels: the publication before the last change. Pure."""

import re
from operator import itemgetter

_PUBLISHED = r"发布|发表|发稿|发文|首发|刊发|刊登|公布|公开|(?i:published|posted)"
_CHANGED = r"更新|修改|修订|编辑|(?i:updated|modified)"
_LABEL = re.compile(
    rf"(?:(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED}))(?:日期|时间|于|(?i:\s(?:on|at))|(?=\s*[:\]】]))[\s:|\]】]*"
    rf"|(?P<behind>(?<=[\d日号前秒分])\s?(?:(?P<published_>{_PUBLISHED})|(?:{_CHANGED}))(?![\u4e00-\u9fff]))"
)
#: In 2022-03-08 发布 the label belongs to the text before it, in 阅读38 发布 it does not.
_LIKE_A_DATE = re.compile(r"\d\s?[-/.年月:]\s?\d|[今昨前]天|前$")
_PUBLICATION, _UNLABELLED, _CHANGE = range(3)
_LUNAR = re.compile(r"[农阴旧]历")
#: The lunar day behind its label: 八月初三, 2025年闰六月二十三日, 腊月廿三.
_LUNAR_DAY = re.compile(
    r"[\s:]{0,2}(?:(?:\d{4}|\w{2})\s?年)?\s?闰?(?:\d{1,2}|[正冬腊])\s?月\s?"
    r"(?:初[一二三四五六七八九十]|[一二三十廿卅]{1,2}[一二三四五六七八九十]?|\d{1,2})[日号]?"
)


def by_trust(plain: str) -> list[str]:
    """The parts of a line, those labelled as publication (发布时间：…, … 发布) first, those as a change last.

    A text without such labels is one part.
    """
    parts: list[tuple[int, str]] = []
    start, trust = 0, _UNLABELLED
    for label in _LABEL.finditer(plain):
        named = _PUBLICATION if label["published"] or label["published_"] else _CHANGE
        before = plain[start : label.start()]
        is_behind = label["behind"] is not None and _LIKE_A_DATE.search(before) is not None
        parts.append((named if is_behind and trust == _UNLABELLED else trust, before))
        start, trust = label.end(), _UNLABELLED if is_behind else named
    parts.append((trust, plain[start:]))
    return [part for _, part in sorted(parts, key=itemgetter(0))]


def without_lunar(plain: str) -> str:
    """The text without its days of the lunar calendar, such as the second one in 2022年3月8日 农历二月初六.

    The result is empty where the label stands last, because the day before it is lunar then, as in
    2022年二月初六(农历). Text behind the label that is not a lunar day is left out.
    """
    label = _LUNAR.search(plain)
    if label is None:
        return plain
    if not re.search(r"\w", plain[label.end() :]):
        return ""
    solar, day = plain[: label.start()], _LUNAR_DAY.match(plain, label.end())
    return f"{solar} {without_lunar(plain[day.end() :])}" if day else solar
