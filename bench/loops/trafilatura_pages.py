"""Rounds of trafilatura's reading of the pages in a folder, for what we read too: text, links, images, date.

The pages are those of ``bench.pages``. Nothing of ours is imported: this runs in an environment of its own.
"""

import json
import sys
from pathlib import Path

from trafilatura import bare_extraction

from bench.rounds import answer


def main() -> None:
    """The folder is the argument. The first round comes before it is asked for."""
    folder = Path(sys.argv[1])
    urls = json.loads((folder / "urls.json").read_text())
    pages = [(url, (folder / f"{number}.html").read_bytes()) for number, url in enumerate(urls)]

    def read_all() -> None:
        for url, body in pages:
            if read_one(body, url) is None:
                raise ValueError(f"no article at {url}")

    read_all()
    answer(read_all)


def read_one(body: bytes, url: str) -> object:
    """What trafilatura makes of a page; None for nothing."""
    return bare_extraction(
        body, url=url, with_metadata=True, include_links=True, include_images=True, include_formatting=True
    )


if __name__ == "__main__":
    main()
