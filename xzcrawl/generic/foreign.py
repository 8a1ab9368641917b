"""The lines inside the body of an article that are not its text. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, zip_longest
from typing import Final

from xzcrawl.families.document_table import document_rows
from xzcrawl.families.foot_lines import is_card
from xzcrawl.families.habits import is_emblem, is_summary
from xzcrawl.generic import words
from xzcrawl.generic.layout import Element, PageLine, inherited
from xzcrawl.generic.view import PageView
from xzcrawl.urls import DOCUMENT_ENDINGS, MEDIA_ENDINGS

#: Links to such files are attachments.
_FILE: Final = re.compile(
    rf"\.(?:{DOCUMENT_ENDINGS}|{MEDIA_ENDINGS}|txt)(?:$|\?)|down(?:load|file)", re.IGNORECASE
)
#: So many elements stand one in the other from the text of a cell to its row.
_IN_A_CELL: Final = 6
#: A summary stands above most of the text; what stands below an article has hardly any.
_ABOVE, _HARDLY = 0.3, 0.03
#: The line of the date is among so many below the heading.
_RIGHT_BELOW: Final = 3
_LONGEST_TAIL: Final = 120
#: A line of a menu has so many links.
_FEWEST_OF_MENU: Final = 2
_FIRMS: Final = ("公司", "中心", "厂", "部")


def foreign_lines(view: PageView, body: Element) -> set[int]:
    """The indexes of all that stands in the body and is not the article."""
    own = view.inside(body)
    found = {index for index in own if _is_outside(view, index) or words.is_foreign(view.lines[index].text)}
    found.update(_document_tables(view, body, own))
    found.update(_above(view, body, [index for index in own if index not in found]))
    for rule in (_below, _last_links, _card, _last_menus):
        found.update(rule(view, [index for index in own if index not in found]))
    return found


def _is_outside(view: PageView, index: int) -> bool:
    picture = view.lines[index].picture
    is_mark = picture is not None and is_emblem(picture.attributes.get("src") or "")
    return index <= view.heading or view.beside[index] or is_mark


def _within(line: PageLine, body: Element) -> Iterator[Element]:
    """The elements in the body that a line stands in, the innermost first."""
    for element in line.element.ancestry():
        if element is body:
            return
        yield element


def _document_tables(view: PageView, body: Element, own: Sequence[int]) -> Iterator[int]:
    """The lines of the table that says what a document is: 索引号, 发文机关, 成文日期."""
    grouped = groupby(own, key=lambda index: _row(view.lines[index], body))
    rows = [(row, list(group)) for row, group in grouped]
    cells = [[view.lines[index].text for index in group] if row else [] for row, group in rows]
    for place in document_rows(cells):
        yield from rows[place][1]


def _row(line: PageLine, body: Element) -> Element | None:
    """The row of a table in the body that a line stands in."""
    around = islice(_within(line, body), _IN_A_CELL)
    return next((element for element in around if element.tag == "tr"), None)


def _above(view: PageView, body: Element, own: Sequence[int]) -> Iterator[int]:
    """Summaries, and lines of particulars; in the midst of a text only those that no text has."""
    whole, seen = view.weight(own), 0.0
    is_caption = inherited(lambda element: element.tag in ("figure", "figcaption"), {body: False})
    is_summed_up = inherited(lambda element: is_summary(element.names), {body: False})

    def sums_up(line: PageLine) -> bool:
        return words.sums_up(line.text) or (is_summed_up(line.element) and not is_caption(line.element))

    for index, following in zip_longest(own, own[1:]):
        line = view.lines[index]
        is_event = following is not None and words.is_event(line.text, view.lines[following].text)
        particular = words.is_particular(line.text) and (not seen or words.is_housekeeping(line.text))
        told = not is_event and (particular or _tells_date(view, body, index))
        if told or (seen < _ABOVE * whole and sums_up(line)):
            yield index
        else:
            seen += view.weights[index]


def _tells_date(view: PageView, body: Element, index: int) -> bool:
    """Whether a line right below the heading is that of the date: ``admin 5天前 招商政策 77``."""
    line = view.lines[index]
    if not 0 < index - view.heading <= _RIGHT_BELOW:
        return False
    before = view.lines[max(0, view.heading - _RIGHT_BELOW) : index]
    is_told = any(words.tells_date(each.text) or words.is_particular(each.text) for each in before)
    in_table = any(each.tag == "table" for each in _within(line, body))
    return words.counts_readers(line.text) or (words.tells_date(line.text) and not (is_told or in_table))


def _below(view: PageView, own: Sequence[int]) -> Iterator[int]:
    """What begins with 上一篇, 相关阅读 or the like: all of it, or the links alone where the text goes on."""
    in_links = False
    whole, seen = view.weight(own), 0.0
    for place, index in enumerate(own):
        line, before = view.lines[index], seen
        seen += view.weights[index]
        if before and words.ends(line.text):
            if whole - seen <= _HARDLY * whole:
                yield from own[place:]
                return
            in_links = True
            yield index
        elif in_links and line.is_link:
            yield index
        else:
            in_links = in_links and line.picture is not None


def _last_links(view: PageView, own: Sequence[int]) -> Iterator[int]:
    """The lines of links that end a body, but for attachments."""
    for index in reversed(own):
        line = view.lines[index]
        if line.picture is not None or not leads_away(line):
            return
        yield index


def _last_menus(view: PageView, own: Sequence[int]) -> Iterator[int]:
    """The lines of several links each that stand above a card: 关于我们 | 联系我们."""
    for index in reversed(own):
        links = {link.node.mem_id for link in _links(view.lines[index])}
        if len(links) < _FEWEST_OF_MENU or not leads_away(view.lines[index]):
            return
        yield index


def leads_away(line: PageLine) -> bool:
    """Whether a line is a link to another page, and not to an attachment."""
    files = any(_FILE.search(link.node.attributes.get("href") or "") for link in _links(line))
    return line.is_link and "附件" not in line.text and not files


def _links(line: PageLine) -> Iterator[Element]:
    """The link around each piece of a line that stands in one."""
    around = (piece.element.ancestry() for piece in line.pieces if piece.in_link)
    return (each for elements in around for each in elements if each.tag == "a")


def _card(view: PageView, own: Sequence[int]) -> list[int]:
    """The lines at the end that tell whom to call, from the ruler or the name of the firm above them."""
    tail = _tail(view, own)
    cards = [place for place, index in enumerate(tail) if is_card(view.lines[index].text)]
    if not cards:
        return []
    texts = [view.lines[index].text for index in tail]
    rulers = [place for place, text in enumerate(texts[: cards[0]]) if words.is_ruler(text)]
    start = rulers[0] if rulers else cards[0]
    if not rulers and start and texts[start - 1].endswith(_FIRMS):
        start -= 1
    return [index for index in own if index >= tail[start]]


def _tail(view: PageView, own: Sequence[int]) -> list[int]:
    """The lines of text behind the last sentence."""
    tail: list[int] = []
    for index in reversed(own):
        text = view.lines[index].text
        if len(text) > _LONGEST_TAIL or (text.endswith("。") and not is_card(text)):
            break
        if text:
            tail.append(index)
    return tail[::-1]
