"""Pages that were seen and that the patterns of addresses take for something else. Pure."""

from collections.abc import Iterable, Sequence
from functools import partial

from xzcrawl.families.patterns import compiled, named_by
from xzcrawl.learn.addresses import fits_any
from xzcrawl.learn.list_patterns import kinds_of_lists
from xzcrawl.learn.sample import chinese
from xzcrawl.learn.seen_pages import TITLE_LENGTH, SeenPages, names_list
from xzcrawl.urls import Kind


def confusion(seen: SeenPages, articles: Sequence[str], lists: Sequence[str]) -> str:
    """Says which page that was seen the patterns take for another; "" where they take none."""
    found = partial(named_by, tuple(map(compiled, articles)), tuple(map(compiled, lists)))
    for page in seen.articles:
        if (said := found(page.address)) is None or said.kind is not Kind.ARTICLE:
            return f"{page.url} is an article and cannot be told from pages of lists by its address"
    for first in (url for group in kinds_of_lists(seen) for url in group.items()):
        later = [page for page in seen.later.get(first[1], {}).values() if seen.rows(page)]
        listed = [page for page in later if names_list(found(page.address))]
        taken = [page for page in later if page not in listed and _fit(articles, page.address)]
        if not names_list(found(first[0])) or taken or (later and not listed):
            return f"the pages of the list {first[1]} cannot be told from others by their addresses"
    for link in (link for page in (*seen.lists, *seen.later_pages()) for link in page.links):
        said = found(link.address) if chinese(link.text) >= TITLE_LENGTH else None
        if said and names_list(said) and said.page > 1:
            return f"{link.url} is an article and cannot be told from pages of lists by its address"
    return ""


def _fit(patterns: Iterable[str], address: str) -> bool:
    """Whether an address is of any of the patterns."""
    return any(fits_any(pattern, [address]) for pattern in patterns)
