"""The theme *os2020* of Z-BlogPHP: every page is one empty element, which a script fills by the CMS's API."""

from typing import Final

from xzcrawl.families.family import ScriptTheme
from xzcrawl.families.tree import Tree, line


def _built(tree: Tree) -> bool:
    """Whether the element is there and empty, and a script tells the theme's own where the site is."""
    place = tree.css_first("body > div#app")
    is_empty = place is not None and not line(place) and place.css_first("a") is None
    return is_empty and any("window.zbpCopyright" in script.text() for script in tree.css("script"))


OS2020: Final = ScriptTheme("os2020", _built)
