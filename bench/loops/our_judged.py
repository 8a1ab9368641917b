"""Rounds of the generic reader's reading of the judged pages, from the bytes to the cleaned article.

The links of the pages are not read: the libraries read none either.
"""

import sys
from dataclasses import replace

from bench.judged import judged_pages, site_of
from bench.rounds import answer
from xzcrawl.boilerplate import clean
from xzcrawl.dates import attempt_article
from xzcrawl.extract import plain_tree
from xzcrawl.extract.generic_article import generic_article_of
from xzcrawl.items import Zones


def main() -> None:
    """How many pages is the argument. The first round comes before it is asked for."""
    judged = judged_pages()[: int(sys.argv[1])]
    pages = [(each.page, site_of(each.page)) for each in judged]

    def read_all() -> None:
        for page, site in pages:
            article = generic_article_of(plain_tree(page), page, site)
            if article is None:
                raise ValueError(f"no article at {page.url}")
            clean(replace(article, reading=attempt_article(article, None, Zones()).reading))

    read_all()
    answer(read_all)


if __name__ == "__main__":
    main()
