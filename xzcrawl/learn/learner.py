"""Learns what a site is like from some of its pages, and gives a description of it. Pure.

``Learner`` is shown the pages in this order and says each time which it wants next: the home page, what may
be lists, lists that these leave out, later pages, articles.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import Final

from xzcrawl.learn.addresses import article_pattern, shapes
from xzcrawl.learn.article_addresses import (
    confirmed_lists,
    find_articles,
    lists_of_news,
    number_apart,
    patterns_of_parts,
    tells_parts,
)
from xzcrawl.learn.articles import ArticleParts, article_parts, reads
from xzcrawl.learn.confusion import confusion
from xzcrawl.learn.description import Learned, joined, shown_elsewhere
from xzcrawl.learn.feeds import feed_urls
from xzcrawl.learn.furniture import furniture
from xzcrawl.learn.issues import earlier_issues, has_other_day, issue_shape
from xzcrawl.learn.list_patterns import patterns_of_lists, told_by_scripts
from xzcrawl.learn.lists import FEWEST_ROWS, count_entries, list_parts
from xzcrawl.learn.pagers import Pager, linked_pages, told_count, told_more
from xzcrawl.learn.sample import Sample, SampleLink, chinese, is_file
from xzcrawl.learn.script_files import script_files
from xzcrawl.learn.script_pagers import ScriptPager, script_pagers
from xzcrawl.learn.seen_pages import SeenPages, is_title, names_list

#: How many pages are asked for: what may be lists, later pages, articles, articles of other addresses, and
#: pages that a script may ask for.
_LISTS: Final = 9
#: How many further lists are asked for, and of how many that were not found the user is told.
_MISSED: Final = 4
_TOLD: Final = 5
_SEVERAL: Final = 3
_ALIKE: Final = 5
_LATER: Final = 4
_ARTICLES: Final = 14
#: So many of these are of folders that the lists do not show.
_ELSEWHERE: Final = 5
_OTHERS: Final = 3
_SCRIPTS: Final = 10
_FILES: Final = 3
_ISSUES: Final = 2
_FEEDS: Final = 2
#: Of so many addresses that a script may make one is asked for.
_GUESSES: Final = 3
#: The names of lists have no more Chinese characters.
_NAME: Final = 10
#: The address of a folder, and not of one page in it.
_FOLDER: Final = re.compile(r".*/(?:(?:index|default)\.\w+)?")
#: What stands in menus and is for members, not readers.
_FOR_MEMBERS: Final = re.compile(
    r"login|logout|register|signup|member|passport|登录|登陆|注册|会员|投稿|设为首页|收藏本站", re.IGNORECASE
)


@dataclass(slots=True)
class Learner:
    """Learns a site by the pages that were ``seen`` of it.

    The lists of URLs that it wants are in the order of their worth. ``problem`` says why nothing could be
    learned, "" while something may be.
    """

    seen: SeenPages
    problem: str = ""
    _asked: set[str] = field(default_factory=set)
    _undated: set[str] = field(default_factory=set)
    _guesses: dict[str, tuple[Sample, ScriptPager]] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    _issues: dict[str, set[str]] = field(default_factory=dict)
    _strange: list[list[str]] = field(default_factory=list)
    _titles: dict[str, set[str]] = field(default_factory=dict)

    def lists_wanted(self, home: Sample) -> list[str]:
        """What may be lists, as the home page links it: short names at addresses that are alike."""
        self.seen.home = home
        named = _names_of_lists(home)
        places = {address: place for place, address in enumerate(named)}
        groups = sorted(shapes(named).values(), key=lambda group: (len(group) < _SEVERAL, places[group[0]]))
        some = [address for group in groups for address in group[:_ALIKE]]
        rest = [address for group in groups for address in group[_ALIKE:]]
        wanted = [named[address] for address in (*some, *rest)][:_LISTS]
        self._asked.update(wanted)
        return wanted

    def missed_lists_wanted(self, samples: Sequence[Sample]) -> list[str]:
        """The URLs of further folders that may be lists, after the ``samples`` of the first ones."""
        self._find_lists(samples)
        missed = [url for url in self._missed().values() if url not in self._asked][:_MISSED]
        self._asked.update(missed)
        return missed

    def _missed(self) -> dict[str, str]:
        """The URLs of folders that may be lists, by the folder, the one with the most titles first.

        The home page names each of them, and shows at least three titles in it that no list has. Folders
        beside lists without dates are left out, as these are of products.
        """
        home, patterns = self.seen.home, patterns_of_lists(self.seen)
        named = {
            _folder(address): url
            for address, url in (_names_of_lists(home) if home else {}).items()
            if _FOLDER.fullmatch(address) and self.seen.named(address, patterns) is None
        }
        listed = {link.address for page in self.seen.lists for link in page.links}
        titles = {link.address for link in (home.links if home else ()) if is_title(link)} - listed
        inner = (next((each for each in _around(title) if each in named), "") for title in sorted(titles))
        held = Counter(folder for folder in inner if folder and _parent(folder) not in self._undated)
        return {folder: named[folder] for folder, count in held.most_common() if count >= FEWEST_ROWS}

    def _find_lists(self, samples: Sequence[Sample]) -> None:
        """Finds out which of the samples are lists of news, and where articles are."""
        find_articles(self.seen, samples)
        number_apart(self.seen, samples)
        lists = confirmed_lists(self.seen, samples)
        self.seen.lists = lists_of_news(self.seen, lists)
        self._undated = {_parent(one.address) for one in lists if one not in self.seen.lists} - {"/"}
        self.seen.pagers = {sample.url: linked_pages(sample) for sample in self.seen.lists}

    def later_wanted(self, samples: Sequence[Sample]) -> list[tuple[str, int, str]]:
        """Later pages of the lists among ``samples``: the list's URL, the number of the page, its URL."""
        self._find_lists(samples)
        linking, kinds = self._linking()
        ends = [
            (url, number, pages[number])
            for url in linking
            for pages in [self.seen.pagers[url].pages]
            for number in (min(pages), max(pages))
        ]
        second, last = ends[::2], ends[1::2]
        return list(dict.fromkeys((*second[: max(_LATER // 2, min(kinds, _LATER))], *last[: _LATER // 2])))

    def _linking(self) -> tuple[list[str], int]:
        """The lists that link later pages, first one of each kind of their addresses; how many kinds."""
        linked = {url: pager.addresses for url, pager in self.seen.pagers.items() if pager.pages}
        second = {pages[min(pages)]: url for url, pages in linked.items()}
        firsts = [second[group[0]] for group in shapes(second).values()]
        return list(dict.fromkeys((*firsts, *linked))), len(firsts)

    def issues_wanted(self, samples: Sequence[Sample]) -> list[str]:
        """Pages of a newspaper's earlier issues that are linked, one of each kind of their addresses."""
        links = [
            link
            for sample in (*samples, *([self.seen.home] if self.seen.home else ()))
            for link in earlier_issues(sample)
            if has_other_day(link.address, sample.address) and self.seen.key(link.address) is None
        ]
        alike: dict[str, list[SampleLink]] = defaultdict(list)
        for link in links:
            alike[issue_shape(link.address)].append(link)
        self._issues = {shape: {link.address for link in found} for shape, found in alike.items()}
        return [found[0].url for found in alike.values()][:_ISSUES]

    def saw_issue(self, sample: Sample) -> None:
        """Takes in a page of an earlier issue. It is one where it shows an article that no other page does.

        The first page of a newspaper may have few.
        """
        shown = self.seen.linked()
        if any(self.seen.key(link.address) and link.address not in shown for link in sample.links):
            shape = issue_shape(sample.address)
            self.seen.issues[shape] = {sample.address, *self._issues.get(shape, ())}
            if all(sample.address != known.address for known in self.seen.lists):
                self.seen.lists.append(sample)
                self.seen.pagers[sample.url] = Pager()

    def scripts_wanted(self, samples: Sequence[Sample]) -> Iterator[str]:
        """Second pages that scripts may ask for, of lists that link none, until one of these came."""
        for sample in self._unpaged(samples):
            files = [self._files[url] for url in script_files(sample) if url in self._files]
            guesses = {
                pager.url(2, self.seen.base): (sample, pager)
                for entries in reversed(self._entries(sample))
                for pager in reversed(list(script_pagers(sample, entries, files)))
            }
            for url in islice(reversed(guesses), _GUESSES):
                if (
                    len(self._guesses) < _SCRIPTS
                    and sample.url not in self.seen.scripts
                    and url not in self._guesses
                ):
                    self._guesses[url] = guesses[url]
                    yield url

    def _entries(self, sample: Sample) -> list[int]:
        """How many entries a page may show itself: what is not known to be a list may show none, or some."""
        rows = self.seen.rows(sample)
        if sample in self.seen.lists:
            return [count_entries(rows)]
        return [0, count_entries(rows)] if len(rows) >= FEWEST_ROWS else [0]

    def _unpaged(self, samples: Sequence[Sample]) -> Iterator[Sample]:
        """The lists whose later pages were not found, and what has addresses like those of lists."""
        alike = {shape for sample in self.seen.lists for shape in shapes([sample.address])}
        for sample in samples:
            is_one = sample in self.seen.lists
            linked = is_one and self.seen.pagers[sample.url].pages
            is_like = is_one or alike.intersection(shapes([sample.address]))
            if is_like and not linked and sample.url not in self.seen.scripts:
                yield sample

    def files_wanted(self, samples: Sequence[Sample]) -> list[str]:
        """Files of scripts that lists load which tell of more, where nothing else says how to ask for it."""
        telling = (sample for sample in self._unpaged(samples) if told_more(sample) or told_count(sample))
        return list(dict.fromkeys(url for sample in telling for url in script_files(sample)))[:_FILES]

    def saw_file(self, url: str, text: str) -> None:
        """Takes in the text of a script's file."""
        self._files[url] = text

    def saw_script(self, url: str, sample: Sample) -> None:
        """Takes in a page that a script may ask for. One that shows articles is a later page of its list."""
        first, pager = self._guesses[url]
        shown = {link.address for link in first.links}
        further = (self.seen.key(link.address) and link.address not in shown for link in sample.links)
        if pager.leads_on(sample) and any(further):
            if pager.size and not pager.is_sized:
                pager = replace(pager, size=self._step(pager, sample))
            self.seen.scripts[first.url] = pager
            self.saw_later(first.url, 2, sample)
            if first not in self.seen.lists:
                self.seen.lists.append(first)
                self.seen.pagers[first.url] = Pager()

    def _step(self, pager: ScriptPager, answer: Sample) -> int:
        """By how many records pages follow each other where only an answer tells how many each has."""
        return min(pager.size, max(count_entries(self.seen.rows(answer)), 1))

    def saw_later(self, url: str, number: int, sample: Sample) -> None:
        """Takes in a later page of the list at ``url``."""
        self.seen.later.setdefault(url, {})[number] = sample

    def articles_wanted(self) -> list[str]:
        """Articles to be looked at: new and old ones of each list, some of other folders, then others.

        Columns may have pages of their own layout, and few columns are among the lists that were looked at.
        """
        number_apart(self.seen, [*self.seen.lists, *self.seen.later_pages()])
        shown = [self.seen.rows(sample) for sample in self.seen.lists]
        old = [self.seen.rows(page) for pages in self.seen.later.values() for page in pages.values()]
        ends = [(found[0], found[-1], found[len(found) // 2]) for found in (*shown, *old) if found]
        spread = [row.link.url for place in range(3) for found in ends for row in found[place : place + 1]]
        others = [row.link.url for rows in zip_longest(*shown, *old) for row in rows if row]
        spread = list(dict.fromkeys(spread))
        known = {_column(url) for url in spread[: _ARTICLES - _ELSEWHERE]}
        pages = [page for page in (self.seen.home, *self.seen.lists) if page]
        linked = (link for page in pages for link in page.links if self.seen.key(link.address))
        elsewhere = {_column(link.url): link.url for link in linked if _column(link.url) not in known}
        some = list(elsewhere.values())[:_ELSEWHERE]
        first = spread[: _ARTICLES - len(some)]
        return list(dict.fromkeys((*first, *some, *others)))[:_ARTICLES]

    def others_wanted(self) -> list[str]:
        """One page of each other kind of address that may be of articles."""
        pages = [page for page in (self.seen.home, *self.seen.lists) if page]
        patterns = patterns_of_lists(self.seen)
        strange = [
            link
            for page in pages
            for link in page.links
            if not is_file(link.address)
            and self.seen.key(link.address.partition("?")[0]) is None
            and self.seen.named(link.address, patterns) is None
        ]
        titled = {link.address: link for link in strange if is_title(link)}
        self._strange = list(shapes(titled).values())[:_OTHERS]
        self._titles = {address: {link.text} for address, link in titled.items()}
        return [titled[group[0]].url for group in self._strange]

    def feeds_wanted(self) -> list[str]:
        """What may be the feed: what the home page names as one, else what it links so."""
        home = self.seen.home
        return feed_urls(home)[:_FEEDS] if home else []

    def learned(self) -> Learned | None:
        """The description; None where the pages do not show how the site is made: ``problem`` says why."""
        lists = list_parts([*self.seen.lists, *self.seen.later_pages()], self.seen.key)
        known = shown_elsewhere(self.seen, lists)
        list_patterns = patterns_of_lists(self.seen)

        def is_list(address: str) -> bool:
            return names_list(self.seen.named(address, list_patterns))

        layouts = article_parts(self.seen.articles, known, self.seen.key, is_list)
        if lists is None or not layouts:
            self.problem = "no articles were found" if lists else "no lists of articles were found"
            return None
        patterns = list(dict.fromkeys((*self.seen.patterns, *self._further(layouts))))
        patterns += patterns_of_parts(self.seen, patterns, list_patterns)
        self.problem = confusion(self.seen, patterns, list_patterns)
        if self.problem:
            return None
        found = joined(patterns, list_patterns, lists, layouts, told_by_scripts(self.seen), known)
        beside = furniture([*self.seen.articles, *self.seen.others], found.declared)
        parts = {"parts": told} if (told := tells_parts(self.seen)) else {}
        unseen = [f"a list in {folder}" for folder in self._missed()][:_TOLD]
        later = ["later pages"] if self._lacks_pages(list_patterns) else []
        return replace(
            found,
            declared={**found.declared, **parts, **beside.declared},
            held={**found.held, **beside.held},
            missing=(*found.missing, *later, *unseen),
        )

    def _lacks_pages(self, patterns: Sequence[str]) -> bool:
        """Whether a list tells of more than was found: its script did not get it, or nothing says how."""
        made = (pager for pager in self.seen.pagers.values() if pager.made)
        addresses = (address for pager in made for address in pager.addresses.values())
        ends = [
            sample
            for sample in self.seen.lists
            if not self.seen.pagers[sample.url].pages and sample.url not in self.seen.scripts
        ]
        earlier = (link.address for sample in ends for link in earlier_issues(sample))
        wanted = (*addresses, *earlier)
        return any(map(told_more, ends)) or any(
            not names_list(self.seen.named(address, patterns)) for address in wanted
        )

    def _further(self, layouts: Sequence[ArticleParts]) -> Iterator[str]:
        """The patterns of the other addresses that were tried, and are articles."""
        for page in self.seen.others:
            if any(reads(part, page) for part in layouts):
                groups = (group for group in self._strange if page.address in group)
                yield from (found for group in groups if (found := article_pattern(group, self._titles)))


def _names_of_lists(home: Sample) -> dict[str, str]:
    """What the home page links by a short name and is not for members: the URLs, by their addresses."""
    named = {
        link.address: link.url
        for link in reversed(home.links)
        if 2 <= chinese(link.text) <= _NAME
        and not is_file(link.address)
        and not _FOR_MEMBERS.search(f"{link.address} {link.text}")
    }
    return dict(reversed(named.items()))


def _folder(address: str) -> str:
    """The folder of an address: ``/xw/`` of ``/xw/``, ``/xw/index.html`` and ``/xw/12.html?page=2``."""
    return address.partition("?")[0].rpartition("/")[0] + "/"


def _parent(address: str) -> str:
    """The folder around a page or a folder: ``/xw/`` of ``/xw/12.html`` and of ``/xw/gz/``."""
    return _folder(address.partition("?")[0].rstrip("/"))


def _around(address: str) -> Iterator[str]:
    """The folders around an address, from the inside out, without the root."""
    folder = _folder(address)
    while folder != "/":
        yield folder
        folder = _parent(folder)


def _column(url: str) -> str:
    """The folder of an article's address, without the numbers in it: a day, or the number of a column."""
    return re.sub(r"\d+", "", url.partition("?")[0].rpartition("/")[0])
