"""Guesses how the script of a list may ask for its later pages; each guess is tried. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborNode

from xzcrawl.extract.document import base_url
from xzcrawl.families.list_pages import is_told
from xzcrawl.families.records import has_records
from xzcrawl.learn.addresses import OF_PAGE
from xzcrawl.learn.own_addresses import own_address, own_names
from xzcrawl.learn.pagers import told_count, told_more
from xzcrawl.learn.sample import Sample
from xzcrawl.learn.script_requests import ScriptRequest, ScriptText, requests_in, sent_in
from xzcrawl.learn.told_values import ToldValue, given_in, plain_name, told_by_page
from xzcrawl.urls import absolute, address_below

#: The script of TRS: how many pages there are, which this one is, and the name and ending of their files.
_CREATE: Final = re.compile(
    r"createPageHTML\(\s*\d+\s*,\s*\d+\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)
#: An address that a script puts together with the number of a page.
_TOGETHER: Final = re.compile(
    r"([\"'])([^\"'\s<>]*[/=_-])\1\s*\+\s*[\w.()]+(?:\s*\+\s*([\"'])([^\"'\s<>]*)\3)?"
)
#: A text of a script that may be an address, and the place of one for the number of a page.
_QUOTED: Final = re.compile(r"[\"']([^\"'\s<>]{1,300}+)(?=[\"'])")
_PLACE: Final = re.compile(r"(?<=[?&/_=-])(?:\{+\w*\}+|%\w+%|\$\{?\w+\}?|__\w+__)")
_NUMBER, _LIST = "{n}", "{list}"
_NUMBER_OF: Final = re.compile(r"[?&]([^=&]+)=\{n\}")
_FIELD: Final = re.compile(r"[?&]([^=&]+)=([^=&]*)")
#: What the fields of a query are called that name a list, ...
_OF_LIST: Final = re.compile(
    r"(?:col(?:umn)?|cat(?:e|egory|alog)?|channel|class|node|section|lanmu|list|type|topic|group)_?"
    r"(?:id|code|name|alias|slug|no)?|[ctn]?_?id|code|slug|alias",
    re.IGNORECASE,
)
#: ... that count the records before a page, and those of a page.
_OF_OFFSET: Final = re.compile(
    r"(?:off_?set|start|skip|from|begin|first|pos)(?:_?(?:index|row|num|no|at|result|record|pos|ition))?",
    re.IGNORECASE,
)
_OF_SIZE: Final = re.compile(
    r"limit|size|take|count|num|rows|length|ps|(?:page|per)_?(?:size|page|count|rows)", re.IGNORECASE
)
#: The most records of a page.
_MOST: Final = 200
_FACTOR: Final = re.compile(r"\*\s*([\w$.]{1,60})|([\w$.]{1,60}+)\s*\*")
_IN_QUOTES: Final = re.compile(r"[\"'`][#.]?([\w-]{1,60})[\"'`]")
_WORD: Final = re.compile(r"[A-Za-z_$][\w$]*")
#: What an address has that may change something when it is asked for, or counts who asks.
_CHANGES: Final = re.compile(
    r"(?:^|[/_.=-])(?:(?i:add|create|insert|save|update|edit|del|delete|remove|submit|send|upload|sms|pay|cart"
    r"|log|login|logout|register|sign|vote|likes?|unlike|dislike|zan|praise|digg|hits?|clicks?|counts?"
    r"|counter|stat|stats|track|report|share|collect|favou?r(?:ite)?|follow|subscribe|comments?|reply))"
    r"(?=[A-Z]|[/_.?&=-]|$)"
    r"|(?i:dianzan|toupiao|shanchu|tijiao|unsubscribe|upvote|downvote|logoff|clear|purge|reset|refresh_?cache)"
    r"|(?i:(?:update|add|set|inc)_?(?:hits?|clicks?|views?|counts?|likes?))"
    r"|(?<=[a-z])(?:Add|Save|Update|Delete|Vote|Like|Zan|Hits?|Clicks?|Count|Log|Submit)(?=[/_.?&=-]|$)"
)


@dataclass(frozen=True, slots=True)
class ScriptPager:
    """How a script asks for later pages of a list: their address, with ``{n}`` for a number.

    ``told`` is what the list's page says of them. The number counts pages, and ``number - before`` is that of
    the page ``number``; or it counts the records that come before a page, where each page has ``size``.
    ``name`` stands for ``{list}`` in the address, and ``named`` is how the list's page tells it, if it does.
    ``is_sized``: the script says how many records it asks for.
    """

    template: str
    told: str
    before: int = 0
    size: int = 0
    name: str = ""
    named: str = ""
    is_sized: bool = False

    def url(self, number: int, base: str) -> str:
        """The URL of a page."""
        count = (number - 1 - self.before) * self.size if self.size else number - self.before
        return base.rstrip("/") + self.template.replace(_LIST, self.name).replace(_NUMBER, str(count))

    def leads_on(self, answer: Sample) -> bool:
        """Whether the pages after one that came are known: it is of records, or tells of them too."""
        is_counted = "{pages}" in self.told
        return is_counted or has_records(answer.tree) or is_told(self.told, answer.tree)

    def declared(self, name: str) -> tuple[str, str] | None:
        """What tells of these pages, and their pattern, for lists of which ``name`` names this one.

        None where nothing tells for another list what its script asks for.
        """
        told = self.told
        if _LIST in self.template:
            named: str | None = self.template
            if name != self.name:
                told = self.named
        else:
            named = _with_list(self.template, name)
        counted = f"{{offset{'-1' if self.before else ''}:{self.size}}}" if self.size else ""
        field = counted or ("{page-1}" if self.before else "{page}")
        return (told, named.replace(_NUMBER, field)) if named and told else None


def _with_list(template: str, name: str) -> str | None:
    """An address with a field for the name of a list; None where it does not have that name."""
    pieces = re.split(r"([/?&=._-])", template)
    if name in pieces:
        place = pieces.index(name)
        return "".join((*pieces[:place], _LIST, *pieces[place + 1 :]))
    return template.replace(name, _LIST, 1) if name in template else None


@dataclass(frozen=True, slots=True)
class _Script:
    """A script with the values of names: those that the page tells go before its own.

    ``urls`` are the names that have the address of the page.
    """

    source: str
    page: Mapping[str, ToldValue]
    own: Mapping[str, ToldValue]
    urls: Mapping[str, str]

    def value(self, name: str, piece: ScriptText) -> ToldValue | None:
        """What a field of this name has, or stands in the place of a piece; None where nothing tells it."""
        if not piece.is_code:
            told = self.page.get(plain_name(name))
            return told if told and told.value == piece.text else ToldValue(piece.text, "")
        words = reversed(_WORD.findall(_IN_QUOTES.sub("", piece.text)))
        names = map(plain_name, (*_IN_QUOTES.findall(piece.text)[-1:], *words, name))
        found = (values[each] for each in names for values in (self.page, self.own) if each in values)
        return next(found, None)

    def sizes(self, name: str, piece: ScriptText) -> list[int]:
        """The number that a field has: of records, if it is one of a page's."""
        value = self.value(name, piece)
        is_size = value is not None and re.fullmatch(r"[0-9]{1,3}", value.value)
        return [size] if value and is_size and 0 < (size := int(value.value)) <= _MOST else []

    def step(self, name: str, piece: ScriptText) -> list[int]:
        """By how many records an offset grows, as it is reckoned (``(page - 1) * 15``) or as it begins."""
        factors = [one or other for one, other in _FACTOR.findall(piece.text)]
        pieces = [ScriptText(each, is_code=not each.isdecimal()) for each in factors]
        return [size for each in pieces for size in self.sizes("", each)] or self.sizes(name, piece)


def script_pagers(sample: Sample, entries: int, files: Sequence[str] = ()) -> Iterator[ScriptPager]:
    """How the script of a list's first page may ask for later ones, the likeliest first.

    ``entries`` are as many as the page shows itself. One that shows none has even its first ones from the
    script. ``files`` are the texts of scripts that it loads.
    """
    counted, more = told_count(sample), told_more(sample)
    told = (counted if entries else "") or more
    if (called := _CREATE.search(sample.source)) and counted:
        yield from _pagers(sample, f"{called[1]}_{_NUMBER}.{called[2]}", counted, 1)
    if not told:
        return
    page = told_by_page(sample)
    inline = "\n".join(node.text() for node in sample.tree.css("script:not([src])"))
    sources = ((inline, {}), *((text, given_in(text)) for text in files))
    for script in (_Script(text, page, given, own_names(text)) for text, given in sources):
        for request in requests_in(script.source):
            yield from _requested(request, script, sample, told, entries)
    for template in (*_templates(sample.source), *map(_asked, _asking(sample))):
        yield from _pagers(sample, template, told, 0 if entries else 1, entries)


def _requested(
    request: ScriptRequest, script: _Script, sample: Sample, told: str, entries: int
) -> Iterator[ScriptPager]:
    """How a request asks for a page, by the names of its fields and what is known of their values."""
    counting = _counting(request)
    own = own_address(request.path, script.urls)
    path = [script.value("", piece) for piece in (own.rest if own else request.path)]
    if counting is None or not all(path):
        return
    is_offset = _OF_OFFSET.fullmatch(counting) is not None
    fields = dict(request.fields)
    lister = _lister(fields, script, sample)
    limits = [
        size for name in fields if _OF_SIZE.fullmatch(name) for size in script.sizes(name, fields[name])
    ]
    steps = script.step(counting, fields[counting]) or ([entries] if entries else [])
    values = {name: script.value(name, piece) for name, piece in fields.items()}
    texts = {name: value.value for name, value in values.items() if value} | {counting: _NUMBER}
    texts |= {lister[0]: _LIST} if lister else {}
    kept = [each for each in own.fields(sample.url) if each.partition("=")[0] not in texts] if own else []
    query = "&".join((*kept, *(f"{name}={texts[name]}" for name in fields if name in texts)))
    found = ScriptPager(
        f"{own.path(sample.url) if own else ''}{''.join(each.value for each in path if each)}?{query}",
        told,
        before=0 if entries else 1,
        size=min([*limits, *steps, _MOST]) if is_offset else 0,
        name=lister[1].value if lister else "",
        named=lister[1].told if lister else "",
        is_sized=bool(limits),
    )
    yield from _below(sample, found)


def _counting(request: ScriptRequest) -> str | None:
    """The field that counts: records before those of numbers of pages."""
    codes = [name for name, piece in request.fields if piece.is_code]
    return next((name for of in (_OF_OFFSET, OF_PAGE) for name in codes if of.fullmatch(name)), None)


def _lister(
    fields: Mapping[str, ScriptText], script: _Script, sample: Sample
) -> tuple[str, ToldValue] | None:
    """The field that names the list, and what it has: the name in the list's address, or what pages tell."""
    own = _own_name(sample.address)
    named = [
        (name, script.value(name, piece) or ToldValue(own, ""))
        for name, piece in fields.items()
        if _OF_LIST.fullmatch(name)
    ]
    named.sort(key=lambda each: (each[1].value != own, not each[1].told))
    return next((each for each in named if each[1].value == own or each[1].told), None)


def _own_name(address: str) -> str:
    """What names a list in its address, as far as one address shows it."""
    path, _, query = address.partition("?")
    parts = [part for part in path.split("/") if part and not part.startswith("index.")]
    last = query.rpartition("=")[2] or (parts[-1].partition(".")[0] if parts else "")
    return re.sub(r"^\w*?(?=\d+$)|.*[-_](?=\d+$)", "", last)


def _templates(source: str) -> Iterator[str]:
    sent = frozenset(map(_path, sent_in(source)))
    yield from (each for each in _written(source) if _path(each) not in sent)


def _path(address: str) -> str:
    """An address up to its query, without the place for a number."""
    return address.partition("?")[0].partition(_NUMBER)[0].rstrip("/")


def _written(source: str) -> Iterator[str]:
    for quoted in _QUOTED.finditer(source):
        for place in list(_PLACE.finditer(quoted[1]))[-1:]:
            yield f"{quoted[1][: place.start()]}{_NUMBER}{quoted[1][place.end() :]}"
    for found in _TOGETHER.finditer(source):
        yield f"{found[2]}{_NUMBER}{found[4] or ''}"


def _asking(sample: Sample) -> Iterator[LexborNode]:
    """Elements whose attributes tell a script what to ask for."""
    return (
        node
        for node in sample.tree.css("[data-api], [data-url], [data-href], [data-src]")
        if node.tag != "img"
    )


def _asked(node: LexborNode) -> str:
    """The address that a script makes of an element's attributes, as ``data-api`` and ``data-channel``."""
    values = {
        name.removeprefix("data-"): value or ""
        for name, value in node.attributes.items()
        if name.startswith("data-")
    }
    path = next(values.pop(name) for name in ("api", "url", "href", "src") if name in values)
    page = next((name for name in values if "page" in name.lower() and not _OF_SIZE.fullmatch(name)), "page")
    page = next(filter(_OF_OFFSET.fullmatch, values), page)
    fields = "&".join(f"{name}={value}" for name, value in values.items() if name != page)
    return f"{path}{'&' if '?' in path else '?'}{fields}{'&' if fields else ''}{page}={_NUMBER}"


def _pagers(sample: Sample, template: str, told: str, before: int, entries: int = 0) -> Iterator[ScriptPager]:
    """The pager of an address that has a place for one number: of a page, or of the records before it."""
    counting = next((found[1] for found in _NUMBER_OF.finditer(template)), "")
    if template.count(_NUMBER) != 1 or (_OF_LIST.fullmatch(counting) and not OF_PAGE.fullmatch(counting)):
        return
    limits = [
        int(value)
        for name, value in _FIELD.findall(template)
        if _OF_SIZE.fullmatch(name) and re.fullmatch(r"[0-9]{1,3}", value) and 0 < int(value) <= _MOST
    ]
    size = min([*limits, entries or _MOST]) if _OF_OFFSET.fullmatch(counting) else 0
    yield from _below(sample, ScriptPager(template, told, before, size, is_sized=bool(limits)))


def _below(sample: Sample, pager: ScriptPager) -> Iterator[ScriptPager]:
    """The pager with its address below the site's base.

    None of one that leads elsewhere, may change something, or has places for what is not known.
    """
    url = absolute(pager.template, base_url(sample.tree, sample.url))
    address = address_below(url, sample.base) if url else None
    is_known = address and not re.search(r"[{}]", address.replace(_NUMBER, "").replace(_LIST, ""))
    if address and is_known and not _CHANGES.search(address):
        yield replace(pager, template=address)
