"""Turns the outline of a page into items. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from xzcrawl.extract import FeedEntry, Mention, Outline
from xzcrawl.items import Article, Listing, ListingLink, ListingPage, Observation, Page
from xzcrawl.urls import Address, Kind


def observations(outline: Outline) -> tuple[Observation, ...]:
    """Every article a page mentions, listed posts with their date texts first."""
    listed = tuple(
        Observation(key=post.key, url=post.url, shown_by="list", title=post.title, date_text=post.date_text)
        for post in outline.posts
    )
    keys = {observation.key for observation in listed}
    return listed + tuple(_mentioned(mention) for mention in outline.mentions if mention.key not in keys)


@lru_cache(maxsize=4096)  # side columns repeat theirs on each page
def _mentioned(mention: Mention) -> Observation:
    return Observation(key=mention.key, url=mention.url, title=mention.title)


def listing(page: Page, site: str, kind: Kind, outline: Outline, shown: ListingPage | None) -> Listing:
    """The page of a listing, with what a walk is to remember of it."""
    found, links = observations(outline), listing_links(outline)
    return Listing(page=page, site=site, kind=kind, shown=shown, observations=found, listings=links)


def with_links(article: Article, outline: Outline, **more: Any) -> Article:
    """An article with what its page links, and with the fields of ``more``."""
    return replace(article, observations=observations(outline), listings=listing_links(outline), **more)


def feed_observations(entries: Iterable[FeedEntry]) -> tuple[Observation, ...]:
    """The articles of a feed, with their date texts."""
    return tuple(
        Observation(
            key=entry.key, url=entry.url, shown_by="feed", title=entry.title, date_text=entry.pub_date
        )
        for entry in entries
    )


def listing_links(outline: Outline) -> tuple[ListingLink, ...]:
    """The side listings a page links to."""
    return tuple(_listing_link(address, url) for address, url in outline.listings)


@lru_cache(maxsize=4096)  # as do menus
def _listing_link(address: Address, url: str) -> ListingLink:
    return ListingLink(address.kind, address.key, url)


def memberships(addresses: Iterable[Address]) -> tuple[tuple[str, str], ...]:
    """The listings an article is in, in an order that does not change."""
    return tuple(sorted((str(address.kind), address.key) for address in addresses))
