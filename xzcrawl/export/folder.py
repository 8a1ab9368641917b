"""A folder with one file per article, on the disk or inside a ZIP archive."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xzcrawl import dates
from xzcrawl.errors import UsageError
from xzcrawl.export.format import File


def write_folder(files: Iterable[File], folder: Path) -> None:
    """Writes the files into the folder, which is made if it is not there.

    Each file appears whole or not at all, and replaces the ``.md`` files with its key; all other files stay.
    Raises ``UsageError`` where the folder cannot be made or written, or the disk is full.
    """
    try:
        folder.mkdir(exist_ok=True)
        present = _present(folder)
        for file in files:
            name = _in_locale(file.name)
            _put(file, folder / name)
            for old in present[file.key] - {name}:
                _drop(folder / old, folder / name)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}") from error


def _present(folder: Path) -> Mapping[str, set[str]]:
    """The names of the files that are in the folder, by key."""
    present: dict[str, set[str]] = defaultdict(set)
    for path in folder.glob("[0-9]*-*.md"):
        present[path.name.partition("-")[0]].add(path.name)
    return present


def _in_locale(name: str) -> str:
    """The name with question marks for characters that the file system's encoding lacks: GBK has no emoji."""
    encoding = sys.getfilesystemencoding()
    return name.encode(encoding, "replace").decode(encoding)


def _put(file: File, path: Path) -> None:
    unfinished = path.with_name(f".{file.key}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(file.data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _drop(old: Path, new: Path) -> None:
    """Removes the file of an earlier title, unless both names lead to one file: some systems ignore case."""
    if not old.samefile(new):
        old.unlink()


def write_zip(files: Iterable[File], stream: BinaryIO) -> None:
    """Writes the files as a ZIP archive, each with the time of its last change, in Asia/Shanghai."""
    with ZipFile(stream, "w") as package:
        for file in files:
            info = ZipInfo(file.name, file.changed_at.astimezone(dates.SHANGHAI).timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            package.writestr(info, file.data)
