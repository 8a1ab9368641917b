"""Rounds of the generic reader's reading of the judged pages: from the bytes to the cleaned article."""

import sys

from bench.judged import judged_pages, site_of
from bench.rounds import answer
from xzcrawl.page_reader import read_page


def main() -> None:
    """How many pages is the argument. The first round comes before it is asked for."""
    judged = judged_pages()[: int(sys.argv[1])]
    pages = [(each.page, site_of(each.page)) for each in judged]

    def read_all() -> None:
        for page, site in pages:
            read_page(page, site)

    read_all()
    answer(read_all)


if __name__ == "__main__":
    main()
