"""The themes of the embedded site, by the names of their folders in the CMS."""

from typing import Final

from xzcrawl.demo.options import ThemeName
from xzcrawl.demo.themes.default import DEFAULT
from xzcrawl.demo.themes.fallback import FALLBACK
from xzcrawl.demo.themes.garland import GARLAND
from xzcrawl.demo.themes.html5css3 import HTML5CSS3
from xzcrawl.demo.themes.metro import METRO
from xzcrawl.demo.themes.os2020 import OS2020
from xzcrawl.demo.themes.template import Template
from xzcrawl.demo.themes.tpure import TPURE
from xzcrawl.demo.themes.twentytwentyfive import TWENTY_TWENTY_FIVE
from xzcrawl.demo.themes.twentytwentyone import TWENTY_TWENTY_ONE
from xzcrawl.demo.themes.typecho_default import TYPECHO_DEFAULT
from xzcrawl.demo.themes.whitepage import WHITEPAGE
from xzcrawl.demo.themes.zit import ZIT

TEMPLATES: Final[dict[ThemeName, Template]] = {
    "tpure": TPURE,
    "default": DEFAULT,
    "Zit": ZIT,
    "twentytwentyone": TWENTY_TWENTY_ONE,
    "twentytwentyfive": TWENTY_TWENTY_FIVE,
    "fallback": FALLBACK,
    "WhitePage": WHITEPAGE,
    "garland": GARLAND,
    "HTML5CSS3": HTML5CSS3,
    "metro": METRO,
    "os2020": OS2020,
    "typecho-default": TYPECHO_DEFAULT,
}
