"""Links of menus and side lists to what a page names without a link of its own."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import PageOrNode, TextReader, line, text


@dataclass(frozen=True, slots=True, eq=False)
class LinksByName:
    """Finds the links at the selector ``menus`` that have the ``name`` which a page gives its category."""

    name: TextReader
    menus: str

    def __call__(self, place: PageOrNode) -> list[LexborNode]:
        name = text(place, self.name)
        return [link for link in place.css(self.menus) if name and line(link) == name]
