"""Markdown: one file per article, with its fields as YAML front matter, in a folder or a ZIP archive."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from xzcrawl.archive import ArticleRecord
from xzcrawl.export.folder import write_zip
from xzcrawl.export.format import Dump, File, Format
from xzcrawl.export.markdown_body import to_markdown
from xzcrawl.plain.article_object import article_object

#: The fields of the dump that the front matter leaves out, because the body has them.
_BODY: Final = frozenset(("schema", "text", "html"))
#: The characters that YAML reads as a line break inside quotes, or refuses, and JSON does not escape.
_UNQUOTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
#: The characters that Windows refuses in a name, with the full-width ones that look like them.
_FULL_WIDTH: Final = {ord(sign): ord(sign) + 0xFEE0 for sign in '<>:"/\\|?*'}
#: The most characters of a title in a file name: with four bytes each, every file system takes the name.
_TITLE_LENGTH: Final = 60


def files(records: Iterable[ArticleRecord]) -> Iterator[File]:
    """One file per article, in the order of the records.

    The key of a file is the archive's id, so that names sort and are unique.
    """
    for record in records:
        key = f"{record.id:08d}"
        data = f"{_front_matter(record)}\n{to_markdown(record.html)}\n".encode()
        yield File(key, f"{key}-{_title(record.title)}.md", data, record.changed_at)


def write(records: Iterable[ArticleRecord], stream: BinaryIO, dump: Dump) -> None:  # noqa: ARG001 - no head
    """Writes the ZIP archive of the folder."""
    write_zip(files(records), stream)


def _front_matter(record: ArticleRecord) -> str:
    fields = article_object(record).items()
    lines = (f"{name}: {_yaml(value)}\n" for name, value in fields if name not in _BODY)
    return f"---\n{''.join(lines)}---\n"


def _yaml(value: object) -> str:
    """The value as JSON, which is also YAML, with every character escaped that some YAML reader refuses."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNQUOTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _title(title: str) -> str:
    seen = "".join(sign for sign in title if sign.isprintable() or sign.isspace())
    return " ".join(seen.split()).translate(_FULL_WIDTH)[:_TITLE_LENGTH].strip()


FORMAT: Final = Format(
    "markdown",
    "a folder with a file an article, or a .zip of it",
    write,
    "application/zip",
    "zip",
    packed=True,
    files=files,
)
