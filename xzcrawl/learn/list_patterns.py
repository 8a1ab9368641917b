"""The patterns of a site's lists, from the lists that were seen. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from xzcrawl.families.patterns import compiled, is_numbered
from xzcrawl.learn.addresses import fits_any, list_pattern, page_pattern
from xzcrawl.learn.issues import issue_pattern, issue_shape
from xzcrawl.learn.pagers import Pager
from xzcrawl.learn.seen_pages import SeenPages

_SEVERAL: Final = 3
#: What patterns have for the parameters of a query that say nothing.
_ANY: Final = "{**}"
#: The field of a later page's number, by pages or by records.
_NUMBER: Final = re.compile(r"\{(page|offset)(-1)?(?::(\d+))?\}")
#: A site has fewer columns.
_MANY: Final = 12


def patterns_of_lists(seen: SeenPages) -> list[str]:
    """The patterns of lists: for each kind of address the first page's, and those of later ones.

    Those of later ones come first, as the name of a list may have what tells their number, unless some
    list has such a name.
    """
    found: list[str] = []
    for group in kinds_of_lists(seen):
        pattern = _first_pattern(seen, group)
        if pattern is None:
            continue
        own = [pattern, *_linked(seen, group, pattern)]
        own += [made for _, made in _scripted(seen, group, pattern)]
        found += [_narrowed(seen, each, pattern, group) for each in own]
    numbered = sorted(dict.fromkeys(found), key=lambda each: not is_numbered(each))
    firsts = (seen.named(address, numbered) for group in kinds_of_lists(seen) for address in group)
    return numbered if all(one is None or one.page == 1 for one in firsts) else list(dict.fromkeys(found))


def _first_pattern(seen: SeenPages, group: Mapping[str, str]) -> str | None:
    """The pattern of the first pages of a kind of lists."""
    issues = _issues(seen, group)
    return issue_pattern([*group, *sorted(issues)]) if issues else list_pattern(list(group))


def _issues(seen: SeenPages, group: Mapping[str, str]) -> set[str]:
    """The addresses of a newspaper's pages that are alike, where lists are such, each a list by itself."""
    return set[str]().union(*(seen.issues.get(issue_shape(address), ()) for address in group))


def _linked(seen: SeenPages, group: Mapping[str, str], pattern: str) -> list[str]:
    """The patterns of the later pages that lists link: the commonest, and all by which scripts answer.

    Of those whose links were made of what scripts are told one must have shown articles.
    """
    if "{list}" not in pattern:
        return []
    pagers = {address: seen.pagers[url] for address, url in group.items() if url in seen.pagers}
    made = {address: page_pattern(address, pager.addresses, pattern) for address, pager in pagers.items()}
    shown = {
        later
        for address, later in made.items()
        if not pagers[address].made or any(map(seen.rows, seen.later.get(group[address], {}).values()))
    }
    found = Counter(later for later in made.values() if later in shown and later)
    known = [later for later, _ in found.most_common() if not _is_mistaken(later, pattern, pagers)]
    return [later for place, later in enumerate(known) if place == 0 or _ANY in later]


def _is_mistaken(later: str, pattern: str, pagers: Mapping[str, Pager]) -> bool:
    """Whether a pattern of later pages takes those of one list for those of another."""
    own, first = compiled(later), compiled(pattern)
    for address, pager in pagers.items():
        listed = first.fullmatch(address)
        named = filter(None, map(own.fullmatch, pager.addresses.values()))
        if listed and any(each["list"] != listed["list"] for each in named):
            return True
    return False


def told_by_scripts(seen: SeenPages) -> dict[str, str]:
    """What lists say of the pages that only a script knows, with the patterns of these; each text once."""
    found: dict[str, str] = {}
    for group in kinds_of_lists(seen):
        if pattern := _first_pattern(seen, group):
            for told, made in _scripted(seen, group, pattern):
                found.setdefault(told, made)
    return found


def kinds_of_lists(seen: SeenPages) -> list[dict[str, str]]:
    """The lists by how their addresses are made; a single one beside others is one only with a pager."""
    groups = [group for group in _alike(seen) if not _is_of_tags(seen, group)]
    most = max(map(len, groups), default=0)
    return [
        group
        for group in groups
        if len(group) > 1
        or most == 1
        or _issues(seen, group)
        or any(seen.pagers[url].pages or url in seen.scripts for url in group.values())
    ]


def _narrowed(seen: SeenPages, pattern: str, first: str, group: Mapping[str, str]) -> str:
    """A pattern of lists whose names have no slashes, where it would take many other pages for lists."""
    narrow = compiled(first.replace("{list}", "{name}"))
    if not all(map(narrow.fullmatch, group)):
        return pattern
    strange = (one for one in seen.linked() if seen.key(one) is None and not narrow.fullmatch(one))
    wide = sum(fits_any(first, [address]) for address in strange) > _MANY
    return pattern.replace("{list}", "{name}") if wide else pattern


def _addresses(seen: SeenPages) -> dict[str, str]:
    return {sample.address: sample.url for sample in seen.lists}


def _is_of_tags(seen: SeenPages, group: Mapping[str, str]) -> bool:
    """Whether lists are of tags: many more are linked at such addresses than a site has columns.

    The first list that the home page links is a column.
    """
    pattern = list_pattern(list(group))
    if len(group) < _SEVERAL or pattern is None or len(group) == len(seen.lists) or _issues(seen, group):
        return False
    alike = sum(fits_any(pattern, [address]) for address in seen.linked())
    lists = _addresses(seen)
    first = next(
        (link.address for link in (seen.home.links if seen.home else ()) if link.address in lists), ""
    )
    return alike > _MANY and first not in group


def _scripted(seen: SeenPages, group: Mapping[str, str], pattern: str) -> Iterator[tuple[str, str]]:
    """What lists say of the pages that only a script knows, and the pattern of these.

    An address has one number. So all lists for which a script asks alike are read as the one that needs the
    most: which has even its first entries from the script, or shows the fewest itself.
    """
    groups = ((each, _first_pattern(seen, each)) for each in kinds_of_lists(seen))
    every = {later for each, first in groups if first for _, later in _declared(seen, each, first)}
    for told, later in _declared(seen, group, pattern):
        alike = [other for other in every if _NUMBER.sub("", other) == _NUMBER.sub("", later)]
        yield told, _NUMBER.sub(_neediest(alike), later)


def _neediest(alike: Iterable[str]) -> str:
    """The field of a page's number that serves for all of some patterns which differ in that field."""
    found = [match for match in map(_NUMBER.search, alike) if match]
    before = "-1" if any(match[2] for match in found) else ""
    size = min((int(match[3]) for match in found if match[3]), default=0)
    return f"{{{found[0][1]}{before}{f':{size}' if size else ''}}}" if found else ""


def _declared(seen: SeenPages, group: Mapping[str, str], pattern: str) -> Iterator[tuple[str, str]]:
    """What each list of a group tells of pages for a script, and their pattern."""
    before, named, after = pattern.partition("{list}")
    for address, url in group.items():
        pager = seen.scripts.get(url) if named else None
        if pager and (made := pager.declared(address[len(before) : len(address) - len(after)])):
            yield made


def _alike(seen: SeenPages) -> list[dict[str, str]]:
    """First pages of lists whose addresses are made alike: folders, or files, or queries of one script."""
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for address, url in _addresses(seen).items():
        path, mark, query = address.partition("?")
        folder, _, name = path.rpartition("/")
        if (shape := issue_shape(address)) in seen.issues:
            kind = shape
        elif mark:
            kind = f"{path}?{re.sub(r'[^=&]+(?=&|$)', '', query)}"
        elif name.startswith("index."):
            kind = f"/{name}"
        else:  # a name without an ending is that of the list
            kind = re.sub(r"\d+", "#", name) if "." in name or not name else f"{folder}/*"
        kinds[kind][address] = url
    return list(kinds.values())
