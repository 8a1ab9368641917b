"""The table that says what a document of a government is: 索引号, 发文机关, 成文日期. Pure.

It has a value behind each label. Where labels stand beside labels, the table lists several documents; where
values are sentences, it explains terms. Both are texts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Final

#: One of these names a document, by figures.
_NUMBERS: Final = frozenset(("索引号", "信息索引", "文号", "文件编号", "发文字号"))
_OF_DOCUMENTS: Final = _NUMBERS | frozenset(
    (
        *("发文机关", "发布机构", "发文单位", "制发机关", "成文日期", "生成日期", "公开方式", "信息名称"),
        *("主题分类", "公文种类", "体裁分类", "组配分类", "有效性", "时效", "主题词"),
    )
)
#: Other tables have these labels too.
_LABELS: Final = _OF_DOCUMENTS | frozenset(
    (
        *("名称", "标题", "发布日期", "发文日期", "公开日期", "实施日期", "废止日期", "有效期", "信息分类"),
        *("关键词", "公开形式", "公开范围", "公开时限", "责任部门", "内容概述"),
    )
)
#: The table has so many labels of documents, and no more characters.
_SEVERAL, _LONGEST = 2, 600
_SPACE: Final = re.compile(r"\s+")


def document_rows(rows: Iterable[Sequence[str]]) -> Iterator[int]:
    """The places of those rows that are such a table; a row is the texts of its cells, () what is no row."""
    for is_labelled, group in groupby(enumerate(map(_pairs, rows)), key=lambda pair: bool(pair[1])):
        table = list(group)
        if is_labelled and _is_of_one_document([pairs for _, pairs in table]):
            yield from (place for place, _ in table)


def _is_of_one_document(table: Iterable[Mapping[str, str]]) -> bool:
    said = {label: value for pairs in table for label, value in pairs.items()}
    return (
        len(_OF_DOCUMENTS & said.keys()) >= _SEVERAL
        and any(char.isdigit() for label in _NUMBERS & said.keys() for char in said[label])
        and sum(map(len, (*said, *said.values()))) <= _LONGEST
    )


def _pairs(cells: Sequence[str]) -> dict[str, str]:
    """The values of a row by their labels; {} for a row that has anything else."""
    parts = [part for cell in cells for part in _parts(_SPACE.sub("", cell))]
    pairs = dict(zip_longest(parts[::2], parts[1::2], fillvalue=""))
    is_value = (value not in _LABELS and not value.endswith("。") for value in pairs.values())
    return pairs if pairs.keys() <= _LABELS and all(is_value) else {}


def _parts(cell: str) -> Sequence[str]:
    """The label of a cell and, where it stands in the same cell, its value; or the cell."""
    label, colon, value = cell.replace(":", "：").partition("：")
    if label not in _LABELS or (cell != label and not colon):
        return [cell]
    return [label, value] if value else [label]
