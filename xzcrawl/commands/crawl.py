"""``scrapy crawl`` with wrong usage reported in one line."""

import sys
from argparse import Namespace

from scrapy.commands import crawl
from scrapy.utils.conf import arglist_to_dict

from xzcrawl.errors import UsageError
from xzcrawl.spider.usage import check_given, checked_site, load_spider


class Command(crawl.Command):
    """Scrapy's command, which wrong usage ends before the log begins, as it does ``xzcrawl crawl``.

    Wrong usage gives one line on standard error and exit code 2.
    """

    def process_options(self, args: list[str], opts: Namespace) -> None:
        assert self.settings is not None  # Scrapy has set it by now
        defaults = self.settings.copy()
        super().process_options(args, opts)
        if len(args) != 1:
            return  # Scrapy reports this itself
        try:
            check_given(defaults, arglist_to_dict(opts.set))
            checked_site(load_spider(self.settings, args[0]), opts.spargs, self.settings)
        except UsageError as error:
            sys.stderr.write(f"xzcrawl: {error}\n")
            sys.exit(2)
