"""Recognises the lines of the site's contact footer, each by its whole shape. Pure.

A shape proves more or less:

- STRONG: nobody else writes it (产业招商/厂房土地租售:…; 请说明您的需求…对接资源; 长按/扫一扫加…的微信号);
- FAIR: an article might end with one, but hardly with two (葛毅明微信号; 或微信/手机:…; 招商热线:…);
- WEAK: it may be any article's own contact (电话:…, a bare number, 联系人:…).
"""

import re
from collections.abc import Iterable
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple

from xzcrawl.boilerplate.folding import fold, fold_with_offsets
from xzcrawl.patterns import regex


class Level(IntEnum):
    """How much a line proves."""

    WEAK = auto()
    FAIR = auto()
    STRONG = auto()


class Shape(NamedTuple):
    """The footer lines in one block, from character ``start`` of its text to the end.

    ``kinds`` are their kinds and levels in order, ``tokens`` the names and numbers in them.
    """

    start: int
    kinds: tuple[tuple[str, Level], ...]
    tokens: frozenset[str]

    @property
    def level(self) -> Level:
        """The level of its strongest line."""
        return max(level for _, level in self.kinds)


# All patterns match folded text (``folding``): half width, no spaces, simplified, 微信 by its name.
_HAN = r"[\u4e00-\u9fff]"
_TITLE = "(?:先生|女士|小姐|经理|主任|老师|顾问|总监|总)"
_NAME = rf"(?:{_HAN}{{1,4}}?{_TITLE}|{_HAN}{{2,4}})"
#: Any text that may stand where the footer has a name: Tony张, 王经理(徐州), 苏州厂房网陆建华.
_ANY_NAME = r"[\w·()]{1,16}?"
_GAP = "[-.·—–]?"
_PHONE = (
    rf"(?:\+?86-?)?(?:1[3-9]\d(?:{_GAP}\d{{4}}){{2}}|[48]00(?:{_GAP}\d){{7}}|\(?0\d{{2,3}}\)?{_GAP}\d{{7,8}}"
    r"|[2-8]\d{6,7})(?:转\d{1,5})?"
)
_SAME = r"(?:\(?(?:手机|电话)?(?:微信同号|同微信|微信同步)\)?)?"
_NUMBERS = rf"(?:{_PHONE}{_SAME}(?:[/、,;|或]*{_PHONE}{_SAME})*|[A-Za-z][A-Za-z0-9_-]{{5,19}})"
_WAY = "(?:微信|手机|电话)号?码?"
_ESTATE = "(?:标准|工业|产业)?(?:厂房|土地|用地|仓库|仓储|写字楼|办公楼|园区|地产|场地)"
_DEAL = "(?:租售|出租|出售|租赁|买卖|转让|招租)"
_JOIN = r"[/、|&,和及与·\-]?"
_OFFER = rf"(?:{_ESTATE}{_JOIN})+{_DEAL}(?:{_JOIN}(?:{_ESTATE}{_JOIN})*{_DEAL})*"
_PROMOTION = "(?:产业|园区|工业)?招商(?:引资)?"
_BOTH = rf"(?:{_PROMOTION}{_JOIN}{_OFFER}|{_OFFER}{_JOIN}{_PROMOTION})"
_LINE = "(?:服务|咨询|合作|统一)*(?:热线|电话|专线|咨询)?"
_LOOK = "(?:长按|扫一扫|扫码|扫描|识别)"
_PLACE = "(?:[上下左右][方面图边侧]|图中|以上|以下)?的?(?:二维码|图片)?"
_LOOKS = rf"(?:请|欢迎|可)?(?:打开|用)?(?:微信)?{_LOOK}{_PLACE}(?:[/、,或并和|]?{_LOOK}{_PLACE})*"
_ADD = "添?加(?!入)"
_WHOSE = "的?(?:个人|企业)?微信"
_TELL = "(?:说明|注明|备注|留言|告知|描述|写明)(?:一下|清楚)?"
_ASK = f"请(?:先|您|你)*(?:{_TELL}){{1,2}}(?:您|你|贵司|贵公司)?的?(?:需求|要求)"
_HELP = "(?:对接|匹配)[^。!?,]{0,8}"
_NO_VERB = "(?!欢迎|敬请|请|可|详询|拨打|致电|联系|咨询)"
#: Words of which a way of contact is made where a name might stand: 客服电话, 微信同号, 招商热线.
_NO_PERSON = "(?:联系人?|咨询|服务|客服|业务|合作|招商|产业|园区|电话|手机|热线|专线|微信|同号|方式|号码?)"
_NO_NAME = rf"(?!关注|官方|公众|添加|扫|长按|请|或|加|{_NO_PERSON}+{_WHOSE})"

_PATTERNS: tuple[tuple[str, Level, str], ...] = (
    ("need", Level.STRONG, rf"{_ASK}[^。!?]{{0,80}}?{_HELP}"),
    (
        "scan",
        Level.STRONG,
        rf"{_LOOKS},?(?:即可|可|并)?{_ADD}(?:{_ANY_NAME})??{_WHOSE}号?(?:好友|咨询|联系)?",
    ),
    ("hotline", Level.STRONG, rf"产业招商{_JOIN}{_OFFER}{_LINE}:?{_NUMBERS}"),
    ("hotline", Level.FAIR, rf"{_BOTH}{_LINE}:?{_NUMBERS}"),
    ("offer", Level.FAIR, rf"{_BOTH}{_LINE}"),
    (
        "hotline",
        Level.FAIR,
        rf"(?:{_NO_VERB}{_HAN}{{2,4}}?)?(?:{_PROMOTION}|{_OFFER}){_LINE}{_SAME}:?{_NUMBERS}",
    ),
    ("mobile", Level.FAIR, rf"或者?(?:加|拨打)?{_WAY}(?:[/、或和|]?{_WAY})*{_SAME}:?(?:{_NUMBERS})?"),
    ("contact", Level.WEAK, rf"{_WAY}[/、或和|]{_WAY}{_SAME}:?(?:{_NUMBERS})?"),
    ("name", Level.FAIR, rf"{_NO_NAME}{_NAME}{_WHOSE}(?:号|二维码)?(?::?{_NUMBERS})?"),
    ("need", Level.FAIR, rf"{_ASK}(?:[、,][^、,。!?]{{1,8}}){{2,}}"),
    ("help", Level.FAIR, rf"以便(?:我们)?(?:更好地?|快速|尽快)?[帮为给][您你](?:快速|尽快)?{_HELP}"),
    ("scan", Level.WEAK, rf"{_LOOKS}(?:添?加|关注)?(?:我们?|好友|微信)?"),
    (
        "contact",
        Level.WEAK,
        rf"(?:联系|咨询|服务|客服|业务|合作|招商)?(?:电话|手机|热线|微信|方式){_SAME}号?码?:?{_NUMBERS}",
    ),
    ("person", Level.WEAK, rf"联系人:?{_NAME}(?::?{_NUMBERS})?|{_NAME}:?{_PHONE}{_SAME}"),
    ("number", Level.WEAK, rf"{_PHONE}{_SAME}|微信同号"),
)
#: The first pattern that matches, in the group of its number; _KINDS says what it proves.
_PIECE = "|".join(f"({pattern})" for _, _, pattern in _PATTERNS)
_KINDS: dict[int | None, tuple[str, Level]] = dict(enumerate((piece[:2] for piece in _PATTERNS), 1))
_ANY = "|".join(pattern for _, _, pattern in _PATTERNS)
_STRONG = "|".join(pattern for _, level, pattern in _PATTERNS if level is Level.STRONG)
_BEHIND_NAME = rf"{_TITLE}?(?={_WHOSE}|:|$)"
_NAMED = re.compile(
    rf"(?:{_ADD}|联系人:?|(?<!\w))(?!{_NO_PERSON}+{_BEHIND_NAME})({_HAN}{{2,4}}?){_BEHIND_NAME}"
)
_MORE_LINES = rf"(?:[\W_]*+(?>{_ANY}))*+[\W_]*+$"
#: _TAIL matches footer lines up to the end of a text, _GLUED those that follow a name.
_TAIL = rf"(?:(?<!\w)(?>{_ANY})|(?>{_STRONG})){_MORE_LINES}"
_GLUED = rf"{_WHOSE}号?{_MORE_LINES}"
_NUMBER = re.compile(_PHONE)
_SCANNED = re.compile(rf"{_ADD}({_ANY_NAME}){_WHOSE}")
_NAME_LINE = re.compile(rf"(.+?){_WHOSE}(?:号|二维码)?[\W_]*")
#: Every pattern needs one of these words.
_CLUE = re.compile(
    rf"微信|招商|{_DEAL}|需求|要求|对接|匹配|{_LOOK}|电话|手机|方式|联系人|\d{{3}}{_GAP}\d{{3}}"
)
_PUNCTUATION = re.compile(r"[\W_]*")
#: A ruler that editors draw between lines: ========, ———, 👇👇👇.
_RULER = re.compile(r"[\W_]{2,}")
#: A whole footer has fewer characters than this; nothing further from the end is looked at.
_LONGEST = 400
#: So many characters fold to at least _LONGEST, because a clean line has no two spaces in a row.
_WINDOW = 2 * _LONGEST + 1


@lru_cache(maxsize=1024)  # lines that stay are looked at in each round of cuts, and articles share footers
def shape(text: str) -> Shape | None:
    """The footer lines at the end of a line of text; None if it does not end with one.

    Unless they are the whole line, they must follow a sentence: the first of them begins with words that only
    the footer has, or stands behind punctuation.
    """
    before = max(0, len(text) - _WINDOW)
    folded = fold(text[before:])
    start = _tail_start(folded) if _CLUE.search(folded) else None
    if start is None:
        return None
    kinds = tuple(_KINDS[piece.lastindex] for piece in regex(_PIECE).finditer(folded[start:]))
    if not kinds:
        return None
    if _PUNCTUATION.fullmatch(folded[:start]) and _PUNCTUATION.fullmatch(text[:before]):
        return Shape(0, kinds, _tokens(folded))
    exact, offsets = fold_with_offsets(text[before:])
    begin = _tail_start(exact)
    return Shape(before + offsets[begin], kinds, _tokens(folded[start:])) if begin is not None else None


def is_ruler(text: str) -> bool:
    """Whether a line only divides the lines above it from those below it."""
    return _RULER.fullmatch(text) is not None


def scanned_name(text: str) -> str | None:
    """The name that a line such as 长按/扫一扫加葛毅明的微信号 gives, folded; None where it gives none."""
    match = _SCANNED.search(fold(text))
    return match[1] if match else None


def is_name_line(text: str, names: Iterable[str]) -> bool:
    """Whether a line is nothing but the 微信号 of one of these names."""
    line = _NAME_LINE.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return line is not None and any(_PUNCTUATION.fullmatch(line[1].removesuffix(name)) for name in names)


def _tail_start(folded: str) -> int | None:
    """The index at which the footer lines at the end of a text begin; None where there are none.

    Where a footer is glued to a sentence, only the name in its 扫一扫 line shows where the name in its first
    line begins.
    """
    earliest = len(folded) - _LONGEST  # below 0 is the beginning
    match, name = regex(_TAIL).search(folded, earliest), _SCANNED.search(folded, earliest)
    first = match.start() if match else len(folded)
    glued = re.finditer(re.escape(name[1]), folded[:first]) if name else ()
    near = (at for at in glued if at.start() >= earliest)
    starts = (at.start() for at in near if regex(_GLUED).match(folded, at.end()))
    return next(starts, match.start() if match else None)


def _tokens(folded: str) -> frozenset[str]:
    numbers = (re.sub(r"\D", "", match.group()) for match in _NUMBER.finditer(folded))
    return frozenset([*numbers, *(match[1] for match in _NAMED.finditer(folded))])
