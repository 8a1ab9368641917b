"""Normalises widths, spaces, invisible and traditional characters of Chinese web text. Pure.

No function changes words.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256
from itertools import chain

from opencc import OpenCC

from xzcrawl.patterns import regex

_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_JOINER = rf"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
#: Invisible characters: zero-width and bidi marks, the soft hyphen, controls that are not white space; and
#: halves of characters, which JSON can write.
_INVISIBLE = re.compile(
    r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u180e"
    rf"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]|{_JOINER}"
)
_NEWLINES = frozenset("\n\r\v\f\x85\u2028\u2029")
_CJK = (
    "\u00b7\u2014\u2018-\u201d\u2026\u2e80-\u2fff\u3001-\u30ff\u3130-\u318f\u31a0-\u9fff\ua960-\ua97f\uac00-\ud7af"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
#: Two adjacent characters of Chinese text, in which many editors type ASCII punctuation: 3月8日,在广大干群.
#: ``re`` compiles so large classes when they are first used, which takes milliseconds.
_CHINESE_PAIR = rf"[{_CJK}][{_CJK},.;:!?()\"']|[,.;:!?()\"'][{_CJK}]"
#: The labels that pages set in front of what is said of an article, and of contacts.
_LABELS = """
    作者 原作者 记者 通讯员 供稿 撰稿 撰稿人 撰文 摄影 编辑 责编 责任编辑 美编 审核 审校 校对 校审 监制 签发
    策划 统筹 制图 排版 初审 复审 终审 一审 二审 三审 来源 信息来源 稿件来源 文章来源 新闻来源 稿源 出处 出品
    发布 发表 发布者 发布人 发布单位 发布部门 发布机构 发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期
    发文时间 发文日期 公布时间 公布日期 更新 修改 更新时间 更新日期 修改时间 修改日期 成文日期 日期 时间 单位
    栏目 分类 类别 标签 关键词 字号 字体 浏览 点击 阅读 访问 人气 查看 浏览量 阅读量 点击量 浏览数 点击数
    阅读数 浏览次数 点击次数 阅读次数 电话 手机 传真 地址 邮编 邮箱 网址 热线 微信 联系人 联系电话 联系地址
    地点 主讲 主讲人 主持 主持人 对象 主题
"""
_LABEL = "|".join(r"\s?".join(label) for label in sorted(_LABELS.split(), key=len, reverse=True))
_LABEL_APART = rf"(?:{_LABEL})(?=\s?[:：|｜丨/\]】])"
#: Two letters, no Latin ones, with a space between them, as every label has whose characters stand apart.
_APART = re.compile(r"[^\W\d_A-Za-z]\s[^\W\d_A-Za-z]")
#: Any run of white space except a single plain space, the most common one.
_SPACES = re.compile(r"\s{2,}|[^\S ]")


def normalise(text: str) -> str:
    """The text as one clean line: without invisible characters, with spaces collapsed and trimmed.

    A line break of the source between two Chinese characters or their punctuation is dropped. A plain space
    there stays, and so does a single U+3000 (``张　三``).
    """
    if text.isprintable() and "  " not in text:  # most texts: no invisible characters, only plain spaces
        return text.strip()
    return _SPACES.sub(_space, _INVISIBLE.sub("", text).strip())


def _space(match: re.Match[str]) -> str:
    run = match.group()
    if run == "\u3000":
        return run
    between = match.string[match.start() - 1] + match.string[match.end()]
    broken = not _NEWLINES.isdisjoint(run) and re.fullmatch(_CHINESE_PAIR, between) is not None
    return "" if broken else " "


def with_whole_labels(text: str) -> str:
    """The clean text with the characters of each label together: ``来 源：徐州日报`` with ``来源：``.

    Pages set them apart so that all labels have one width. A gap is one white space, as ``normalise``
    leaves it.
    """
    if not _APART.search(text):
        return text
    return regex(_LABEL_APART).sub(lambda label: "".join(label.group().split()), text)


def fold(text: str) -> str:
    """The text for loose comparison: half width (NFKC) and without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The text folded character by character, and the index in ``text`` of each folded character.

    The list ends with ``len(text)``, so that the end of a match has an offset too.
    """
    pieces = [fold(character) for character in text]
    offsets = chain.from_iterable([index] * len(piece) for index, piece in enumerate(pieces))
    return "".join(pieces), [*offsets, len(text)]


def simplify(text: str) -> str:
    """The text with each traditional character simplified (OpenCC); every character keeps its place."""
    return text.translate(_SIMPLIFIED)


class _Simplified(dict[int, str]):
    """A table for ``str.translate``; a character is looked up when it first occurs."""

    def __missing__(self, code: int) -> str:
        self[code] = _simplifier().convert(chr(code))
        return self[code]


_SIMPLIFIED = _Simplified()


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def content_sha256(title: str, text: str) -> str:
    """The digest that shows a change of an article: SHA-256 of title, a newline, text in UTF-8, as hex."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()
