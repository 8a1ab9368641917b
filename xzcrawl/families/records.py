"""Answers for scripts, made pages of links: what a list's further entries come in. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from xzcrawl.families.datastores import has_recordset, number_in, records_of, with_records
from xzcrawl.families.pieces import in_table, is_piece, says_no_more
from xzcrawl.families.tree import Tree
from xzcrawl.urls import BUILDING_ENDINGS, DOCUMENT_ENDINGS, MEDIA_ENDINGS

#: A function call around the records, as JSONP has it.
_CALL: Final = re.compile(r"\s*[\w.$]{1,80}\(\s*+([\[{].*[\]}])\s*+\)\s*+;?\s*+", re.DOTALL)
_URL: Final = re.compile(r"(?:https?:)?/[^\s<>\"]+")
_FILE: Final = re.compile(
    rf"\.(?:{DOCUMENT_ENDINGS}|{MEDIA_ENDINGS}|{BUILDING_ENDINGS})(?:$|\?)", re.IGNORECASE
)
_NAMED_URL: Final = re.compile(r"url|link|href|path", re.IGNORECASE)
_NAMED_TITLE: Final = re.compile(r"title|subject|headline|标题", re.IGNORECASE)
_LINK: Final = re.compile(r"<a\s", re.IGNORECASE)
_MARK: Final = "data-records"
#: The value of the mark where the list is empty: there are no more records; where records are a piece of a
#: page; and where a text is or says nothing, which an answer for a script may mean so too.
_NONE, _PIECE, _BARE = "none", "piece", "bare"
#: What an answer in XML says of its list.
_TOTAL, _PAGES = "totalrecord", "totalpage"
_NAMED_LIST: Final = re.compile(r"(?:\w*(?:list|html|items|rows|records)|content|data)", re.IGNORECASE)
_NAMED_STATUS: Final = re.compile(
    r"(?:err|ret|result|res|status)?_?(?:code|no|status)|status|errno|ret", re.IGNORECASE
)
#: The numbers by which answers say that all is well; any other may be an error's.
_WELL: Final = frozenset((0, 1, 100, *range(200, 300), 1000, 10000, 20000))


def readable(text: str) -> str:
    """The source of a page with the records that only its script shows; records for scripts as a page.

    The link of a record in JSON has its address and its title. A text that is a piece of a page is taken as
    it is, and so is a record in XML. An answer that is such a piece is a page of its elements.
    """
    if (rows := records_of(text)) is not None:
        counts = {name: number_in(text, name) for name in (_TOTAL, _PAGES)}
        told = "".join(f' {name}="{count}"' for name, count in counts.items() if count is not None)
        is_end = not rows and has_recordset(text)
        return _page(f'{_MARK}="{_NONE if is_end else ""}"{told}', rows)
    records = _records(text)
    if records is None:
        return _of_page(text)
    links = "".join(_links(records))
    return _page(f"{_MARK}={_NONE}" if not links and _lists_nothing(records) else _MARK, links)


def _of_page(text: str) -> str:
    """A page, or a piece of one, with the records that only its script shows."""
    if is_piece(text):
        return _page(f"{_MARK}={_PIECE}", in_table(with_records(text)))
    return _page(f"{_MARK}={_BARE}", text) if says_no_more(text) else with_records(text)


def _page(mark: str, rows: str) -> str:
    return f"<html {mark}><body>{rows}</body></html>"


def counted(tree: Tree) -> tuple[int | None, int | None]:
    """How many records and how many pages a list has by its own account, in an answer for scripts."""
    said = _told(tree)
    total, pages = (said.get(name) if _MARK in said else None for name in (_TOTAL, _PAGES))
    numbers = (int(each) if each and each.isdecimal() else None for each in (total, pages))
    return next(numbers), next(numbers)


def _told(tree: Tree) -> Mapping[str, str | None]:
    """The attributes of a page's root, by which ``readable`` marks a page that it has made of an answer."""
    return tree.root.attributes if tree.root else {}


def has_records(tree: Tree) -> bool:
    """Whether a tree is of records that ``readable`` has made a page of."""
    return _told(tree).get(_MARK, _BARE) != _BARE


def has_piece(tree: Tree) -> bool:
    """Whether a tree is of a piece of a page. Where no script asks for it, it may be a page all the same."""
    return _told(tree).get(_MARK) == _PIECE


def is_bare(tree: Tree) -> bool:
    """Whether a tree is of a text that is empty or says that there is no more, as a piece's may be.

    A page that did not come well may be so too.
    """
    return _told(tree).get(_MARK) == _BARE


def lists_nothing(tree: Tree) -> bool:
    """Whether a tree is of records whose list is empty, as they come behind the last page of a list.

    An answer without any list, as one that tells of an error, does not say that.
    """
    return _told(tree).get(_MARK) == _NONE


def _records(text: str) -> Any:
    call = _CALL.fullmatch(text) if text[:200].lstrip()[:1] not in ("<", "{", "[") else None
    source = call[1] if call else text.strip()
    if source[:1] not in ("{", "["):
        return None
    try:
        return json.loads(source)
    except (ValueError, RecursionError):
        return None


def _lists_nothing(answer: Any) -> bool:
    """Whether the list of an answer is empty: no other has records, and nothing tells of an error."""
    ahead, is_empty = [answer], False
    while ahead:
        value = ahead.pop()
        if isinstance(value, list):
            if any(isinstance(one, dict) for one in value):
                return False
            is_empty = is_empty or not value
            ahead.extend(value)
        elif isinstance(value, dict):
            if any(map(_is_error, value.items())):
                return False
            is_empty = is_empty or any(
                text == "" and _NAMED_LIST.fullmatch(name) for name, text in value.items()
            )
            ahead.extend(value.values())
    return is_empty


def _is_error(said: tuple[str, Any]) -> bool:
    """Whether a field of an answer tells of an error: ``"code": 500``, ``"success": false``."""
    name, value = said
    if value is False:
        return name.lower() in ("success", "ok")
    if (
        _NAMED_STATUS.fullmatch(name)
        and re.fullmatch(r"-?\d{1,9}", str(value))
        and not isinstance(value, bool)
    ):
        return int(value) not in _WELL
    return name.lower() in ("error", "errmsg", "exception") and bool(value)


def _links(value: Any) -> Iterator[str]:
    """The links in records, in order, however deep they lie."""
    ahead = [value]
    while ahead:
        value = ahead.pop()
        if isinstance(value, str) and _LINK.search(value):
            yield value
        elif isinstance(value, list):
            ahead.extend(reversed(value))
        elif isinstance(value, dict):
            if link := _link(value):
                yield link
            else:
                ahead.extend(reversed(value.values()))


def _link(record: dict[str, Any]) -> str | None:
    """The link of one record; None where it has no address or no title."""
    texts = {name: text for name, text in record.items() if isinstance(text, str)}
    urls = [name for name, text in texts.items() if _URL.fullmatch(text) and not _FILE.search(text)]
    url = min(urls, key=lambda name: _NAMED_URL.search(name) is None, default=None)
    titles = [name for name, text in texts.items() if text and _NAMED_TITLE.search(name)]
    title = min(titles, key=len, default=None)
    if url is None or title is None:
        return None
    return f'<p><a href="{escape(texts[url])}">{escape(texts[title])}</a></p>'
