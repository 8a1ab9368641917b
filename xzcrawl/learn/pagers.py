"""How a list leads to its later pages: by links, or by a script. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from xzcrawl.extract.document import base_url
from xzcrawl.families.described import page_count
from xzcrawl.families.tree import line
from xzcrawl.learn.sample import Sample
from xzcrawl.urls import absolute, address_below

_NEXT: Final = re.compile(r"(?:下一?页|后一?页|next)\s*[>»›]*", re.IGNORECASE)
#: The script of TRS: how many pages there are, which this one is, and the name and ending of their files.
_CREATE: Final = re.compile(r"createPageHTML\(\s*(\d+)\s*,\s*\d+\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']")
#: An address that a script puts together with the number of a page.
_TOGETHER: Final = re.compile(r"([\"'])([^\"'\s<>]*[/=_-])\1\s*\+\s*[\w.()]+(?:\s*\+\s*([\"'])([^\"'\s<>]*)\3)?")
#: What pages say of the number of pages of a list; ``{pages}`` stands for it.
_TOLD: Final = ("共{pages}页", "/{pages}页", "goPage({pages})", "toPage({pages})", "gotoPage({pages})", "totalPage={pages}", "pageCount={pages}", "countPage={pages}")


@dataclass(frozen=True, slots=True)
class Pager:
    """Later pages of a list, their URLs and addresses by their number.

    ``told`` is what the page says of how many there are, where only a script links them.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    addresses: Mapping[int, str] = field(default_factory=dict)
    told: str = ""


def linked_pages(sample: Sample) -> Pager:
    """The pages that the first page of a list links by their number, by 下一页, or in a ``select``."""
    found: dict[int, tuple[str, str]] = {}
    origin = base_url(sample.tree, sample.url)
    for link in sample.links:
        said = line(link.node).strip("[]()·")
        number = 2 if _NEXT.fullmatch(said) else int(said) if re.fullmatch(r"\d{1,4}", said) else 0
        if number > 1:
            found.setdefault(number, (link.url, link.address))
    for option in sample.tree.css("option[value]"):
        said, value = line(option), option.attributes.get("value") or ""
        url = absolute(value, origin) if re.search(r"\D", value) else None
        if url and re.fullmatch(r"\d{1,4}", said) and int(said) > 1 and (address := address_below(url, sample.base)):
            found.setdefault(int(said), (url, address))
    return Pager({n: url for n, (url, _) in found.items()}, {n: address for n, (_, address) in found.items()})


def scripted_pages(sample: Sample) -> Pager | None:
    """The second and the last page, as a script of the first one makes their addresses; None for none."""
    if called := _CREATE.search(sample.source):
        count, name, ending = int(called[1]), called[2], called[3]
        hrefs = {number: f"{name}_{number - 1}.{ending}" for number in (2, count) if 1 < number <= count}
        return _pager(sample, hrefs, "createPageHTML({pages},")
    told = next((text for text in _TOLD if page_count(text, sample.tree)), "")
    count = page_count(told, sample.tree) if told else 0
    for together in _TOGETHER.finditer(sample.source):
        hrefs = {number: f"{together[2]}{number}{together[4] or ''}" for number in (2, count) if 1 < number <= count}
        if hrefs:
            return _pager(sample, hrefs, told)
    return None


def _pager(sample: Sample, hrefs: Mapping[int, str], told: str) -> Pager:
    urls = {number: urljoin(base_url(sample.tree, sample.url), href) for number, href in hrefs.items()}
    addresses = {number: address_below(url, sample.base) for number, url in urls.items()}
    known = {number: address for number, address in addresses.items() if address}
    return Pager({number: urls[number] for number in known}, known, told)
