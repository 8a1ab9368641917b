"""The names that the authors of Chinese sites give to the parts of a page, in ids and classes. Pure."""

import re
from functools import lru_cache
from typing import Final

#: What stands behind the word of a label, up to its value (``点击数：12``).
#: Without it the word may be part of a name, as in 晚报编辑部.
LABEL_ENDS: Final = r"(?:数|量|次数|人数|时间|日期|人|者|单位|于)?\s?[:：\d(（【\[]"
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Elements that are no part of an article by what they are.
_ASIDE_TAGS: Final = frozenset(("nav", "aside", "footer", "form"))
#: Words for ways through the site; for what stands beside and below an article; for what readers say and do;
#: for rights, advertisements and codes to scan.
_ASIDE_NAMES: Final = """
    nav|navbar|navigation|menu|crumbs?|breadcrumbs?|bread|mbx|position|location|place|weizhi|dqwz|pager|pagination
    |pages|paging|pagelist|pagebar|fenye|prev|previous|next|prevnext|neighbou?r|context|shangxia|adjacent|(?<!file-)tags?
    |taglist|keywords|toc|catalog|mulu|search|searchbox|back-?top|gotop|totop

    |sidebar|side|aside|rail|widget|foot|footer|bottom|related?|relate|relevant|xiangguan|commend
    |recommend(?:ed|ation)?s?|tuijian|hot|rank|ranking|top10|paihang|latest|newest|more-?posts|friends?|friendlinks?
    |youlian|ticker|marquee

    |comments?|commentlist|respond|response|reply|pinglun|guestbook|attention|share|bdshare|sharebar|jiathis|social
    |fenxiang|toolbar|tools?|toolbox|print|actions?|actbox|digg?|newdigg|diggbox|handle|reward|donate|dashang
    |subscribe|newsletter|login|popup|modal|cookie

    |copyright|banquan|disclaimer|statement|mianze|shengming|zeren|author-?(?:box|bio|card|info)
    |adv?|ads|adbox|advert\\w*|guanggao|gg|banner|sponsor|promo|qrcode|qr|ewm|erweima|weixin|wechat|outdated|overdue
"""
_ASIDE: Final = re.compile(rf"(?<![a-z])(?:{_ASIDE_NAMES})(?![a-z])", re.VERBOSE)
#: A whole name of what advertises.
_ADVERTISEMENT: Final = re.compile(
    r"(?:adv?|ads|guanggao|advert(?:isements?|ising)?)(?:-?(?:box|inner|in|body|item|\d{1,3}))?"
)
#: A whole name: whose text it is and a word for text, or a word that needs no owner.
_BODY: Final = re.compile(
    r"""(?:[a-z]{1,2}-)?(?:
    (?:article|artile|arti?|news|post|entry|details?|text|txt|main|pages?|info|show|view|xxgk|xw|cont?|wz|zw|nr
      |rich-media|vsb|trs|doc|blog|single|log|wen-?zhang|body|content|story|zhengwen)
    -?(?:contents?|cont?|body|bd|text|txt|details?|zw|nr|zoom|main|area|inner|uedit(?:or)?|editor(?:-view)?|article)
    (?:-?\w{1,3})?
    |contents?|te?xt|(?:font|o)?zoom|ucap-content|wp-?articlecontent|markdown(?:-body)?|prose|zhengwen|artibody
    |ivs-content|endtext|nei-?rong|rich-text)""",
    re.VERBOSE,
)
_SUMMARY: Final = re.compile(
    r"""(?<![a-z])(?:summary|abstract|intro|digest|excerpt|daodu|zhaiyao|desc|description|lead|lede|dek
    |standfirst|guide)(?![a-z])""",
    re.VERBOSE,
)
_TITLE: Final = re.compile(r"(?<![a-z])(?:title|headline|biaoti|bt|tit|subject|h1)(?![a-z])")
_OTHER_TITLE: Final = re.compile(
    r"(?<![a-z])(?:sub-?title|intro-?title|site-?(?:title|name)|logo|fu-?biaoti|yinti)(?![a-z])"
)
_WRITER: Final = re.compile(r"(?<![a-z])(?:author|writer|byline|zuozhe|publisher|username)(?![a-z])")
#: The last is what WeChat calls the account that publishes.
_ORIGIN: Final = re.compile(
    r"(?<![a-z])(?:source|src|laiyuan|ly|copy-?from|origin|rich-media-meta-nickname)(?![a-z])"
)
_EDITOR: Final = re.compile(r"(?<![a-z])(?:editor|bianji|ze-?bian|zrbj|reviewer|shenhe)(?![a-z])")
#: Files of pictures that stand for something else: a kind of file, an advertisement, a code to scan.
_EMBLEM: Final = re.compile(
    r"(?<![a-z])(?:icons?|ico|fileicon|logo|ads?|ewm|erweima|qr|qrcode|avatar)(?![a-z])"
)


def names_of(identifier: str, classes: str) -> str:
    """An element's id and classes in small letters, words joined by hyphens (``side-bar``)."""
    return _HUMP.sub("-", f"{identifier} {classes}").lower().replace("_", "-").strip()


@lru_cache(maxsize=4096)  # a page repeats a few names hundreds of times
def is_aside(tag: str, names: str) -> bool:
    """Whether an element says that it is no part of an article, by its name or by what it is."""
    return tag in _ASIDE_TAGS or any(
        _ASIDE.search(name) and not _BODY.fullmatch(name) for name in names.split()
    )


def is_advertisement(names: str) -> bool:
    """Whether an element says that it advertises."""
    return any(_ADVERTISEMENT.fullmatch(name) for name in names.split())


@lru_cache(maxsize=4096)
def is_body(names: str) -> bool:
    """Whether an element says that it holds the text of an article."""
    return any(map(_BODY.fullmatch, names.split()))


@lru_cache(maxsize=4096)
def is_summary(names: str) -> bool:
    """Whether an element says that it sums up an article."""
    return _SUMMARY.search(names) is not None


def is_title(names: str) -> bool:
    """Whether an element says that it is the title of an article, and not another one beside it."""
    return _TITLE.search(names) is not None and not is_other_title(names)


def is_other_title(names: str) -> bool:
    """Whether an element says that it is the name of the site, or a line above or below a title."""
    return _OTHER_TITLE.search(names) is not None


def is_writer(names: str) -> bool:
    """Whether an element says that it names who wrote an article."""
    return _WRITER.search(names) is not None


def is_origin(names: str) -> bool:
    """Whether an element says that it names where an article is from."""
    return _ORIGIN.search(names) is not None


def is_editor(names: str) -> bool:
    """Whether an element says that it names who edited an article."""
    return _EDITOR.search(names) is not None


def is_emblem(address: str) -> bool:
    """Whether a picture is none of an article's, by its address."""
    return _EMBLEM.search(address.lower()) is not None
