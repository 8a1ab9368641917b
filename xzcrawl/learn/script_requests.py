"""Reads out of scripts what they ask a site for: addresses with the fields of their queries. Pure.

A script is not run. It is read for calls such as ``$.get('/api/news', {channel: channelId, offset: offset})``
and ``fetch(`/api/news?channel=${id}&offset=${n}`)``, and for addresses that it puts together with ``+``.
Calls that send something (``POST``) are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

#: So much of a script is read, of a call in it, and so many calls.
LONGEST_SCRIPT: Final = 300_000
_LONGEST_CALL: Final = 2_500
_CALLS: Final = 300
_CALL: Final = re.compile(r"(?<![\w$])(ajax|get|getJSON|fetch|axios|request|http|open)\s{0,5}\(")
_TOKEN: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+"|`(?:[^`\\]|\\.)*+`|[^'"`()\[\]{},:;+?\n]++|.|\n""",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_SENDING: Final = re.compile(r"""["'`]?(?:post|put|patch|delete)["'`]?""", re.IGNORECASE)
#: What stands before an address that is sent to.
_SENT: Final = re.compile(r"""\b(?:post|put|patch|delete)["'`]?\s{0,5}[,(][^,;{}\n]{0,80}$""", re.IGNORECASE)
_SENT_NAME: Final = re.compile(
    r"""\b(?i:post|put|patch|delete)["'`]?\s{0,5}[,(]\s{0,5}([A-Za-z_$][\w$]{0,40})"""
)
#: An address that is sent to, behind the word or in a form; and the option of a call that says so.
_SENT_TO: Final = re.compile(
    r"""\b(?i:post|put|patch|delete)["'`]?\s{0,5}[,(]\s{0,5}["'`]([^"'`\s]{1,300})"""
)
_SENT_WITH: Final = re.compile(r"""\b(?:method|type)["'`]?\s{0,5}:\s{0,5}["'`](?i:post|put|patch|delete)\b""")
_QUOTED: Final = re.compile(r"""["'`]([^"'`\s]{1,300})["'`]""")
_FORM: Final = re.compile(r"<form\b([^<>]{0,1000})>", re.IGNORECASE)
_POSTED: Final = re.compile(r"""\bmethod\s{0,3}=\s{0,3}["']?post""", re.IGNORECASE)
_ACTION: Final = re.compile(r"""\baction\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,300})""", re.IGNORECASE)
#: So many characters before such an option may have the address of the call.
_BEFORE: Final = 300
_GIVEN_TO: Final = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,40})\s{0,9}=\s{0,9}$")
#: The beginning of a text that has a path and a field of its query.
_ADDRESS: Final = re.compile(r"""["'`](?=(?:https?:/|\.{0,2})/?[^"'`\s<>?]{0,200}\?[^"'`\s<>=]{1,40}=)""")
_NAME: Final = re.compile(r"""["']?([A-Za-z_$][\w$-]{0,40})["']?""")
_PARAMETERS: Final = re.compile(r"new\s+URLSearchParams\s*\(")
_IN_TEMPLATE: Final = re.compile(r"\$\{([^{}]{1,120})\}")
#: What goes on with a query, whether one has begun or not: ``(url.indexOf('?') < 0 ? '?' : '&')``.
_EITHER: Final = re.compile(r"""(["'])[?&]\1\s{0,9}:\s{0,9}(["'])[?&]\2""")
#: The page itself, for which an empty text stands.
_OWN_URL: Final = "location.href"
#: Stands for code in an address, with its number.
_HOLE: Final = re.compile("\0(\\d+)\0")


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A text of a script, or code that stands for one."""

    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """A request of a script: the pieces of a path, and the fields of the query with their values."""

    path: tuple[ScriptText, ...]
    fields: tuple[tuple[str, ScriptText], ...]


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that asks for a URL, which is told as code; or sends something to it."""

    url: str
    request: ScriptRequest
    sends: bool


def requests_in(source: str) -> Iterator[ScriptRequest]:
    """The requests of a script, or of the scripts in a page's source; those of calls first."""
    source = source[:LONGEST_SCRIPT].replace("\0", "")
    taken: list[tuple[int, int]] = []
    sent = set(_SENT_NAME.findall(source))
    for found, _ in zip(_CALL.finditer(source), range(_CALLS), strict=False):
        inside = _until(source[found.end() : found.end() + _LONGEST_CALL], "")
        call = _called(source, found[1], inside)
        if call is None:
            continue
        taken.append((found.start(), found.end() + len(inside)))
        if call.sends:
            sent.add(call.url)
        elif call.url not in sent:
            yield call.request
    for found, _ in zip(_ADDRESS.finditer(source), range(_CALLS), strict=False):
        before = source[max(0, found.start() - 100) : found.start()]
        given = _GIVEN_TO.search(before)
        is_sent = _SENT.search(before) or (given and given[1] in sent)
        if not is_sent and not any(start <= found.start() < end for start, end in taken):
            written = _until(source[found.start() : found.start() + _LONGEST_CALL], ",;\n")
            yield _request(_pieces(written), ())


def sent_in(source: str) -> Iterator[str]:
    """The addresses to which a page or a script sends something: by ``post`` and its kin, or in a form."""
    source = source[:LONGEST_SCRIPT]
    yield from (found[1] for found in _SENT_TO.finditer(source))
    for option in islice(_SENT_WITH.finditer(source), _CALLS):
        call = source[max(0, option.start() - _BEFORE) : option.start()].rpartition(";")[2]
        yield from (found[1] for found in _QUOTED.finditer(call))
    for form in islice(_FORM.finditer(source), _CALLS):
        if _POSTED.search(form[1]) and (action := _ACTION.search(form[1])):
            yield action[1]


def _called(source: str, name: str, inside: str) -> _Call | None:
    """What a call asks for; None where it asks for nothing."""
    arguments = [each.strip() for each in _split(inside, ",")]
    method = arguments.pop(0) if name == "open" else ""  # of an XMLHttpRequest
    if not arguments or not arguments[0]:
        return None
    first, second = arguments[0], arguments[1] if len(arguments) > 1 else ""
    options = _object(first) or _object(second)
    url = options.get("url", "") if first.startswith("{") else first
    url = _OWN_URL if url in ("''", '""') else url
    sends = any(map(_SENDING.fullmatch, (method, options.get("type", ""), options.get("method", ""))))
    told = options.get("params") or options.get("data")
    if told is None and name in ("get", "getJSON"):
        told = second
    return _Call(url, _request(_pieces(_written(source, url)), _fields(told or "")), sends) if url else None


@lru_cache(maxsize=64)
def _written(source: str, code: str) -> str:
    """The expression of an address; where it is a name, what that name is given."""
    if not re.fullmatch(r"[A-Za-z_$][\w$]{0,40}", code):
        return code
    given = re.search(rf"(?<![\w$.]){re.escape(code)}\s{{0,9}}=(?!=)\s{{0,9}}", source)
    return _until(source[given.end() : given.end() + _LONGEST_CALL], ",;\n") if given else code


def _fields(told: str) -> Sequence[tuple[str, ScriptText]]:
    """The fields of a query that are told as an object, or as a text like a query."""
    if told.startswith("{"):
        return [(name, _value(code)) for name, code in _object(told).items()]
    return _request([ScriptText("?", is_code=False), *_pieces(told)], ()).fields if "=" in told else ()


def _value(code: str) -> ScriptText:
    """A value: a text or number as such, else code."""
    pieces = _pieces(code)
    if len(pieces) == 1 and not pieces[0].is_code:
        return pieces[0]
    is_number = re.fullmatch(r"\d{1,18}", code.strip()) is not None
    return ScriptText(code.strip(), is_code=not is_number)


def _request(pieces: Sequence[ScriptText], more: Sequence[tuple[str, ScriptText]]) -> ScriptRequest:
    codes = [piece.text for piece in pieces if piece.is_code]
    numbers = iter(range(len(codes)))
    holes = [f"\0{next(numbers)}\0" if piece.is_code else piece.text for piece in pieces]
    whole = "".join(
        "&" if piece.is_code and _EITHER.search(piece.text) else text
        for piece, text in zip(pieces, holes, strict=True)
    )
    path, query = (*re.split(r"[?&]", whole, maxsplit=1), "")[:2]
    fields: list[tuple[str, ScriptText]] = []
    for part in filter(None, query.split("&")):
        name, _, value = part.partition("=")
        hole = _HOLE.fullmatch(value)
        made = codes[int(name.strip("\0"))] if _HOLE.fullmatch(name) else ""
        if opening := _PARAMETERS.match(made):
            fields += _fields(_until(made[opening.end() :], "").strip())
        elif not _HOLE.search(name):
            code = codes[int(hole[1])] if hole else _HOLE.sub("", value)
            fields.append((name, ScriptText(code, is_code=bool(_HOLE.search(value)))))
    return ScriptRequest(tuple(_filled(path, codes)), (*fields, *more))


def _filled(path: str, codes: Sequence[str]) -> Iterator[ScriptText]:
    for at, text in enumerate(_HOLE.split(path)):
        if at % 2:
            yield ScriptText(codes[int(text)], is_code=True)
        elif text:
            yield ScriptText(text, is_code=False)


def _pieces(code: str) -> list[ScriptText]:
    """An expression as the texts and the code that are put together in it."""
    found: list[ScriptText] = []
    for part in map(str.strip, _split(code, "+")):
        if len(part) > 1 and part[0] == part[-1] and part[0] in "'\"":
            found.append(ScriptText(part[1:-1].replace("\\/", "/"), is_code=False))
        elif len(part) > 1 and part[0] == part[-1] == "`":
            for at, text in enumerate(_IN_TEMPLATE.split(part[1:-1])):
                found += [ScriptText(text, is_code=bool(at % 2))] if text else []
        elif part:
            found.append(ScriptText(part, is_code=True))
    return found


def _object(code: str) -> dict[str, str]:
    """What an object has by name, as code; a name alone stands for itself."""
    if not (code.startswith("{") and code.endswith("}")):
        return {}
    found: dict[str, str] = {}
    for part in map(str.strip, _split(code[1:-1], ",")):
        named = _NAME.match(part)
        rest = part[named.end() :].lstrip() if named else ""
        if named and (not rest or rest.startswith(":")):
            found[named[1]] = rest[1:].strip() or named[1]
    return found


def _split(code: str, mark: str) -> list[str]:
    """The parts of code between marks that stand in no brackets and no text."""
    parts, depth = [""], 0
    for token in _TOKEN.findall(code):
        depth += (token in _OPENING) - (token in _CLOSING)
        if token == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _until(code: str, ends: str) -> str:
    """The beginning of code up to one of these marks, or to the bracket that closes what is around it."""
    depth, place = 0, 0
    for token in _TOKEN.finditer(code):
        depth += (token[0] in _OPENING) - (token[0] in _CLOSING)
        if depth < 0 or (depth == 0 and token[0] in ends):
            break
        place = token.end()
    return code[:place]
