"""Answers for scripts that are a piece of a page: some elements of a list, and nothing around them. Pure.

Behind the last one comes nothing, or a few words that there are no more. A broken script answers with nothing
too, so what this module says of a text counts only where a script asks for a list's further entries.
"""

import re
import unicodedata
from collections import Counter
from typing import Final

_COMMENTS: Final = r"\s*(?:<!--(?:[^-]++|-(?!->))*+-->\s*)*+"
#: The first element of a piece; rows and cells are dropped by a parser where no table is around them.
_FIRST: Final = re.compile(
    rf"\ufeff?{_COMMENTS}<(?:(tbody|tr|td)|li|ul|ol|dl|dt|dd|div|section|article|figure|table|p|a|span|h[1-6])[\s>]",
    re.IGNORECASE,
)
#: What only a whole document, a form or a frame has.
_OF_PAGES: Final = re.compile(
    r"<(?:!doctype|html|head|body|title|frameset|meta|base|form|input|iframe)[\s/>]", re.IGNORECASE
)
#: An address that leads anywhere, and a link to one.
_LEADING: Final = r"""\bhref\s{0,9}+=\s{0,9}+["']?+(?!["'>\s#]|javascript:)"""
_LEADS: Final = re.compile(_LEADING, re.IGNORECASE)
_LINK: Final = re.compile(rf"<a\s[^<>]{{0,2000}}?{_LEADING}", re.IGNORECASE)
#: No message that a list has ended has more characters, in its source and as it is read.
_LONGEST_SOURCE, _LONGEST = 600, 30
_TAG: Final = re.compile(r"</?([a-z][a-z0-9]*)(?:\s[^<>]*)?>|<!--[^<>]*-->", re.IGNORECASE)
_PLAIN: Final = frozenset(
    (
        "p",
        "div",
        "span",
        "section",
        "center",
        "br",
        "hr",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "font",
        "small",
        "ul",
    )
) | frozenset(
    ("ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6")
)
_THINGS: Final = r"更多|数据|内容|新闻|文章|信息|记录|资讯|消息|相关|结果"
_NO_MORE: Final = re.compile(
    rf"没有?(?:{_THINGS}|了)|暂?无(?:{_THINGS})|暂无$|到底|到头|最后一页|(?:加载|显示)完|全部(?:加载|显示)"
    r"|no(?:more|data|records?|results?)|theend",
    re.IGNORECASE,
)
_TROUBLE: Final = re.compile(
    r"登[录陆]|权限|错误|出错|失败|异常|繁忙|稍[后候]|重试|超时|验证|禁止|拒绝|维护|不存在|找不到|关闭"
    r"|error|fail|log-?in|sign-?in|denied|forbidden|timeout|notfound",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"<!--|-->|<(/?)([a-z][a-z0-9]*)((?:[\s/][^<>]*)?+)>", re.IGNORECASE)
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
#: Elements whose content is no markup.
_RAW: Final = frozenset(("script", "style", "textarea", "template"))
#: Elements that may be left open.
_LEFT_OPEN: Final = frozenset(("li", "p", "dt", "dd", "tr", "td"))


def is_piece(text: str) -> bool:
    """Whether a text is elements with links, and no document."""
    return _FIRST.match(text) is not None and not _OF_PAGES.search(text) and _LINK.search(text) is not None


def in_table(text: str) -> str:
    """A piece as a parser keeps it: rows stand in a table."""
    first = _FIRST.match(text)
    return f"<table>{text}</table>" if first and first[1] else text


def says_no_more(text: str) -> bool:
    """Whether a text is empty, or says in a few words and without a link that there are no more entries."""
    text = text.strip("\ufeff \t\r\n")
    if len(text) > _LONGEST_SOURCE or _LEADS.search(text):
        return False
    tags = {name.lower() for name in _TAG.findall(text) if name}
    said = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", _TAG.sub("", text)))
    if not tags <= _PLAIN or len(said) > _LONGEST or _TROUBLE.search(said):
        return False
    return _NO_MORE.search(said) is not None if said else "<" not in _TAG.sub("", text)


def is_unbroken(text: str) -> bool:
    """Whether each element of a piece is closed; one without any closing tag of its kind may be left open."""
    closed = {name.lower() for end, name, _ in _MARKS.findall(text) if end}
    started: Counter[str] = Counter()
    ahead, raw, place = list[str](), "", 0
    for mark in _MARKS.finditer(text):
        place = mark.end()
        end, name = mark[1], (mark[2] or "").lower()
        if raw:
            raw = "" if (raw == "-->" and mark[0] == raw) or (end and name == raw) else raw
        elif mark[0] == "<!--":
            raw = "-->"
        elif end and started[name]:
            while (last := ahead.pop()) != name:
                started[last] -= 1
            started[name] -= 1
        elif name in _RAW and not end:
            raw = name
        elif name and not end and name not in _VOID and not mark[3].endswith("/"):
            ahead.append(name)
            started[name] += 1
    left = {name for name in ahead if name in closed or name not in _LEFT_OPEN}
    return not left and not raw and "<" not in text[place:]
