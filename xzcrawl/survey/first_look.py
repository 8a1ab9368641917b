"""Gathers what the first pages tell of a site: its family and why, its name, its articles. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from xzcrawl import extract
from xzcrawl.dates import combine
from xzcrawl.errors import HostilePage
from xzcrawl.extract import FeedEntry, Outline
from xzcrawl.families import Family, Site, described, recognise, system_of
from xzcrawl.families.tree import Tree, line
from xzcrawl.items import Article, DateInterval, Page, Reading
from xzcrawl.learn import Learned, same_title
from xzcrawl.page_reader import read_page
from xzcrawl.urls import absolute

#: Links that are tried where the home page does not show what built it; the longest texts are titles.
_TRIES = 3
#: A feed lists at least so many articles.
_FEWEST_ENTRIES = 3


class Agreement(NamedTuple):
    """Counts the articles whose titles and dates agree with those of lists, and those that have such."""

    titles: int
    titled: int
    dates: int
    dated: int


@dataclass(slots=True)
class FirstLook:
    """What is known of a site so far. ``family`` is None while no page was recognised; ``why`` says by what.

    ``system`` is what pages of no known family say of their making, in words, ``learned`` what was learned of
    them, ``lists`` the pages of lists among these. ``problems`` are pages that did not come, and pages that
    should be articles and are not; ``not_learned`` says why no description could be learned. ``has_scripts``
    is true where pages have any, ``browser`` where a browser loaded the pages, and ``no_browser`` says why
    it could not.
    """

    base_url: str
    family: Family | None = None
    why: str = ""
    system: str | None = None
    name: str | None = None
    home: Outline | None = None
    second: Outline | None = None
    entries: Sequence[FeedEntry] | None = None
    articles: list[tuple[Page, Article]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    learned: Learned | None = None
    lists: list[Page] = field(default_factory=list)
    not_learned: str = ""
    has_scripts: bool = False
    browser: bool = False
    no_browser: str = ""

    @property
    def is_understood(self) -> bool:
        """Whether it is known how pages are read, and articles were read so."""
        return self.family is not None and bool(self.articles)

    @property
    def site(self) -> Site | None:
        """The site as it would be crawled."""
        return Site.at(self.base_url, self.family, self.name) if self.family else None

    def saw(self, page: Page) -> None:
        """Takes in any page while the family is not known."""
        tree = extract.plain_tree(page)
        self.has_scripts = self.has_scripts or tree.css_first("script") is not None
        self.name = self.name or _title(tree)
        found = recognise(tree)
        if not isinstance(found, Family):
            self.system = self.system or system_of(tree)
            return
        self.family = found
        if self.family.theme.name in self.family.cms.theme_folders(tree):
            self.why = f"{page.url} loads files of the theme {self.family.theme.name}"
        else:
            self.why = f"{page.url} has the markup of the theme {self.family.theme.name}"

    def saw_description(self, learned: Learned) -> None:
        """Takes in what was learned of a site of no known family."""
        self.learned = learned
        self.family = described(**learned.declared)

    def saw_likely_feed(self, page: Page) -> None:
        """Takes in what may be the feed of a site of no known family: it is declared if it lists articles."""
        assert self.site is not None
        assert self.learned is not None
        entries = extract.feed(page, self.site)
        if len(entries) >= _FEWEST_ENTRIES:
            address = urlsplit(page.url)
            path = f"{address.path}?{address.query}" if address.query else address.path
            self.saw_description(
                replace(self.learned, declared={**self.learned.declared, "feed": path}),
            )
            self.entries = entries

    def agreement(self) -> Agreement:
        """How far the articles, as their pages are read, are what lists show of them."""
        known = self.learned.known if self.learned else {}
        pairs = [(page, article, known[page.url]) for page, article in self.articles if page.url in known]
        titled = [(article, told) for _, article, told in pairs if told.titles]
        dated = [(page, article, told.date) for page, article, told in pairs if told.date]
        same = sum(any(same_title(article.title, said) for said in told.titles) for article, told in titled)
        return Agreement(same, len(titled), sum(_is_of(*pair) for pair in dated), len(dated))

    def read_by(self, family: Family) -> int:
        """How many of the articles' pages another family reads with the same title."""
        site = Site.at(self.base_url, family)
        read = (read_page(page, site).article for page, _ in self.articles)
        return sum(
            other is not None and other.read_by == "family" and other.title == article.title
            for other, (_, article) in zip(read, self.articles, strict=True)
        )

    def listed_by(self, family: Family) -> int:
        """How many articles a family finds with their dates on the lists that were seen."""
        site = Site.at(self.base_url, family)
        posts = (post for page in self.lists for post in extract.read(page, site).outline.posts)
        return sum(post.date_text is not None for post in posts)

    def saw_article(self, page: Page) -> None:
        """Takes in a page that should be an article."""
        assert self.site is not None
        try:
            finished = read_page(page, self.site)
        except HostilePage as error:
            self.problems.append(f"{page.url}: {error}")
            return
        if finished.article is None:
            self.problems.append(finished.problem or f"{page.url} shows no article")
        elif finished.article.read_by == "generic":
            self.problems.append(f"{page.url} has another layout than was learned")
        else:
            self.articles.append((page, finished.article))

    def saw_feed(self, page: Page) -> None:
        """Takes in the feed, which knows the name of the site best."""
        assert self.site is not None
        self.entries = extract.feed(page, self.site)
        self.name = extract.feed_title(page) or self.name


def _is_of(page: Page, article: Article, date: DateInterval) -> bool:
    """Whether the date of an article is the one that a list shows, which may lack its year."""
    listed = Reading("listing", page.fetched_at, date.text, date)
    found = combine([article.reading, listed]) if article.reading and article.reading.interval else None
    return found is not None and not found.contradicted


def likely_articles(page: Page) -> list[str]:
    """URLs of the same host that a page links with the longest texts."""
    lengths = dict(_links(extract.plain_tree(page), page.url))
    return sorted(lengths, key=lengths.__getitem__)[-_TRIES:]


def _links(tree: Tree, page_url: str) -> Iterator[tuple[str, int]]:
    for node in tree.css("a[href]"):
        url = absolute(node.attributes.get("href") or "", page_url)
        if url and urlsplit(url).hostname == urlsplit(page_url).hostname:
            yield url, len(line(node))


def _title(tree: Tree) -> str | None:
    """The name of a site by the title of its home page, which slogans and systems follow."""
    title = line(tree.css_first("title"))
    parts = [part for part in re.split(r"\s*[-_|–—]+\s*", title) if re.search(r"[\u3400-\u9fff]", part)]
    return next(iter(parts), title) or None
