"""The themes of the embedded site, by the names of their folders in the CMS."""

from typing import Final

from xzcrawl.demo.options import ThemeName
from xzcrawl.demo.themes.default import DEFAULT
from xzcrawl.demo.themes.template import Template
from xzcrawl.demo.themes.tpure import TPURE
from xzcrawl.demo.themes.twentytwentyfive import TWENTY_TWENTY_FIVE
from xzcrawl.demo.themes.twentytwentyone import TWENTY_TWENTY_ONE
from xzcrawl.demo.themes.typecho_default import TYPECHO_DEFAULT
from xzcrawl.demo.themes.zit import ZIT

TEMPLATES: Final[dict[ThemeName, Template]] = {
    "tpure": TPURE,
    "default": DEFAULT,
    "Zit": ZIT,
    "twentytwentyone": TWENTY_TWENTY_ONE,
    "twentytwentyfive": TWENTY_TWENTY_FIVE,
    "typecho-default": TYPECHO_DEFAULT,
}
