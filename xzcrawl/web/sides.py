"""Two versions of a text side by side, paragraph by paragraph. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from xzcrawl.diff import Change, Kind

#: So many unchanged paragraphs in a row, or more, are folded.
_FOLDED: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and whether it is in both versions, only in the old, or only in the new one."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of both versions, or what stands in its place in one of them."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return any(piece.kind != "equal" for piece in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another; ``folded``: all are unchanged and need not be read."""

    rows: tuple[Row, ...]
    folded: bool


@dataclass(slots=True)
class _Sides:
    old: list[Piece] = field(default_factory=list)
    new: list[Piece] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        if piece.kind != "added":
            self.old.append(piece)
        if piece.kind != "removed":
            self.new.append(piece)

    def row(self) -> Row:
        return Row(tuple(self.old), tuple(self.new))


def side_by_side(changes: Iterable[Change]) -> list[Row]:
    """The rows of two versions, cut where both end a paragraph."""
    rows, sides = [], _Sides()
    for change in changes:
        for line in change.text.splitlines(keepends=True):
            ends = change.kind == "equal" and line.endswith("\n")
            sides.add(Piece(change.kind, line.removesuffix("\n") if ends else line))
            if ends:
                rows.append(sides.row())
                sides = _Sides()
    if sides.old or sides.new:
        rows.append(sides.row())
    return rows


def stretches(rows: Iterable[Row]) -> Iterator[Stretch]:
    """The rows with long runs of unchanged ones folded."""
    for changed, group in groupby(rows, key=lambda row: row.is_changed):
        run = tuple(group)
        yield Stretch(run, folded=not changed and len(run) >= _FOLDED)
