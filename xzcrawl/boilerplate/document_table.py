"""Finds the table that says what a document of a government is: 索引号, 发文机关, 成文日期. Pure.

Its rows stand one after the other, and each has one of its labels.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from xzcrawl.boilerplate.cut import Cut
from xzcrawl.generic.words import document_labels
from xzcrawl.items import Block

RULE: Final = "document-table"
#: The table has so many labels.
_LABELS: Final = 2


def find(blocks: Sequence[Block]) -> Iterator[Cut]:
    """The cuts of the rows of such tables, in reading order."""
    for is_of_document, group in groupby(enumerate(blocks), key=lambda pair: _is_of_document(pair[1])):
        rows = list(group)
        if is_of_document and document_labels("".join(block.text for _, block in rows)) >= _LABELS:
            yield from (Cut(index, 0, RULE) for index, _ in rows)


def _is_of_document(block: Block) -> bool:
    return block.kind == "row" and document_labels(block.text) > 0
