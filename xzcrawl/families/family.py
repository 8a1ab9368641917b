"""Defines what a site is: a base URL and a family, which is a content management system (CMS) and a theme.

All of it is declared, frozen and pure, so that a crawl, a second reading of its snapshots and the tests read
a page alike. A family is pickled by its name (``registry``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, Self

from selectolax.lexbor import LexborNode

from xzcrawl.dates import Rounding
from xzcrawl.families.index import IndexPage
from xzcrawl.families.tree import NodeFinder, TextReader, Tree, classes
from xzcrawl.items import BlockRole, Page
from xzcrawl.urls import Address, is_within, site_name

#: How a script asks for a later page of a list: until there are no more, or as many as a count says; or not.
AskedUntil = Literal["open", "counted", ""]


class Boundary(NamedTuple):
    """The body of an article is ``text[start:end]`` in the source of its page.

    ``closing`` are the end tags to be put behind it where the body is taken out.
    """

    start: int
    end: int
    closing: str


def _unknown(_: object) -> None:
    return None


def _always(_: object) -> bool:
    return True


def _nothing(_: object) -> str:
    return ""


def _no_pages(*_: object) -> dict[int, str]:
    return {}


def _not_asked(*_: object) -> AskedUntil:
    return ""


def _none(*_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cms:
    """How a CMS writes addresses and answers for them. Functions take absolute URLs and the site's base URL.

    ``classify`` says what a URL is, None for pages without content; ``article_at`` does so where only
    articles are linked. ``part_at`` is the article of which a URL shows a further part, with its number (2 to
    99) as ``page``; the function is None where no article has parts. ``page_url`` is another page of the
    listing of which a later page's URL is given.
    ``by_id`` is where the CMS answers for an article by its id, whatever pattern its addresses have, None
    where it does not;
    ``author_url`` where it lists the articles of an author by number, None where it is not to be asked.
    ``feed_url`` is the feed, None where it has none at an address that is known; ``date`` or ``category``
    narrow it. That of a day also shows ``feed_overlap`` of the next one; ``true_feed``: it tells true
    instants, whatever the zone of the pages; ``whole_feed``: it leaves out no article that is as new as those
    that it lists, and may be narrowed. ``above`` are the listings that show what a listing shows, as
    its address tells. ``indexes`` are the URLs of indexes that a page at a URL names, which ``read_index``
    reads; ``lists_articles``: whether a sitemap may list articles, by its URL. ``told_pages`` are pages of a
    listing, by number, that the tree of one at a URL tells of and does not link, ``told_parts`` likewise the
    further parts of an article. ``asked_for`` is how a script asks for the later page of a listing at a URL,
    which then may be a piece of a page. ``issue_of`` is the issue of a newspaper of which a listing is a
    page, greater for later ones, "" for other listings: to a page of an issue nothing comes later.
    ``source_id`` is the id that forms name. ``generator`` is what a page's generator begins with.
    ``theme_folders`` are the themes whose files a page loads.
    """

    name: str
    classify: Callable[[str, str], Address | None]
    article_at: Callable[[str, str], Address | None]
    page_url: Callable[[str, int], str]
    by_id: Callable[[str, str], str] | None
    author_url: Callable[[str, int], str] | None
    feed_url: Callable[..., str] | None
    feed_overlap: timedelta
    whole_feed: bool = True
    part_at: Callable[[str, str], Address | None] | None = None
    true_feed: bool = False
    above: Callable[[Address], tuple[Address, ...]] = _none
    indexes: Callable[[Tree, str], tuple[str, ...]] = _none
    read_index: Callable[[Page], IndexPage | None] = _unknown
    lists_articles: Callable[[str], bool] = _always
    told_pages: Callable[[Tree, str, str], dict[int, str]] = _no_pages
    told_parts: Callable[[Tree, str, str], dict[int, str]] = _no_pages
    asked_for: Callable[[str, str], AskedUntil] = _not_asked
    issue_of: Callable[[Address], str] = _nothing
    source_id: Callable[[Tree], str | None]
    generator: str
    theme_folders: Callable[[Tree], set[str]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Theme:
    """Says where a theme puts each part of a page; "" means that it lacks the part.

    Selectors apply to the whole page unless told otherwise. ``rounding`` is how its relative clock rounds.
    ``readable`` makes a page of what a page's source is, where that is for scripts. ``built``: whether a page
    of an article has this theme's markup. ``resembles``: what themes made from it have too. ``kind``: what a
    page says it is, ``article``, ``page`` (static), one of ``LISTS``, or "".

    Of an article's page: ``post`` is the element of the article itself, in which ``author``, ``origin``,
    ``category``, ``date``, ``views`` and ``tags`` are looked for; ``date_line``: where a ``time`` may have
    the moment for machines that ``date`` does not read; ``body`` holds its text, whose ``boundary`` may be
    found in the source. In a body ``furniture`` (classes by tag) is left out, and what ``abstract`` finds;
    ``notices`` are the classes of a copyright notice, ``asides`` elements that are cut out as boilerplate,
    and ``line_role`` says of a line's text whether it is boilerplate where a body begins or ends.
    ``attachments`` are links to files beside it. ``back`` leads back to the list. ``memberships`` are the
    links that name listings. ``neighbours`` are links to articles near in time, among which ``older`` and
    ``newer`` say which. ``source_id`` reads the CMS's id from what only this theme writes.

    Of a list's page: ``column`` holds the main list; each of ``items`` one article, in which ``heading`` is
    the link of its title, whose text ``heading_text`` reads, and ``item_date``, ``item_links`` (listings that
    it is in) and ``is_pinned`` are looked for. ``names`` are links whose text is the name of a listing,
    ``author_name`` names that of an author. ``pager`` are the links to the other pages.

    ``articles`` are links that lead to articles alone, ``titles`` those of the main list; ``side`` those that
    do where they are queries; ``menus`` those that lead to static pages.
    """

    name: str
    rounding: Rounding | None = None
    readable: Callable[[str], str] = str
    built: Callable[[Tree], bool]
    resembles: NodeFinder = ""
    kind: Callable[[Tree], str]

    title: TextReader
    post: NodeFinder
    author: TextReader = ""
    origin: TextReader = ""
    category: TextReader = ""
    date: TextReader = ""
    date_line: str = ""
    views: TextReader = ""
    tags: NodeFinder = ""
    body: str
    boundary: Callable[[str], Boundary | None] = _unknown
    furniture: Mapping[str, frozenset[str]] = field(default_factory=dict)
    abstract: Callable[[LexborNode], LexborNode | None] = _unknown
    notices: frozenset[str] = frozenset()
    asides: str = ""
    line_role: Callable[[str], BlockRole | None] = _unknown
    breadcrumbs: str = ""
    back: str = ""
    related: str = ""
    attachments: NodeFinder = ""
    memberships: NodeFinder = ""
    older: str = ""
    newer: str = ""
    neighbours: str = ""
    source_id: Callable[[Tree], str | None] = _unknown

    column: NodeFinder
    items: str
    heading: str
    heading_text: TextReader
    item_date: TextReader
    item_links: NodeFinder = ""
    is_pinned: Callable[[LexborNode], bool]
    names: str = ""
    author_name: TextReader = ""
    pager: str

    articles: str = ""
    titles: str
    side: str = ""
    menus: str = ""


#: The kinds of page that show lists of articles.
LISTS = frozenset(("index", "category", "tag", "author", "date", "search", "catalog", "404"))
#: All kinds of page.
KINDS = LISTS | {"article", "page"}


def kind_of_body(tree: Tree) -> str:
    """The kind that ``<body class>`` names, as many themes write it: ``article night`` is ``article``."""
    return next((name for name in classes(tree.body) if name in KINDS), "") if tree.body else ""


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Sites that are read alike. ``name`` is the one that the archive knows it by.

    ``earlier`` is how pages were made before: moments (aware), the earliest first, each with the family of
    the pages that were fetched before it.
    ``is_exact``: a page of an article without this theme's title and body is none. Of a family that is not,
    it may be one of another layout.
    """

    name: str
    cms: Cms
    theme: Theme
    is_exact: bool = True
    earlier: tuple[tuple[datetime, Self], ...] = ()

    def as_of(self, moment: datetime) -> Self:
        """The family as which a page that was fetched at ``moment`` (aware) is read."""
        return next((family for until, family in self.earlier if moment < until), self)


@dataclass(frozen=True, slots=True, eq=False)
class ScriptTheme:
    """A theme whose pages a script of the browser makes. ``built``: whether a page is what it starts from."""

    name: str
    built: Callable[[Tree], bool]


@dataclass(frozen=True, slots=True, eq=False)
class ScriptFamily:
    """Sites that are recognised, but have nothing to be read without a browser."""

    cms: Cms
    theme: ScriptTheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site to be read. ``key`` names it in the archive, ``name`` for people, None where it is not known.

    ``rounding`` is how its relative clock rounds, None where it is not known.
    """

    key: str
    base_url: str
    family: Family
    name: str | None = None
    rounding: Rounding | None = None

    @classmethod
    def at(cls, base_url: str, family: Family, name: str | None = None) -> Self:
        """The site at a base URL, with the key and the rounding that follow from it and the family."""
        key, rounding = site_name(base_url), family.theme.rounding
        return cls(key=key, base_url=base_url, family=family, name=name, rounding=rounding)

    def as_of(self, moment: datetime) -> Self:
        """The site as which a page that was fetched at ``moment`` (aware) is read."""
        family = self.family.as_of(moment)
        return self if family is self.family else replace(self, family=family)

    def classify(self, url: str) -> Address | None:
        """What an absolute URL is on this site; None for other sites and for pages without content."""
        return self.family.cms.classify(url, self.base_url)

    def article_at(self, url: str) -> Address | None:
        """The article that an absolute URL names where only articles are linked."""
        return self.family.cms.article_at(url, self.base_url)

    def part_at(self, url: str) -> Address | None:
        """The article of which an absolute URL shows a further part, with the part's number as its page."""
        part_at = self.family.cms.part_at
        return part_at(url, self.base_url) if part_at else None

    def asked_for(self, url: str) -> AskedUntil:
        """How a script asks for the later page of a listing at an absolute URL."""
        return self.family.cms.asked_for(url, self.base_url)

    def has(self, url: str) -> bool:
        """Whether an absolute URL is one of this site."""
        return is_within(url, self.base_url)
