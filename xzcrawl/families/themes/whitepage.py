"""The stock theme *WhitePage* of Z-BlogPHP: the CMS's own templates with small differences."""

from dataclasses import replace
from typing import Final

from xzcrawl.families.themes.fallback import FALLBACK, POST, has_commas, is_static
from xzcrawl.families.tree import Tree


def _built(tree: Tree) -> bool:
    """Whether the date stands before the title: as a paragraph, or above values that commas part."""
    if tree.css_first(f"{POST} > .post-date + h2.post-title") is None:
        return is_static(tree)
    return tree.css_first(f"{POST} > p.post-date") is not None or has_commas(tree)


WHITEPAGE: Final = replace(FALLBACK, name="WhitePage", built=_built)
