"""Reads the line of an article that labels who wrote it, where it is from, how often it was read. Pure."""

import re
from typing import Final

from xzcrawl.families.foot_lines import OFFICE, PERSON, is_person, people_in, writers_in_byline
from xzcrawl.families.habits import LABEL_ENDS
from xzcrawl.text import with_whole_labels

_READERS: Final = "点击|浏览|阅读|访问|人气|查看"
#: The line may have nothing between a name and the label behind it.
_NAME_ENDS: Final = (
    r"(?=[\s，,;；|｜丨()（）\[\]【】［］〔〕]|[/／][文图]|\d{4}[-/.年]|$|责任编辑|责编|通讯员"
    rf"|(?:{_READERS}|来源|编辑|时间|日期|发布|字号){LABEL_ENDS})"
)
_MORE_WRITERS: Final = re.compile(
    rf"(?:[\s;；]{{1,2}}(?:{OFFICE}[\s:：]{{1,2}})?(?:{PERSON})(?<!摄)(?=[\s|｜丨;；]|$))+", re.VERBOSE
)
_EACH_OFFICE: Final = re.compile(rf"[;；]|{OFFICE}[\s:：]{{1,2}}")
_UNIT: Final = r"(?:[十百千]?[万亿](?:(?![\u4e00-\u9fff])|(?=[次人]|阅读|浏览|点击))|[千wWkK](?![A-Za-z]))"
_COUNT: Final = rf"(?:\d[\d,]*(?:\.\d+)?{_UNIT}|\d[\d,]*(?![\d,]))"
#: Behind the label may stand a date, where a script writes the figure, or how long it takes to read.
_NO_COUNT: Final = (
    r"(?!\s?[年月]\s?\d|\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d|[:：时点]\d|\.\d"
    r"|\s?(?:分钟|秒|小时|[年月日天](?![\u4e00-\u9fff]))|分(?![享类]))"
)
_VIEWS: Final = (
    re.compile(
        rf"(?:{_READERS})(?:[/／](?:回复|评论))?总?(?:数量?|量|值|指数|统计|次数?(?:[(（]次[)）])?|人[数次]|了|过)?为?"
        rf"[\s:：(（\[【]*[约共第]?({_COUNT}){_NO_COUNT}"
    ),
    re.compile(rf"(?<![\d,.\-/:：年月时点¥])({_COUNT})\s?(?:人次|次|人)\s?已?(?:看过|读过|{_READERS})"),
    re.compile(rf"(?<![\d,.])(\d[\d,]*(?:\.\d+)?{_UNIT})\s?(?:{_READERS})(?!\s?[\d:：]|时[长间])"),
)
#: Other words end in 来源 too (资金来源): before the label stands no letter but that of a time.
_ORIGIN_LABEL: Final = (
    r"(?:(?<![\u4e00-\u9fff])|(?<=\d[日时分秒]))"
    r"(?:(?:(?:信息|稿件|文章|新闻|消息|内容|本文)?来\s?源|稿\s?源|出\s?处)(?:\s?[:：|｜丨/\]】]|(?=\s))"
    r"|(?:来自|[转摘]载?自)\s?[:：])\s*"
)
#: 徐州发布 is a name, so that its last word is a label only with a colon.
_NEXT_LABEL: Final = (
    rf"(?:(?:{_READERS})(?:数|量|次数)?\s?[:：\d]|责任编辑|责编|通讯员"
    r"|(?:(?:文章|稿件|新闻|信息|发稿|供稿)?(?:作者|记者|编辑|单位)|审核|校对|(?:发布|发表|更新)(?:时间|日期|者|人|单位|机构)?|时间|日期|字[号体]|栏目|分类)\s?[:：])"
)
_DAY: Final = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]"
#: A name has no spaces, except between Latin words.
_LATIN: Final = r"(?:[A-Za-z][\w.&-]{0,20}\s(?=[A-Za-z])){0,5}"
#: The characters of a short name may stand apart (王　芳), so that all names are of one width.
_PEOPLE: Final = rf"{PERSON}(?:\s?[、，,]\s?{PERSON})*"
#: Between a label and a name; a word that follows the label at once may be of a sentence (记者获悉).
_THEN: Final = rf"(?:[:：\s]+|(?:\s?[|｜/／]\s?)?(?={PERSON}))"
_WRITERS: Final = tuple(
    re.compile(
        rf"{label}(?:{OFFICE}[\s:：]{{0,2}}(?={PERSON})|(?!{_DAY}|{_NEXT_LABEL}))"
        rf"({_PEOPLE}|{_LATIN}[^\s:：|｜丨]{{1,20}}?){_NAME_ENDS}"
    )
    for label in (
        rf"(?:(?<![工合])作者|记者|撰稿人?){_THEN}",
        r"(?:(?<![\w:：])(?:撰文|文)[/／](?:图(?:[/／]\w{2})?[\s:：]+)?(?!图[/／])|(?<![\w:：])图文[/／])[:：\s]*",
        rf"(?:发布者|发布人|投稿人){_THEN}",
    )
)
_ORIGIN_ENDS: Final = rf"(?=[\s|｜丨\[\]【】［］〔〕()（）]|{_DAY}|$|{_NEXT_LABEL})"
_OF_NAMES: Final = r"[^\s:：|｜丨\[\]【】［］〔〕()（）]"
#: What stands in brackets is of the name (人民日报（海外版）, 中国（徐州）博览会), but no writer and no day.
_EDITION: Final = (
    r"(?:[（(](?!记者|通讯员|作者|编辑|实习|\d)[^\s:：()（）]{1,10}(?:(?<!版)[）)][\u4e00-\u9fff]{1,14}?"
    r"(?:会|局|委|办|院|所|站|网|报|社|中心|公司|集团|区|园|基地|论坛)|[）)]))?"
)
_ORIGIN: Final = re.compile(
    rf"{_ORIGIN_LABEL}(?!{_DAY}|{_NEXT_LABEL})({_LATIN}{_OF_NAMES}{{1,40}}?{_EDITION}){_ORIGIN_ENDS}"
)
_LABELLED_ORIGIN: Final = re.compile(rf"\W*{_ORIGIN_LABEL}")
#: The office of a reporter, what stands between names, and a name behind it.
_OFFICE: Final = re.compile(r"\W*[\u4e00-\u9fff]{0,10}(?:记者|评论员|通讯员|实习生)[\s:：]{1,3}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_PIECES: Final = re.compile(r"[\s、，,|｜丨]+")
_BETWEEN_NAMES: Final = re.compile(r"[\s、，,]+")
_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,4}")
#: What no name has.
_NO_NAME: Final = re.compile(r"[，。！？；…]|——|记者|^.{30}")
_COLON: Final = re.compile("[:：丨]")
_DATED: Final = re.compile(_DAY)
#: What is no name, but a tool of the page behind an empty label, or says that nobody knows.
_EMPTY: Final = re.compile(
    r"|刚刚|[今昨前]天|\d+\s?(?:秒|分|小时|天|日|周|个?月|年)钟?前|\d{1,2}(?:月\d{1,2}日?|[-/:]\d{1,2})|views?|null|none|undefined|A[+＋－-]|首页|正文|分享到?|未知|不详|无|暂无|佚名|[\W_]+|责任|(?:我要)?评论|字号|字体|(?:我要)?打印|分享|收藏|关闭|浏览|阅读|点击|编辑|作者|记者|发布|来源|出处|时间|日期|栏目|分类|标签|审核|校对|大|中|小"
)


def names_nobody(text: str) -> bool:
    """Whether what stands behind a label is no name: figures, signs, tools of the page, 未知."""
    pieces = _PIECES.split(text)
    return not text.isdigit() and all(piece.isdigit() or _EMPTY.fullmatch(piece) for piece in pieces)


def writer_in(line: str) -> str:
    """The name of the writer that the line of an article labels, else of who posted it; "" for none.

    Further names behind it, parted by spaces, are joined by 、.
    """
    line = with_whole_labels(line).replace("丨", "|")
    named = (found for label in _WRITERS for found in label.finditer(line))
    found = next((found for found in named if _LETTER.search(found[1]) and not names_nobody(found[1])), None)
    if found is None:
        return ""
    more = _MORE_WRITERS.match(line, found.end(1)) if is_person(found[1]) else None
    names = found[1] + (_EACH_OFFICE.sub(" ", more[0]) if more else "")
    return people_in(names) or found[1]


def writer_of(text: str) -> str:
    """Who wrote an article, as an element says that has nothing else: a name, or a byline.

    Where it has another text on some pages, as a second title, that is no name.
    """
    if known := writers_in_byline(text) or people_in(text):
        return known
    if office := _OFFICE.match(text):
        names = _BETWEEN_NAMES.split(text[office.end() :].strip())
        if all(map(_NAME.fullmatch, names)):
            return "、".join(names)
    if _COLON.search(text):
        return writer_in(text)
    return "" if office or _NO_NAME.search(text) or names_nobody(text) else text


def origin_in(line: str) -> str:
    """Where an article is from, as its line labels it (``来源：徐州日报``); "" where it does not say."""
    names = (found[1] for found in _ORIGIN.finditer(with_whole_labels(line)))
    return next((name for name in names if not names_nobody(name)), "")


def labels_origin(text: str) -> bool:
    """Whether a text begins with the label of where an article is from."""
    return _LABELLED_ORIGIN.match(f"{text} ") is not None


def origin_of(text: str) -> str:
    """Where an article is from, as a text says that has nothing else, with its label or without one."""
    if (labelled := origin_in(text)) or labels_origin(text):
        return labelled
    return "" if names_nobody(text) or _DATED.search(text) or _COLON.search(text) else text


def views_in(line: str) -> str:
    """The figure that says how often an article was read (``1.2万``); "" where there is none."""
    line = with_whole_labels(line)
    found = next((found for form in _VIEWS if (found := form.search(line))), None)
    return found[1] if found else ""
