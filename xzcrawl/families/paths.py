"""The rules that the addresses of systems written in PHP have in common. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult

from xzcrawl.families.tree import Tree
from xzcrawl.urls import Address, Kind, site_path


def path_below(parts: SplitResult, base: str) -> str | None:
    """The path below the site's root, ``index.php`` taken off; None where the URL leaves the site."""
    path = site_path(parts, base)
    return (path.removeprefix("/index.php") or "/") if path is not None else None


def above(address: Address) -> tuple[Address, ...]:
    """The categories above one, which show its posts too: those whose slugs stand before its own."""
    if address.kind is not Kind.CATEGORY:
        return ()
    slugs = address.key.split("/")
    return tuple(Address(Kind.CATEGORY, "/".join(slugs[:count])) for count in range(1, len(slugs)))


@dataclass(frozen=True, slots=True, eq=False)
class ThemeFolders:
    """Finds the themes whose style sheets and scripts a page loads: a child theme's page those of both.

    ``folder`` is where the CMS keeps its themes, below the site's root.
    """

    folder: str

    def __call__(self, tree: Tree) -> set[str]:
        """The names of the folders below ``folder``."""
        assets = tree.css(f"link[href*='{self.folder}'], script[src*='{self.folder}']")
        addresses = (node.attributes.get("href") or node.attributes.get("src") or "" for node in assets)
        found = (re.search(rf"{self.folder}([\w.-]+)/", address) for address in addresses)
        return {match[1] for match in found if match}
