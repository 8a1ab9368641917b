"""What the archive's own terms mean to a reader. Every message is Chinese where it stands (``language``)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from xzcrawl.dates import SHANGHAI, WHOLE_DAY, local, short
from xzcrawl.export.format import Format
from xzcrawl.items import DateInterval
from xzcrawl.search import cut
from xzcrawl.web.charts import Legend
from xzcrawl.web.language import Messages

_NAMES: Final = {
    # where a date was read
    "page": "文章页",
    "listing": "列表页",
    "feed": "订阅源",
    "order": "前后文章的次序",
    "body": "正文中的日期",
    # how an article went
    "404": "404（页面不存在）",
    "410": "410（已永久删除）",
    "home": "跳转到首页",
    "error_page": "状态为 200 的错误页",
    # what befell it
    "first": "收录",
    "changed": "修改",
    "reparsed": "重新提取",
    "redated": "改期",
    "gone": "消失",
    "returned": "重现",
    # why a line was cut
    "contact-footer": "联系方式尾注",
    "copyright-notice": "版权声明",
    "repeated-image": "多数文章都有的图片",
    # how a run went
    "finished": "完成",
    "failed": "失败",
    "stopped": "中途停止",
    "budget": "用完预算",
    "running": "进行中",
    "not ended": "未结束",
    "killed": "被中断",
    # what a run did
    "full": "全站",
    "update": "更新",
    "revisit": "回访",
    "recheck": "复查",
}

_SUMMARIES: Final = {
    "jsonl": "每行一个 JSON 对象，字段齐全",
    "json": "一个 JSON 文档，字段齐全",
    "csv": "电子表格",
    "parquet": "供数据分析的列式表",
    "markdown": "每篇一个 Markdown 文件",
    "atom": "供订阅软件读取",
    "wacz": "网页快照，可以回放",
}

#: What ``search.query`` and other parts say, as patterns: what they group stands in the Chinese.
_PROBLEMS: Final = (
    (r"a bracket is not closed", "有一个括号没有关上。"),
    (r"a bracket is closed that was not opened", "有一个括号没有打开就关上了。"),
    (r"there is nothing to search for: .*", "没有可查的字、字母或数字。"),
    (r"the query lacks a word before (\S+) .*", "“{}”前面缺一个词。"),
    (r"the query lacks a word at its end .*", "末尾缺一个词。"),
    (r"brackets may stand in each other (\d+) times", "括号里再套括号，最多 {} 层。"),
    (r"no article (\S+) in the archive", "档案里没有编号 {} 的文章。"),
    (r"(\S+) needs (\S+): install (\S+)", "{} 格式需要 {}：请安装 {}。"),
    (
        r"'certainly' says how since and until are meant.*",
        "“只要一定在其间的”要有日期才有意义：请填一个日期。",
    ),
    (
        r"'possibly' says how since and until are meant.*",
        "“可能在其间的都要”要有日期才有意义：请填一个日期。",
    ),
    (
        r"nothing is since (.+) and until (.+), which is earlier",
        "“不早于” {} 比“不晚于” {} 还晚，其间没有文章。",
    ),
    (r"(\S+) means nothing for (\S+)", "{} 对 {} 没有意义。"),
    # of a parameter, in the words of ``parameters`` and ``errors``
    (r"(.*): no such parameter: did you mean (\S+)\?", "没有 {} 这个参数。是不是 {}？"),
    (r"(.*): no such parameter: there are (.*)", "没有 {} 这个参数。有的是：{}。"),
    (r"(.*): no such parameter: this address takes none", "没有 {} 这个参数。这个地址不带参数。"),
    (r"(\S+): takes one value, and several are given", "{} 只能给一个值。"),
    (r"(\S+): at most (\d+) values", "{} 最多给 {} 个值。"),
    (r"(\S+): must be (\d+) or more", "{} 不能小于 {}。"),
    (r"(\S+): must be (\d+) or less", "{} 不能大于 {}。"),
    (r"(\S+): must be a whole number", "{} 应是整数。"),
    (r"(\S+): must be true or false", "{} 应是 true 或 false。"),
    (r"(\S+): must be ('.+') or ('\w+')", "{} 应是 {} 或 {}。"),
    (r"(\S+): at most (\d+) characters", "{} 最多 {} 个字。"),
)


def problem(message: str, t: Messages) -> str:
    """What was asked wrongly, in the reader's words; what has none is told as the library tells it."""
    if t.language != "zh":
        return message
    told = [_chinese(one) for one in message.split("; ")]
    return "".join(one for one in told if one) if all(told) else message


def _chinese(problem: str) -> str | None:
    for pattern, chinese in _PROBLEMS:
        if found := re.fullmatch(pattern, problem):
            return chinese.format(*found.groups())
    return None


def summary(format_: Format, t: Messages) -> str:
    """What a format is for, in the reader's words; of one that has none yet in its own."""
    return t(_SUMMARIES[format_.name]) if format_.name in _SUMMARIES else format_.summary


def named(name: str | None, t: Messages) -> str:
    """A term of the archive in the reader's words; one that has none as it is."""
    return t(_NAMES[name]) if name in _NAMES else name or ""


def coloured(legend: Legend, t: Messages) -> str:
    """What a colour of the timeline stands for."""
    return t("其他分类") if legend.is_rest else cut(legend.category or t("无分类"))


def certainty(interval: DateInterval | None, t: Messages) -> str:
    """What is known of a date's day and time, to follow its short form."""
    if interval is None:
        return t("日期未知")
    earliest, latest = (end.astimezone(SHANGHAI) for end in (interval.earliest, interval.latest))
    if earliest == latest:
        return t("精确到秒")
    if earliest.date() != latest.date():
        return t("日子未定，{n} 天之一", n=(latest.date() - earliest.date()).days + 1)
    if f"{earliest:%H:%M}" == f"{latest:%H:%M}":
        return t("精确到分")
    if latest - earliest < WHOLE_DAY:
        return t("日子确定，时刻在一段之内")
    return t("日子确定，时刻不详")


def event(kind: str, details: Mapping[str, Any], t: Messages) -> str:
    """What is known of an event, to follow its name and its time."""
    if kind == "gone":
        return t(
            "最后见到是 {last}，后来是：{how}",
            last=_instant(details["last_seen_at"]),
            how=named(details["how"], t),
        )
    if kind == "returned":
        return t("此前自 {since} 起消失", since=_instant(details["gone_at"]))
    old, new = (_said(details[end], t) for end in ("from", "to"))
    return t("发布日期由 {old} 改为 {new}", old=old, new=new)


def _instant(text: str) -> str:
    return local(datetime.fromisoformat(text))


def _said(date: Mapping[str, str] | None, t: Messages) -> str:
    """A date that was known, as short as it can be said, and its text on the page where it has one."""
    if date is None:
        return t("无日期")
    earliest, latest = (datetime.fromisoformat(date[end]) for end in ("earliest", "latest"))
    known = short(DateInterval(earliest, latest, "second", date["text"]))
    return f"{known} “{cut(date['text'])}”" if date["text"] else known
