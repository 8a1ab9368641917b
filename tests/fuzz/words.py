"""What a hostile text is made of: the words of the rules themselves, and what parsers stumble over."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Final

import xzcrawl

#: The rooms whose rules read what strangers wrote.
_ROOMS: Final = ("boilerplate", "dates", "diff", "extract", "search", "text", "urls")
_WORD: Final = re.compile(r"[\u3007\u4e00-\u9fff]+|[A-Za-z][A-Za-z-]*|[^\w\s\\]")
#: An escape or a construct of a pattern, which is none of its words.
_SYNTAX: Final = re.compile(r"\(\?(?:P?[<=!>:][\w=!]*>?|[a-z]+:?)|\\u[\da-f]{4}|\\.|\{[\d,]+\}")

#: Characters that classes of the rules hold.
CHARACTERS: Final = (
    *"0 19一二十〇百廿 \n\t\u3000\u200b字aZ最é́\x00\x80\U0001f600",
    *"<>&\"'/=#;()[]{}【】「」《》。,、:：!?？-–—_.·|*+~%@\\$^`", "\u2028", "\ufeff", "\u200d", "\ufffd",
    "\ue000", "㈠", "ﷺ", "½", "1 ", "1,234", "2022", "2022-",
)  # fmt: skip
#: Pieces of markup.
MARKUP: Final = (
    "<div>", "</div>", "<b>", "</b>", "<em>", "<a href=/post/1.html>", "</a>", "<p>", "<br>", "<li>",
    "<ul>", "<table>", "<tr>", "<td>", "<td rowspan=9 colspan=50>", "</table>", "<pre>", "<font color=",
    "<img src=/a.jpg>", "<img srcset='a 1x, b 2x,", "<div class=single>", "<div class=item>",
    "<div class='post'><h1>", "<div class=tags>", "<div class=copynotice>", "<div class=pages>",
    "<section style='display:none", "<span hidden>", "<h2>", "<h3>", "<textarea>", "</textarea>",
    "<script>", "</script>", "<style>", "<title>", "<iframe>", "<svg>", "<template>", "<noscript>",
    "<select>", "<button>", "<form>", "<input name=inpId value=1>", "<!--", "-->", "<!", "<?", "</",
    "<a b=c ", "<a b='", '<a b="', " a", " a=b", "='", '="', "&", "&amp;", "&#", "&#x41;", "&nbsp;", "&lt;",
    "<![CDATA[", "]]>", "<?xml ?>", "<!DOCTYPE ", "<!ENTITY ", "<rss>", "<item>", "<link>", "<pubDate>",
    "/post/1.html", "/post/", "http://", "https://xz.example/", "?id=1", "page_2.html", "/tags-1_2", "a,",
    "b 2x, ", "display:none;", "font-size:0;", "/*", "*/", "!important", "&page=1", "%e4", "%",
    "index.php/",
)  # fmt: skip
#: Whole texts that the rules take.
TEXTS: Final = (
    "版权声明:本文由某某发布", "。版权声明:本文由某某发布转载", "本文链接:", "转载请注明",
    "长按/扫一扫加葛毅明的微信号", "扫一扫", "400 0123 021", "13391219793", "或微信/手机:13391219793",
    "产业招商/厂房土地租售:", "请说明您的需求、用途、税收", "以便快速帮您对接资源", "葛毅明微信号",
    "联系人:", "电话:", "2022-09-24 10:05:33", "2022年9月24日", "10个月前 (09-24)", "1天2小时前", "1年",
    "昨天", "发布时间:", "更新于", "农历", "Sat, 24 Sep 2022 ", "+0800 (", "Z(", "GMT ", "星期六",
    "下午3点", "上上个月", "Sep ", "a.b.", "1.", "1,234,", "1x", "https://a.b/",
)  # fmt: skip


def _modules() -> Iterator[ModuleType]:
    for found in walk_packages(xzcrawl.__path__, "xzcrawl."):
        if found.name.split(".")[1] in _ROOMS:
            yield import_module(found.name)


def _patterns(module: ModuleType) -> Iterator[str]:
    pending: list[Any] = list(vars(module).values())
    while pending:
        value = pending.pop()
        if isinstance(value, re.Pattern):
            yield value.pattern if isinstance(value.pattern, str) else value.pattern.decode("latin-1")
        elif isinstance(value, dict):
            pending += value.values()
        elif isinstance(value, list | tuple):
            pending += value


def rule_words() -> tuple[str, ...]:
    """Every word that a regular expression of the rules holds, in the order of the alphabet."""
    patterns = {pattern for module in _modules() for pattern in _patterns(module)}
    return tuple(sorted({word for pattern in patterns for word in _WORD.findall(_SYNTAX.sub(" ", pattern))}))


#: All of them, each once.
TOKENS: Final = tuple(dict.fromkeys((*CHARACTERS, *MARKUP, *TEXTS, *rule_words())))
