"""Cuts boilerplate out of bodies: contact footers, notices, links to other articles, advertisements. Pure.

``find`` names the cuts, ``clean`` makes them. Every cut is kept in ``Article.removed`` with its rule, so
nothing is lost that a rule takes by mistake. Cleaning a cleaned article changes nothing.
"""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Final

from xzcrawl.boilerplate import (
    advertisement,
    contact,
    declared,
    document_table,
    further_reading,
    notice,
    part_endings,
    php_message,
)
from xzcrawl.boilerplate.cut import Cut
from xzcrawl.items import Article, Block, Removed
from xzcrawl.urls import host

__all__ = ["REPEATED_IMAGE", "Cut", "clean", "find"]

#: Only bodies with one of these words are looked at line by line.
_HINT = re.compile(
    r"[微薇徽崴溦vVｖＶ]\s*信|[vVwWｖＶｗＷ](?<![A-Za-z0-9].)[xXｘＸ](?![A-Za-z_])|[对對]\s*接|租\s*售|版\s*[权權]"
)
_HTML_PART = re.compile(r"(?P<tag><[^>]*>)|(?P<entity>&[a-z#0-9]+;)|[^<&]+|.")


#: The rule that cuts a picture that most articles of the site have.
REPEATED_IMAGE: Final = "repeated-image"
#: The rules that cut lines known by all they say, rows of documents, and links below a heading for them.
_LINES: Final = (declared.LINE, document_table.RULE, further_reading.RULE, php_message.RULE)
#: A cut may uncover more boilerplate. Bodies by real editors need two or three rounds.
_MOST_ROUNDS: Final = 8


def clean(article: Article, repeated: Container[str] = ()) -> Article:
    """The article without its boilerplate; the cuts are added to ``removed`` in reading order.

    ``repeated`` are the URLs of pictures that the articles of the site repeat. A body that still has
    boilerplate after eight rounds, because it is one footer after another, stays as it is.
    """
    blocks, removed = list(article.blocks), list(article.removed)
    for _ in range(_MOST_ROUNDS):
        cuts = find(blocks, repeated, host(article.url))
        if not cuts:
            return replace(article, blocks=tuple(blocks), removed=tuple(removed))
        removed += [Removed(_removed_text(blocks[cut.index], cut.start), cut.rule) for cut in cuts]
        starts = {cut.index: cut.start for cut in cuts}
        heads = (_head(block, starts[i]) if i in starts else block for i, block in enumerate(blocks))
        blocks = [block for block in heads if block is not None]
    return article


def find(blocks: Sequence[Block], repeated: Container[str] = (), page_host: str = "") -> list[Cut]:
    """The cuts to make, in reading order. Lines that a cut uncovers are found by calling this again.

    ``page_host`` is that of the article's page; without it no link is known to be one to its site. An article
    in several parts has boilerplate at the end of each.
    """
    cuts = [
        replace(cut, index=part[cut.index])
        for part in part_endings.parts_of(blocks)
        for cut in _of_part([blocks[index] for index in part], repeated, page_host)
    ]
    return cuts or part_endings.find(blocks)


def _of_part(blocks: Sequence[Block], repeated: Container[str], page_host: str) -> list[Cut]:
    """The cuts in a part; what this site or its documents have is cut only where other text is left.

    Where only pictures are left, they are the article: then nothing but single lines and rows is cut beside
    them, as an element may hold its text where the site's pages have changed.
    """
    cuts = {cut.index: cut for cut in _of_any_site(blocks, repeated)}
    found = (
        *(
            cut
            for each in (advertisement, document_table, declared, php_message)
            for cut in each.find(blocks)
        ),
        *further_reading.find(blocks, page_host),
    )
    more = cuts | {cut.index: cut for cut in found}
    lines = cuts | {cut.index: cut for cut in found if cut.rule in _LINES}
    if any(block.text and not block.image for block in _left(blocks, more)):
        cuts = more
    elif any(block.image for block in _left(blocks, more)):
        cuts = lines
    return [cuts[index] for index in sorted(cuts)]


def _left(blocks: Sequence[Block], cuts: Mapping[int, Cut]) -> list[Block]:
    return [block for index, block in enumerate(blocks) if index not in cuts or cuts[index].start]


def _of_any_site(blocks: Sequence[Block], repeated: Container[str]) -> list[Cut]:
    cuts = [
        Cut(index, 0, REPEATED_IMAGE)
        for index, block in enumerate(blocks)
        if block.image and block.image.url in repeated
    ]
    if any(block.role == "notice" or _HINT.search(block.html) for block in blocks):
        cuts += notice.find(blocks)
        cuts += contact.find(blocks, {cut.index for cut in cuts})
    return cuts


def _removed_text(block: Block, start: int) -> str:
    """The text that the list of cuts shows: the line, or for an image its alt text, or its address."""
    return block.text[start:] or (block.image.url if block.image else "")


def _head(block: Block, start: int) -> Block | None:
    """The part of a block before a cut; None if nothing is left."""
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
        tag = part["tag"] or ""
        if length <= 0 and not tag.startswith("</"):
            break
        out.append(part[0] if tag or part["entity"] else part[0][:length])
        if tag:
            open_tags = open_tags[:-1] if tag.startswith("</") else [*open_tags, tag[1:-1].split()[0]]
        else:
            length -= 1 if part["entity"] else len(part[0])
    return "".join([*out, *(f"</{name}>" for name in reversed(open_tags))])
