"""The further pages of a list that its page tells of and does not link: only a script knows them. Pure."""

import re
from collections.abc import Iterable

from xzcrawl.families.patterns import classify, compiled, filled, last_record, with_page
from xzcrawl.families.records import counted, has_records
from xzcrawl.families.tree import Tree
from xzcrawl.urls import Address, Kind


def told_pages(
    lists: Iterable[str], told: Iterable[tuple[str, str]], tree: Tree, url: str, base: str
) -> dict[int, str]:
    """The next and the last page of a list by their number, as the list at ``url`` tells of them.

    ``lists`` are the patterns of lists, ``told`` pairs of a text that tells of pages and their pattern.
    """
    own = classify((), tuple(map(compiled, lists)), url, base)
    if own is None or own.kind is not Kind.CATEGORY:
        return {}
    if has_records(tree):
        return _after_records(lists, tree, url, base, own)
    for text, pattern in told:
        if count := page_count(text, tree) or (own.page + 1 if is_told(text, tree) else 0):
            pages = {own.page + 1, count} if count > own.page else ()
            return {page: filled(pattern, own.key, page, base) for page in pages}
    return {}


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
    return max((int(number) for source in _sources(tree) for number in re.findall(text, source)), default=0)


def is_told(told: str, tree: Tree) -> bool:
    """Whether a page has a text that tells of further pages; white space counts nowhere."""
    return any("".join(told.split()) in source for source in _sources(tree))


def _sources(tree: Tree) -> tuple[str, str]:
    """The source of a page and its text, without white space."""
    return "".join((tree.html or "").split()), "".join(tree.text().split())
