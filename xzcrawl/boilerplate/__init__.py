"""Which blocks of a body are not the article, and why: footer, copyright notice, repeated image. Pure.

``find`` names the cuts, ``clean`` makes them. Every cut is kept in ``Article.removed`` with its rule, so
nothing is lost that a rule takes by mistake. Cleaning twice is cleaning once.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from xzcrawl.boilerplate import contact, notice
from xzcrawl.boilerplate.cut import Cut
from xzcrawl.items import Article, Block, Removed

__all__ = ["REPEATED_IMAGE", "Cut", "clean", "find"]

#: Only bodies with one of these words are looked at line by line.
_HINT = re.compile(
    r"[微薇徽崴溦vVｖＶ]\s*信|[vVwWｖＶｗＷ](?<![A-Za-z0-9].)[xXｘＸ](?![A-Za-z_])|[对對]\s*接|租\s*售|版\s*[权權]|copynotice"
)
_HTML_PART = re.compile(r"(<[^>]*>)|&[a-z#0-9]+;|.", re.DOTALL)


#: The rule by which a picture goes that most articles of the site have.
REPEATED_IMAGE: Final = "repeated-image"


def clean(article: Article, repeated: Container[str] = ()) -> Article:
    """The article without its boilerplate; what was taken out is added to ``removed`` in reading order.

    ``repeated`` are the URLs of pictures that the articles of the site repeat.
    """
    blocks, removed = list(article.blocks), list(article.removed)
    while cuts := find(blocks, repeated):
        removed += [Removed(_removed_text(blocks[cut.index], cut.start), cut.rule) for cut in cuts]
        starts = {cut.index: cut.start for cut in cuts}
        heads = (_head(block, starts[i]) if i in starts else block for i, block in enumerate(blocks))
        blocks = [block for block in heads if block is not None]
    return replace(article, blocks=blocks, removed=removed)


def find(blocks: Sequence[Block], repeated: Container[str] = ()) -> list[Cut]:
    """What to cut, in reading order. Lines that only a first cut uncovers are found by asking again."""
    cuts = [
        Cut(index, 0, REPEATED_IMAGE)
        for index, block in enumerate(blocks)
        if block.image and block.image.url in repeated
    ]
    if any(_HINT.search(block.html) for block in blocks):
        cuts += notice.find(blocks)
        cuts += contact.find(blocks, {cut.index for cut in cuts})
    return sorted(cuts, key=lambda cut: cut.index)


def _removed_text(block: Block, start: int) -> str:
    """What a reader of the list sees: the line, or for an image its alt text, or its address."""
    return block.text[start:] or (block.image.url if block.image else "")


def _head(block: Block, start: int) -> Block | None:
    """The part of a block before a cut, None if nothing is left."""
    text = block.text[:start].rstrip()
    if not text:
        return None
    html = (
        f"<tr><td>{escape(text, quote=False)}</td></tr>"
        if block.kind == "row"
        else _shortened(block.html, len(text))
    )
    return replace(block, text=text, html=html)


def _shortened(html: str, length: int) -> str:
    """The HTML of a line up to its ``length``-th character, with every open element closed."""
    out: list[str] = []
    open_tags: list[str] = []
    for part in _HTML_PART.finditer(html):
        if length == 0 and not (part[1] or "").startswith("</"):
            break
        out.append(part[0])
        if part[1]:
            open_tags = open_tags[:-1] if part[1].startswith("</") else [*open_tags, part[1][1:-1].split()[0]]
        else:
            length -= 1
    return "".join([*out, *(f"</{name}>" for name in reversed(open_tags))])
