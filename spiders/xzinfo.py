"""徐州厂房网, industry news of Xuzhou, published by a broker of factory space.

One of a family of city sites that share one CMS (Z-BlogPHP), one theme (tpure), one contact footer and
one owner. The relative clock rounds half up. A sister city is this file under another name, or
``-a base_url=``.
"""

from xzcrawl.spider import ZBlogSpider


class XzinfoSpider(ZBlogSpider):
    name = "xzinfo"
    base_url = "http://xuzhou.021cf.cn/"
    rounding = "half-up"
