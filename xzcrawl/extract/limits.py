"""The most that a page may say of an article, far above what editors write: what is beyond is built to fill.

A longer name is not a name: it is left out like a missing one. An article whose title or body is
longer, or that has more of anything, is refused: its snapshot is kept, and reads where a limit is raised.
"""

from collections.abc import Sized
from typing import Final

from xzcrawl.errors import HostilePage

#: Characters of a title; of the name of an author, category, tag or listing; of an image's alternative text.
LONGEST_TITLE: Final = 1_000
LONGEST_NAME: Final = 200
LONGEST_ALT: Final = 1_000
#: Lines and images of a body, and characters of its HTML.
MOST_BLOCKS: Final = 20_000
MOST_HTML: Final = 2_000_000
#: Tags, breadcrumbs, or related articles; and attachments, of which the further ones are left out.
MOST_NAMES: Final = 500


def within(text: str, longest: int) -> str:
    """The text, "" where it is longer."""
    return text if len(text) <= longest else ""


def refuse_more(what: str, found: Sized, most: int) -> None:
    """Raises HostilePage for an article that has more than so many characters, or pieces, of something."""
    if len(found) > most:
        raise HostilePage(f"built to fill the archive: {len(found):,} {what}, where none has {most:,}")
