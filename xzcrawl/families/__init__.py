"""The software that sites are made with: content management systems (CMS) and their themes. Pure.

``family`` has the types, ``zblog``, ``wordpress`` and ``typecho`` are CMSs, ``themes`` has a module for each
of their themes; ``registry`` names the families and recognises them. No other part of the crawler knows an
element, class, path or parameter of any of them.
"""

from xzcrawl.families.described import described
from xzcrawl.families.family import Boundary, Cms, Family, ScriptFamily, Site, Theme
from xzcrawl.families.registry import (
    FAMILIES,
    TYPECHO_DEFAULT,
    WORDPRESS_BLOCK,
    WORDPRESS_CLASSIC,
    ZBLOG_DEFAULT,
    ZBLOG_FALLBACK,
    ZBLOG_GARLAND,
    ZBLOG_HTML5CSS3,
    ZBLOG_METRO,
    ZBLOG_TPURE,
    ZBLOG_WHITEPAGE,
    ZBLOG_ZIT,
    built_otherwise,
    is_known,
    named,
    recognise,
    system_of,
)

__all__ = [
    "FAMILIES",
    "TYPECHO_DEFAULT",
    "WORDPRESS_BLOCK",
    "WORDPRESS_CLASSIC",
    "ZBLOG_DEFAULT",
    "ZBLOG_FALLBACK",
    "ZBLOG_GARLAND",
    "ZBLOG_HTML5CSS3",
    "ZBLOG_METRO",
    "ZBLOG_TPURE",
    "ZBLOG_WHITEPAGE",
    "ZBLOG_ZIT",
    "Boundary",
    "Cms",
    "Family",
    "ScriptFamily",
    "Site",
    "Theme",
    "built_otherwise",
    "described",
    "is_known",
    "named",
    "recognise",
    "system_of",
]
