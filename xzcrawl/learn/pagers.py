"""How a list leads to its later pages: by links, or by a script. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from xzcrawl.extract.document import base_url
from xzcrawl.families.datastores import MADE
from xzcrawl.families.list_pages import is_told, page_count
from xzcrawl.families.tree import line
from xzcrawl.learn.sample import Sample
from xzcrawl.urls import absolute, address_below

_NEXT: Final = re.compile(r"(?:下一?页|后一?页|next)\s*[>»›]*", re.IGNORECASE)
#: The script of TRS: how many pages there are, which this one is, and the name and ending of their files.
_CREATE: Final = re.compile(
    r"createPageHTML\(\s*\d+\s*,\s*\d+\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)
#: An address that a script puts together with the number of a page.
_TOGETHER: Final = re.compile(
    r"([\"'])([^\"'\s<>]*[/=_-])\1\s*\+\s*[\w.()]+(?:\s*\+\s*([\"'])([^\"'\s<>]*)\3)?"
)
#: A text of a script that may be an address, and the place of one for the number of a page.
_QUOTED: Final = re.compile(r"[\"']([^\"'\s<>]{1,300}+)(?=[\"'])")
_PLACE: Final = re.compile(r"(?<=[?&/_=-])(?:\{+\w*\}+|%\w+%|\$\{?\w+\}?|__\w+__)")
#: What pages say of the number of pages of a list, or that there is another.
_COUNTED: Final = (
    "createPageHTML({pages},", "共{pages}页", "/{pages}页",
    "goPage({pages})", "toPage({pages})", "gotoPage({pages})",
    "totalPage={pages}", "totalPages={pages}", "pageCount={pages}", "countPage={pages}",
)  # fmt: skip
_MORE: Final = ("加载更多", "查看更多", "点击加载", "loadMore", "load-more", "loadPage(1)")
#: The links of newspapers to what they wrote before.
_EARLIER: Final = re.compile(r"上一?期|前一[期天日]|往期(?:回顾)?")
_NUMBER: Final = "{n}"


@dataclass(frozen=True, slots=True)
class Pager:
    """Later pages of a list, their URLs and addresses by their number.

    ``made``: the list does not link them itself, but tells its script how to ask for them.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    addresses: Mapping[int, str] = field(default_factory=dict)
    made: bool = False


@dataclass(frozen=True, slots=True)
class ScriptPager:
    """How a script asks for later pages of a list: their address, with ``{n}`` for a number.

    ``told`` is what the list's page says of them. The page ``number`` has the number ``number - before``.
    """

    template: str
    told: str
    before: int = 0

    def url(self, number: int, base: str) -> str:
        """The URL of a page."""
        return base.rstrip("/") + self.template.replace(_NUMBER, str(number - self.before))

    def pattern(self, name: str) -> str:
        """The pattern of these pages for lists of which ``name`` names this one."""
        pieces = re.split(r"([/?&=._-])", self.template)
        place = next((at for at, piece in enumerate(pieces) if piece == name), None)
        named = self.template.replace(name, "{list}", 1) if place is None else ""
        return (named or "".join((*pieces[:place], "{list}", *pieces[(place or 0) + 1 :]))).replace(
            _NUMBER, "{page-1}" if self.before else "{page}"
        )


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


def tells_of_more(sample: Sample) -> bool:
    """Whether a list says that there is more of it: a button for a script, or a link to an earlier issue."""
    said = (line(link.node).strip("<>[]()【】（）«»·") for link in sample.links)
    return any(map(_EARLIER.fullmatch, said)) or any(is_told(text, sample.tree) for text in _MORE)


def script_pagers(sample: Sample, *, has_rows: bool) -> Iterator[ScriptPager]:
    """How the script of a list's first page may ask for later ones, the likeliest first.

    ``has_rows``: the page shows articles itself. One that does not has even its first ones from the script.
    """
    counted = next((text for text in _COUNTED if page_count(text, sample.tree) > 1), "")
    more = next((text for text in _MORE if is_told(text, sample.tree)), "")
    if (called := _CREATE.search(sample.source)) and counted:
        yield from _pagers(sample, f"{called[1]}_{_NUMBER}.{called[2]}", counted, 1)
    told = counted if has_rows else more
    for template in chain(_templates(sample.source), map(_asked, _asking(sample))):
        if told or more:
            yield from _pagers(sample, template, told or more, 0 if has_rows else 1)


def _templates(source: str) -> Iterator[str]:
    for quoted in _QUOTED.finditer(source):
        for place in list(_PLACE.finditer(quoted[1]))[-1:]:
            yield f"{quoted[1][: place.start()]}{_NUMBER}{quoted[1][place.end() :]}"
    for found in _TOGETHER.finditer(source):
        yield f"{found[2]}{_NUMBER}{found[4] or ''}"


def _asking(sample: Sample) -> Iterator[LexborNode]:
    """Elements whose attributes tell a script what to ask for."""
    return (
        node
        for node in sample.tree.css("[data-api], [data-url], [data-href], [data-src]")
        if node.tag != "img"
    )


def _asked(node: LexborNode) -> str:
    """The address that a script makes of an element's attributes, as ``data-api`` and ``data-channel``."""
    values = {
        name.removeprefix("data-"): value or ""
        for name, value in node.attributes.items()
        if name.startswith("data-")
    }
    path = next(values.pop(name) for name in ("api", "url", "href", "src") if name in values)
    page = next((name for name in values if "page" in name.lower()), "page")
    fields = "&".join(f"{name}={value}" for name, value in values.items() if name != page)
    return f"{path}{'&' if '?' in path else '?'}{fields}{'&' if fields else ''}{page}={_NUMBER}"


def _pagers(sample: Sample, template: str, told: str, before: int) -> Iterator[ScriptPager]:
    url = urljoin(base_url(sample.tree, sample.url), template)
    address = address_below(url, sample.base) if template.count(_NUMBER) == 1 else None
    if address:
        yield ScriptPager(address, told, before)
