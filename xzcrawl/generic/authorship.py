"""Finds who wrote an article and where it is from, as its page shows it and states it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from xzcrawl.families.foot_lines import PERSON, is_credit, people_in
from xzcrawl.families.habits import LABEL_ENDS, is_origin, is_writer
from xzcrawl.families.info_line import names_nobody, origin_in, origin_of
from xzcrawl.generic.layout import Element, PageLine
from xzcrawl.generic.statements import Statements
from xzcrawl.generic.words import DATE
from xzcrawl.text import with_whole_labels

_NEXT: Final = (
    "(?:信息来源|来源|时间|日期|发布|发表|点击|浏览|阅读|访问|人气|责编|责任编辑|编辑|审核|字号|字体|分类|栏目|评论|更新|查看|摄影|图片|出处"
    "|次数|打印)"
)
#: What comes behind a name: another label, with a space before it or its value behind it.
_END: Final = (
    rf"(?=\s{{2,}}|[|｜·]|[/／][文图]|$|\s{_NEXT}|\s*(?:记者|通讯员|责任编辑|责编|摄影报道)|\s\d{{4}}"
    rf"|{_NEXT}{LABEL_ENDS})"
)
_VALUE: Final = rf"(?:\s?[:：]\s*|\s?[|｜]\s?(?={PERSON}))([^:：|｜]{{1,40}}?){_END}"
_WRITER: Final = (
    r"(?<![\u4e00-\u9fff])(?:作\s*者|原作者|记\s*者|撰稿人?|撰文|采写|文|供稿|通讯员|[文图]/[文图]|文图|图文)"
)
_POSTER: Final = r"(?<![\u4e00-\u9fff])(?:发布者|发布人|发\s*布|发布部门|供稿单位|撰稿单位)"
_WRITTEN_BY: Final = re.compile(_WRITER + _VALUE)
_POSTED_BY: Final = re.compile(_POSTER + _VALUE)
_LABEL: Final = re.compile(rf"(?:{_WRITER}|{_POSTER})\s?[:：]$")
_PEOPLE: Final = r"([\u4e00-\u9fff·、\s]{2,40}?)"
_REPORTED_BY: Final = re.compile(
    rf"[（(]?[^，。：（()]{{0,16}}?(?:记者|通讯员|评论员|实习生)\s*{_PEOPLE}"
    rf"(?:\s*(?:通讯员|实习生|实习记者)\s*{_PEOPLE})?\s*(?:[）)]|摄|文|报道|$)"
)
_MARKED: Final = re.compile(r"[□■◇◆◎●▲○]\s*([\u4e00-\u9fff·\s]{2,12})")
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,8}|[A-Za-z]{2,16}")
_NOBODY: Final = re.compile(r"匿名|网络|(?:本站)?原创|转载|默认|超?[大中小]|(?:发[表布]于|来自).*")
_JOINTS: Final = re.compile(r"\s*[/／、,，;；&]\s*|(?<=[\u4e00-\u9fff]{2})[\s\u3000]+(?=[\u4e00-\u9fff]{2})")
_LONGEST_NAME: Final = 20
_LONGEST_ORIGIN: Final = 40
#: So many characters of a line may tell who reported it.
_BYLINE: Final = 80


def author_of(
    near: Sequence[PageLine], below: Sequence[PageLine], ends: Sequence[str], stated: Statements
) -> str:
    """Who wrote an article, several joined by 、; else who posted it; "" where nobody is named.

    ``near`` are the lines by its heading, ``below`` those of particulars under it, ``ends`` the first and
    last lines of its text.
    """
    texts = [*map(_spaced, near)]
    named = chain(
        _matches(_WRITTEN_BY, (*texts, *map(_spaced, below))),
        stated.authors,
        _in_writers(near),
        _matches(_REPORTED_BY, (text[:_BYLINE] for text in (*texts, *ends))),
        _matches(_POSTED_BY, texts),
        (found[1] for text in texts if (found := _MARKED.fullmatch(text))),
        _beside_date(near),
    )
    bare = map(str.strip, named)
    return next((_joined(name) for name in bare if not (_NOBODY.fullmatch(name) or names_nobody(name))), "")


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


def _matches(pattern: re.Pattern[str], texts: Iterable[str]) -> Iterator[str]:
    found = (pattern.search(text) for text in texts)
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
        yield from (name for name in names if _NAME.fullmatch(name) and not DATE.fullmatch(name))


def _joined(names: str) -> str:
    bare = names.strip(" \u3000（）()[]【】·")
    return people_in(bare) or _JOINTS.sub("、", bare)
