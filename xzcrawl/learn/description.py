"""A description of a site, put together from what was learned of its parts. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xzcrawl.families.described import text_at
from xzcrawl.learn.articles import ArticleParts
from xzcrawl.learn.layouts import ShownElsewhere
from xzcrawl.learn.lists import FEWEST_ROWS, ListParts, date_of
from xzcrawl.learn.sample import chinese
from xzcrawl.learn.seen_pages import SeenPages


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


def shown_elsewhere(seen: SeenPages, parts: ListParts | None) -> dict[str, ShownElsewhere]:
    """What lists say of the articles that were fetched, by their URL."""
    titles: dict[str, set[str]] = defaultdict(set)
    dates: dict[str, Any] = {}
    pages = [page for page in (seen.home, *seen.lists, *seen.later_pages()) if page]
    for page in pages:
        for link in page.links:
            if (key := seen.key(link.address)) and chinese(link.text) >= FEWEST_ROWS:
                titles[key].add(link.text)
        for row in seen.rows(page) if parts and parts.item_date else ():
            if parts and (shown := date_of(text_at(parts.item_date)(row.node), page.seen_at)):
                dates[row.key] = shown
    return {
        page.url: ShownElsewhere(frozenset(titles.get(key, ())), dates.get(key))
        for page in seen.articles
        if (key := seen.key(page.address))
    }


def joined(
    articles: Sequence[str],
    lists: Sequence[str],
    shown: ListParts,
    layouts: Sequence[ArticleParts],
    told: Mapping[str, str],
    known: Mapping[str, ShownElsewhere],
) -> Learned:
    """Joins what was learned; the selectors of several layouts are alternatives."""
    names = [name for name in ArticleParts.__slots__ if name not in ("held", "labelled")]
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
    labelled = {name for part in layouts for name in part.labelled}
    lacking = (name for name in (*names, "item_date", "lists") if not declared[name])
    missing = tuple(name for name in lacking if name not in labelled)
    return Learned({key: value for key, value in declared.items() if value}, held, missing, known)
