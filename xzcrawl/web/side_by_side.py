"""Puts two versions of a text side by side, paragraph by paragraph. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from typing import Final

from xzcrawl.diff import Change, ChangeKind

#: So many unchanged paragraphs in a row, or more, are folded.
_FOLDED: Final = 3


@dataclass(frozen=True, slots=True)
class SidePiece:
    """A stretch of text; ``kind`` says whether both versions have it, only the old, or only the new one."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """A paragraph of the old version beside that of the new one; a side may be empty."""

    old: tuple[SidePiece, ...]
    new: tuple[SidePiece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return any(piece.kind != "equal" for piece in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another; ``folded`` says that all are unchanged and need not be read."""

    rows: tuple[SideRow, ...]
    folded: bool


@dataclass(slots=True)
class _Sides:
    """The row that is being filled."""

    old: list[SidePiece] = field(default_factory=list)
    new: list[SidePiece] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.old and not self.new

    def take(self, change: Change) -> Iterator[SideRow]:
        """Adds a change to the row; gives each row that it completes."""
        for line in change.text.splitlines(keepends=True):
            ends = change.kind == "equal" and line.endswith("\n")
            self._add(SidePiece(change.kind, line.removesuffix("\n") if ends else line))
            if ends:
                yield self.row()

    def _add(self, piece: SidePiece) -> None:
        if piece.kind != "added":
            self.old.append(piece)
        if piece.kind != "removed":
            self.new.append(piece)

    def end(self) -> Iterator[SideRow]:
        """Gives the row, if a change has ended the paragraph in both versions."""
        if all(side and side[-1].text.endswith("\n") for side in (self.old, self.new)):
            for side in (self.old, self.new):
                side[-1] = replace(side[-1], text=side[-1].text.removesuffix("\n"))
            yield self.row()

    def row(self) -> SideRow:
        """Returns the row as it is, and begins a new one."""
        row = SideRow(tuple(self.old), tuple(self.new))
        self.old, self.new = [], []
        return row


def side_by_side(changes: Iterable[Change]) -> list[SideRow]:
    """The rows of two versions; a row ends where both versions end a paragraph.

    Whole paragraphs that were removed stand beside those that replace them.
    """
    rows: list[SideRow] = []
    sides = _Sides()
    for is_equal, group in groupby(changes, key=lambda change: change.kind == "equal"):
        run = list(group)
        if not is_equal and sides.is_empty and all(change.text.endswith("\n") for change in run):
            rows += _paragraphs(run)
            continue
        for change in run:
            rows += sides.take(change)
        rows += sides.end()
    return rows if sides.is_empty else [*rows, sides.row()]


def _paragraphs(run: Sequence[Change]) -> Iterator[SideRow]:
    old, new = (
        [
            SidePiece(change.kind, line)
            for change in run
            if change.kind == kind
            for line in change.text.splitlines()
        ]
        for kind in ("removed", "added")
    )
    for pair in zip_longest(old, new):
        before, after = ((piece,) if piece else () for piece in pair)
        yield SideRow(before, after)


def stretches(rows: Iterable[SideRow]) -> Iterator[Stretch]:
    """The rows with long runs of unchanged ones folded."""
    for changed, group in groupby(rows, key=lambda row: row.is_changed):
        run = tuple(group)
        yield Stretch(run, folded=not changed and len(run) >= _FOLDED)
