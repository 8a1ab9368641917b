"""The archive's own terms in words for readers. Messages are in Chinese here (see ``language``)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from xzcrawl.dates import SHANGHAI, WHOLE_DAY, local, short
from xzcrawl.errors import Problem
from xzcrawl.export.format import Format
from xzcrawl.items import DateInterval
from xzcrawl.search import cut
from xzcrawl.web.charts import Legend
from xzcrawl.web.language import Messages

_NAMES: Final = {
    # the sources of a date
    "page": "文章页",
    "listing": "列表页",
    "feed": "订阅源",
    "metadata": "网页元数据",
    "order": "前后文章的次序",
    "body": "正文中的日期",
    # the ways in which an article went
    "404": "404（页面不存在）",
    "410": "410（已永久删除）",
    "home": "跳转到首页",
    "error_page": "状态为 200 的错误页",
    # the events of an article
    "first": "收录",
    "changed": "修改",
    "reparsed": "重新提取",
    "redated": "改期",
    "gone": "消失",
    "returned": "重现",
    # the rules by which a line was cut
    "contact-footer": "联系方式尾注",
    "copyright-notice": "版权声明",
    "repeated-image": "多数文章都有的图片",
    "part-ending": "各分页末尾相同的内容",
    "document-table": "公文信息表",
    "further-reading": "延伸阅读",
    "advertisement": "广告",
    "declared-aside": "站点声明的非正文元素",
    "declared-line": "站点声明的首尾非正文内容",
    # the outcomes of a run
    "finished": "完成",
    "failed": "失败",
    "stopped": "中途停止",
    "budget": "用完预算",
    "running": "进行中",
    "not ended": "未结束",
    "killed": "被中断",
    # the modes of a run
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

#: Problems by their code; those of a parameter have the codes of ``errors`` and ``known_params``.
_PROBLEMS: Final = {
    "bracket-not-closed": "有一个括号没有关上。",
    "bracket-not-opened": "有一个括号没有打开就关上了。",
    "nothing-to-search": "没有可查的字、字母或数字。",
    "word-lacks-before": "“{sign}”前面缺一个词。",
    "word-lacks-at-end": "末尾缺一个词。",
    "brackets-too-deep": "括号里再套括号，最多 {most} 层。",
    "query-too-long": "检索式最多 {most} 个字。",
    "no-article": "档案里没有编号 {name} 的文章。",
    "snapshot-unreadable": "快照的记录缺失或损坏。",
    "archive-unreadable": "档案暂时读不了。",
    "index-unreadable": "检索索引暂时读不了。",
    "format-lacks": "{format} 格式需要 {needs}：请安装 {extra}。",
    "format-takes-not": "{option} 对 {format} 没有意义。",
    "certainly-alone": "“只要一定在其间的”要有日期才有意义：请填一个日期。",
    "possibly-alone": "“可能在其间的都要”要有日期才有意义：请填一个日期。",
    "since-after-until": "“不早于” {since} 比“不晚于” {until} 还晚，其间没有文章。",
    "parameter-unknown-like": "没有 {parameter} 这个参数。是不是 {nearest}？",
    "parameter-unknown": "没有 {parameter} 这个参数。有的是：{known}。",
    "parameter-none-taken": "没有 {parameter} 这个参数。这个地址不带参数。",
    "parameter-too-often": "{parameter} 只能给一个值。",
    "too_long": "{parameter} 最多给 {max_length} 个值。",
    "greater_than_equal": "{parameter} 不能小于 {ge}。",
    "less_than_equal": "{parameter} 不能大于 {le}。",
    "int_parsing": "{parameter} 应是整数。",
    "int_parsing_size": "{parameter} 应是整数。",
    "int_from_float": "{parameter} 应是整数。",
    "bool_parsing": "{parameter} 应是 true 或 false。",
    "literal_error": "{parameter} 应是 {choices}。",
    "string_too_long": "{parameter} 最多 {max_length} 个字。",
    "string_too_short": "{parameter} 不能是空的。",
    "string_pattern_mismatch": "{parameter} 里有不能用的字符 NUL。",
}


def problems(found: Sequence[Problem], t: Messages) -> str:
    """Problems in the reader's language; in English where one of them has no Chinese text."""
    if t.language == "zh" and all(one.code in _PROBLEMS for one in found):
        return "".join(map(_chinese, found))
    return "; ".join(one.text for one in found)


def _choice(names: Sequence[str]) -> str:
    return " 或 ".join(part for part in ("、".join(names[:-1]), names[-1]) if part)


def _chinese(problem: Problem) -> str:
    given = problem.parameters.items()
    values = {name: _choice(value) if isinstance(value, list) else value for name, value in given}
    return _PROBLEMS[problem.code].format(**values)


def summary(format_: Format, t: Messages) -> str:
    """The purpose of a format in the reader's language; the format's own summary where there is none."""
    return t(_SUMMARIES[format_.name]) if format_.name in _SUMMARIES else format_.summary


def named(name: str | None, t: Messages) -> str:
    """A term of the archive in the reader's language; the term itself where there is no translation."""
    return t(_NAMES[name]) if name in _NAMES else name or ""


def coloured(legend: Legend, t: Messages) -> str:
    """The name of a colour in the timeline."""
    return t("其他分类") if legend.is_rest else cut(legend.category or t("无分类"))


def certainty(interval: DateInterval | None, t: Messages) -> str:
    """Words that say how well a date's day and time are known, to follow its short form."""
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
    """The details of an event in words, to follow its name and its time."""
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
    """A date of an event in its short form, with its text on the page where it has one."""
    if date is None:
        return t("无日期")
    earliest, latest = (datetime.fromisoformat(date[end]) for end in ("earliest", "latest"))
    known = short(DateInterval(earliest, latest, "second", date["text"]))
    return f"{known} “{cut(date['text'])}”" if date["text"] else known
