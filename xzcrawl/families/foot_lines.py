"""The words by which lines at the end of an article tell that they are not its text. Pure.

A label alone is not enough: texts end with ``二审：维持原判。`` and ``来源：财政拨款3000万元`` too. So a
credit is labels with names alone, and a notice speaks of the site's own rights, contents or followers.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from xzcrawl.text import with_whole_labels

#: The surnames that hardly ever begin another word of two or three characters, the most frequent first.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴"
    "莫孔汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅"
    "童凌毕季裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤阳穆卓古吉缪简项连芦麦褚娄窦"
    "戚岑景宫费卜晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩佘池查麻苑迟邝封谈匡"
    "鞠荆冀傅萧阎闫赖鄢蔺郜谌辜阙仝亓逄扈竺"
)
#: Surnames that begin other words too, and such words: behind an office or a label they make names.
_OTHER_SURNAMES: Final = "洪白向单成解时车党冷应师商明"
_OTHER_WORDS: Final = (
    "洪水|白天|白色|向[前上]|申[报请]|单位|成[立功果]|解[读放]|时间|车间"
    "|党[委组]|应[邀当]|师生|商[务业]|明[天年]"
)
#: Words of editing and of offices that begin like a name.
_NO_NAME: Final = (
    "谢谢|金额|方[案式法]|文[字件稿书本]|项目|管理|施工|高级|安全|关键|简历|常[规务]|符合|包[括装]|章程|程序"
)
_COMPOUND: Final = "欧阳|上官|司马|诸葛|司徒|皇甫|慕容|令狐|夏侯|东方|端木"
#: A Chinese character: any letter beyond Latin-1 but circled figures, which mark notes. The range of all
#: Chinese characters takes Python a millisecond to compile, and would stand here hundreds of times.
_CHINESE: Final = r"[^\W\d_\x00-\xff\u2460-\u24ff]"
#: A name, a nickname, or a login; the department may stand before it.
_NAME: Final = rf"""(?:{_CHINESE}{{2,6}}[部处院系办室局]\s)?
    (?:(?!{_NO_NAME})(?:{_COMPOUND}|[{_SURNAMES}])\s?{_CHINESE}{{1,2}}(?:_[A-Z]{{2}}\d{{2,5}})?
    |[老小阿]{_CHINESE}|{_CHINESE}{{0,2}}小?编|[A-Za-z][\w.]{{1,15}})(?!\w)(?:\s?[（(](?:实习|见习)[^（）()]{{0,4}}[）)])?"""
_NAMES: Final = rf"{_NAME}(?:\s?[\s、，,/&]\s?{_NAME})*"
#: A body that publishes, by the end of its name; no sum and no count.
_SOURCE: Final = rf"""(?:《[^《》]{{2,20}}》(?:\d{{4}}年)?(?:第?\d{{1,4}}期|\d{{1,2}}月\d{{1,2}}日)?(?!\w)
    |(?!\S{{0,20}}\d[万亿元%个名人项年月日])(?:{_CHINESE}|[\w+\-]){{0,18}}
    (?:网|网站|报|通讯社|新华社|电视台|电台|广播|局|委|厅|办|政府|宣传部|中心|[Aa][Pp][Pp]|公众号|微信|微博
    |客户端|频道|公司|集团|影业|协会|学会|联盟|学院|大学|发布|在线|平台|杂志|周刊|快讯|融媒|本站|原创|网络)(?!\w))"""
_COLON: Final = r"\s?[:：丨|｜/]\s?"
#: What stands behind the origin of a text that was taken from elsewhere.
_ON_DEMAND: Final = (
    r"(?:\s?[，,；;]\s?(?:如有)?侵(?:权|犯)?(?:[请可]|必|即|立)?(?:联系|告知)?(?:我们|本站)?删除?)?"
)
_EDITORS: Final = r"""(?:统筹|总?策划|制图|美编|责编
    |(?:责任|本文|文字|执行|值班|图文|网络|新媒体|实习|总)?编辑
    |(?:执行|副)?主编|编审|(?:信息)?审核人?|审稿人?|审校|责任校对|校对|校审|总?监制|签发人?|总?值班|值班(?:编委|主任)
    |[终初复一二三]审人?(?:[终初复一二三]校)?|出品人?|发布者|发布人|设计|文案|视觉|海报|剪辑|运营|制作|录入)"""
_ORIGINS: Final = "(?:(?:本文|文章|信息|稿件)?来源|稿源|转载?自|出处|出品|监制|策划|发布者|发布人)"
#: Labels of a byline, which lines of credits may have as well.
_WRITERS: Final = "(?:记者|作者|通讯员|供稿|撰[文稿]|摄影|排版|文字?|图片?|文/图|图/文)"
_CREDIT: Final = rf"""(?:{_EDITORS}{_COLON}{_NAMES}
    |{_ORIGINS}{_COLON}{_SOURCE}(?:[、，,]{_SOURCE})*{_ON_DEMAND}
    |(?:本文|原文|文章)(?:链接|地址)?{_COLON}(?:https?://|www\.)[!-~]+)"""
_BYLINE: Final = rf"{_WRITERS}{_COLON}{_NAMES}"
_BETWEEN: Final = r"[\s，,；;|丨/]+"
#: What may follow a short name whose characters stand apart (王　芳). Before anything else they are the
#: beginning of a longer name, as in 齐 鲁 晚报.
_APART_ENDS: Final = (
    rf"(?=\s*(?:$|[^\w\s]|[\dA-Za-z]|[{_SURNAMES}]|来源|编辑|责|审核|校对|摄|图|文|通讯员|记者|实习|见习|作者"
    r"|时间|日期|发布|浏览|阅读|点击|字号|报道))"
)
#: The name of a person behind an office or a label, several such names, and the office.
PERSON: Final = (
    rf"(?!{_NO_NAME}|{_OTHER_WORDS})"
    rf"(?:(?:{_COMPOUND}|[{_SURNAMES}])"
    rf"(?:\s{_CHINESE}{{1,2}}(?![\w·]){_APART_ENDS}|(?:\s{_CHINESE}){{2}}(?![\w·])|{_CHINESE}{{1,2}}(?![\w·]))"
    rf"|[{_OTHER_SURNAMES}]{_CHINESE}{{1,2}}(?![\w·]))"
)
PEOPLE: Final = rf"{PERSON}(?:[\s、，,/]{{1,3}}{PERSON})*"
#: The office of who reports, with the paper (经济日报·中国经济网记者).
OFFICE: Final = (
    rf"(?:(?!{PERSON})(?:{_CHINESE}|·){{0,16}}(?:[社报网台媒站刊]\s)?(?:记者|评论员|通讯员|实习生))"
)
_OFFICE: Final = rf"""(?:(?:(?:(?:作者|撰稿人?|撰文)\s?[:：|｜]\s?)?{OFFICE}
        |作者|撰稿人?|撰文)[\s:：|｜]{{0,3}}
    |(?:图文|[文图][/／][文图])\s?[:：|｜/／]\s?|[文图][/／][文图]\s
    |文字?\s?(?:[|｜/／]|[:：](?=.{{2,30}}[图摄]))\s?)"""
#: The names of those who took the pictures. They may follow those who wrote the text.
_PICTURES: Final = rf"""(?:[\s|，,；;]{{1,3}}(?:图片?|摄影)\s?[:：|｜/／]\s?{PEOPLE}
    |[/／]文(?:\s{PEOPLE}[/／][图摄])?)"""
_BYLINE_ALONE: Final = re.compile(
    rf"""[^\w]*(?P<writers>{_OFFICE}{PEOPLE}(?:[\s、，,;；]{{1,3}}{_OFFICE}{PEOPLE})*){_PICTURES}?
    (?:\s?(?:(?:采写|综合|摄影)?报道|文))?[^\w]*""",
    re.VERBOSE,
)
_EACH_PERSON: Final = re.compile(PERSON, re.VERBOSE)
_PEOPLE_ALONE: Final = re.compile(rf"{PERSON}(?:[\s、，,]{{1,3}}{PERSON})*\s?", re.VERBOSE)
#: What ends what somebody says: an interview has the question behind 记者：.
SPOKEN: Final = re.compile("[。？！?!]")
_EACH_OFFICE: Final = re.compile(_OFFICE, re.VERBOSE)
_CREDITS: Final = re.compile(
    rf"""\W*(?:(?:{_BYLINE}{_BETWEEN})*{_CREDIT}(?:{_BETWEEN}(?:{_CREDIT}|{_BYLINE}))*[^\w。？！?!]*
    |原文?标题\s?[:：][^。？！?!]+)""",
    re.VERBOSE,
)
_CAST: Final = re.compile(rf"(?!{_WRITERS}{_COLON})\w{{2,6}}{_COLON}{_NAMES}\W*", re.VERBOSE)
_SITE: Final = r"(?:我们|本[网站报刊社号]|本平台|本公众号)"
#: Where readers share a page, and what else stands among such buttons.
_SHARED_TO: Final = (
    "微信|微博|新浪|腾讯|朋友圈|好友|空间|人人网|开心网|豆瓣|抖音|快手|小红书|(?:今日)?头条|知乎|贴吧|百度|网易|搜狐"
    "|哔哩哔哩|一键|点击|更多|其他|复制|链接|网址|邮件|邮箱|短信|打印|收藏|海报|钉钉|飞书|领英|支付宝|印象笔记|有道云?笔记"
)
_NOTICE: Final = re.compile(
    rf"""\W*(?:版权(?:归|所有(?![者人]))|(?:版权声明|免责(?:声明|条款))(?=\s*(?:[:：】\])）]|$|本|以上|凡))|本文版权|转载请|如需转载
    |(?:(?:特别|郑重|重要)?声明\s?[:：]\W*$)|(?:\d\s?[、.．]\s?)?凡本[网站报刊]注明
    |如(?:有)?涉及?[^。]{{0,12}}(?:版权|侵权)[^。]{{0,24}}(?:本[网站]|我们)联系(?:\W*$|.{{0,16}}(?:删|更正|处理))
    |(?:微信)?(?:扫一扫|扫码|扫描|长按|搜索|更多(?:精彩)?(?:内容|资讯|信息|新闻)?[，,\s]{{0,2}}(?:敬?请|欢迎))
      [^。！？!?了已]{{0,30}}?关注[^。！？!?了]{{0,24}}(?:公众号|官方微信|视频号)\W*$
    |关注[“"「『].{{2,20}}[”"」』](?:官方)?微信(?:公众号)?\W*$
    |本网?[网站](?:所有|一切|的)?内容[，,]?未经.{{0,12}}(?:许可|授权|允许|同意).{{0,4}}不得
    |[上下]一[篇条则页]\s?[:：]|您是第\s?\d+\s?位访|(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s?[:：]\s?\d+\s?次?[^\w。]*$
    |(?:(?:特别|郑重|重要)?声明)\s?[:：].*(?:转载|版权|侵权|观点|文责|原创)
    |如有侵权(?!行为).{{0,20}}(?:联系|告知|删)
    |本文(?:由(?![来此于])|为|系)[^，。,]{{0,24}}(?:原创|转载|整理|发布)(?:作品|文章|稿件|内容)?
      (?:\W*$|\W{{1,2}}.*(?:转载|版权|侵权|观点|出处))
    |未经{_SITE}?(?:书面|事先|{_CHINESE}{{0,8}}(?:网|站|作者|公司))?(?:许可|授权|允许|同意)[^。]{{0,4}}
      (?:不得|禁止|请勿|严禁|谢绝).{{0,20}}(?:转载|复制|摘编|镜像)(?!的)
    |(?:以上|本文)(?:内容|观点)?仅(?:代表|供).{{0,16}}(?:观点|意见|立场|参考|交流|学习)
    |(?:欢迎|敬请|请|长按|扫码|扫描|扫一扫|识别|更多|点击).{{0,24}}(?:关注|订阅|加入|下载){_SITE}
    |点击.{{0,12}}阅读原文
    |(?:点击|扫码|立即)?(?:下载|打开){_CHINESE}{{2,10}}(?:客户端|[Aa][Pp][Pp])\s?[，,].{{0,20}}(?:看|阅读|了解|获取|浏览|精彩|资讯)
    |分享(?:让更多人看到|[到至](?:\W|[A-Za-z]|{_SHARED_TO})*)(?<![。！？!?])$)""",
    re.VERBOSE,
)
#: A line of nothing but these words, figures and signs.
_TOOL: Final = re.compile(
    r"""(?:[\W\d_]|字体|字号|字体大小|默认|超大|[大中小]|(?:打印|关闭|收藏)(?:本页|此页|本文|此文|文章|窗口|页面)?|加入收藏
    |返回(?:顶部|列表|首页|上页)?|分享(?:到|至|给)?|微信|微博|朋友圈?|QQ空间|好友|我要纠错|纠错|推荐给?|告诉|发表评论|复制链接
    |扫一扫(?:在?手机(?:打开|阅读|查看)(?:当前页|本页)?)?|手机(?:打开|阅读)|点赞|赞|(?:点|我)?在看|听全文|展开全文|阅读(?:原文|全文)|举报|打赏|广告|推广|赞助商?|advertisement|ad)+""",
    re.IGNORECASE | re.VERBOSE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
#: At the end of a text, such words with figures are a number to call (举报：12345), or a row of a table.
_FIGURE_OR_CELL: Final = re.compile(r"\d| \| ")
_PHONE: Final = r"(?<!\d)(?:1[3-9]\d{9}|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|0\d{2,3}[-\s]?\d{7,8})(?!\d)"
#: What sellers name right before a number.
_SALES: Final = re.compile(
    rf"""(?:热线|微信|客服|招商专员|订购|洽谈|来厂|业务|销售|加盟|代理)
    (?:热线|电话|手机|微信|咨询|客服|专员|号码?|同号|请|联系|拨打|/|{_CHINESE}经理)*[\s:：(（/]*{_PHONE}""",
    re.VERBOSE,
)
_CONTACT: Final = re.compile(
    r"""(?:联系人|(?:联系|单位|公司)?地址|(?:联系|咨询)?电话|手机|传真|邮编|(?:投稿)?邮箱|网址|QQ|微信)\s?[:：]""",
    re.IGNORECASE | re.VERBOSE,
)
#: The most characters of a line of each kind.
_OF_CREDITS, _OF_A_NOTICE, _OF_A_CARD, _OF_A_TOOL = 100, 300, 120, 60


def is_credit(text: str) -> bool:
    """Whether a line names an editor, a reviewer or the origin of the text, and says nothing else."""
    return len(text) < _OF_CREDITS and _CREDITS.fullmatch(with_whole_labels(text)) is not None


def is_person(text: str) -> bool:
    """Whether a text behind a label is the name of a person, by its surname."""
    return _EACH_PERSON.fullmatch(text) is not None


def people_in(text: str) -> str:
    """The names of persons in a text that has nothing else, joined by 、; "" for another text.

    The characters of a short name may stand apart (``王　芳``).
    """
    return _joined(text) if _PEOPLE_ALONE.fullmatch(text) else ""


def writers_in_byline(text: str) -> str:
    """The names in a line that says who wrote the text and nothing else, joined by 、; "" for another line.

    ``（徐州日报记者 王芳 通讯员 李明）``; a surname makes a name.
    """
    if len(text) >= _OF_CREDITS or SPOKEN.search(text):
        return ""
    byline = _BYLINE_ALONE.fullmatch(with_whole_labels(text).replace("丨", "|"))
    return _joined(_EACH_OFFICE.sub(" ", byline["writers"])) if byline else ""


def _joined(text: str) -> str:
    return "、".join("".join(name.split()) for name in _EACH_PERSON.findall(text))


def names_a_part(text: str) -> bool:
    """Whether a line names who did a part, as in the cast of a film: ``主演：张三``; no byline does."""
    return len(text) < _OF_CREDITS and _CAST.fullmatch(with_whole_labels(text)) is not None


def is_tool(text: str) -> bool:
    """Whether a line has nothing but the words of tools of the page: ``【打印】【关闭】``, ``分享 38``."""
    return len(text) < _OF_A_TOOL and _LETTER.search(text) is not None and _TOOL.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """Whether a line is of the site's rights, a disclaimer, a call to follow it, or a tool of the page."""
    is_text = SPOKEN.search(text) is not None or _FIGURE_OR_CELL.search(text) is not None
    return (is_tool(text) and not is_text) or (len(text) < _OF_A_NOTICE and _NOTICE.match(text) is not None)


def is_card(text: str) -> bool:
    """Whether a line tells whom to call, as sellers write it: two labels or more, or a number to buy at."""
    if len(text) >= _OF_A_CARD or "。" in text:
        return False
    text = with_whole_labels(text)
    return _SALES.search(text) is not None or len(_CONTACT.findall(text)) > 1


def is_contact(text: str) -> bool:
    """Whether a line is a card, or begins with one of the labels of which a card has several."""
    is_short = len(text) < _OF_A_CARD and "。" not in text
    return is_card(text) or (is_short and _CONTACT.match(with_whole_labels(text)) is not None)


#: The kinds of lines at the end of articles that a site's description may declare.
FOOT_KINDS: Final[Mapping[str, Callable[[str], bool]]] = {"credits": is_credit, "notices": is_notice}
