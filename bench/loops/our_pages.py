"""Rounds of our reading of the pages in a folder (see ``pages``): parse, outline, article, dates, clean."""

import sys
from pathlib import Path

from bench.pages import load
from bench.rounds import answer
from xzcrawl.families import ZBLOG_TPURE, Site
from xzcrawl.page_reader import read_page


def main() -> None:
    """The folder is the argument. The first round comes before it is asked for."""
    pages = list(load(Path(sys.argv[1])))
    site = Site.at("http://127.0.0.1/", ZBLOG_TPURE)

    def read_all() -> None:
        for page in pages:
            if read_page(page, site).article is None:
                raise ValueError(f"no article at {page.url}")

    read_all()
    answer(read_all)


if __name__ == "__main__":
    main()
