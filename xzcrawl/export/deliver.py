"""Writes an export to its target: a folder, a file, a compressed file, standard output."""

import sys
from collections.abc import Iterable
from pathlib import Path

from xzcrawl.archive import ArticleRecord
from xzcrawl.errors import UsageError
from xzcrawl.export.compression import compressing, is_compressed
from xzcrawl.export.folder import write_folder
from xzcrawl.export.format import Dump, ExportRemark, Format
from xzcrawl.export.output import open_output


def deliver(
    format_: Format, records: Iterable[ArticleRecord], target: str, dump: Dump
) -> ExportRemark | None:
    """Writes the records to ``target``: a path, or ``-`` for standard output.

    A file whose name ends with ``.gz`` or ``.zst`` is compressed. A format of files makes a folder, unless
    the name ends with ``.zip`` or is that of a pipe. Returns the format's note on the file, if there is one.
    Raises ``UsageError`` where the format cannot be written to the target.
    """
    format_.check()
    if format_.packed and is_compressed(target):
        raise UsageError(f"{format_.name} is compressed already: leave {Path(target).suffix} out of {target}")
    if format_.packed and target == "-" and sys.stdout.isatty():
        raise UsageError(f"{format_.name} cannot be shown in a terminal: name a file with --output")
    if format_.files and _is_folder(target):
        write_folder(format_.files(records), Path(target))
        return None
    with open_output(target) as stream, compressing(stream, target) as compressed:
        return format_.write(records, compressed, dump)


def _is_folder(target: str) -> bool:
    path = Path(target)
    is_stream = target == "-" or (path.exists() and not path.is_dir() and not path.is_file())
    return not is_stream and path.suffix.lower() != ".zip"
