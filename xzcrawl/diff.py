"""What changed between two versions of a Chinese text, clause by clause. Pure.

A line of Chinese is a whole paragraph, so a diff by lines shows far too much, and one by characters falls to
pieces. A clause ends at its punctuation, as a reader breathes.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

Kind = Literal["equal", "removed", "added"]
Step = tuple[Kind, str]

#: Full-width punctuation ends a clause, ASCII punctuation too unless it joins what stands around it (3.5,
#: 10:30, xz.cn); what closes a quotation or a bracket belongs to the clause before it. A URL is one word.
_CLAUSE: Final = re.compile(
    r"""
    (?: https?://[!-~]+ | (?<=[0-9A-Za-z])[,.:;!?](?=[0-9A-Za-z]) | [^。！？；，、：…,.:;!?] )*
    (?: [。！？；，、：…,.:;!?]+ [”’」』）】》〉)\]]* | $ )
    """,
    re.VERBOSE,
)
#: From so many clauses on a text is cut at those that stand in it once (the way of "patience diff"), and what
#: lies between two of them is lined up only where no more pairs of clauses than this are to be compared.
_LONG: Final = 2_000
_MOST_PAIRS: Final = 40_000
#: Clauses shown before and after a change.
_CONTEXT: Final = 2


@dataclass(frozen=True, slots=True)
class Change:
    """Clauses that follow one another and are in both versions, in the old alone, or in the new alone.

    The end of a paragraph is a newline at the end of its last clause, or, where only it came or went, a
    change of its own. All that is not added makes the old text, all that is not removed the new one.
    """

    kind: Kind
    clauses: tuple[str, ...]

    @property
    def text(self) -> str:
        """The clauses as they stand in the text."""
        return "".join(self.clauses)


@dataclass(frozen=True, slots=True)
class Fold:
    """So many clauses that are in both versions and are not shown."""

    count: int


def clauses(text: str) -> list[str]:
    """A text cut after every clause and every end of a line; joined again they are the text."""
    found = [part for line in text.splitlines(keepends=True) for part in _of_line(line)]
    assert "".join(found) == text
    return found


def compare(old: str, new: str) -> tuple[Change, ...]:
    """The changes that lead from one text to the other, in the order of the text."""
    before, after = clauses(old), clauses(new)
    is_long = max(len(before), len(after)) > _LONG
    return tuple(_joined(_by_landmarks(before, after) if is_long else _lined_up(before, after)))


def fold(changes: Sequence[Change]) -> list[Change | Fold]:
    """The changes with what is equal cut down to the clauses next to a change; nothing where none is."""
    if all(change.kind == "equal" for change in changes):
        return []
    last = len(changes) - 1
    return [part for at, change in enumerate(changes) for part in _folded(change, at > 0, at < last)]


def count_changed(changes: Iterable[Change]) -> tuple[int, int]:
    """How many clauses were removed and how many added."""
    counts = {"removed": 0, "added": 0, "equal": 0}
    for change in changes:
        counts[change.kind] += len(change.clauses)
    return counts["removed"], counts["added"]


def _of_line(line: str) -> Iterator[str]:
    """The clauses of a line; its newline goes with the last of them."""
    body = line.rstrip("\n")
    found = [match.group() for match in _CLAUSE.finditer(body) if match.group()]
    yield from found[:-1]
    yield (found[-1] if found else "") + line[len(body) :]


def _by_landmarks(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    """The steps between two long texts: what lies between clauses that stand once in both is compared."""
    i = j = 0
    for i_next, j_next in [*_landmarks(_bare(before), _bare(after)), (len(before), len(after))]:
        yield from _between(before[i:i_next], after[j:j_next])
        yield from _alike(before[i_next : i_next + 1], after[j_next : j_next + 1])
        i, j = i_next + 1, j_next + 1


def _landmarks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where clauses stand that each text has once: of these as many as can be in the same order in both."""
    counts, places = Counter(before) | Counter(after), {clause: j for j, clause in enumerate(after)}
    pairs = [(i, places[one]) for i, one in enumerate(before) if counts[one] == 1 and one in places]
    lowest: list[int] = []  # the lowest place at which a rising row of each length ends
    lengths: list[int] = []  # of the longest row that ends at each pair
    for _, place in pairs:
        length = bisect_left(lowest, place)
        lowest[length : length + 1] = [place]
        lengths.append(length)
    chosen: list[tuple[int, int]] = []
    wanted = len(lowest) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and (not chosen or pair[1] < chosen[-1][1]):
            chosen.append(pair)
            wanted -= 1
    return chosen[::-1]


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    """The steps between two parts, which are only cut to where they begin and end alike if they are long."""
    shortest = min(len(before), len(after))
    pairs = list(zip(_bare(before), _bare(after), strict=False))
    head = next((n for n, (old, new) in enumerate(pairs) if old != new), shortest)
    ends = zip(reversed(_bare(before[head:])), reversed(_bare(after[head:])), strict=False)
    tail = next((n for n, (old, new) in enumerate(ends) if old != new), shortest - head)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield from _alike(before[:head], after[:head])
    yield from _lined_up(old, new) if len(old) * len(new) <= _MOST_PAIRS else _unlike(old, new)
    yield from _alike(before[len(before) - tail :], after[len(after) - tail :])


def _lined_up(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        steps = _alike if tag == "equal" else _unlike
        yield from steps(before[i:i_end], after[j:j_end])


def _bare(found: Sequence[str]) -> list[str]:
    return [clause.rstrip("\n") for clause in found]


def _alike(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    """Clauses of the same words; a paragraph may end behind one of them in one version alone."""
    for old, new in zip(before, after, strict=True):
        if old == new:
            yield "equal", old
        elif len(old) > len(new):
            yield from (("equal", new), ("removed", old[len(new) :]))
        else:
            yield from (("equal", old), ("added", new[len(old) :]))


def _unlike(before: Sequence[str], after: Sequence[str]) -> Iterator[Step]:
    yield from (("removed", clause) for clause in before)
    yield from (("added", clause) for clause in after)


def _joined(steps: Iterable[Step]) -> Iterator[Change]:
    for kind, group in groupby(steps, key=lambda step: step[0]):
        if found := tuple(clause for _, clause in group if clause):
            yield Change(kind, found)


def _folded(change: Change, follows: bool, leads: bool) -> list[Change | Fold]:
    """A change as it is, or what is equal with its middle folded; ``follows`` and ``leads`` a change."""
    head, tail = _CONTEXT * follows, _CONTEXT * leads
    hidden = len(change.clauses) - head - tail
    if change.kind != "equal" or hidden < _CONTEXT:
        return [change]
    parts = change.clauses[:head], change.clauses[head + hidden :]
    shown = [Change("equal", part) if part else None for part in parts]
    return [part for part in (shown[0], Fold(hidden), shown[1]) if part is not None]
