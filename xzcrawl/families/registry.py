"""All families, by name; which of them built a page, or what else did."""

import copyreg
from collections.abc import Callable
from typing import Final

from xzcrawl.errors import UsageError
from xzcrawl.families.described import of_name
from xzcrawl.families.family import Family, ScriptFamily
from xzcrawl.families.themes.default import DEFAULT
from xzcrawl.families.themes.fallback import FALLBACK
from xzcrawl.families.themes.garland import GARLAND
from xzcrawl.families.themes.html5css3 import HTML5CSS3
from xzcrawl.families.themes.metro import METRO
from xzcrawl.families.themes.os2020 import OS2020
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.families.themes.typecho_default import TYPECHO_DEFAULT as TYPECHO_DEFAULT_THEME
from xzcrawl.families.themes.whitepage import WHITEPAGE
from xzcrawl.families.themes.wordpress_block import BLOCK
from xzcrawl.families.themes.wordpress_classic import CLASSIC
from xzcrawl.families.themes.zit import ZIT
from xzcrawl.families.tree import Tree, find
from xzcrawl.families.typecho import TYPECHO
from xzcrawl.families.wordpress import WORDPRESS
from xzcrawl.families.zblog import ZBLOG
from xzcrawl.text import normalise

ZBLOG_TPURE: Final = Family("zblog-tpure", ZBLOG, TPURE)
ZBLOG_DEFAULT: Final = Family("zblog-default", ZBLOG, DEFAULT)
ZBLOG_ZIT: Final = Family("zblog-zit", ZBLOG, ZIT)
ZBLOG_WHITEPAGE: Final = Family("zblog-whitepage", ZBLOG, WHITEPAGE)
ZBLOG_GARLAND: Final = Family("zblog-garland", ZBLOG, GARLAND)
ZBLOG_HTML5CSS3: Final = Family("zblog-html5css3", ZBLOG, HTML5CSS3)
ZBLOG_METRO: Final = Family("zblog-metro", ZBLOG, METRO)
ZBLOG_FALLBACK: Final = Family("zblog-fallback", ZBLOG, FALLBACK)
WORDPRESS_CLASSIC: Final = Family("wordpress-classic", WORDPRESS, CLASSIC)
WORDPRESS_BLOCK: Final = Family("wordpress-block", WORDPRESS, BLOCK)
TYPECHO_DEFAULT: Final = Family("typecho-default", TYPECHO, TYPECHO_DEFAULT_THEME)

FAMILIES: Final = {
    family.name: family
    for family in (
        ZBLOG_TPURE,
        ZBLOG_DEFAULT,
        ZBLOG_ZIT,
        ZBLOG_WHITEPAGE,
        ZBLOG_GARLAND,
        ZBLOG_HTML5CSS3,
        ZBLOG_METRO,
        ZBLOG_FALLBACK,
        WORDPRESS_CLASSIC,
        WORDPRESS_BLOCK,
        TYPECHO_DEFAULT,
    )
}


#: What is recognised, but cannot be read.
SCRIPT_FAMILIES: Final = (ScriptFamily(ZBLOG, OS2020),)


def named(name: str | None) -> Family:
    """The family of this name, the first one where none was told. UsageError for any other."""
    try:
        return (of_name(name) or FAMILIES[name]) if name else ZBLOG_TPURE
    except KeyError:
        raise UsageError(f"no family {name!r} of sites (known: {', '.join(FAMILIES)})") from None


def is_known(family: Family) -> bool:
    """Whether a family is found by its name, as an archive and other processes have it."""
    return (FAMILIES.get(family.name) or of_name(family.name)) is family


def _by_name(family: Family) -> tuple[Callable[[str], Family], tuple[str]]:
    return named, (family.name,)


copyreg.pickle(Family, _by_name)  # what unpickles one gets the very object, not a copy of its functions


def recognise(tree: Tree) -> Family | ScriptFamily | None:
    """The family that built a page of an article, as its files or its markup tell; None for no known one."""
    known: tuple[Family | ScriptFamily, ...] = (*FAMILIES.values(), *SCRIPT_FAMILIES)
    for family in known:
        if family.theme.name in family.cms.theme_folders(tree):
            return family
    return next((family for family in known if family.theme.built(tree)), None)


def system_of(tree: Tree) -> str | None:
    """What a page names as its theme and system, in words, whatever these are; None where it names none."""
    other = recognise(tree)
    if isinstance(other, ScriptFamily):
        return _unreadable(other)
    themes = {theme for family in FAMILIES.values() for theme in family.cms.theme_folders(tree)}
    return _in_words(themes, _generator(tree)) or None


def built_otherwise(tree: Tree, own: Family) -> str | None:
    """What built a page without the markup of its family's theme, in words; None where nothing names another.

    A theme made from the family's has its markup under another name: it is read.
    """
    if own.theme.built(tree):
        return None
    themes, system = own.cms.theme_folders(tree), _generator(tree)
    if own.theme.name in themes:
        return None
    other = recognise(tree)
    if isinstance(other, ScriptFamily):
        return _unreadable(other)
    if themes:
        return _in_words(themes, system)
    if system and not system.startswith(own.cms.generator):
        return system
    other = other or _resembled(tree)
    return f"a theme like {other.theme.name} of {other.cms.name}" if other else None


def _unreadable(family: ScriptFamily) -> str:
    return f"the theme {family.theme.name} of {family.cms.name}, which cannot be read without a browser"


def _in_words(themes: set[str], system: str) -> str:
    if not themes:
        return system
    return f"the theme {min(themes)}" + (f" ({system})" if system else "")


def _resembled(tree: Tree) -> Family | None:
    """The family from whose theme that of a page seems to be made."""
    found = (family for family in FAMILIES.values() if find(tree, family.theme.resembles))
    return next(found, None)


def _generator(tree: Tree) -> str:
    node = tree.css_first("meta[name='generator' i][content]")
    return normalise(node.attributes.get("content") or "")[:80] if node else ""
