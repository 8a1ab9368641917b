"""Lists in XML, made the HTML that the script of their page shows: those of 大汉 jcms. Pure.

The first records stand in the page, within a ``script``, the others in answers for that script::

    <datastore><nextgroup><![CDATA[<a href="…?page=2&columnid=12"></a>]]></nextgroup>
    <recordset><record><![CDATA[<li><a href="…">…</a></li>]]></record>…</recordset></datastore>

The next answer is linked (``nextgroup``), or the script is told where to ask for records by their number.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final
from urllib.parse import urlencode

from xzcrawl.families.tree import Tree

#: The attribute of a link that no page has: it was made of what the page tells its script.
MADE: Final = "data-made"


def _element(name: str) -> str:
    """The pattern of an element with any text but another such element; linear in the length of a text."""
    return rf"<{name}(?:\s[^<>]*+)?>((?:[^<]++|<(?!/?{name}[\s>]))*+)</{name}\s*>"


_DECLARATION: Final = r"\s*(?:<\?xml[^<>]*+>\s*)?"
_ISLAND: Final = re.compile(
    rf"<script\b[^<>]*+>{_DECLARATION}{_element('datastore')}\s*</script\s*>", re.IGNORECASE
)
_ANSWER: Final = re.compile(rf"{_DECLARATION}{_element('datastore')}\s*", re.IGNORECASE)
_RECORD: Final = re.compile(_element("record"), re.IGNORECASE)
_NEXT: Final = re.compile(_element("nextgroup"), re.IGNORECASE)
_DATA: Final = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL)
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')""", re.IGNORECASE)
#: What a parser drops where no table is around it.
_OF_TABLES: Final = frozenset(("tr", "td"))
_TAG: Final = re.compile(r"<(\w+)")
_CALL: Final = re.compile(r"\.jpage\(\s*\{", re.IGNORECASE)
_PARAMETERS: Final = re.compile(r"\bajaxParam[\"']?\s*:\s*\{([^{}]*)\}")
_PAIR: Final = re.compile(
    r"""(?<!\w)["']?(\w{1,60}+)["']?\s{0,20}+:\s{0,20}+(?:"([^"]{0,500}+)"|'([^']{0,500}+)'|([^\s,'"{}]{1,500}+))"""
)
_RECORDSET: Final = re.compile(r"<recordset[\s/>]", re.IGNORECASE)
#: What a script is told after a list stands within so many characters.
_CALL_LENGTH: Final = 5_000


def with_records(text: str) -> str:
    """The source of a page with the records of its lists, and the links to their further pages, as HTML."""
    islands = list(_ISLAND.finditer(text)) if "<datastore" in text else []
    starts = [*(island.start() for island in islands), len(text)]
    pieces, place = list[str](), 0
    for island, end in zip(islands, starts[1:], strict=True):
        behind = text[island.end() : end]
        pieces += (text[place : island.start()], _rows(island[1]), *_pager(island[1], behind))
        place = island.end()
    return "".join((*pieces, text[place:])) if pieces else text


def records_of(text: str) -> str | None:
    """An answer for scripts as HTML, "" where it has no record; None for any other text."""
    found = _ANSWER.fullmatch(text) if "<datastore" in text[:400] else None
    if found is None:
        return None
    rows = _rows(found[1])
    return "".join((rows, *_linked(found[1]))) if rows else ""


def has_recordset(text: str) -> bool:
    """Whether an answer has a list, if only an empty one; an answer that tells of an error has none."""
    return _RECORDSET.search(text) is not None


def number_in(text: str, name: str) -> int | None:
    """A number of an answer, as ``totalrecord``; None where it has none."""
    found = re.search(rf"<{name}>\s*(\d{{1,7}})\s*</{name}>", text, re.IGNORECASE)
    return int(found[1]) if found else None


def _rows(store: str) -> str:
    """The records as HTML: one element around all, and one around each; "" for a list without records."""
    rows = "".join(f'<div class="record">{_kept(record[1])}</div>\n' for record in _RECORD.finditer(store))
    return f'<div class="records">\n{rows}</div>\n' if rows else ""


def _kept(record: str) -> str:
    """A record as a parser keeps it, in a table where it is a row; what it leaves open ends with it."""
    row = _content(record)
    tag = _TAG.search(row)
    body = Tree(f"<table>{row}</table>" if tag and tag[1].lower() in _OF_TABLES else row).body
    return (body.inner_html or "") if body else ""


def _content(text: str) -> str:
    """What stands in an element of XML, as CDATA or with references."""
    data = _DATA.fullmatch(text)
    return data[1] if data else unescape(text)


def _linked(store: str) -> Iterator[str]:
    """The link to the next answer that a list has itself."""
    following = _NEXT.search(store)
    if following and (href := _HREF.search(_content(following[1]))):
        yield _link((href[1] or href[2]).replace("&amp;", "&"), "下一页")


def _pager(store: str, behind: str) -> Iterator[str]:
    """The links to the next answer and, where that is known, to the last one."""
    linked = list(_linked(store))
    yield from linked or _made(len(_RECORD.findall(store)), behind)


def _made(size: int, behind: str) -> Iterator[str]:
    """The links to further answers of so many records, as the script ``behind`` a list is told to ask."""
    call = _CALL.search(behind)
    told = behind[call.end() : call.end() + _CALL_LENGTH] if call else ""
    parameters = _PARAMETERS.search(told)
    values = _pairs(told[: parameters.start()] + told[parameters.end() :]) if parameters else {}
    url, total = values.get("proxyUrl", ""), values.get("totalRecord", "")
    if not (parameters and url and size and re.fullmatch(r"\d{1,7}", total, re.ASCII)):
        return
    last = -(-int(total) // size)
    for number in sorted({2, last}) if last > 1 else ():
        asked = {
            "startrecord": str((number - 1) * size + 1),
            "endrecord": str(number * size),
            "perpage": values.get("perPage", str(size)),
            **_pairs(parameters[1]),
        }
        yield _link(f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}", str(number), MADE)


def _pairs(told: str) -> dict[str, str]:
    """What an object of a script has by name; of several with one name the first."""
    found = [(pair[1], pair[2] or pair[3] or pair[4] or "") for pair in _PAIR.finditer(told)]
    first = dict(reversed(found))
    return {name: first[name] for name, _ in found}


def _link(url: str, said: str, mark: str = "") -> str:
    return f'<a href="{escape(url)}"{f" {mark}" if mark else ""}>{said}</a>\n'
