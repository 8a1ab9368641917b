"""The addresses of a site's articles, by what its lists link with long titles. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from xzcrawl.learn.addresses import (
    article_patterns,
    fits_any,
    named_folders,
    numbered_apart,
    shapes,
    widened,
)
from xzcrawl.learn.lists import dated, is_list, rows, shared_links
from xzcrawl.learn.pagers import linked_pages
from xzcrawl.learn.part_addresses import part_pattern, usual_parts
from xzcrawl.learn.sample import Sample, chinese
from xzcrawl.learn.seen_pages import TITLE_LENGTH, SeenPages, is_title, names_list

#: So many times fewer links than the most are a few links to something else.
_RARE: Final = 8
#: An address of fewer links with long titles is of no kind of articles.
_FEWEST: Final = 4
_SCRIPT_OF_TRS: Final = "createPageHTML("


def find_articles(seen: SeenPages, samples: Sequence[Sample]) -> None:
    """Learns at which addresses articles are, by what lists link with long titles."""
    titles: dict[str, set[str]] = defaultdict(set)
    for sample in (*samples, *([seen.home] if seen.home else ())):
        for link in sample.links:
            if is_title(link):
                titles[link.address].add(link.text)
    groups = [group for group in shapes(titles).values() if len(group) >= _FEWEST]
    found: dict[str, int] = {}
    for group in groups:
        for pattern in article_patterns(group, titles):
            found[pattern] = len(group)
    most = max(found.values(), default=0)
    common = [pattern for pattern, count in found.items() if count * _RARE >= most]
    named = [pattern for pattern in common if "{key}" in pattern]
    numbered = widened([pattern for pattern in common if pattern not in named])
    rare = [pattern for pattern in found.keys() - common if "{id" in pattern]
    listed = [pattern for pattern in sorted(rare) if _is_of_a_list(pattern, samples)]
    seen.patterns = list(dict.fromkeys([*numbered, *listed, *named]))


def _is_of_a_list(pattern: str, samples: Sequence[Sample]) -> bool:
    """Whether one page is a list of what has such addresses, and no page that was looked at has one."""
    looked_at = (sample.address for sample in samples)
    return not fits_any(pattern, looked_at) and any(_lists(sample, pattern) for sample in samples)


def _lists(sample: Sample, pattern: str) -> bool:
    """Whether a page is a list, with dates, of such addresses: most of what it links by a title has one."""
    shown = {link.address for link in sample.links if is_title(link)}
    fitting = {address for address in shown if fits_any(pattern, [address])}
    if len(fitting) < _FEWEST or len(fitting) * 2 <= len(shown):
        return False
    found = rows(sample, lambda address: address if address in fitting else None, frozenset())
    return len(found) >= _FEWEST and dated(sample, found) * 2 > len(found)


def number_apart(seen: SeenPages, samples: Sequence[Sample]) -> None:
    """Tells articles from later pages of lists by the length of their numbers, where that tells them."""
    links = [link for sample in samples for link in sample.links]
    titled = [link.address for link in links if chinese(link.text) >= TITLE_LENGTH]
    later = [page.address for page in seen.later_pages()]
    later += [one for sample in samples for one in linked_pages(sample).addresses.values()]
    seen.patterns = [numbered_apart(pattern, later, titled) for pattern in seen.patterns]


def confirmed_lists(seen: SeenPages, samples: Sequence[Sample]) -> list[Sample]:
    """The samples that are lists: whose rows are most of the articles that they alone link."""
    others = [sample for sample in samples if seen.key(sample.address) is None]
    shared = shared_links(others, seen.key)
    return [sample for sample in others if is_list(sample, seen.key, shared)]


def lists_of_news(seen: SeenPages, lists: Sequence[Sample]) -> list[Sample]:
    """The lists without those of products and the like, which show no dates where most do.

    What these link is no article: where its addresses are made alike, the patterns name the folders.
    """
    shown = [(sample, rows(sample, seen.key, shared_links(lists, seen.key))) for sample in lists]
    share = {sample: dated(sample, found) / len(found) for sample, found in shown}
    news = [sample for sample in lists if share[sample] * 2 > 1]
    if len(news) * 2 < len(lists):
        return list(lists)
    others = {row.link.address for sample, found in shown if sample not in news for row in found}
    own = [row.link.address for sample, found in shown if sample in news for row in found]
    seen.patterns = list(
        dict.fromkeys(
            each
            for pattern in seen.patterns
            for each in (named_folders(pattern, own) if fits_any(pattern, others) else [pattern])
        )
    )
    return news


def tells_parts(seen: SeenPages) -> list[str]:
    """The texts by which pages of articles may tell of parts that only a script links: that of TRS.

    TRS pages articles by the same script as lists.
    """
    is_trs = any(_SCRIPT_OF_TRS in page.source for page in (*seen.lists, *seen.articles))
    return [f"{_SCRIPT_OF_TRS}{{pages}},"] if is_trs else []


def patterns_of_parts(seen: SeenPages, patterns: Sequence[str], lists: Sequence[str]) -> list[str]:
    """The patterns of the further parts of articles; where none was seen, the usual ones.

    A usual one is only a guess, and none where it fits a page that was seen to be something else.
    """
    pages = [(page.address, linked_pages(page).addresses) for page in seen.articles]
    others = [page.address for page in (*seen.lists, *seen.later_pages(), *seen.articles)]
    others += [one for pager in seen.pagers.values() for one in pager.addresses.values()]
    others += [one for one in seen.linked() if names_list(seen.named(one, lists)) or seen.key(one)]
    parts: list[str] = []
    from_zero = bool(tells_parts(seen))
    for each in patterns:
        found = [tail for page in pages if (tail := part_pattern(*page, each))]
        guesses = usual_parts(each, from_zero=from_zero)
        parts += found or [guess for guess in guesses if not fits_any(guess, others)]
    return list(dict.fromkeys(parts))
