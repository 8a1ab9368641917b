"""Orders the parts of a date line by their labels: the publication before the last change. Pure."""

import re
from operator import itemgetter

_PUBLISHED = r"发布|发表|发稿|发文|首发|刊发|刊登|公布|公开|(?i:published|posted)"
_CHANGED = r"更新|修改|修订|编辑|(?i:updated|modified)"
_WORD = rf"(?:{_PUBLISHED}|{_CHANGED})"
#: Where a date begins.
_DATE = r"\s?[\d今昨前去刚]"
#: A label before its date; one that stands behind it, if a date is there; a bare word before a date. 责任编辑
#: 2022-03-08 names no change.
_LABEL = re.compile(
    rf"{_WORD}(?:日期|时间|于|(?i:\s(?:on|at))|(?=\s*[:\]】]))[\s:|\]】]*"
    rf"|(?P<behind>(?<=[\d日号前秒分])\s?{_WORD}(?![\u4e00-\u9fff]|(?:\s?:|(?i:\s(?:on|at))){_DATE}))"
    rf"|(?!编辑){_WORD}(?=\s{_DATE})"
)
_OF_PUBLICATION = re.compile(rf"\s?(?:{_PUBLISHED})")
_BEFORE_DATE = re.compile(_DATE)
#: What every label has, so that a line without it has none.
_OF_LABELS = re.compile(r"[发刊公更修编]|(?i:ed)")
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

    A text without such labels is one part. Once a label stands before its date, so do those after it.
    """
    if not _OF_LABELS.search(plain):
        return [plain]
    parts: list[tuple[int, str]] = []
    start, trust, precede = 0, _UNLABELLED, False
    for label in _LABEL.finditer(plain):
        named = _PUBLICATION if _OF_PUBLICATION.match(label.group()) else _CHANGE
        before = plain[start : label.start()]
        is_behind = label["behind"] is not None and not precede and _LIKE_A_DATE.search(before) is not None
        precede = precede or (not is_behind and _BEFORE_DATE.match(plain, label.end()) is not None)
        parts.append((named if is_behind else trust, before))
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
