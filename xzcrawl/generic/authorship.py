"""Finds who wrote an article and where it is from, as its page shows it and states it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from xzcrawl.families.foot_lines import OFFICE, PEOPLE, PERSON, is_credit, people_in, writers_in_byline
from xzcrawl.families.habits import LABEL_ENDS, is_origin, is_writer
from xzcrawl.families.info_line import names_nobody, origin_in, origin_of, writer_in
from xzcrawl.generic.layout import Element, PageLine
from xzcrawl.generic.statements import Statements
from xzcrawl.generic.words import DATE
from xzcrawl.patterns import regex
from xzcrawl.text import with_whole_labels

_NEXT: Final = (
    "(?:信息来源|来源|时间|日期|发布|发表|点击|浏览|阅读|访问|人气|责编|责任编辑|编辑|审核|字号|字体|分类|栏目|评论|更新|查看|摄影|图片|出处"
    "|次数|打印)"
)
#: What comes behind a name: another label, with a space before it or its value behind it.
_END: Final = (
    rf"(?=\s{{2,}}|[|｜]|\s·|·\s|[/／][文图]|$|\s{_NEXT}|\s*(?:通讯员|责任编辑|责编|摄影报道)|\s\d{{4}}"
    rf"|{_NEXT}{LABEL_ENDS})"
)
_VALUE: Final = rf"(?:\s?[:：]\s*|\s?[|｜]\s?(?={PERSON}))([^:：|｜]{{1,40}}?){_END}"
_WRITER: Final = (
    r"(?<![\u4e00-\u9fff])(?:作\s*者|原作者|记\s*者|撰稿人?|撰文|采写|文|供稿|通讯员|[文图]/[文图]|文图|图文)"
)
_POSTER: Final = r"(?<![\u4e00-\u9fff])(?:发布者|发布人|发\s*布|发布部门|供稿单位|撰稿单位)"
_WRITTEN_BY: Final = _WRITER + _VALUE
_POSTED_BY: Final = _POSTER + _VALUE
_LABEL: Final = re.compile(rf"(?:{_WRITER}|{_POSTER})\s?[:：]$")
#: Who reports, in a dateline or at an end (本报讯（记者 王芳 通讯员 李明）); who took pictures comes last.
_REPORTED_BY: Final = (
    rf"(?x){OFFICE}[\s:：]{{0,3}}({PEOPLE})(?!\s?摄)(?:\s*{OFFICE}[\s:：]{{0,3}}({PEOPLE}))?"
)
_PICTURED_BY: Final = rf"(?x){OFFICE}[\s:：]{{0,3}}({PEOPLE})\s?摄"
_MARKED: Final = re.compile(r"[□■◇◆◎●▲○]\s*([\u4e00-\u9fff·\s]{2,12})")
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,8}|[A-Za-z]{2,16}")
_NOBODY: Final = re.compile(r"匿名|网络|(?:本站)?原创|转载|默认|超?[大中小]|(?:发[表布]于|来自).*")
#: What else stands beside a date without a label: tools, columns, days, places, papers.
_NO_NAME: Final = re.compile(
    r"""已.{1,3}|(?:收藏|关注|订阅|投稿|点赞|举报|纠错|分享|评论|打印|下载|复制|转发|置顶|推荐|热门|最新|原创|转载|精选|独家|首发).{0,4}
    |.{0,4}(?:字号|字体|播报|朗读|全文|链接|倍速|手机版|电脑版|繁体版?|简体版?|阅读|浏览|点击|访问|次数?|人气|热度)
    |.{0,4}(?:头条|要闻|新闻|资讯|动态|时政|财经|经济|社会|民生|文化|体育|科技|教育|政策|解读|公告|通知|公示|专题|视频|图片|综合|快讯|热点)
    |(?:星期|周)[一二三四五六日天]|农历.*|.{1,6}[省市县区镇乡州盟旗]|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西
    |山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国
    |.{1,8}(?:报|网|电视台|广播|通讯社|发布|在线|客户端|公众号|杂志|周刊|融媒体?)""",
    re.VERBOSE,
)
_JOINTS: Final = re.compile(r"\s*[/／、,，;；&]\s*|(?<=[\u4e00-\u9fff]{2})[\s\u3000]+(?=[\u4e00-\u9fff]{2})")
_LONGEST_NAME: Final = 20
_LONGEST_ORIGIN: Final = 40
#: So many characters of a line may tell who reported it.
_BYLINE: Final = 80


def author_of(
    near: Sequence[PageLine],
    heading: PageLine,
    below: Sequence[PageLine],
    ends: Sequence[str],
    foreign: Sequence[str],
    stated: Statements,
) -> str:
    """Who wrote an article, several joined by 、; else who posted it; "" where nobody is named.

    ``near`` are the lines by its ``heading`` and that itself, ``below`` those of particulars under it,
    ``ends`` the first and last lines of its text, ``foreign`` the lines in its body that are not its text.
    """
    texts = [*map(_spaced, near)]
    others = [_spaced(line) for line in near if line is not heading]
    named = chain(
        map(_labelled_person, (*texts, *map(_spaced, below))),
        _matches(_WRITTEN_BY, (*texts, *map(_spaced, below))),
        stated.authors,
        _in_writers(near),
        map(writers_in_byline, (*others, *ends)),
        _matches(_REPORTED_BY, (text[:_BYLINE] for text in (*others, *ends))),
        map(_labelled_person, foreign),
        _matches(_POSTED_BY, texts),
        (people_in(found[1].strip()) for text in others if (found := _MARKED.fullmatch(text))),
        _beside_date(line for line in near if line is not heading),
        _matches(_PICTURED_BY, (text[:_BYLINE] for text in ends)),
    )
    bare = map(str.strip, named)
    return next((_joined(name) for name in bare if not _is_nobody(name)), "")


def origin_among(near: Sequence[PageLine], foreign: Iterable[str]) -> str:
    """Where an article is from; "" where nothing says it.

    ``near`` are the lines of particulars, ``foreign`` the lines in its body that are not its text.
    """
    labelled = map(origin_in, map(_spaced, near))
    named = (
        origin_of(piece.text.strip())
        for piece in chain.from_iterable(line.pieces for line in near)
        if len(piece.text) <= _LONGEST_ORIGIN and _names_origin(piece.element)
    )
    credited = (origin_in(text) for text in foreign if is_credit(text))
    return next((name for name in chain(labelled, named, credited) if name), "")


def labels_writer(text: str) -> bool:
    """Whether a text ends with the label of who wrote or posted an article."""
    return _LABEL.search(text) is not None


def _spaced(line: PageLine) -> str:
    """The text of a line with a wide space between elements, which ends what is said in one."""
    text = "  ".join(text for piece in line.pieces if (text := piece.text.strip()))
    return with_whole_labels(text).replace("丨", "|")


def _is_nobody(name: str) -> bool:
    return names_nobody(name) or bool(_NOBODY.fullmatch(name) or DATE.match(name))


def _labelled_person(text: str) -> str:
    """The persons behind the label of who wrote an article; "" where there is none, or another name."""
    return people_in(writer_in(text).replace("、", " "))


def _matches(pattern: str, texts: Iterable[str]) -> Iterator[str]:
    found = (regex(pattern).search(text) for text in texts)
    return ("、".join(name for name in match.groups() if name) for match in found if match)


def _in_writers(lines: Iterable[PageLine]) -> Iterator[str]:
    """What stands in elements that say that they name a writer, or link to one."""
    for piece in chain.from_iterable(line.pieces for line in lines):
        name = piece.text.strip().rpartition("：")[2].rpartition(":")[2].strip()
        around = [piece.element, *([piece.element.parent] if piece.element.parent else [])]
        if name and len(name) <= _LONGEST_NAME and any(map(_names_writer, around)):
            yield name


def _names_origin(element: Element) -> bool:
    """Whether an element, or the one around it, says that it names where an article is from."""
    return is_origin(element.names) or (element.parent is not None and is_origin(element.parent.names))


def _names_writer(element: Element) -> bool:
    """Whether an element says that it names a writer, or links to one."""
    attributes = element.node.attributes
    return (
        is_writer(element.names)
        or attributes.get("rel") == "author"
        or "/author" in (attributes.get("href") or "")
    )


def _beside_date(lines: Iterable[PageLine]) -> Iterator[str]:
    """A name in an element of its own on the line of the date that leads nowhere: no column does that."""
    dated = (line for line in lines if DATE.search(line.text))
    for line in dated:
        apart = (piece for piece in line.pieces if not piece.in_link and piece.element is not line.element)
        names = (piece.text.strip() for piece in apart)
        yield from (name for name in names if _NAME.fullmatch(name) and not _is_other(name))


def _is_other(text: str) -> bool:
    return bool(DATE.fullmatch(text) or _NO_NAME.fullmatch(text))


def _joined(names: str) -> str:
    bare = names.strip(" \u3000（）()[]【】·")
    return people_in(bare) or _JOINTS.sub("、", bare)
