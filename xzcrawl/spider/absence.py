"""Finds out whether an article is gone or the site is unwell.

What a status or a page (``gone_by_page``) says is only a claim. First every other address of the article is
asked, and when all lists are read the one by which the CMS answers for any article that it has; where one of
them fails in another way, nothing is known. What all of them claim is held back (``claims``) until nothing
else is under way. Then comes the control:

1. The home page is read again, must show articles, and one of them must be readable.
2. An address that surely does not exist is asked (``nowhere_url``). What was claimed must be like its answer,
   or it is the page of an error, of a shield or of a login.
3. More articles at once than ``plan.most_gone`` allows are not believed.
4. Where much else failed in the run, nothing is believed.
5. Each claim is looked at a second time, one by one and after a pause. It must be made again, in the same
   words, and neither a list nor the page of another article may name it in this run.
6. One of the articles of 1 must be readable once more.

An empty page, one that is not HTML, and one of a script without a link into the site claim nothing. That a
page of a listing is not there is a claim too: what stood on it would never be missed.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from xzcrawl.extract import Outline
from xzcrawl.families import Site
from xzcrawl.frontier import HOME, Visit
from xzcrawl.items import GoneKind, Page
from xzcrawl.spider.likeness import shows_text
from xzcrawl.urls import Address, Kind

_HTML: Final = re.compile(rb"<(?:!doctype|html|head|body|title|h1|p|div)\b", re.IGNORECASE)
_SCRIPT: Final = re.compile(rb"<script\b", re.IGNORECASE)
#: No CMS has given away so many ids.
_NO_ID: Final = "987654321"
_STEM: Final = re.compile(r"([^/.]+)((?:\.\w+)?/?)$")


def gone_by_page(page: Page, shown: Outline, site: Site) -> GoneKind | None:
    """What a page of the site says that came with status 200 and is not an article.

    A page of another theme, or one without content of the site (a login), says nothing.
    """
    address = site.classify(page.url)
    if address is None or shown.builder is not None or not _is_page(page, shown):
        return None
    if address.kind is Kind.HOME:
        return "home"
    if shown.posts:  # a list, or the home page at another address: its words will tell
        return "error_page"
    is_of_theme = shown.page_kind in ("article", "page") or shown.has_body
    return None if is_of_theme else "error_page"


def _is_page(page: Page, shown: Outline) -> bool:
    """Whether this is a page for readers: HTML with a text, and no script alone that tests the browser."""
    kind = page.headers.get("content-type", "text/html").lower()
    if "html" not in kind or not _HTML.search(page.body) or not shows_text(page.body):
        return False
    return shown.leads_on or not _SCRIPT.search(page.body)


def nowhere_url(url: str, site: Site) -> str:
    """An address of the form of an article's that no article has.

    A number is put where it makes an article of another name. Where it makes a further part of the same one,
    as behind the 1 of ``show-12-303-1.html``, it is put behind the number before.
    """
    own = site.classify(url)
    made = [_with_number(url), _with_longer_name(url), *_with_longer_numbers(url)]
    return next((other for other in made if _is_another(own, other, site)), made[0])


def _with_number(url: str) -> str:
    parts = urlsplit(url)
    if parts.query:
        return urlunsplit(parts._replace(query=parts.query + _NO_ID))
    return _with_longer_name(url)


def _with_longer_name(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=_STEM.sub(rf"\g<1>{_NO_ID}\2", parts.path)))


def _with_longer_numbers(url: str) -> Iterator[str]:
    """The address with each number of its path made longer, the last one first."""
    parts = urlsplit(url)
    for number in reversed([*re.finditer(r"\d+", parts.path)]):
        path = parts.path[: number.end()] + _NO_ID + parts.path[number.end() :]
        yield urlunsplit(parts._replace(path=path))


def _is_another(own: Address | None, url: str, site: Site) -> bool:
    """Whether an address is that of an article of another name."""
    found = site.classify(url)
    same = own is not None and found is not None and found.key == own.key
    return found is not None and found.kind is Kind.ARTICLE and not same and site.part_at(url) is None


def is_static(visit: Visit, landed: str, shown: Outline, site: Site) -> bool:
    """Whether a visit came upon a static page of the CMS, or a list: no article, and never one.

    An article's address that led to one elsewhere (``landed``) is an article still: a site under repair may
    lead every address to a notice. What was taken for an article with a date as alias may be the list of it.
    """
    asked, address = site.classify(visit.url), site.classify(landed)
    if shown.page_kind != "page":
        return shown.page_kind == "date" and address == asked != site.article_at(visit.url)
    if address is not None and address.key == visit.address.key:
        return True
    names_another = address is not None and address.key.isdigit()
    return asked is not None and not asked.certain and not names_another


def leads_home(visit: Visit, address: Address | None) -> bool:
    """Whether a visit to another page of a listing ended at the home page's ``address``."""
    return visit.address != HOME and address == HOME
