"""Finds the links of a list to its later pages, and what the list says of those that a script gets. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from xzcrawl.extract.document import base_url
from xzcrawl.families.datastores import MADE
from xzcrawl.families.list_pages import is_told, page_count
from xzcrawl.families.tree import line
from xzcrawl.learn.sample import Sample
from xzcrawl.urls import absolute, address_below

_NEXT: Final = re.compile(r"(?:下一?页|后一?页|next)\s*[>»›]*", re.IGNORECASE)
#: What pages say of the number of pages of a list, or that there is another.
_COUNTED: Final = (
    "createPageHTML({pages},", "共{pages}页", "/{pages}页",
    "goPage({pages})", "toPage({pages})", "gotoPage({pages})",
    "totalPage={pages}", "totalPages={pages}", "pageCount={pages}", "countPage={pages}",
)  # fmt: skip
_MORE: Final = ("加载更多", "查看更多", "点击加载", "loadMore", "load-more", "loadPage(1)")


@dataclass(frozen=True, slots=True)
class Pager:
    """Later pages of a list, their URLs and addresses by their number.

    ``made``: the list does not link them itself, but tells its script how to ask for them.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    addresses: Mapping[int, str] = field(default_factory=dict)
    made: bool = False


def linked_pages(sample: Sample) -> Pager:
    """The pages that the first page of a list links by their number, by 下一页, or in a ``select``."""
    found: dict[int, tuple[str, str]] = {}
    origin = base_url(sample.tree, sample.url)
    made = any(MADE in link.node.attributes for link in sample.links)
    for link in sample.links:
        said = line(link.node).strip("[]()【】（）·")
        number = 2 if _NEXT.fullmatch(said) else int(said) if re.fullmatch(r"\d{1,4}", said) else 0
        if number > 1:
            found.setdefault(number, (link.url, link.address))
    for option in sample.tree.css("option[value]"):
        said, value = line(option), option.attributes.get("value") or ""
        url = absolute(value, origin) if re.search(r"\D", value) else None
        if (
            url
            and re.fullmatch(r"\d{1,4}", said)
            and int(said) > 1
            and (address := address_below(url, sample.base))
        ):
            found.setdefault(int(said), (url, address))
    return Pager(
        {n: url for n, (url, _) in found.items()}, {n: address for n, (_, address) in found.items()}, made
    )


def told_more(sample: Sample) -> str:
    """What a list says of there being more of it, such as 加载更多; "" for nothing."""
    return next((text for text in _MORE if is_told(text, sample.tree)), "")


def told_count(sample: Sample) -> str:
    """What a list says of its number of pages, with ``{pages}`` in its place; "" where it has one page."""
    return next((text for text in _COUNTED if page_count(text, sample.tree) > 1), "")
