"""The differences between two versions of a Chinese text, clause by clause. Pure.

A line of Chinese is a whole paragraph, so a diff by lines shows far too much, and a diff by characters falls
to pieces. A clause ends at its punctuation.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

ChangeKind = Literal["equal", "removed", "added"]
#: A tag of ``SequenceMatcher``, then the start and end of its clauses in the old text and in the new one.
_Step = tuple[str, int, int, int, int]

#: Full-width punctuation ends a clause, and so does ASCII punctuation unless it joins the characters around
#: it (3.5, 10:30, xz.cn). A closing quotation mark or bracket belongs to the clause before it. A URL is one
#: word.
_CLAUSE: Final = re.compile(
    r"""
    (?: https?://[!-~]+ | (?<=[0-9A-Za-z])[,.:;!?](?=[0-9A-Za-z]) | [^。！？；，、：…,.:;!?] )*
    (?: [。！？；，、：…,.:;!?]+ [”’」』）】》〉)\]]* | $ )
    """,
    re.VERBOSE,
)
#: Texts with more clauses than ``_LONG`` are aligned by the clauses that occur once in both. The clauses
#: between two of these are compared only where there are at most ``_BETWEEN``: comparing each with each would
#: take hours for a text that was edited everywhere.
_LONG: Final = 2_000
_BETWEEN: Final = 100
#: Clauses shown before and after a change.
_CONTEXT: Final = 2


@dataclass(frozen=True, slots=True)
class Change:
    """Consecutive clauses that are in both versions, only in the old one, or only in the new one.

    The end of a paragraph is a newline at the end of its last clause; where only the newline was added or
    removed, it is a change of its own. The changes that are not ``added`` make up the old text, and those
    that are not ``removed`` the new one.
    """

    kind: ChangeKind
    clauses: tuple[str, ...]

    @property
    def text(self) -> str:
        """The clauses joined, as in the text."""
        return "".join(self.clauses)


@dataclass(frozen=True, slots=True)
class Fold:
    """A number of clauses that are in both versions and are not shown."""

    count: int


def clauses(text: str) -> list[str]:
    """The clauses of a text, cut after every clause and every end of a line. Joined they are the text."""
    found = [part for line in text.splitlines(keepends=True) for part in _of_line(line)]
    assert "".join(found) == text
    return found


def compare(old: str, new: str) -> tuple[Change, ...]:
    """The changes that lead from one text to the other, in the order of the text."""
    before, after = clauses(old), clauses(new)
    words = [[clause.rstrip("\n") for clause in text] for text in (before, after)]
    steps = (
        step
        for tag, i, i_end, j, j_end in _steps(*words)
        for step in (
            _alike(before[i:i_end], after[j:j_end])
            if tag == "equal"
            else _unlike(before[i:i_end], after[j:j_end])
        )
    )
    return tuple(_joined(steps))


def fold(changes: Sequence[Change]) -> list[Change | Fold]:
    """The changes, with equal clauses folded unless they are next to a change; empty if nothing changed."""
    if all(change.kind == "equal" for change in changes):
        return []
    last = len(changes) - 1
    return [part for at, change in enumerate(changes) for part in _folded(change, at > 0, at < last)]


def count_changed(changes: Iterable[Change]) -> tuple[int, int]:
    """The number of clauses removed and the number added."""
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


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[_Step]:
    if max(len(before), len(after)) <= _LONG:
        yield from _short_steps(before, after)
        return
    i = j = 0
    for i_next, j_next in [*_anchors(before, after), (len(before), len(after))]:
        gap = max(i_next - i, j_next - j)
        if gap > _BETWEEN:
            yield "replace", i, i_next, j, j_next
        elif gap:  # most anchors follow one another
            between = SequenceMatcher(None, before[i:i_next], after[j:j_next], autojunk=False).get_opcodes()
            yield from ((tag, i + a, i + a_end, j + b, j + b_end) for tag, a, a_end, b, b_end in between)
        if i_next < len(before):
            yield "equal", i_next, i_next + 1, j_next, j_next + 1
        i, j = i_next + 1, j_next + 1


def _short_steps(before: Sequence[str], after: Sequence[str]) -> Iterator[_Step]:
    """Steps between short texts. Common ends are split off first: the matcher compares each with each."""
    head, tail = _common_ends(before, after)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield "equal", 0, head, 0, head
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, head + i, head + i_end, head + j, head + j_end
    if tail:
        yield "equal", len(before) - tail, len(before), len(after) - tail, len(after)


def _common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """The number of clauses that both texts begin with, and the number of the rest that both end with."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    return head, tail


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Places of equal clauses in both texts, in order: their common beginning and end, and between these the
    longest row of clauses that occur there once in each text.
    """
    head, tail = _common_ends(before, after)
    once = [_once(text, head, len(text) - tail) for text in (before, after)]
    row = _longest_row([(at, once[1][clause]) for clause, at in once[0].items() if clause in once[1]])
    ends = zip(range(len(before) - tail, len(before)), range(len(after) - tail, len(after)), strict=True)
    return [*((at, at) for at in range(head)), *row, *ends]


def _once(text: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The clauses that occur once in a part of a text, in order, with their places."""
    counts = Counter(text[start:end])
    return {text[at]: at for at in range(start, end) if counts[text[at]] == 1}


def _longest_row(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs whose second numbers rise too (patience sorting)."""
    smallest: list[int] = []  # the smallest last number of a row of each length
    lengths = []
    for _, number in pairs:
        length = bisect_left(smallest, number)
        smallest[length : length + 1] = [number]
        lengths.append(length)
    row: list[tuple[int, int]] = []
    wanted = len(smallest) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and (not row or pair[1] < row[-1][1]):
            row.append(pair)
            wanted -= 1
    return row[::-1]


def _alike(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[ChangeKind, str]]:
    """Steps for clauses of the same words; a paragraph may end after one of them in one version only."""
    for old, new in zip(before, after, strict=True):
        if old == new:
            yield "equal", old
        elif len(old) > len(new):
            yield from (("equal", new), ("removed", old[len(new) :]))
        else:
            yield from (("equal", old), ("added", new[len(old) :]))


def _unlike(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[ChangeKind, str]]:
    yield from (("removed", clause) for clause in before)
    yield from (("added", clause) for clause in after)


def _joined(steps: Iterable[tuple[ChangeKind, str]]) -> Iterator[Change]:
    for kind, group in groupby(steps, key=lambda step: step[0]):
        if found := tuple(clause for _, clause in group if clause):
            yield Change(kind, found)


def _folded(change: Change, follows: bool, leads: bool) -> list[Change | Fold]:
    """A change as it is, or equal clauses with their middle folded.

    ``follows`` and ``leads`` say whether there is a change before it and after it.
    """
    head, tail = _CONTEXT * follows, _CONTEXT * leads
    hidden = len(change.clauses) - head - tail
    if change.kind != "equal" or hidden < _CONTEXT:
        return [change]
    parts = change.clauses[:head], change.clauses[head + hidden :]
    shown = [Change("equal", part) if part else None for part in parts]
    return [part for part in (shown[0], Fold(hidden), shown[1]) if part is not None]
