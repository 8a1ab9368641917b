"""Patterns of addresses, learned from addresses that a site links to. Pure.

Addresses are paths with queries below the base URL. A pattern is one of ``families.described``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

from xzcrawl.families.patterns import DAY, compiled
from xzcrawl.learn.sample import uncut

_DIGITS: Final = re.compile(r"\d+")
_PIECES: Final = re.compile(r"(\d+|[/?&=._-])")
_ID: Final = re.compile(r"\{id:\d+\}")
_DATE: Final = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?")
_DAY: Final = re.compile(DAY)
BOUNDARY: Final = "/=-_&?."
#: Names in one folder with so many shapes are chosen by a writer or a machine: the name is the key.
_SHAPES_OF_NAMES: Final = 4
#: A number that so many addresses share is a part of the pattern.
_SHARED: Final = 5
_FEWEST_NAMED: Final = 4
#: What the parameters of a query are called that count pages, name lists, and number records.
OF_PAGE: Final = re.compile(r"(?:cur|now|to)?_?p(?:ages?)?_?(?:no|num|number|index|n)?", re.IGNORECASE)
_OF_LIST: Final = re.compile(
    r"(?:col(?:umn)?|cat(?:egory|alog)?|channel|class|list|type|c|t)_?id", re.IGNORECASE
)
_OF_FIRST: Final = re.compile(r"(?:start|begin|first)\w*", re.IGNORECASE)
_OF_LAST: Final = re.compile(r"(?:end|last)\w*", re.IGNORECASE)
#: The name of a folder or file that all lists share before their numbers.
_BEFORE_NUMBERS: Final = re.compile(r"([A-Za-z]+)\d+")
#: LinkTitles of links that say so little name no article.
_SHORT: Final = 4

AddressShape = tuple[tuple[str, ...], str, str]
#: The titles that links to an address have.
LinkTitles = Mapping[str, set[str]]


def shapes(addresses: Iterable[str]) -> dict[AddressShape, list[str]]:
    """Addresses that differ by numbers and by the words of their folders alone, the most first."""
    groups: dict[AddressShape, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        groups[_shape(address)].append(address)
    return dict(sorted(_with_names(groups).items(), key=lambda item: -len(item[1])))


def _shape(address: str) -> AddressShape:
    path, mark, query = address.partition("?")
    *folders, name = path.split("/")
    if mark:
        return tuple(folders), name, _DIGITS.sub("#", query)
    words = tuple(
        _DIGITS.sub("#", folder) if _DIGITS.search(folder) else "*"[: len(folder)] for folder in folders
    )
    return words, _DIGITS.sub("#", name) if _DIGITS.search(name) else _any_name(name), ""


def _any_name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"*{dot}{ending}" if stem else "*"[: len(name)]


def _with_names(groups: dict[AddressShape, list[str]]) -> dict[AddressShape, list[str]]:
    """Puts names of many shapes, such as ``5f3c1a.html`` beside ``b21e07.html``, into one group."""
    alike: dict[AddressShape, list[AddressShape]] = defaultdict(list)
    for folders, name, query in groups:
        if not query:
            ending = name.rpartition(".")[2] if "." in name else ""
            alike[folders, f"*.{ending}" if ending else "*"[: len(name)], ""].append((folders, name, query))
    for joined, parts in alike.items():
        few = [part for part in parts if len(groups[part]) <= 2]
        if len(few) >= _SHAPES_OF_NAMES:
            groups[joined] = [address for part in few for address in groups.pop(part)]
    return groups


def article_pattern(addresses: Sequence[str], titles: LinkTitles) -> str | None:
    """The pattern of articles at addresses of one shape; None where nothing in them names an article."""
    rows = [_PIECES.split(address) for address in addresses]
    if len({len(row) for row in rows}) > 1 or not any(_numbers(rows)):
        return _named_pattern(addresses)
    columns = list(zip(*rows, strict=True))
    days = _of_days(rows[0])
    place, lister = _key(addresses, columns, titles)
    if place is None:
        return None
    names = {place: "{id}"} | ({lister: "{list}"} if lister is not None else {})
    fields = (names.get(at) or ("{*}" if at in days else _piece(column)) for at, column in enumerate(columns))
    return "".join(fields)


def _of_days(pieces: Sequence[str]) -> set[int]:
    """Which pieces of an address are the numbers of a day: links of one day all have the same ones."""
    starts = [0, *accumulate(map(len, pieces))]
    spans = [found.span() for found in _DAY.finditer("".join(pieces))]
    return {
        at
        for at, piece in enumerate(pieces)
        if piece.isdecimal() and any(start <= starts[at] < end for start, end in spans)
    }


def article_patterns(addresses: Sequence[str], titles: LinkTitles) -> list[str]:
    """The patterns of articles at addresses of one shape: where words name them, one for each folder.

    Words may name anything, so only folders of which several articles are linked are taken.
    """
    pattern = article_pattern(addresses, titles)
    if pattern is None or not pattern.startswith("/{*}/{key}"):
        return [] if pattern is None else [pattern]
    folders = Counter(address.split("/")[1] for address in addresses)
    return [pattern.replace("{*}", folder, 1) for folder, count in folders.items() if count >= _FEWEST_NAMED]


def widened(patterns: Sequence[str]) -> list[str]:
    """Patterns of articles in folders of several depths, with a field for each folder that not all share."""
    names: dict[str, list[list[str]]] = defaultdict(list)
    for pattern in patterns:
        path, _, name = pattern.rpartition("/")
        names[name].append(path.split("/"))
    wide: list[str] = []
    for name, paths in names.items():
        common = next(
            (at for at, column in enumerate(zip(*paths, strict=False)) if len(set(column)) > 1),
            min(map(len, paths)),
        )
        for folders in paths:
            start = len(folders) if len(paths) == 1 else common
            wide.append("/".join((*folders[:start], *map(_any_folder, folders[start:]), name)))
    return wide


def _any_folder(folder: str) -> str:
    """The field for folders of several names: of one that names the article (``lidong-{id}``) that name."""
    return "{key}" if "{id" in folder or "{key}" in folder else "{*}"


def _numbers(rows: Sequence[Sequence[str]]) -> list[int]:
    return [at for at, piece in enumerate(rows[0]) if piece.isdecimal()]


def _named_pattern(addresses: Sequence[str]) -> str | None:
    """The pattern where a name without a shape of its own stands at the end of the path."""
    if any("?" in address for address in addresses):
        return None
    paths = [address.rstrip("/").rsplit("/", 1) for address in addresses]
    folders = [folder.split("/") for folder, _ in paths]
    if len({len(folder) for folder in folders}) > 1:
        return None
    endings = {name.rpartition(".")[2] if "." in name else "" for _, name in paths}
    ending = f".{endings.pop()}" if len(endings) == 1 and "" not in endings else ""
    tail = "/" if all(address.endswith("/") for address in addresses) else ending
    return (
        "/".join("" if not column[0] else _piece(column) for column in zip(*folders, strict=True))
        + "/{key}"
        + tail
    )


def _key(
    addresses: Sequence[str], columns: Sequence[Sequence[str]], titles: LinkTitles
) -> tuple[int | None, int | None]:
    """Which piece is the number of the article, and which names its list where only both name one."""
    numbers = [at for at, column in enumerate(columns) if column[0].isdecimal()]
    places = sorted(numbers, key=lambda at: (_is_date(columns[at]), -len(set(columns[at])), -at))
    for place in places:
        if len(set(columns[place])) > 1 and not _confused(addresses, columns[place], titles):
            return place, None
    last = max((at for at in numbers if len(set(columns[at])) > 1), default=None)
    for lister in range(last or 0):
        if len(set(columns[lister])) > 1 and last is not None:
            both = [f"{one}/{other}" for one, other in zip(columns[lister], columns[last], strict=True)]
            if not _confused(addresses, both, titles):
                return last, lister
    return None, None


def _is_date(column: Iterable[str]) -> bool:
    return all(_DATE.fullmatch(value) for value in column)


def _confused(addresses: Sequence[str], keys: Sequence[str], titles: LinkTitles) -> bool:
    """Whether one key would name addresses whose titles have nothing in common."""
    named: dict[str, list[set[str]]] = defaultdict(list)
    for address, key in zip(addresses, keys, strict=True):
        if said := {uncut(title) for title in titles.get(address, ()) if len(title) >= _SHORT}:
            named[key].append(said)
    return any(not _alike(said[0], other) for said in named.values() for other in said[1:])


def _alike(some: set[str], others: set[str]) -> bool:
    """Whether a title of some is one of the others, or its beginning."""
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)


def _piece(column: Sequence[str]) -> str:
    """What a pattern has for the texts that stand at one place of the addresses."""
    if len(set(column)) > 1:
        return "{*}"
    one = column[0]
    certain = not one.isdecimal() or (len(column) >= _SHARED and not _DATE.fullmatch(one))
    return one if certain else "{*}"


def numbered_apart(pattern: str, pages: Iterable[str], articles: Iterable[str]) -> str:
    """A pattern of articles that fits no later page of a list, where all articles have longer numbers.

    ``pages`` and ``articles`` are the addresses of such that were seen. One without numbers stays.
    """
    if "{id" not in pattern:
        return pattern
    wide = _ID.sub("{id}", pattern)
    longest = max(_digits(wide, pages), default=0)
    least = min(_digits(wide, articles), default=0)
    return wide.replace("{id}", f"{{id:{least}}}") if 0 < longest < least else wide


def _digits(pattern: str, addresses: Iterable[str]) -> list[int]:
    """How many digits the numbers of the addresses have that a pattern fits."""
    return [len(found["key"]) for one in addresses if (found := compiled(pattern).fullmatch(one))]


def fits_any(pattern: str, addresses: Iterable[str]) -> bool:
    """Whether any of the addresses is of a pattern."""
    return any(compiled(pattern).fullmatch(address) for address in addresses)


def named_folders(pattern: str, addresses: Iterable[str]) -> list[str]:
    """The patterns that have the folders of the addresses in place of any first folder."""
    if not pattern.startswith("/{*}/"):
        return [pattern]
    fitting = (address for address in addresses if compiled(pattern).fullmatch(address))
    folders = dict.fromkeys(address.split("/")[1] for address in fitting)
    return [pattern.replace("{*}", folder, 1) for folder in folders]


def list_pattern(addresses: Sequence[str]) -> str | None:
    """The pattern of the first pages of lists; None where nothing in the addresses names a list."""
    start, end = common_ends(addresses)
    start += _letters([address[start : len(address) - end] for address in addresses])
    names = [address[start : len(address) - end] for address in addresses]
    return (
        None if not all(names) else f"{addresses[0][:start]}{{list}}{addresses[0][len(addresses[0]) - end :]}"
    )


def _letters(names: Sequence[str]) -> int:
    """How many letters stand before the numbers of which the names of lists consist otherwise."""
    found = [_BEFORE_NUMBERS.fullmatch(name) for name in names]
    shared = {name[1] if name else "" for name in found}
    return len(shared.pop()) if len(shared) == 1 else 0


def common_ends(addresses: Sequence[str]) -> tuple[int, int]:
    """How many characters all addresses have in common at the beginning and at the end."""
    if len(addresses) == 1:
        address = addresses[0].rstrip("/")
        start = max(address.rfind(mark) for mark in "/=") + 1
        dot = address.find(".", start)
        return start, len(addresses[0]) - (dot if dot > 0 else len(address))
    shortest = min(map(len, addresses))
    start = next((at for at in range(shortest) if len({a[at] for a in addresses}) > 1), shortest)
    start = max((addresses[0].rfind(mark, 0, start) for mark in BOUNDARY), default=-1) + 1
    rest = shortest - start
    end = next((at for at in range(rest) if len({a[-1 - at] for a in addresses}) > 1), rest)
    tail = addresses[0][len(addresses[0]) - end :]
    cut = next((at for at, character in enumerate(tail) if character in BOUNDARY), len(tail))
    return start, len(tail) - cut


def page_pattern(first: str, addresses: Mapping[int, str], pattern: str) -> str | None:
    """The pattern of a list's later pages, of which ``addresses`` has some by their number.

    ``first`` is the address of its first page, which ``pattern`` fits.
    """
    before, _, after = pattern.partition("{list}")
    name = first[len(before) : len(first) - len(after)]
    made = (
        f"{before}{{list}}{tail}"
        if (tail := _numbered(address, number, before + name))
        else _by_query(address, number, name)
        for number, address in addresses.items()
    )
    patterns = Counter(filter(None, made))
    return patterns.most_common(1)[0][0] if patterns else None


def _by_query(address: str, number: int, name: str) -> str | None:
    """The pattern of a later page that a script answers, whose query has the list's name and the number."""
    path, _, query = address.partition("?")
    pairs = [(said, value) for said, _, value in (part.partition("=") for part in query.split("&"))]
    counted = _counted(pairs, number)
    named = [at for at, (_, value) in enumerate(pairs) if value == name and at not in counted]
    lister = min(named, key=lambda at: _OF_LIST.fullmatch(pairs[at][0]) is None, default=None)
    if lister is None or not counted:
        return None
    fields = {lister: "{list}", **counted}
    pieces = [f"{said}={fields[at]}" if at in fields else "{**}" for at, (said, _) in enumerate(pairs)]
    parts = (
        piece
        for piece, before in zip(pieces, ["", *pieces], strict=False)
        if piece != "{**}" or before != piece
    )
    return f"{path}?{'&'.join(parts)}"


def _counted(pairs: Sequence[tuple[str, str]], number: int) -> dict[int, str]:
    """The parameters that tell the number of a page, by themselves or by the numbers of its records."""
    numbers = {at: int(value) for at, (_, value) in enumerate(pairs) if re.fullmatch(r"[0-9]{1,7}", value)}
    for wanted, field in ((number, "{page}"), (number - 1, "{page-1}")):
        for at, value in numbers.items():
            if value == wanted and OF_PAGE.fullmatch(pairs[at][0]):
                return {at: field}
    first = next((at for at in numbers if _OF_FIRST.fullmatch(pairs[at][0])), None)
    last = next((at for at in numbers if _OF_LAST.fullmatch(pairs[at][0])), None)
    if first is None or last is None:
        return {}
    size = numbers[last] - numbers[first] + 1
    return {first: "{first}", last: "{last}"} if size > 0 and numbers[last] == number * size else {}


def _numbered(address: str, number: int, beginning: str) -> str | None:
    """The rest of a later page's address, with its number as a field."""
    if not address.startswith(beginning):
        return None
    pieces = _PIECES.split(address[len(beginning) :])
    for value, name in ((number, "{page}"), (number - 1, "{page-1}")):
        places = [at for at, piece in enumerate(pieces) if piece.isdecimal() and int(piece) == value]
        if places:
            place = places[-1]
            return "".join(
                name if at == place else ("{*}" if piece.isdecimal() else piece)
                for at, piece in enumerate(pieces)
            )
    return None
