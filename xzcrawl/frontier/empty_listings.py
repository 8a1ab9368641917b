"""Refuses pages of listings that show no article where they should. Pure."""

from xzcrawl.errors import EmptyListing
from xzcrawl.extract import Outline
from xzcrawl.families import Site
from xzcrawl.urls import Address, Kind


def refuse_empty(address: Address, outline: Outline, site: Site) -> None:
    """Raises EmptyListing where a page that should show articles shows none.

    The first page of a side listing may be empty: a new category has no articles yet. So may a later page
    that is an answer for scripts: often nothing but an empty list tells where they end.
    """
    ends = outline.lists_nothing and address.kind is not Kind.HOME
    if not outline.posts and not ends and (address.kind is Kind.HOME or address.page > 1):
        name = f"{address.kind} {address.key}".strip()
        raise EmptyListing(f"page {address.page} of the {name} listing shows no article{_why(outline, site)}")


def _why(outline: Outline, site: Site) -> str:
    """The rest of the error text: what the page shows instead of articles of the site; "" if unknown."""
    if outline.builder:
        theme = site.family.theme.name
        return f": it is a page of {outline.builder}, and {site.key} is read by the theme {theme}"
    if not outline.strangers:
        return ""
    links = ", ".join(outline.strangers)
    if not any(site.has(url) for url in outline.strangers):
        return f": it links another site than {site.base_url} ({links}); give that as base_url"
    return f": no address of an article is among what it links ({links})"
