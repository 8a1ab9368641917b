"""What a site is like, learned from some of its pages, as a description. Pure.

``Learner`` is shown the pages in this order and says each time which it wants next: the home page, what may
be lists, later pages of these, articles.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, Final

from xzcrawl.families.described import text_at
from xzcrawl.families.patterns import compiled, named_by
from xzcrawl.learn.addresses import (
    article_pattern,
    article_patterns,
    fits_any,
    list_pattern,
    named_folders,
    numbered_apart,
    page_pattern,
    part_pattern,
    shapes,
    usual_parts,
    widened,
)
from xzcrawl.learn.articles import ArticleParts, article_parts, reads
from xzcrawl.learn.furniture import furniture
from xzcrawl.learn.layouts import ShownElsewhere
from xzcrawl.learn.lists import (
    FEWEST_ROWS,
    ListParts,
    ListRow,
    date_of,
    dated,
    is_list,
    list_parts,
    rows,
    shared_links,
)
from xzcrawl.learn.pagers import Pager, ScriptPager, linked_pages, script_pagers
from xzcrawl.learn.sample import Sample, chinese
from xzcrawl.urls import BUILDING_ENDINGS, DOCUMENT_ENDINGS, MEDIA_ENDINGS, Address, Kind

#: How many pages are asked for: what may be lists, later pages, articles, articles of other addresses, and
#: pages that a script may ask for.
_LISTS: Final = 9
_SEVERAL: Final = 3
_ALIKE: Final = 5
_LATER: Final = 4
_ARTICLES: Final = 14
_OTHERS: Final = 3
_SCRIPTS: Final = 8
#: Of so many addresses that a script may make one is asked for.
_GUESSES: Final = 3
#: The titles of articles have more Chinese characters, the names of lists fewer.
_TITLE: Final = 8
_NAME: Final = 10
#: A site has fewer columns.
_MANY: Final = 12
#: So many times fewer links than the most are a few links to something else.
_RARE: Final = 8
#: An address of fewer links with long titles is of no kind of articles.
_FEWEST: Final = 4
#: What stands in menus and is for members, not readers.
_FOR_MEMBERS: Final = re.compile(
    r"login|logout|register|signup|member|passport|登录|登陆|注册|会员|投稿|设为首页|收藏本站", re.IGNORECASE
)
_FILE: Final = re.compile(
    rf"\.(?:{DOCUMENT_ENDINGS}|{MEDIA_ENDINGS}|{BUILDING_ENDINGS}|apk|xml)(?:$|\?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned. ``declared`` is what ``families.described`` takes.

    ``held`` says for each declaration on how many of the pages or rows it holds; ``missing`` names what
    was not found; ``known`` is what other pages say of the articles, by their URL.
    """

    declared: Mapping[str, Any]
    held: Mapping[str, tuple[int, int]]
    missing: tuple[str, ...]
    known: Mapping[str, ShownElsewhere]


@dataclass(slots=True)
class Learner:
    """Learns the site at ``base``. The lists of URLs that it wants are in the order of their worth.

    ``problem`` says why nothing could be learned, "" while something may be.
    """

    base: str
    home: Sample | None = None
    lists: list[Sample] = field(default_factory=list)
    later: dict[str, dict[int, Sample]] = field(default_factory=dict)
    articles: list[Sample] = field(default_factory=list)
    others: list[Sample] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    problem: str = ""
    _pagers: dict[str, Pager] = field(default_factory=dict)
    _guesses: dict[str, tuple[Sample, ScriptPager]] = field(default_factory=dict)
    _scripts: dict[str, ScriptPager] = field(default_factory=dict)
    _strange: list[list[str]] = field(default_factory=list)
    _titles: dict[str, set[str]] = field(default_factory=dict)

    def lists_wanted(self, home: Sample) -> list[str]:
        """What may be lists, as the home page links it: short names at addresses that are alike."""
        self.home = home
        named = {
            link.address: link.url
            for link in reversed(home.links)
            if 2 <= chinese(link.text) <= _NAME
            and not _FILE.search(link.address)
            and not _FOR_MEMBERS.search(f"{link.address} {link.text}")
        }
        named = dict(reversed(named.items()))
        places = {address: place for place, address in enumerate(named)}
        groups = sorted(shapes(named).values(), key=lambda group: (len(group) < _SEVERAL, places[group[0]]))
        some = [address for group in groups for address in group[:_ALIKE]]
        rest = [address for group in groups for address in group[_ALIKE:]]
        return [named[address] for address in (*some, *rest)][:_LISTS]

    def later_wanted(self, samples: Sequence[Sample]) -> list[tuple[str, int, str]]:
        """Later pages of the lists among ``samples``: the list's URL, the number of the page, its URL."""
        self._find_articles(samples)
        self._number_apart(samples)
        self.lists = self._of_news(self._confirmed(samples))
        self._pagers = {sample.url: linked_pages(sample) for sample in self.lists}
        linked = {url: pager.pages for url, pager in self._pagers.items() if pager.pages}
        ends = [
            (url, number, pages[number])
            for url, pages in linked.items()
            for number in (min(pages), max(pages))
        ]
        second, last = ends[::2], ends[1::2]
        return list(dict.fromkeys((*second[: _LATER // 2], *last[: _LATER // 2])))

    def scripts_wanted(self, samples: Sequence[Sample]) -> list[str]:
        """Second pages that scripts may ask for, of lists among ``samples`` that link none."""
        alike = {shape for sample in self.lists for shape in shapes([sample.address])}
        for sample in samples:
            is_one = sample in self.lists
            linked = is_one and self._pagers[sample.url].pages
            if linked or not (is_one or alike.intersection(shapes([sample.address]))):
                continue
            for pager in islice(script_pagers(sample, has_rows=is_one), _GUESSES):
                self._guesses[pager.url(2, self.base)] = sample, pager
        return list(self._guesses)[:_SCRIPTS]

    def saw_script(self, url: str, sample: Sample) -> None:
        """Takes in a page that a script may ask for. One that shows articles is a later page of its list."""
        first, pager = self._guesses[url]
        if first.url in self._scripts or not any(self._key(link.address) for link in sample.links):
            return
        shown = {link.address for link in first.links}
        if any(self._key(link.address) and link.address not in shown for link in sample.links):
            self._scripts[first.url] = pager
            self.saw_later(first.url, 2, sample)
            if first not in self.lists:
                self.lists.append(first)
                self._pagers[first.url] = Pager()

    def saw_later(self, url: str, number: int, sample: Sample) -> None:
        """Takes in a later page of the list at ``url``."""
        self.later.setdefault(url, {})[number] = sample

    def articles_wanted(self) -> list[str]:
        """Articles to be looked at: new and old ones of each list."""
        self._number_apart([*self.lists, *self._later_pages()])
        shown = [self._rows(sample) for sample in self.lists]
        old = [self._rows(page) for pages in self.later.values() for page in pages.values()]
        ends = [(found[0], found[-1], found[len(found) // 2]) for found in (*shown, *old) if found]
        spread = [row.link.url for place in range(3) for found in ends for row in found[place : place + 1]]
        return list(dict.fromkeys(spread))[:_ARTICLES]

    def others_wanted(self) -> list[str]:
        """One page of each other kind of address that may be of articles."""
        pages = [page for page in (self.home, *self.lists) if page]
        patterns = self._list_patterns()
        strange = [
            link
            for page in pages
            for link in page.links
            if not _FILE.search(link.address)
            and self._key(link.address.partition("?")[0]) is None
            and self._named(link.address, patterns) is None
        ]
        titled = {link.address: link for link in strange if chinese(link.text) >= _TITLE}
        self._strange = list(shapes(titled).values())[:_OTHERS]
        self._titles = {address: {link.text} for address, link in titled.items()}
        return [titled[group[0]].url for group in self._strange]

    def learned(self) -> Learned | None:
        """The description; None where the pages do not show how the site is made: ``problem`` says why."""
        lists = list_parts([*self.lists, *self._later_pages()], self._key)
        known = self._known(lists)
        list_patterns = self._list_patterns()

        def is_list(address: str) -> bool:
            return _is_list(self._named(address, list_patterns))

        layouts = article_parts(self.articles, known, self._key, is_list)
        if lists is None or not layouts:
            self.problem = "no articles were found" if lists else "no lists of articles were found"
            return None
        also = [
            pattern
            for page in self.others
            if any(reads(part, page) for part in layouts)
            for group in self._strange
            if page.address in group and (pattern := article_pattern(group, self._titles))
        ]
        patterns = list(dict.fromkeys((*self.patterns, *also)))
        patterns += self._parts(patterns, list_patterns)
        self.problem = self._confusion(patterns, list_patterns)
        if self.problem:
            return None
        found = _described(patterns, list_patterns, lists, layouts, self._told(), known)
        beside = furniture([*self.articles, *self.others], found.declared)
        return replace(
            found, declared={**found.declared, **beside.declared}, held={**found.held, **beside.held}
        )

    def _confusion(self, articles: Sequence[str], lists: Sequence[str]) -> str:
        """Says which page that was seen the patterns take for another; "" where they take none."""
        found = partial(named_by, tuple(map(compiled, articles)), tuple(map(compiled, lists)))
        for page in self.articles:
            if (said := found(page.address)) is None or said.kind is not Kind.ARTICLE:
                return f"{page.url} is an article and cannot be told from pages of lists by its address"
        for first in (url for group in self._kinds() for url in group.items()):
            later = [page for page in self.later.get(first[1], {}).values() if self._rows(page)]
            listed = [page for page in later if _is_list(found(page.address))]
            taken = [page for page in later if page not in listed and _fit(articles, page.address)]
            if not _is_list(found(first[0])) or taken or (later and not listed):
                return f"the pages of the list {first[1]} cannot be told from others by their addresses"
        for link in (link for page in (*self.lists, *self._later_pages()) for link in page.links):
            said = found(link.address) if chinese(link.text) >= _TITLE else None
            if said and _is_list(said) and said.page > 1:
                return f"{link.url} is an article and cannot be told from pages of lists by its address"
        return ""

    def _find_articles(self, samples: Sequence[Sample]) -> None:
        """Learns at which addresses articles are, by what lists link with long titles."""
        titles: dict[str, set[str]] = defaultdict(set)
        for sample in (*samples, *([self.home] if self.home else ())):
            for link in sample.links:
                if chinese(link.text) >= _TITLE and not _FILE.search(link.address):
                    titles[link.address].add(link.text)
        groups = [group for group in shapes(titles).values() if len(group) >= _FEWEST]
        found: dict[str, int] = {}
        for group in groups:
            for pattern in article_patterns(group, titles):
                found[pattern] = len(group)
        most = max(found.values(), default=0)
        common = [pattern for pattern, count in found.items() if count * _RARE >= most]
        named = [pattern for pattern in common if "{key}" in pattern]
        self.patterns = widened([pattern for pattern in common if pattern not in named]) + named

    def _number_apart(self, samples: Sequence[Sample]) -> None:
        """Tells articles from later pages of lists by the length of their numbers, where that tells them."""
        links = [link for sample in samples for link in sample.links]
        titled = [link.address for link in links if chinese(link.text) >= _TITLE]
        later = [page.address for page in self._later_pages()]
        later += [one for sample in samples for one in linked_pages(sample).addresses.values()]
        self.patterns = [numbered_apart(pattern, later, titled) for pattern in self.patterns]

    def _confirmed(self, samples: Sequence[Sample]) -> list[Sample]:
        """The samples that are lists: whose rows are most of the articles that they alone link."""
        others = [sample for sample in samples if self._key(sample.address) is None]
        shared = shared_links(others, self._key)
        return [sample for sample in others if is_list(sample, self._key, shared)]

    def _of_news(self, lists: Sequence[Sample]) -> list[Sample]:
        """The lists without those of products and the like, which show no dates where most do.

        What these link is no article: where its addresses are made alike, the patterns name the folders.
        """
        shown = [(sample, rows(sample, self._key, shared_links(lists, self._key))) for sample in lists]
        share = {sample: dated(sample, found) / len(found) for sample, found in shown}
        news = [sample for sample in lists if share[sample] * 2 > 1]
        if len(news) * 2 < len(lists):
            return list(lists)
        others = {row.link.address for sample, found in shown if sample not in news for row in found}
        own = [row.link.address for sample, found in shown if sample in news for row in found]
        self.patterns = list(
            dict.fromkeys(
                each
                for pattern in self.patterns
                for each in (named_folders(pattern, own) if fits_any(pattern, others) else [pattern])
            )
        )
        return news

    def _rows(self, sample: Sample) -> list[ListRow]:
        return rows(sample, self._key, shared_links(self.lists, self._key))

    def _later_pages(self) -> Iterator[Sample]:
        return (page for pages in self.later.values() for page in pages.values())

    def _named(self, address: str, lists: Sequence[str]) -> Address | None:
        return named_by(map(compiled, self.patterns), map(compiled, lists), address)

    def _key(self, address: str) -> str | None:
        found = named_by(map(compiled, self.patterns), (), address)
        return found.key if found and found.kind is Kind.ARTICLE else None

    def _parts(self, patterns: Sequence[str], lists: Sequence[str]) -> list[str]:
        """The patterns of the further parts of articles; where none was seen, the usual one.

        The usual one is only a guess, and none where it fits a page that was seen to be something else.
        """
        pages = [(page.address, linked_pages(page).addresses) for page in self.articles]
        others = [page.address for page in (*self.lists, *self._later_pages(), *self.articles)]
        others += [one for pager in self._pagers.values() for one in pager.addresses.values()]
        others += [one for one in self._linked() if _is_list(self._named(one, lists)) or self._key(one)]
        parts: list[str] = []
        for each in patterns:
            seen = [found for page in pages if (found := part_pattern(*page, each))]
            guess = None if seen else usual_parts(each)
            if guess and not fits_any(guess, others):
                seen.append(guess)
            parts += seen
        return list(dict.fromkeys(parts))

    def _list_patterns(self) -> list[str]:
        """The patterns of lists: for each kind of address the first page's, and those of later ones.

        Those of later ones come first, as the name of a list may have what tells their number, unless some
        list has such a name.
        """
        found: list[str] = []
        for group in self._kinds():
            pattern = list_pattern(list(group))
            if pattern is None:
                continue
            later = Counter(
                tail
                for address, url in group.items()
                if (pager := self._pagers.get(url))
                and (tail := page_pattern(address, pager.addresses, pattern))
            )
            own = [pattern, *(tail for tail, _ in later.most_common(1))]
            own += [made for _, made in self._scripted(group, pattern)]
            found += [self._narrowed(each, pattern, group) for each in own]
        numbered = sorted(dict.fromkeys(found), key=lambda each: "{page" not in each)
        firsts = (self._named(address, numbered) for group in self._kinds() for address in group)
        return numbered if all(one is None or one.page == 1 for one in firsts) else list(dict.fromkeys(found))

    def _narrowed(self, pattern: str, first: str, group: Mapping[str, str]) -> str:
        """A pattern of lists whose names have no slashes, where it would take many other pages for lists."""
        narrow = compiled(first.replace("{list}", "{name}"))
        if not all(map(narrow.fullmatch, group)):
            return pattern
        strange = (one for one in self._linked() if self._key(one) is None and not narrow.fullmatch(one))
        wide = sum(fits_any(first, [address]) for address in strange) > _MANY
        return pattern.replace("{list}", "{name}") if wide else pattern

    def _linked(self) -> set[str]:
        """The addresses that the home page and the lists link."""
        return {link.address for page in (self.home, *self.lists) if page for link in page.links}

    def _kinds(self) -> list[dict[str, str]]:
        """The lists by how their addresses are made; a single one beside others is one only with a pager."""
        groups = [group for group in _kinds_of_lists(self._addresses()) if not self._is_of_tags(group)]
        most = max(map(len, groups), default=0)
        return [
            group
            for group in groups
            if len(group) > 1
            or most == 1
            or any(self._pagers[url].pages or url in self._scripts for url in group.values())
        ]

    def _addresses(self) -> dict[str, str]:
        return {sample.address: sample.url for sample in self.lists}

    def _is_of_tags(self, group: Mapping[str, str]) -> bool:
        """Whether lists are of tags: many more are linked at such addresses than a site has columns.

        The first list that the home page links is a column.
        """
        pattern = list_pattern(list(group))
        if len(group) < _SEVERAL or pattern is None or len(group) == len(self.lists):
            return False
        alike = sum(fits_any(pattern, [address]) for address in self._linked())
        lists = self._addresses()
        first = next(
            (link.address for link in (self.home.links if self.home else ()) if link.address in lists), ""
        )
        return alike > _MANY and first not in group

    def _scripted(self, group: Mapping[str, str], pattern: str) -> Iterator[tuple[str, str]]:
        """What lists say of the pages that only a script knows, and the pattern of these."""
        before, _, after = pattern.partition("{list}")
        for address, url in group.items():
            if pager := self._scripts.get(url):
                yield pager.told, pager.pattern(address[len(before) : len(address) - len(after)])

    def _told(self) -> dict[str, str]:
        """All of that, each text once."""
        found: dict[str, str] = {}
        for group in self._kinds():
            if pattern := list_pattern(list(group)):
                for told, made in self._scripted(group, pattern):
                    found.setdefault(told, made)
        return found

    def _known(self, parts: ListParts | None) -> dict[str, ShownElsewhere]:
        """What lists say of the articles that were fetched, by their URL."""
        titles: dict[str, set[str]] = defaultdict(set)
        dates: dict[str, Any] = {}
        pages = [page for page in (self.home, *self.lists, *self._later_pages()) if page]
        for page in pages:
            for link in page.links:
                if (key := self._key(link.address)) and chinese(link.text) >= FEWEST_ROWS:
                    titles[key].add(link.text)
            for row in self._rows(page) if parts and parts.item_date else ():
                if parts and (shown := date_of(text_at(parts.item_date)(row.node), page.seen_at)):
                    dates[row.key] = shown
        return {
            page.url: ShownElsewhere(frozenset(titles.get(key, ())), dates.get(key))
            for page in self.articles
            if (key := self._key(page.address))
        }


def _is_list(named: Address | None) -> bool:
    return named is not None and named.kind is Kind.CATEGORY


def _fit(patterns: Iterable[str], address: str) -> bool:
    """Whether an address is of any of the patterns."""
    return any(fits_any(pattern, [address]) for pattern in patterns)


def _kinds_of_lists(lists: Mapping[str, str]) -> list[dict[str, str]]:
    """First pages of lists whose addresses are made alike: folders, or files, or queries of one script."""
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for address, url in lists.items():
        path, mark, query = address.partition("?")
        name = path.rpartition("/")[2]
        kind = f"{path}?{re.sub(r'[^=&]+(?=&|$)', '', query)}" if mark else re.sub(r"\d+", "#", name)
        kinds[kind if mark or not name else f"/{name}" if name.startswith("index.") else kind][address] = url
    return list(kinds.values())


def _described(
    articles: Sequence[str],
    lists: Sequence[str],
    shown: ListParts,
    layouts: Sequence[ArticleParts],
    told: Mapping[str, str],
    known: Mapping[str, ShownElsewhere],
) -> Learned:
    """Joins what was learned; the selectors of several layouts are alternatives."""
    names = (
        "title",
        "body",
        "info",
        "author",
        "breadcrumbs",
        "tags",
        "related",
        "older",
        "newer",
        "attachments",
    )
    declared: dict[str, Any] = {"articles": list(articles), "lists": list(lists)}
    for name in names:
        declared[name] = ", ".join(dict.fromkeys(filter(None, (getattr(part, name) for part in layouts))))
    declared |= {"items": shown.items, "heading": shown.heading or "a[href]"}
    declared |= {"item_title": shown.item_title, "item_date": shown.item_date}
    if told:
        declared["pages"] = dict(told)
    held = dict(shown.held)
    for name in names:
        counts = [part.held[name] for part in layouts if name in part.held]
        if counts:
            held[name] = (sum(count for count, _ in counts), sum(total for _, total in counts))
    missing = tuple(name for name in (*names, "item_date", "lists") if not declared[name])
    return Learned({key: value for key, value in declared.items() if value}, held, missing, known)
