"""All families, by name; which of them built a page, or what else did."""

import copyreg
from collections.abc import Callable
from typing import Final

from xzcrawl.errors import UsageError
from xzcrawl.families.family import Family
from xzcrawl.families.themes.default import DEFAULT
from xzcrawl.families.themes.tpure import TPURE
from xzcrawl.families.themes.typecho_default import TYPECHO_DEFAULT as TYPECHO_DEFAULT_THEME
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
WORDPRESS_CLASSIC: Final = Family("wordpress-classic", WORDPRESS, CLASSIC)
WORDPRESS_BLOCK: Final = Family("wordpress-block", WORDPRESS, BLOCK)
TYPECHO_DEFAULT: Final = Family("typecho-default", TYPECHO, TYPECHO_DEFAULT_THEME)

FAMILIES: Final = {
    family.name: family
    for family in (ZBLOG_TPURE, ZBLOG_DEFAULT, ZBLOG_ZIT, WORDPRESS_CLASSIC, WORDPRESS_BLOCK, TYPECHO_DEFAULT)
}


def named(name: str | None) -> Family:
    """The family of this name, the first one where none was told. UsageError for any other."""
    try:
        return FAMILIES[name] if name else ZBLOG_TPURE
    except KeyError:
        raise UsageError(f"no family {name!r} of sites (known: {', '.join(FAMILIES)})") from None


def _by_name(family: Family) -> tuple[Callable[[str], Family], tuple[str]]:
    return named, (family.name,)


copyreg.pickle(Family, _by_name)  # what unpickles one gets the very object, not a copy of its functions


def recognise(tree: Tree) -> Family | None:
    """The family that built a page of an article, as its files or its markup tell; None for no known one."""
    for family in FAMILIES.values():
        if family.theme.name in family.cms.theme_folders(tree):
            return family
    return next((family for family in FAMILIES.values() if family.theme.built(tree)), None)


def built_otherwise(tree: Tree, own: Family) -> str | None:
    """What built a page without the markup of its family's theme, in words; None where nothing names another.

    A theme made from the family's has its markup under another name: it is read.
    """
    if own.theme.built(tree):
        return None
    themes, system = own.cms.theme_folders(tree), _generator(tree)
    if own.theme.name in themes:
        return None
    if themes:
        return f"the theme {min(themes)}" + (f" ({system})" if system else "")
    if system and not system.startswith(own.cms.generator):
        return system
    other = recognise(tree) or _resembled(tree)
    return f"a theme like {other.theme.name} of {other.cms.name}" if other else None


def _resembled(tree: Tree) -> Family | None:
    """The family from whose theme that of a page seems to be made."""
    found = (family for family in FAMILIES.values() if find(tree, family.theme.resembles))
    return next(found, None)


def _generator(tree: Tree) -> str:
    node = tree.css_first("meta[name='generator' i][content]")
    return normalise(node.attributes.get("content") or "")[:80] if node else ""
