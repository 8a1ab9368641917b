"""The words by which lines at the end of an article tell that they are not its text. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Final

_CREDIT: Final = re.compile(
    r"""\W*(?:出品|统筹|策划|制图|美编|责任?编辑?|(?:本文|文字|执行|值班|图文)?编辑|审核|审校|校对|校审|[终初复一二三]审
    |监制|总?值班|签发|(?:本文|文章|信息|稿件)?来源|稿源|转载?自|原文?标题|原文(?:链接)?|出处|发布者|发布人
    |(?:本文|原文|文章)(?:链接|地址)|[文图/]{1,3}\s?[:：/][^。]{0,30}(?:审核|编辑|校对|责编))\s*[:：丨|/]""",
    re.VERBOSE,
)
_NOTICE: Final = re.compile(
    r"""\W*(?:版权(?:声明|归|所有)|免责(?:声明|条款)|(?:特别|郑重|重要)声明|声明\s*[:：]|转载请|如需转载|如有侵权
    |本文(?:版权|由.{0,30}(?:整理|原创|发布)|为.{0,12}原创|系.{0,12}(?:原创|转载))
    |未经.{0,12}(?:许可|授权|同意).{0,20}(?:转载|复制|摘编|镜像)|(?:以上|本文)(?:内容|观点)?仅(?:代表|供)|投稿(?:邮箱|请)
    |(?:欢迎|敬请|请).{0,12}(?:关注|订阅)(?:我们|本[站网报号]|.{0,20}(?:公众号|微信|微博|客户端|APP|频道))
    |(?:长按|扫码|扫描|扫一扫|识别).{0,24}(?:关注|订阅|公众号|二维码)|点击.{0,12}(?:阅读原文|关注|下载.{0,6}APP)
    |更多.{0,20}(?:请(?:关注|点击|登录|扫)|公众号|二维码))""",
    re.VERBOSE,
)
_PHONE: Final = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}|0\d{2,3}[-\s]?\d{7,8})(?!\d)"
)
_SALES: Final = re.compile("热线|微信|客服|招商专员|订购|洽谈|来厂|业务电话|销售|加盟|代理")
_CONTACT: Final = re.compile(
    r"""(?:联系人|(?:联系|单位|公司)?地址|(?:联系|咨询)?电话|手机|传真|邮编|邮箱|网址|QQ|微信)\s?[:：]""",
    re.IGNORECASE | re.VERBOSE,
)
#: The most characters of a line of each kind.
_OF_CREDITS, _OF_A_NOTICE, _OF_A_CARD = 100, 300, 120


def is_credit(text: str) -> bool:
    """Whether a line names an editor, a reviewer or the origin of the text."""
    return len(text) < _OF_CREDITS and text[-1:] not in "？！?!" and _CREDIT.match(text) is not None


def is_notice(text: str) -> bool:
    """Whether a line is one of rights, a disclaimer, or a call to follow or to send in texts."""
    return len(text) < _OF_A_NOTICE and _NOTICE.match(text) is not None


def is_card(text: str) -> bool:
    """Whether a line tells whom to call, as sellers write it: two labels or more, or a number to buy at."""
    if len(text) >= _OF_A_CARD or "。" in text:
        return False
    sells = _SALES.search(text) is not None and _PHONE.search(text) is not None
    return sells or len(_CONTACT.findall(text)) > 1


def is_contact(text: str) -> bool:
    """Whether a line is a card, or begins with one of the labels of which a card has several."""
    is_one = len(text) < _OF_A_CARD and "。" not in text and _CONTACT.match(text) is not None
    return is_one or is_card(text)


#: The kinds of lines at the end of articles that a site's description may declare.
FOOT_KINDS: Final[Mapping[str, Callable[[str], bool]]] = {
    "contacts": is_contact,
    "credits": is_credit,
    "notices": is_notice,
}
