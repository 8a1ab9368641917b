"""Finds the table that says what a document of a government is: 索引号, 发文机关, 成文日期. Pure."""

from collections.abc import Iterator, Sequence
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.families.document_table import document_rows
from xzcrawl.items import Block

RULE: Final = "document-table"


def find(blocks: Sequence[Block]) -> Iterator[Cut]:
    """The cuts of the rows of such tables, in reading order."""
    rows = (block.text.split(" | ") if block.kind == "row" else () for block in blocks)
    return (Cut(index, 0, RULE) for index in document_rows(rows))
