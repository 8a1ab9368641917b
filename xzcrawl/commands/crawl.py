"""``scrapy crawl``, which says in one line what it cannot do."""

import sys
from argparse import Namespace

from scrapy.commands import crawl
from scrapy.utils.conf import arglist_to_dict

from xzcrawl.errors import UsageError
from xzcrawl.spider.usage import check_given, checked_site, load_spider


class Command(crawl.Command):
    """Scrapy's command; but wrong usage ends it before its log begins, as ``xzcrawl crawl`` does."""

    def process_options(self, args: list[str], opts: Namespace) -> None:
        assert self.settings is not None  # Scrapy has set it by now
        defaults = self.settings.copy()
        super().process_options(args, opts)
        if len(args) != 1:
            return  # Scrapy's own business
        try:
            check_given(defaults, arglist_to_dict(opts.set))
            checked_site(load_spider(self.settings, args[0]), opts.spargs, self.settings)
        except UsageError as error:
            sys.stderr.write(f"xzcrawl: {error}\n")
            sys.exit(2)
