"""Exports the archive in other formats: a registry of small streaming writers, one module each.

``FORMATS[name].write(records, stream, dump)`` writes ``ArticleRecord``s as they come, in constant memory, to
a binary stream that need not be seekable. ``deliver`` writes them to the target that a command line names.
The same records give the same bytes. A new format is a module with a ``Format`` and a line here.
"""

from collections.abc import Mapping
from typing import Final

from xzcrawl.export import atom_feed, csv_table, json_document, json_lines, markdown, parquet_table, wacz
from xzcrawl.export.deliver import deliver
from xzcrawl.export.format import Dump, Format, SnapshotSource
from xzcrawl.export.output import open_output

_ALL: Final = (
    json_lines.FORMAT,
    json_document.FORMAT,
    csv_table.FORMAT,
    parquet_table.FORMAT,
    markdown.FORMAT,
    atom_feed.FORMAT,
    wacz.FORMAT,
)

#: Every format by the name users choose it by.
FORMATS: Final[Mapping[str, Format]] = {format_.name: format_ for format_ in _ALL}

__all__ = ["FORMATS", "Dump", "Format", "SnapshotSource", "deliver", "open_output"]
