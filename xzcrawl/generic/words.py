"""The words by which lines on the page of an article tell that they are not its text. Pure."""

import re
from functools import lru_cache
from typing import Final

from xzcrawl.families.foot_lines import SPOKEN, is_credit, is_notice, is_tool
from xzcrawl.text import with_whole_labels

_PARTICULAR: Final = re.compile(
    r"""(?:(?:发布|发表|发稿|发文|更新)?(?:时间|日期)|(?:信息|稿件|文章|新闻)?来源|来自|出处|原?作者|记者|通讯员|供稿
    |发布(?:者|人|单位|部门|机构)?|责任编辑|责编|编辑|审核|(?:点击|浏览|阅读|访问)(?:数|量|次数)?|人气|查看|评论数?
    |分类|栏目|标签|关键词|Tags?|字号|字体(?:大小)?|打印|分享)\s*[:：]""",
    re.IGNORECASE | re.VERBOSE,
)
#: A date as pages show it, its time included.
DATE: Final = re.compile(
    r"""(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?:\s?日)?|(?<!\d)\d{2}-\d{1,2}-\d{1,2}(?!\d))
      (?:[\sT(（]*(?:[上下]午|晚上|凌晨)?\s?\d{1,2}\s?[:：时点]\s?(?:\d{1,2}分?(?:\s?[:：]?\s?\d{1,2}秒?)?)?)?
    |(?:\d{1,3}|[一二三四五六七八九十半]+)\s?个?(?:秒钟?|分钟|小时|天|周|星期|月|年)前
      (?:\s?[(（](?:\d{4}-)?\d{1,2}-\d{1,2}[)）])?
    |(?:刚刚|昨天|前天|今天(?!是))(?:\s?\d{1,2}:\d{2})?""",
    re.VERBOSE,
)
_PUBLISHED_ON: Final = re.compile(
    rf"\W*(?:发[布表]于|posted on)\s?(?:{DATE.pattern})", re.IGNORECASE | re.VERBOSE
)
_NO_WORDS: Final = re.compile(r"[\W\d_]+")
#: The labels of an event in its announcement: first when it takes place, then where, with whom, for whom.
_TIME_OF_EVENT: Final = re.compile(r"[\W\d一二三]*(?:活动|会议|讲座|培训)?(?:时间|日期)\s?[】\]]?\s?[:：】]?")
_PART_OF_EVENT: Final = re.compile(
    r"[\W\d一二三四]*(?:活动|会议|讲座|培训)?(?:地点|地址|主讲|主持|嘉宾|对象|主题|内容|形式|费用|主办|承办|协办|报名|参加|参会|出席|人员)"
)
#: What no article has in its text, unlike 时间：, 记者： or 作者：.
_HOUSEKEEPING: Final = re.compile(
    r"""\W*(?:(?:发布|发表|发稿|更新)(?:时间|日期)|(?:点击|浏览|阅读|访问)(?:数|量|次数)?|人气|字号|字体(?:大小)?|分享|打印
    |标签|关键词|Tags?|责任编辑|责编|发布(?:者|人)|分类|栏目)\s*[:：]""",
    re.IGNORECASE | re.VERBOSE,
)
_END: Final = re.compile(
    r"""\W*(?:[上下]一[篇条页则个]|[前后]一篇
    |(?:[延拓][伸展]阅读|推荐(?:阅读|文章|新闻|内容)|热门(?:文章|推荐|新闻)|猜你喜欢|更多(?:文章|阅读|新闻)
      |相关(?:阅读|新闻|文章|链接|报道|内容|推荐|专题|资讯|稿件|信息|公司)|往期(?:推荐|回顾|精选|文章))\s*(?:[^\w\s“"]|$)
    |(?:end|完|全文完)\W*$|(?:已有)?\s?\d+\s?条?评论|发表(?:评论|留言|回复)
    |(?:网友|最新|全部|热门|精彩|读者|用户|发表)?评论(?:列表|区)?\s*(?:[:：(（\d]|$)|我要评论|我来说两句|添加新评论
    |Copyright|[\u4e00-\u9fff]ICP备)""",
    re.IGNORECASE | re.VERBOSE,
)
_SUMMARY: Final = re.compile(r"\W*(?:内容)?(?:摘要|提要|导读|导语|核心提示)\W*[:：]")
_RULER: Final = re.compile(r"[-=—_*~·.\s]{5,}")
_ERROR: Final = re.compile(
    r"""404|not\s?found|(?:页面?|文章|内容|信息|网页|地址).{0,8}(?:不存在|已?被?删除|找不到|失效|未找到)
    |(?:无法|没有|未)找到|提示信息|系统(?:提示|繁忙)|出错了?|错误(?:提示|信息)|请(?:先)?登录|没有权限|无权
    |访问(?:过于频繁|受限|被拒绝)|安全验证|验证码""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKS: Final = re.compile(r"[，。；！？;!?]|,(?!\d)")
_COUNTED: Final = re.compile(r"(?:浏览|阅读|点击|评论|热度)\s?\d")
#: A sentence has at least so many characters.
_OF_A_SENTENCE: Final = 15
#: The most characters of a line of each kind.
_OF_PARTICULARS, _OF_ONE_LABEL, _OF_AN_END, _OF_AN_ERROR = 200, 60, 120, 30


@lru_cache(maxsize=4096)  # several rules ask it of the same lines
def is_particular(text: str) -> bool:
    """Whether a line only says when and by whom an article was published, or how often it was read."""
    text = with_whole_labels(text)
    labels = len(_PARTICULAR.findall(text)) if len(text) < _OF_PARTICULARS else 0
    is_one = len(text) < _OF_ONE_LABEL and not SPOKEN.search(text)
    return labels > 1 or (is_one and _PARTICULAR.match(text.lstrip("[【(（ ")) is not None) or is_date(text)


def is_housekeeping(text: str) -> bool:
    """Whether a line of particulars is one also where it stands in the midst of a text."""
    return _HOUSEKEEPING.match(with_whole_labels(text)) is not None


def is_event(text: str, following: str) -> bool:
    """Whether a line tells when an event takes place. The line that follows tells where, or with whom."""
    when, where = with_whole_labels(text), with_whole_labels(following)
    return _TIME_OF_EVENT.match(when) is not None and _PART_OF_EVENT.match(where) is not None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    rest = DATE.sub("", text) if len(text) < _OF_ONE_LABEL else text
    return rest != text and not _NO_WORDS.sub("", rest)


def without_dates(text: str) -> str:
    """The text without the dates in it."""
    return DATE.sub("", text)


def is_sentence(text: str) -> bool:
    """Whether a line is one of a text, by its length and its marks."""
    return len(text) >= _OF_A_SENTENCE and _MARKS.search(text) is not None


def tells_date(text: str) -> bool:
    """Whether a line, right below a heading, seems to tell when an article was published."""
    return len(text) < _OF_ONE_LABEL and DATE.search(text) is not None and not _MARKS.search(text)


def counts_readers(text: str) -> bool:
    """Whether a line, right below a heading, tells how many have read or answered."""
    return len(text) < _OF_ONE_LABEL and _COUNTED.search(text) is not None and not _MARKS.search(text)


def publishes(text: str) -> bool:
    """Whether a line below a text tells when it was published: ``发布于 2023年7月18日``."""
    return len(text) < _OF_ONE_LABEL and _PUBLISHED_ON.match(text) is not None


def is_foreign(text: str) -> bool:
    """Whether a line is no text wherever it stands: a credit, a notice of rights, a tool of the page."""
    return is_tool(text) or is_credit(text) or is_notice(text)


def ends(text: str) -> bool:
    """Whether a line begins what stands below an article."""
    return len(text) < _OF_AN_END and _END.match(text) is not None


def sums_up(text: str) -> bool:
    """Whether a line is a summary by its first word."""
    return _SUMMARY.match(text) is not None


def is_ruler(text: str) -> bool:
    """Whether a line only divides others."""
    return _RULER.fullmatch(text) is not None


def is_error(title: str) -> bool:
    """Whether a title is that of a page that has no article."""
    return len(title) <= _OF_AN_ERROR and _ERROR.search(title) is not None
