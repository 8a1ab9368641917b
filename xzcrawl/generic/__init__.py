"""Finds the article on a page of which nothing is known but what it shows and states itself. Pure.

It goes by habits of Chinese sites, none of them sure. ``statements`` are what the page states to machines,
``layout`` makes lines of it and ``heading`` finds that of the title. ``view`` weighs which lines look like
text, ``body`` takes the element that holds them, ``foreign`` the lines in it that are no text.
``publication`` and ``authorship`` read when and by whom it was published. ``habits`` and ``words`` are the
vocabulary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.families.tree import Tree
from xzcrawl.generic import words
from xzcrawl.generic.authorship import author_of, labels_writer, origin_among
from xzcrawl.generic.body import body_of
from xzcrawl.generic.foreign import foreign_lines, leads_away
from xzcrawl.generic.layout import PageLine
from xzcrawl.generic.publication import date_text_of, stated_by
from xzcrawl.generic.statements import Statements, statements_of
from xzcrawl.generic.view import PageView

__all__ = ["FoundArticle", "Statements", "find_article", "labels_writer", "statements_of"]

#: The line of particulars stands at most so many lines above the heading, or below the text.
_LINES_ABOVE, _LINES_BELOW = 4, 9
_LONGEST_PARTICULARS: Final = 200
#: A text that weighs less is none, and without a date it must weigh as much as a few paragraphs.
_LEAST, _LEAST_UNDATED = 15, 200
_SHORTEST_TITLE: Final = 4
#: A list of articles has a larger share of lines that are links.
_MOST_LINKS: Final = 0.25


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """The parts of an article as its page has them, "" for what it lacks. ``body`` holds its text alone.

    ``date_text`` and ``origin`` are what readers see, ``stated_dates`` and ``stated_origin`` what the page
    states to machines.
    """

    title: str
    body: LexborNode
    date_text: str
    author: str
    origin: str
    stated_dates: Sequence[str]
    stated_origin: str


def find_article(tree: Tree, seen_at: datetime) -> FoundArticle | None:
    """The article of a page that was seen at ``seen_at`` (aware); None where it seems to have none.

    Everything that is not the article's is taken out of its body in ``tree``.
    """
    stated = statements_of(tree)
    view = PageView.of(tree, stated)
    body = body_of(view) if view else None
    if view is None or body is None:
        return None
    foreign = foreign_lines(view, body)
    text = [index for index in view.inside(body) if index not in foreign and view.lines[index].text]
    below = _below(view, text)
    near, title = _near(view, text), view.lines[view.heading].title
    shows_date = any(words.DATE.search(line.text) for line in near)
    dated = near if shows_date else [line for line in below if words.publishes(line.text)]
    date_text = date_text_of(dated, view.lines[view.heading], seen_at)
    told = [*stated_by(dated), *stated.dates]
    if not _is_article(view, text, title, is_dated=bool(date_text or told)):
        return None
    ends = [view.lines[index].text for index in (*text[:2], *text[-2:])]
    outside = [view.lines[index].text for index in sorted(foreign)]
    author = author_of(near, view.lines[view.heading], below, ends, outside, stated)
    origin = origin_among((*near, *below), outside)
    for index in foreign:
        view.lines[index].remove()
    return FoundArticle(title, body.node, date_text, author, origin, told, stated.origin)


def _near(view: PageView, text: Sequence[int]) -> list[PageLine]:
    """The lines from the heading to the first sentence of the text, and those right above it."""
    sentences = (index for index in text if words.is_sentence(view.lines[index].text))
    first = next(sentences, text[0] if text else view.heading + 1)
    indexes = (*range(view.heading, first), *range(max(0, view.heading - _LINES_ABOVE), view.heading))
    lines = (view.lines[index] for index in indexes)
    return [line for line in lines if 0 < len(line.text) < _LONGEST_PARTICULARS]


def _below(view: PageView, text: Sequence[int]) -> list[PageLine]:
    """The lines of particulars right below the text."""
    end = text[-1] + 1 if text else len(view.lines)
    lines = view.lines[end : end + _LINES_BELOW]
    return [line for line in lines if words.is_particular(line.text) or words.publishes(line.text)]


def _is_article(view: PageView, text: Sequence[int], title: str, *, is_dated: bool) -> bool:
    """Whether there is text enough, more where no date, or an error's title, speaks for it; and a title.

    What is headed by a word or two, as 资讯, is a list.
    """
    if len(title) < _SHORTEST_TITLE:
        return False
    is_short_of_proof = not is_dated or words.is_error(title)
    if view.weight(text) < (_LEAST_UNDATED if is_short_of_proof else _LEAST):
        return False
    links = sum(leads_away(view.lines[index]) for index in text)
    return is_dated or links <= _MOST_LINKS * len(text)
