"""The further pages of a list that its page tells of and does not link: only a script knows them. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from xzcrawl.families.family import AskedUntil
from xzcrawl.families.patterns import classify, compiled, filled, last_record, with_page
from xzcrawl.families.records import counted, has_piece, has_records
from xzcrawl.families.tree import Tree
from xzcrawl.urls import Address, Kind

_NAME: Final = "{list}"


def told_pages(
    lists: Iterable[str], told: Iterable[tuple[str, str]], tree: Tree, url: str, base: str
) -> dict[int, str]:
    """The next and the last page of a list by their number, as the list at ``url`` tells of them.

    ``lists`` are the patterns of lists, ``told`` pairs of a text that tells of pages and their pattern.
    """
    told = tuple(told)
    own = classify((), tuple(map(compiled, lists)), url, base)
    if own is None or own.kind is not Kind.CATEGORY:
        return {}
    asked = asked_for(told, url, base) if has_piece(tree) else "open"
    if has_records(tree) and asked:
        return _after_records(lists, tree, url, base, own) if asked == "open" else {}
    for text, pattern in told:
        name = named_in(text, sources(tree)) if _NAME in text else own.key
        if count := page_count(text, tree) or (own.page + 1 if name and is_told(text, tree) else 0):
            pages = {own.page + 1, count} if count > own.page else ()
            return {page: filled(pattern, name, page, base) for page in pages}
    return {}


def asked_for(told: Iterable[tuple[str, str]], url: str, base: str) -> AskedUntil:
    """How a script asks for the later page of a list at ``url``; "" where it asks for none there."""
    found: set[AskedUntil] = set()
    for text, pattern in told:
        own = classify((), (compiled(pattern),), url, base)
        if own and own.kind is Kind.CATEGORY and own.page > 1:
            found.add("counted" if "{pages}" in text else "open")
    return "open" if "open" in found else min(found, default="")


def _after_records(lists: Iterable[str], tree: Tree, url: str, base: str, own: Address) -> dict[int, str]:
    """The page after one of records, which has none where it is empty or tells that it is the last."""
    if tree.css_first("a[href]") is None:
        return {}
    patterns = tuple(map(compiled, lists))
    total, pages = counted(tree)
    shown = last_record(patterns, url, base)
    if (pages and pages <= own.page) or (total and shown and total <= shown):
        return {}
    following = with_page(patterns, url, own.page + 1)
    return {} if following == url else {own.page + 1: following}


def page_count(told: str, tree: Tree) -> int:
    """The highest number that stands for ``{pages}`` where a page has the text ``told``; 0 for none.

    White space counts nowhere, and the text may be the page's or one of its source.
    """
    if "{pages}" not in told:
        return 0
    text = re.escape("".join(told.split())).replace(re.escape("{pages}"), r"(\d{1,6})")
    return max((int(number) for source in sources(tree) for number in re.findall(text, source)), default=0)


def is_told(told: str, tree: Tree) -> bool:
    """Whether a page has a text that tells of further pages; white space counts nowhere."""
    if _NAME in told:
        return bool(named_in(told, sources(tree)))
    return any("".join(told.split()) in source for source in sources(tree))


def named_in(told: str, page: Iterable[str]) -> str:
    """What first stands for ``{list}`` where the ``sources`` of a page have a text; else ""."""
    text = re.escape("".join(told.split())).replace(re.escape(_NAME), r"([\w-]{1,60})")
    found = (re.search(text, source) for source in page)
    return next((match[1] for match in found if match), "")


def sources(tree: Tree) -> tuple[str, str]:
    """The source of a page and its text, without white space: in these is looked for what a page tells."""
    return "".join((tree.html or "").split()), "".join(tree.text().split())
