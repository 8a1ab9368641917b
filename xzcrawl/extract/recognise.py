"""What built a page that the theme tpure did not build, as far as the page tells."""

import re
from typing import Final

from xzcrawl.extract.source import Tree, classes
from xzcrawl.text import normalise

#: The folder of a Z-BlogPHP theme in the addresses of its style sheets and scripts.
_THEME: Final = re.compile(r"zb_users/theme/([\w.-]+)/")
_ASSETS: Final = "link[href*='zb_users/theme/'], script[src*='zb_users/theme/']"
_OWN: Final = "tpure"


def built_otherwise(tree: Tree) -> str | None:
    """The theme or system of a page without tpure's markup, in words; None where nothing names another.

    A theme made from tpure has its markup under another name: it is read. Themes made from the CMS's default
    have ``single`` and ``post`` on one element (``zb_users/theme/default/template/post-single.php``).
    """
    mixed = any("post" in classes(node) for node in tree.css("div.single"))
    if tree.css_first("div.post > h1") is not None and not mixed:
        return None
    themes, system = _themes(tree), _generator(tree)
    if _OWN in themes:
        return None
    if themes:
        return f"the theme {min(themes)}" + (f" ({system})" if system else "")
    if system and not system.startswith("Z-Blog"):
        return system
    return "a theme like the default of Z-BlogPHP" if mixed else None


def _themes(tree: Tree) -> set[str]:
    found = (
        _THEME.search(node.attributes.get("href") or node.attributes.get("src") or "")
        for node in tree.css(_ASSETS)
    )
    return {match[1] for match in found if match}


def _generator(tree: Tree) -> str:
    node = tree.css_first("meta[name='generator' i][content]")
    return normalise(node.attributes.get("content") or "")[:80] if node else ""
