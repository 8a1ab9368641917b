"""Prints one revision of an article, or the changes between two, on a terminal or in a pipe."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from xzcrawl.archive.records import RevisionRecord
from xzcrawl.cli.output import local
from xzcrawl.diff import Change, ChangeKind, Fold, compare, count_changed, fold
from xzcrawl.errors import NotInArchive

_COLOURS: Final[dict[ChangeKind, str]] = {"equal": "", "removed": "red strike", "added": "green"}
#: The marks of wdiff, for output without colours.
_MARKS: Final[dict[ChangeKind, tuple[str, str]]] = {
    "equal": ("", ""),
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
}
_NEWLINE: Final = "¶"


def choose(revisions: Sequence[RevisionRecord], article_id: int, number: int) -> RevisionRecord:
    """The revision with this number. Raises ``NotInArchive`` where there is none."""
    for revision in revisions:
        if revision.number == number:
            return revision
    known = ", ".join(str(revision.number) for revision in revisions)
    raise NotInArchive(f"article {article_id} has no revision {number}; the archive holds {known or 'none'}")


def print_revision(revision: RevisionRecord, out: Console) -> None:
    """Prints the title and text of a revision, and when and by what it was made."""
    out.print(Text(revision.title, style="bold"))
    out.print(Text(f"{_named(revision)}, Asia/Shanghai; extractor {revision.extractor}", style="dim"))
    for line in revision.text.splitlines():
        out.print()
        out.print(Text(line), soft_wrap=True)


def print_comparison(old: RevisionRecord, new: RevisionRecord, out: Console) -> None:
    """Prints the changes between two revisions, in colours or, where there are none, between marks.

    Long equal parts are folded.
    """
    title, text = compare(old.title, new.title), compare(old.text, new.text)
    removed, added = count_changed([*title, *text])
    out.print(Text(f"{_named(old)} -> {_named(new)}, Asia/Shanghai", style="dim"))
    out.print(Text(f"clauses: {removed} removed, {added} added", style="dim"))
    coloured = out.is_terminal and not out.no_color
    out.print()
    out.print(Text.assemble(*_parts(title, coloured), style="bold"), soft_wrap=True)
    if shown := fold(text):
        out.print()
        out.print(Text.assemble(*_parts(shown, coloured)), soft_wrap=True)


def _named(revision: RevisionRecord) -> str:
    return f"revision {revision.number} ({revision.cause}, {local(revision.seen_at)})"


def _parts(changes: Iterable[Change | Fold], coloured: bool) -> Iterator[tuple[str, str]]:
    """The texts with their styles; a fold stands on a line of its own."""
    at_start = True
    for change in changes:
        if isinstance(change, Fold):
            yield ("" if at_start else "\n") + f"… {change.count} 句未变 …\n", "dim"
            at_start = True
            continue
        for line in change.text.splitlines(keepends=True):
            shown = _line(change.kind, line, coloured)
            yield shown, _COLOURS[change.kind] if coloured else ""
            at_start = shown.endswith("\n")


def _line(kind: ChangeKind, line: str, coloured: bool) -> str:
    """A line of a change between its marks; an empty line is shown as a sign."""
    opening, closing = ("", "") if coloured else _MARKS[kind]
    body, end = line.rstrip("\n"), line[len(line.rstrip("\n")) :]
    if body or kind == "equal":
        return f"{opening}{body}{closing}{end}" if body else end
    return f"{opening}{_NEWLINE}{closing}" + (end if kind == "added" else "")
