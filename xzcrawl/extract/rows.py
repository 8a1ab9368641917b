"""The rows of a data table as a grid: a cell over several rows or columns keeps its place in each.

What stands in a cell over several rows is said again in each row, if it is short: a year, a district. The
columns that a wide cell covers beside its first are empty.
"""

from typing import Final

from xzcrawl.extract.markup import Segment

Cell = list[Segment]

#: No cell is wider, and nothing longer is a label; pages can ask for 1,000 columns of 65,534 rows.
_MOST_COLUMNS: Final = 50
_LONGEST_LABEL: Final = 100
_MOST_REPETITIONS: Final = 10_000


class Table:
    """An open table. ``is_data`` is False for one that only arranges ordinary content."""

    def __init__(self, is_data: bool) -> None:
        self.is_data = is_data
        self._part: int | None = None
        self._held: dict[int, tuple[int, Cell]] = {}  # by column: for how many more rows, and what
        self._repeated = 0

    def begin(self, part: int) -> "Row":
        """A row of ``part`` (head, body or foot); no cell reaches from one into another."""
        self._repeated += len(self._held)
        if part != self._part or self._repeated > _MOST_REPETITIONS:
            self._held = {}
        self._part = part
        return Row(self._held)


class Row:
    """A row being read."""

    def __init__(self, held: dict[int, tuple[int, Cell]]) -> None:
        self._held, self._above = held, dict(held)
        self._cells: list[Cell] = []
        self._own: list[tuple[int, int, int]] = []  # of each cell of this row: column, columns, rows

    @property
    def cell(self) -> Cell | None:
        """The cell being read."""
        return self._cells[self._own[-1][0]] if self._own else None

    def open(self, columns: str | None, rows: str | None) -> None:
        """Begins a cell; ``columns`` and ``rows`` are its ``colspan`` and ``rowspan``."""
        self._repeat()
        place = len(self._cells), min(_span(columns), _MOST_COLUMNS), _span(rows)
        self._own.append(place)
        self._cells += [[] for _ in range(place[1])]

    def end(self) -> list[Cell]:
        """The cells of the row; none where it has none of its own."""
        self._repeat()
        own = [self._cells[column] for column, _, _ in self._own]
        self._hold()
        return self._cells if any(text.strip() for cell in own for text, _ in cell) else []

    def _repeat(self) -> None:
        """Puts what reaches down from above where it belongs."""
        while len(self._cells) in self._above:
            self._cells.append(self._above[len(self._cells)][1])

    def _hold(self) -> None:
        """Notes what reaches into the rows below."""
        for column, (rows, cell) in self._above.items():
            self._held[column] = rows - 1, cell
        for column, columns, rows in self._own:
            label = self._cells[column]
            short = sum(len(text) for text, _ in label) <= _LONGEST_LABEL
            for offset in range(columns):
                self._held[column + offset] = rows - 1, label if short and not offset else []
        for column in [column for column, (rows, _) in self._held.items() if rows < 1]:
            del self._held[column]


def _span(number: str | None) -> int:
    """The number in an attribute, 1 for anything else; so is 0, which stands for all rows that follow."""
    text = (number or "").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= len("65534") else 1
