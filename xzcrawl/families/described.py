"""A family that a person describes in the file of a site: patterns of addresses, and selectors. Pure.

It is for a site of which nobody has described the system. Its name is its description, written as JSON: so an
archive knows how its pages are read, and so do all processes.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from operator import itemgetter
from typing import Any, Final
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode, SelectolaxError

from xzcrawl.dates import SHANGHAI
from xzcrawl.errors import UsageError
from xzcrawl.families.family import Cms, Family, Theme
from xzcrawl.families.foot_lines import FOOT_KINDS
from xzcrawl.families.info_line import origin_in, origin_of, views_in, writer_in, writer_of
from xzcrawl.families.list_pages import asked_for, told_pages
from xzcrawl.families.patterns import article_at, classify, compiled, issue_of, part_at, with_page
from xzcrawl.families.records import readable
from xzcrawl.families.told_parts import told_parts
from xzcrawl.families.tree import PageOrNode, Tree, alternatives, line, own_text, spaced
from xzcrawl.items import BlockRole
from xzcrawl.text import normalise

#: What a selector ends with where the text counts that stands in the element and not in one inside it.
OWN_TEXT: Final = "::text"
#: No line with more characters is one with which bodies begin or end.
LONGEST_ENDING: Final = 300
_SELECTORS: Final = frozenset(
    [
        "title",
        "body",
        "info",
        "author",
        "origin",
        "items",
        "heading",
        "item_title",
        "item_date",
        "breadcrumbs",
        "tags",
        "related",
        "older",
        "newer",
        "attachments",
        "asides",
    ]
)
#: The declarations that are lists of texts.
_LISTS: Final = ("articles", "lists", "footers", "endings", "parts")
#: The selectors of texts.
_TEXTS: Final = frozenset(("title", "info", "author", "origin", "item_title", "item_date"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """How the pages of one site are read.

    ``articles`` and ``lists`` are patterns of addresses below the base URL, as ``/news/{*}/{id}.html``.
    ``{id}`` is the number of the article (``{id:4}`` one of at least four digits, where later pages of lists
    have shorter numbers), or ``{key}`` its name; ``{list}`` names the list, and so does
    ``{name}``, which has no slashes, and ``{issue}``, which has a day in it, as the pages of newspapers have
    (``/html/{issue}.htm``). Where each list numbers its own articles, their pattern has ``{list}``
    too: both together name one. ``{page}`` is the number of a list's page, or ``{page-1}`` where the second
    page has the number 1, or ``{first}`` and ``{last}`` are the numbers of the records that it has. ``{*}``
    is any text without a slash, ``{**}`` any text of a query. A list has one pattern without a number, that
    of its first page. Likewise ``{part}`` or ``{part-1}`` is the number of a page of an article whose text
    goes on on further pages.

    All others are CSS selectors, "" for what the site lacks. Those of texts (``title``, ``info``, ``author``,
    ``origin``, ``item_title``, ``item_date``) may end with ``::text``: then that text counts which stands in
    the element and not in one inside it; ``::text`` alone, as an ``item_date``, is that of the item. They may
    have several selectors with commas between them, each with its own ending: the first that finds a text is
    taken. ``title`` and ``body`` are those of an article, ``info`` the line with its date, writer, origin and
    views, ``author`` the element with the name or the byline of a writer whom no label tells, ``origin`` that
    with the name of whom the article is from (来源), where no label in ``info`` tells it.
    ``items`` are the elements of a list that hold one article each, in which ``heading`` is the link,
    ``item_title`` the title within the link where that holds more, and ``item_date`` the date.
    ``breadcrumbs`` are links to the lists that an article is in, ``attachments`` those to files beside its
    body. ``feed`` is the path of an RSS feed, which gives instants of the articles that it lists and tells
    nothing of others.

    ``asides`` are elements in the body that are not its text, as a card of another article. ``footers`` are
    the kinds of lines (``FOOT_KINDS``) that end bodies and are not their text, ``endings`` texts of other
    such lines, as of the site's own telephone, which may also begin a body; ``{*}`` in them is any text.

    ``pages`` says where the further pages of a list are, where only a script knows: for a text that a list's
    page has, one of the patterns of lists. ``{pages}`` in the text is the number of pages (``共{pages}页``);
    without it there is at least one more (``加载更多``). Records in JSON or XML are pages of lists, each
    followed by another one until one is empty; each record in XML is an element ``.record``, in the page
    of a list too where only its script shows it. So are pieces of pages, which end with nothing or with a
    few words (``没有更多了``).

    ``parts`` are texts by which the page of an article tells how many parts it has, ``{pages}``, where only a
    script links these.

    ``earlier`` says how pages looked before: for each time the declarations that were others (selectors), and
    ``until``, the day from which they were no longer so (``YYYY-MM-DD``, in China), the earliest first.
    """

    articles: tuple[str, ...]
    lists: tuple[str, ...]
    title: str
    body: str
    items: str
    info: str = ""
    author: str = ""
    origin: str = ""
    heading: str = "a[href]"
    item_title: str = ""
    item_date: str = ""
    breadcrumbs: str = ""
    tags: str = ""
    related: str = ""
    older: str = ""
    newer: str = ""
    attachments: str = ""
    asides: str = ""
    footers: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    feed: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    earlier: tuple[tuple[tuple[str, str], ...], ...] = ()

    def __post_init__(self) -> None:
        """Raises UsageError for a declaration that cannot be used."""
        for name in _LISTS:
            _check_texts(name, getattr(self, name))
        for pattern in (*self.articles, *self.lists):
            compiled(pattern)
        for name in ("title", "body", "items", "heading"):
            if not getattr(self, name):
                raise UsageError(f"{name} must be a CSS selector")
        for name in _SELECTORS:
            _check_selector(name, getattr(self, name))
        for kind in self.footers:
            if kind not in FOOT_KINDS:
                raise UsageError(f"footers may be {', '.join(FOOT_KINDS)}, not {kind}")
        if not all(any(_ending(text)) for text in self.endings):
            raise UsageError("endings must have text beside {*}")
        if not all("key" in compiled(pattern).groupindex for pattern in self.articles):
            raise UsageError("each pattern of articles must have {id} or {key}")
        if not all("list" in compiled(pattern).groupindex for pattern in self.lists):
            raise UsageError("each pattern of lists must have {list}, {name} or {issue}")
        for told, pattern in self.pages:
            counts = "{page" in pattern or "{offset" in pattern
            is_both = "{pages}" in told and "{list}" in told
            if not told or is_both or pattern not in self.lists or not counts or "*}" in pattern:
                raise UsageError(
                    f"pages must have texts with patterns of later lists, not {told!r}: {pattern!r}"
                )
        if not all("{pages}" in text for text in self.parts):
            raise UsageError("parts must be texts with {pages}, the number of an article's parts")
        for changed in self.earlier:
            _until(dict(changed))
            unknown = {name for name, _ in changed} - _SELECTORS - {"until"}
            if unknown:
                raise UsageError(f"earlier may change selectors, not {', '.join(sorted(unknown))}")
        if self.articles and all("{part" in pattern for pattern in self.articles):
            raise UsageError("articles must have a pattern without {part}, that of their first page")
        if any("{part" in pattern for pattern in self.lists):
            raise UsageError("patterns of lists cannot have {part}: the pages of a list have {page}")


def described(**declared: Any) -> Family:
    """The family of a description (``Description`` names what may be declared)."""
    named: Any = {key: _frozen(value) for key, value in declared.items()}
    try:
        return _family(Description(**named))
    except TypeError as error:
        raise UsageError(f"the description of a site cannot be used: {error}") from error


def _frozen(value: Any) -> Any:
    """A declared value, with tuples for lists and for the pairs of a dictionary."""
    if isinstance(value, dict):
        return tuple(value.items())
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def of_name(name: str) -> Family | None:
    """The described family of a name; None for a name that is no description."""
    if not name.startswith("{"):
        return None
    try:
        declared = json.loads(name)
    except ValueError as error:
        raise UsageError(f"a description of a site must be JSON: {error}") from error
    return described(**declared)


def declared(family: Family) -> dict[str, Any]:
    """What a described family was declared with; nothing for any other family."""
    if not family.name.startswith("{"):
        return {}
    said = json.loads(family.name)
    values = {name: said[name] for name in Description.__slots__ if name in said}
    if "pages" in values:
        values["pages"] = dict(values["pages"])
    if "earlier" in values:
        values["earlier"] = [dict(changed) for changed in values["earlier"]]
    return values


@cache  # for good: a family is the same object for all who have its name
def _family(description: Description) -> Family:
    told = {key: value for key, value in asdict(description).items() if value}
    name = json.dumps(told, ensure_ascii=False, sort_keys=True)
    cms = _cms(description)
    earlier = (
        (
            _until(dict(changed)),
            Family(name, cms, _theme(_as_before(description, dict(changed))), is_exact=False),
        )
        for changed in description.earlier
    )
    return Family(
        name, cms, _theme(description), earlier=tuple(sorted(earlier, key=itemgetter(0))), is_exact=False
    )


def _as_before(description: Description, changed: dict[str, str]) -> Description:
    selectors: Any = {name: value for name, value in changed.items() if name != "until"}
    return replace(description, earlier=(), **selectors)


def _until(changed: dict[str, str]) -> datetime:
    """From when on pages no longer looked so: the beginning of a day in China."""
    try:
        return datetime.strptime(changed.get("until", ""), "%Y-%m-%d").replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise UsageError(f"until must be a day such as 2026-11-28, not {changed.get('until')!r}") from error


def _cms(description: Description) -> Cms:
    # what tells the number of a part may be read as another name too
    articles = tuple(map(compiled, sorted(description.articles, key=lambda pattern: "{part" not in pattern)))
    lists = tuple(map(compiled, description.lists))
    return Cms(
        name="a described system",
        classify=partial(classify, articles, lists),
        article_at=partial(article_at, articles, lists),
        part_at=partial(part_at, articles, lists),
        page_url=partial(with_page, lists),
        by_id=None,
        author_url=None,
        feed_url=partial(_feed_url, description.feed) if description.feed else None,
        feed_overlap=timedelta(0),
        whole_feed=False,  # nobody has said by what the site chooses what it lists
        told_pages=partial(told_pages, description.lists, description.pages),
        asked_for=partial(asked_for, description.pages),
        told_parts=partial(told_parts, description.articles, description.parts),
        issue_of=partial(issue_of, description.lists),
        source_id=_no_id,
        generator="",
        theme_folders=_no_folders,
    )


def _theme(description: Description) -> Theme:
    return Theme(
        name="described",
        readable=readable,
        built=_always,
        kind=partial(_kind, description),
        title=title_at(description.title),
        post="body",
        author=partial(_author, description.author, description.info),
        origin=partial(_origin, description.origin, description.info),
        date=text_at(description.info),
        date_line=", ".join(css for css, _ in _alternatives(description.info) if css),
        views=partial(_views, description.info),
        tags=description.tags,
        body=description.body,
        breadcrumbs=description.breadcrumbs,
        related=description.related,
        attachments=description.attachments,
        asides=description.asides,
        line_role=partial(_line_role, description.footers, tuple(map(_ending, description.endings))),
        memberships=description.breadcrumbs,
        older=description.older,
        newer=description.newer,
        neighbours=", ".join(filter(None, (description.older, description.newer))),
        column="body",
        items=description.items,
        heading=description.heading,
        heading_text=title_at(description.item_title) if description.item_title else line,
        item_date=text_at(description.item_date),
        is_pinned=_never,
        names=description.breadcrumbs,
        pager="a[href]",
        titles=description.heading,
    )


def _check_texts(name: str, texts: Any) -> None:
    """Raises UsageError for anything but a list of texts, such as one text."""
    if not isinstance(texts, tuple) or not all(isinstance(text, str) for text in texts):
        raise UsageError(f"{name} must be a list of texts, not {texts!r}")


def _check_selector(name: str, selector: str) -> None:
    """Raises UsageError for a text that is no CSS selector; those of texts may end with ``::text``."""
    parts = _alternatives(selector) if name in _TEXTS else [(selector, False)]
    try:
        for css, is_own in parts if selector else ():
            Tree("<p>").css(css or ("p" if is_own else ""))
    except SelectolaxError as error:
        raise UsageError(f"{name} must be a CSS selector, not {selector!r}") from error


def _feed_url(path: str, base: str, **_: str) -> str:
    return urljoin(base, path)


def _kind(description: Description, tree: Tree) -> str:
    if tree.css_first(description.body) is not None and title_at(description.title)(tree):
        return "article"
    return "category" if tree.css_first(description.items) is not None else ""


def title_at(selector: str) -> Callable[[PageOrNode], str]:
    """A reader of the title at a selector, in which an element marks a word and ends none."""
    return partial(_text_at, _alternatives(selector), line)


def text_at(selector: str) -> Callable[[PageOrNode], str]:
    """A reader of the text at a selector, in which an element ends a word."""
    return partial(_text_at, _alternatives(selector), spaced)


def _alternatives(selector: str) -> tuple[tuple[str, bool], ...]:
    """The selectors of a text without their ending, and whether the text is the element's own."""
    return tuple((css.removesuffix(OWN_TEXT), css.endswith(OWN_TEXT)) for css in alternatives(selector))


def _text_at(
    alternatives: Iterable[tuple[str, bool]], read: Callable[[PageOrNode | None], str], place: PageOrNode
) -> str:
    """The first text that one of the alternatives finds."""
    found = (
        (own_text if is_own else read)(place.css_first(css) if css else place) for css, is_own in alternatives
    )
    return next(filter(None, found), "")


def _author(author: str, info: str, place: PageOrNode) -> str:
    return writer_of(text_at(author)(place)) or writer_in(text_at(info)(place))


def _origin(origin: str, info: str, place: PageOrNode) -> str:
    return origin_of(text_at(origin)(place)) or origin_in(text_at(info)(place))


def _views(info: str, place: PageOrNode) -> str:
    return views_in(text_at(info)(place))


def _ending(text: str) -> tuple[str, ...]:
    """The texts between which an ending may have any other."""
    return tuple(normalise(text).split("{*}"))


def covers(ending: str, text: str) -> bool:
    """Whether a declared ending is also one of lines with this text."""
    return _is_ending(normalise(text), _ending(ending))


def _is_ending(line: str, ending: Sequence[str]) -> bool:
    """Whether a line is the first text, the others in their order, and the last at its end."""
    first, *others = ending
    if not others:
        return line == first
    *between, last = others
    place, end = len(first), len(line) - len(last)
    for text in between:
        found = line.find(text, place, end)
        place = found + len(text) if found >= 0 else len(line) + 1
    return place <= end and line.startswith(first) and line.endswith(last)


def _line_role(kinds: Iterable[str], endings: Iterable[Sequence[str]], text: str) -> BlockRole | None:
    """What a line is where bodies begin or end."""
    if len(text) <= LONGEST_ENDING and any(_is_ending(text, ending) for ending in endings):
        return "frame"
    return "foot" if any(FOOT_KINDS[kind](text) for kind in kinds) else None


def _no_id(_: Tree) -> None:
    """Only the address has the article's id."""


def _no_folders(_: Tree) -> set[str]:
    return set()


def _always(_: Tree) -> bool:
    return True


def _never(_: LexborNode) -> bool:
    return False
