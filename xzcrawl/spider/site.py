"""The spider of one site, of whatever family: what it declares, what a run asks of it.

A site's spider (``spiders/``) is this class with a few declarations. What a run does with pages is in
``site_walk``.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import NotConfigured

from xzcrawl.errors import UsageError
from xzcrawl.extensions.past import Past
from xzcrawl.extensions.run import ArchiveRun
from xzcrawl.families import FAMILIES, Family, Site, is_known, named
from xzcrawl.items import Article, Listing, Miss, Zones
from xzcrawl.runs import AUTO, MODES, UPDATE
from xzcrawl.spider import plan
from xzcrawl.spider.known_site import known_site
from xzcrawl.spider.run_report import RunReport
from xzcrawl.spider.site_walk import SiteWalk
from xzcrawl.urls import as_base


class SiteSpider(scrapy.Spider):
    """Crawls one site. ``family`` says how its pages are read, ``name_zh`` is its name for people.

    With ``browser`` its pages are loaded by a browser, because scripts write them (docs/adding_a_site.md);
    ``browser_hosts`` are hosts beside the site's, with their ports, from which these have scripts or data.

    Arguments (``-a``): ``base_url``, another address; ``family`` and ``browser`` (0 or 1), what the site
    there needs; ``mode``, one of ``runs.MODES`` or ``auto``; ``max_requests``, a budget for the run,
    robots.txt and retries included.
    """

    family: Family
    base_url: str
    name_zh: ClassVar[str | None] = None
    browser: bool = False
    browser_hosts: ClassVar[Sequence[str]] = ()

    def __init__(
        self, base_url: str | None = None, mode: str = AUTO, max_requests: str | None = None,
        family: str | None = None, browser: str | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.base_url = as_base(self.base_url if base_url is None else base_url)
        self.family = named(family) if family else self._declared_family()
        self.browser = plan.switch("browser", browser, declared=type(self).browser)
        self.mode = plan.checked_mode(mode)
        self.max_requests = plan.budget(max_requests)
        self.site = self._declared_site(base_url is None)
        self.allowed_domains = [urlsplit(self.base_url).hostname]
        self._walk: SiteWalk | None = None

    def _declared_family(self) -> Family:
        """UsageError where the spider declares none, or one that the archive could not name."""
        declared: Family | None = getattr(type(self), "family", None)
        if declared is None or not is_known(declared):
            raise UsageError(f"the spider {self.name} must declare a family (known: {', '.join(FAMILIES)})")
        return declared

    def _declared_site(self, is_own: bool) -> Site:
        """The site at ``base_url``; the name that is declared is that of the spider's own one."""
        site = Site.at(self.base_url, self.family, self.name_zh if is_own else None)
        return replace(site, rounding=getattr(self, "rounding", site.rounding))

    def prepare(self, past: Past, now: datetime) -> None:
        """Settles what this run does: ``ArchiveRun`` calls it with the site's past before all else."""
        wanted = self.mode
        self.mode = plan.settle_mode(wanted, past.full_at, now, self.settings.getint("FULL_EVERY_DAYS"))
        setting = 0 if wanted == UPDATE.name else self.settings["REVISITS_PER_RUN"]
        known = known_site(past, self.mode, now, partial(plan.revisits_allowed, setting))
        report = RunReport(self._run, self.crawler.stats, self.logger)
        self._walk = SiteWalk(
            self.crawler, self.site, MODES[self.mode], past, known, report, browser=self.browser
        )
        self.crawler.signals.connect(self._walk.go_on, signal=signals.spider_idle)
        self.crawler.signals.connect(self._walk.saw_robots, signal=signals.robots_parsed)

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Sets out, where the archive could be opened."""
        if self._run.reason is None and self._walk is not None:
            for request in self._walk.start():
                yield request

    @property
    def _run(self) -> ArchiveRun:
        run = self.crawler.get_extension(ArchiveRun)
        if run is None:
            raise NotConfigured("the spider needs the ArchiveRun extension")
        return run

    def learn(self, item: Article | Listing | Miss) -> None:
        """Takes in what an item says, before it is stored: the archive never knows more than the walk."""
        if self._walk is not None:
            self._walk.learn(item)

    async def wind_up(self) -> None:
        """Hands on what still waits when the run ends."""
        if self._walk is not None:
            await self._walk.wind_up()

    @property
    def zones(self) -> Zones:
        """The zones in which the site writes its times, as far as they are known."""
        return self._walk.zones if self._walk is not None else Zones()

    @property
    def most_requests(self) -> int | None:
        """How many requests the run may make, but for files, parts and tries again; None at first."""
        return self._walk.most_requests if self._walk is not None else None
