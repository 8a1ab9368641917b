"""徐州厂房网, industry news of Xuzhou, published by a broker of factory space.

One of a family of city sites that share one CMS (Z-BlogPHP), one theme (tpure), one contact footer and
one owner. A sister city is this file under another name, or
``-a base_url=``.
"""

from xzcrawl.families import ZBLOG_TPURE
from xzcrawl.spider import SiteSpider


class XzinfoSpider(SiteSpider):
    name = "xzinfo"
    family = ZBLOG_TPURE
    base_url = "http://xuzhou.021cf.cn/"
    name_zh = "徐州厂房网"
