"""Orders the parts of a date line by their labels: the publication before the last change. Pure."""

import re
from enum import IntEnum
from typing import NamedTuple

from xzcrawl.dates.clock import ENGLISH_WEEKDAY
from xzcrawl.dates.forms import MONTH
from xzcrawl.patterns import regex

_PUBLISHED = (
    r"发布|发表|发稿|发文|首发|刊发|刊登|公布|公开"
    r"|(?i:publish(?:ed)?(?![a-z])|publication|posted|(?<!press\s)(?<!news\s)released?(?![a-z]))"
)
_CHANGED = (
    r"更新|修改|修订|编辑|(?:最后|最近|最新)(?:回复|评论)"
    r"|(?i:(?<!software\s)updated?(?![a-z])|modified|edited|revised)"
)
_WORD = rf"(?:最后|最近|最新|上次|首次|已|(?i:first|last)\s)?(?:{_PUBLISHED}|{_CHANGED})"
_MONTH = rf"{MONTH}\b"
_ENGLISH = rf"(?:{_MONTH}|{ENGLISH_WEEKDAY}\b)"
#: The beginning of a date: figures with a mark or a unit (not the 38 of 阅读 38), a word for a day, or the
#: name of a month or weekday.
_DATE = (
    r"\s?[(\[【]?(?:北京时间\s?)?(?:"
    rf"\d+\s?(?:[-/.年月日号:时点天周个小分秒]|(?:st|nd|rd|th)\b|{_ENGLISH})|{_ENGLISH}"
    r"|[今昨]|大?前[天日晚年]|去年|刚[刚才]|半个?[小天月年]"
    r"|(?:上上?|本|这)?个?(?:周|星期|礼拜)[一二三四五六日天](?![\u4e00-\u9fff]))"
)
_BAR_AND_DATE = rf"(?:\s?\|)?{_DATE}"
#: What may stand directly before a label that is behind its date.
_END_OF_DATE = (
    r"(?:(?<=[\d日号前秒分天午一二三四五六mMZ)\]】])|(?<=刚[刚才])|(?<=\d[时点])|(?<=点半)|(?<=m\.))"
)
#: In 编辑：王明 the word stands before the name of a person, and is no label of a date.
_EDITOR = rf"(?!编辑\s?:(?!{_DATE}))"
#: The labels, by where they stand: one with 时间 or the like, or with a colon, before its date; one behind
#: its date, if a date is there; one in brackets; a bare word before a date, with or without a mark before it.
#: Where such a word is only the end of a name, as in 来源：上海发布 2022-03-08, it is no label.
_LABEL = (
    rf"{_EDITOR}{_WORD}(?:(?P<sure>日期|时间|于|(?i:\s(?:on|at|date|time)\b))|(?=\s*:))[\s:|\]】]*"
    rf"|(?P<behind>{_END_OF_DATE}\s?(?:[(\[【]{_WORD}[)\]】]"
    rf"|{_EDITOR}{_WORD}(?![\u4e00-\u9fff]|(?:\s?:|(?i:\s(?:on|at|date|time)\b)[\s:]*){_DATE})))"
    rf"|{_WORD}(?=\s*[\]】])[\s:|\]】]*"
    rf"|(?:(?<=[·|/,;])|(?<=[·|/,;]\s)|(?P<bare>(?<![\u4e00-\u9fff])))(?!编辑){_WORD}(?={_BAR_AND_DATE})"
)
_OF_PUBLICATION = re.compile(_PUBLISHED)
_BEFORE_FIGURES = re.compile(r"!?\s?\d")
#: What every label has, so that a line without it has none.
_OF_LABELS = re.compile(r"[发刊公更修编回评]|(?i:ed|release|update|publi)")
#: In 2022-03-08 发布 the label belongs to the text before it, in 阅读38 发布 it does not.
_LIKE_A_DATE = (
    rf"\d\s?[-/.年月:]\s?\d|\d[时点]|[今昨前][天日]|前$|刚[刚才]|{_MONTH}\.?\s\d|\d\s{_MONTH}"
    r"|(?:周|星期|礼拜)[一二三四五六日天]$"
)
#: The beginnings of dates; what stands in brackets behind an age belongs to the age.
_FULL_DATE = (
    r"(?<!前\s\()(?<!前\()(?<!\d)(?:(?:\d{4}|\d{2}(?=\s?年))\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"
    rf"|{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}\s{_MONTH},?\s\d{{4}})"
)
_DATE_OR_AGE = (
    rf"{_FULL_DATE}|(?<![\d.年/-])\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号]|[今昨前][天日]|刚[刚才]|半个?[小天月年]时?前"
    r"|(?<![\d.(])\d{1,4}\s?个?\s?(?:秒|分|小时|天|周|月|年)钟?前"
)
#: The end of a text behind which a date has no label of its own, or one of a day on which an article is made.
#: 成文日期, 截至2022-02-28 and 审核：李红 2022-03-01 name other days.
_NO_OTHER_LABEL = (
    r"(?:[^\w\s:]|\d)\s?"
    r"(?:(?:(?:创建|录入|上传|添加|上线|出版)?(?:日期|时间|于)?|(?i:created(?:\s(?:at|on))?))\s?:?)\s?$"
)
_LUNAR = re.compile(r"[农阴旧]历")
#: The lunar day behind its label: 八月初三, 2025年闰六月二十三日, 腊月廿三.
_LUNAR_DAY = (
    r"[\s:]{0,2}(?:(?:\d{4}|\w{2})\s?年)?\s?闰?(?:\d{1,2}|[正冬腊])\s?月\s?"
    r"(?:初[一二三四五六七八九十]|[一二三十廿卅]{1,2}[一二三四五六七八九十]?|\d{1,2})[日号]?"
)


class Trust(IntEnum):
    """What the label of a date says of it, the most trusted first."""

    PUBLICATION = 0
    UNLABELLED = 1
    CHANGE = 2


class Labelled(NamedTuple):
    """A part of a line, with what its label says.

    ``is_doubtful`` where the label before it may be of its date, or another date of the line the publication.
    """

    trust: Trust
    text: str
    is_doubtful: bool = False


def by_trust(plain: str) -> list[Labelled]:
    """The parts of a line, those labelled as publication (发布时间：…, … 发布) first, those as a change last.

    A text without such labels is one part. Once a label stands before its date, so do those that follow it
    and have a date behind them. Behind the date of a change, another date may be that of the publication.
    """
    if not _OF_LABELS.search(plain):
        return [Labelled(Trust.UNLABELLED, plain)]
    parts: list[Labelled] = []
    start, trust, is_doubtful, precede = 0, Trust.UNLABELLED, False, False
    for label in regex(_LABEL).finditer(plain):
        *changed, before = _of_change(Labelled(trust, plain[start : label.start()], is_doubtful))
        precede = precede and not changed
        if label["bare"] is not None and not precede and regex(_LIKE_A_DATE).search(before.text):
            continue  # a word of a title, or of a label that stands behind its date in another way
        follows = regex(_BAR_AND_DATE).match(plain, label.end()) is not None
        named = Trust.PUBLICATION if _OF_PUBLICATION.search(label.group()) else Trust.CHANGE
        begin = _begin_of_own(before.text, precede=precede, follows=follows) if label["behind"] else None
        if named is Trust.PUBLICATION and _is_headline(before.text, plain[label.end() :]):
            begin = None
        if begin is None:
            parts += [*changed, before]
            trust, is_doubtful = named, False
            precede = precede or follows or label["sure"] is not None
        else:
            text = before.text
            parts += [*changed, before._replace(text=text[:begin]), Labelled(named, text[begin:])]
            trust, is_doubtful = Trust.UNLABELLED, follows
        start = label.end()
    parts += _of_change(Labelled(trust, plain[start:], is_doubtful))
    return sorted(parts, key=lambda part: part.trust)


def _begin_of_own(before: str, *, precede: bool, follows: bool) -> int | None:
    """Where the date begins that stands before its label; None where the label is not of such a date.

    ``precede`` says that the labels before it stood before their dates, ``follows`` that a date follows it.
    """
    if not precede:
        return 0 if regex(_LIKE_A_DATE).search(before) else None
    begins = [found.start() for found in regex(_DATE_OR_AGE).finditer(before)]
    return begins[-1] if len(begins) > 1 and not follows else None


def _is_headline(before: str, behind: str) -> bool:
    """Whether a label is the end of a headline such as 国务院今日公布, with the date behind it."""
    return _BEFORE_FIGURES.match(behind) is not None and not re.search(r"\d", before)


def _of_change(part: Labelled) -> list[Labelled]:
    """A part as it is; one labelled as a change up to its second date, and the rest without a label."""
    begins = [found.start() for found in regex(_FULL_DATE).finditer(part.text)]
    if part.trust is not Trust.CHANGE or len(begins) < 2:
        return [part]
    text, (first, second) = part.text, begins[:2]
    if not regex(_NO_OTHER_LABEL).search(text, first, second):
        return [part]
    return [part._replace(text=text[:second]), Labelled(Trust.UNLABELLED, text[second:], is_doubtful=True)]


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
    solar, day = plain[: label.start()], regex(_LUNAR_DAY).match(plain, label.end())
    return f"{solar} {without_lunar(plain[day.end() :])}" if day else solar
