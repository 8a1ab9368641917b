"""Learns a made-up site as ``xzcrawl new-site`` does; its pages come from the site itself, not a network."""

import asyncio
from datetime import datetime

from tests.unknown_sites.truth import BEIJING, UnknownSite
from xzcrawl.items import Page
from xzcrawl.survey.first_look import FirstLook
from xzcrawl.survey.look import look


def learned(site: UnknownSite, now: datetime | None = None) -> tuple[FirstLook, list[str]]:
    """What a first look at a site finds, and the URLs it asked for. ``now`` is aware, else the site's."""
    seen, asked = FirstLook(site.base_url), list[str]()
    moment = (now or site.now).astimezone(BEIJING)

    async def fetch(url: str) -> Page | None:
        asked.append(url)
        path, _, query = url[len(site.base_url) - 1 :].partition("?")
        status, headers, body = site.respond(path, query)
        lower = {name.lower(): value for name, value in headers.items()}
        return Page(url, status, lower, body, moment, moment) if status == 200 else None

    asyncio.run(look(fetch, seen))
    return seen, asked
