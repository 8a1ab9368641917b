"""An article's versions: one of them, or what changed between two, on a terminal, in a pipe, as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from xzcrawl.archive.records import RevisionRecord
from xzcrawl.cli.output import local
from xzcrawl.diff import Change, ChangeKind, Fold, compare, count_changed, fold
from xzcrawl.errors import NotInArchive

_COLOURS: Final[dict[ChangeKind, str]] = {"equal": "", "removed": "red strike", "added": "green"}
#: As wdiff marks words, for what has no colours.
_MARKS: Final[dict[ChangeKind, tuple[str, str]]] = {
    "equal": ("", ""),
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
}
_NEWLINE: Final = "¶"


def choose(revisions: Sequence[RevisionRecord], article_id: int, number: int) -> RevisionRecord:
    """The revision of this number. Raises ``NotInArchive``."""
    for revision in revisions:
        if revision.number == number:
            return revision
    known = ", ".join(str(revision.number) for revision in revisions)
    raise NotInArchive(f"article {article_id} has no revision {number}; the archive holds {known or 'none'}")


def print_revision(revision: RevisionRecord, out: Console) -> None:
    """The title and text of a revision, and whence it is."""
    out.print(Text(revision.title, style="bold"))
    out.print(Text(f"{_named(revision)}, Asia/Shanghai; extractor {revision.extractor}", style="dim"))
    for line in revision.text.splitlines():
        out.print()
        out.print(Text(line), soft_wrap=True)


def print_comparison(old: RevisionRecord, new: RevisionRecord, out: Console) -> None:
    """What changed, with what is equal folded; in colours, or where there are none between marks."""
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
    """Texts with their styles; a fold stands on a line of its own."""
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
    """A line of a change between its marks; one that is nothing but its end is shown as a sign."""
    opening, closing = ("", "") if coloured else _MARKS[kind]
    body, end = line.rstrip("\n"), line[len(line.rstrip("\n")) :]
    if body or kind == "equal":
        return f"{opening}{body}{closing}{end}" if body else end
    return f"{opening}{_NEWLINE}{closing}" + (end if kind == "added" else "")
