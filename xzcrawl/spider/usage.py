"""Checks what a user asks of a run, before anything is made or asked for."""

from collections.abc import Mapping
from inspect import signature
from typing import Any

from scrapy import Spider
from scrapy.settings import BaseSettings, Settings

from xzcrawl.errors import UsageError
from xzcrawl.extensions import chromium
from xzcrawl.extensions.destinations import allowed_networks
from xzcrawl.middleware import snapshot_kinds
from xzcrawl.spider import plan
from xzcrawl.spider.loader import SpiderFiles


def check_given(settings: BaseSettings, given: Mapping[str, str]) -> None:
    """UsageError for a text where ``settings`` have a number: Scrapy would stumble over it in mid-crawl."""
    for name, value in given.items():
        if isinstance(settings.get(name), int | float):
            _check_number(settings, name, value)


def _check_number(settings: BaseSettings, name: str, value: str) -> None:
    probe = Settings({name: value})
    read = probe.getbool if isinstance(settings.get(name), bool) else probe.getfloat
    try:
        read(name)
    except ValueError as error:
        raise UsageError(f"-s {name}={value}: the setting cannot have this value ({error})") from error


def load_spider(settings: BaseSettings, name: str) -> type[Spider]:
    """The project's spider of this name.

    Raises UsageError for one whose file cannot be loaded, and for an unknown name; its text lists the others.
    """
    loader = SpiderFiles.from_settings(settings)
    try:
        return loader.load(name)
    except KeyError:
        if name in loader.broken:
            raise UsageError(f"{loader.broken[name]}; see docs/adding_a_site.md") from None
        known = ", ".join(sorted(loader.list()))
        others = f"; not loaded: {', '.join(sorted(loader.broken))}" if loader.broken else ""
        raise UsageError(f"no spider {name!r} (known: {known}{others})") from None


def checked_site(spidercls: type[Spider], arguments: Mapping[str, str], settings: BaseSettings) -> str:
    """The site that a run by this spider goes to.

    UsageError where the spider cannot take the arguments, or one of our own settings is unusable.
    """
    known = _argument_names(spidercls)
    for name in arguments:
        if name not in known and not hasattr(spidercls, name):
            raise UsageError(f"{spidercls.name} takes no argument {name!r}: it takes {', '.join(known)}")
    snapshot_kinds(settings)
    allowed_networks(settings)
    plan.count("BREAKER_TRIES", settings["BREAKER_TRIES"], "tries")
    plan.count("IMAGES_PER_ARTICLE", settings["IMAGES_PER_ARTICLE"], "images")
    plan.count("ATTACHMENTS_PER_ARTICLE", settings["ATTACHMENTS_PER_ARTICLE"], "attachments")
    plan.count("FULL_EVERY_DAYS", settings["FULL_EVERY_DAYS"], "days")
    if settings["REVISITS_PER_RUN"] is not None:
        plan.count("REVISITS_PER_RUN", settings["REVISITS_PER_RUN"], "visits")
    spider: Any = spidercls(**arguments)
    if spider.browser:
        chromium.installed(settings)
    site: str = spider.site.key
    return site


def _argument_names(spidercls: type[Spider]) -> list[str]:
    parameters = signature(spidercls).parameters.values()
    return [found.name for found in parameters if found.kind not in (found.VAR_KEYWORD, found.VAR_POSITIONAL)]
