"""Sites without end: pagers, categories and articles that are made up as they are asked for."""

import hashlib
import re
from typing import Final

from xzcrawl.demo.hostile.cases import case, with_body
from xzcrawl.demo.site import Answer, DemoSite

#: Dead links on the home page.
DEAD_LINKS: Final = 5_000
#: The first number of what is made up; no article and no category of the site has so high a one.
MADE_UP: Final = 500_000
#: Characters of an address that is longer than a crawler asks for.
LONG: Final = 3_000
_EACH: Final = 20
_LISTING: Final = re.compile(r"(/index\.php/(?:page|category-\d+))(?:_(\d+))?\.html")
_ARTICLE: Final = re.compile(r"/index\.php/post/(\d+)\.html")
_PAGEBAR: Final = re.compile(r'<div class="pagebar">.*?</div>', re.DOTALL)
_POSTS: Final = re.compile(r'<div class="post item">.*?\n</div>', re.DOTALL)
_AMID: Final = re.compile(r"(?<=/post/)a[0-9a-f]{5}n(\d+)z(?=\.html)")
_SESSION: Final = re.compile(r"-s[0-9a-f]{5}(?=\.html)")


def _page_of(path: str) -> tuple[str, int] | None:
    """The first part of the address of a page of a listing, and the page's number; None for another page."""
    if path == "/":
        return "/index.php/page", 1
    found = _LISTING.fullmatch(path)
    return (found[1], int(found[2] or 1)) if found else None


def _usual(site: DemoSite, path: str) -> Answer:
    """What the site answers for another address, as it is without the case."""
    return DemoSite.respond(site, path)


def _edited(answer: Answer, old: str, new: str) -> Answer:
    return with_body(answer, answer[2].decode().replace(old, new, 1).encode())


def _made_up(text: str) -> int:
    """A number that follows from a text, and that nothing of the site has."""
    return MADE_UP + int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) % 9_000_000


def _session(site: DemoSite, path: str) -> str:
    """The id of a session: another for each request, of letters and figures."""
    return hashlib.sha256(f"{path} {len(site.requests)}".encode()).hexdigest()[:4] + "7"


def _with_pager(answer: Answer, link: str) -> Answer:
    """The answer with one link in its page bar."""
    bar = f'<div class="pagebar">{link}</div><div class="sidebar'
    body = _PAGEBAR.sub("", answer[2].decode()).replace('<div class="sidebar', bar, 1)
    return with_body(answer, body.encode())


def _side(answer: Answer, links: list[str]) -> Answer:
    """The answer with links in its sidebar."""
    rows = "".join(f'<li><a href="{link}">更多</a></li>' for link in links)
    box = f'<dl class="sidebox"><dt>更多</dt><dd><ul>{rows}</ul></dd></dl>'
    return _edited(answer, '<div class="sidebar fixed">', f'<div class="sidebar fixed">{box}')


@case
def a_pager_leads_on_for_ever(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Each page of a list links the next one, and behind the last all show the same articles."""
    page = _page_of(path)
    if page is None or query:
        return answer
    stem, number = page
    if answer[0] != 200:
        answer = _usual(site, "/" if stem.endswith("/page") else f"{stem}.html")
    return _with_pager(answer, f'<a href="{stem}_{number + 1}.html">下页</a>')


@case
def a_pager_names_a_page_far_away(_site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Each list says that it has 999,999,999 pages."""
    page = _page_of(path)
    if page is None or query:
        return answer
    return _edited(
        answer, '<div class="pagebar">', f'<div class="pagebar"><a href="{page[0]}_999999999.html">尾页</a>'
    )


@case
def lists_have_a_gap(_site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The second to the fourth page of each list are not there; those behind them are."""
    page = _page_of(path)
    is_missing = page is not None and not query and page[1] in (2, 3, 4)
    return with_body((404, answer[1], b""), b"<html><body>404</body></html>") if is_missing else answer


@case
def pagers_go_round(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Each list says that it has 1,000 pages; behind its last page it begins again."""
    page = _page_of(path)
    if page is None or query:
        return answer
    stem, number = page
    first = "/" if stem.endswith("/page") else f"{stem}.html"
    pages = 1
    while _usual(site, f"{stem}_{pages + 1}.html")[0] == 200:
        pages += 1
    place = (number - 1) % pages + 1
    shown = _usual(site, first if place == 1 else f"{stem}_{place}.html")
    if shown[0] != 200:
        return answer
    return _with_pager(shown, f'<a href="{stem}_1000.html">尾页</a>')


@case
def categories_for_ever(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Each list links twenty categories that are linked nowhere else, and shows articles of the site."""
    page = _page_of(path)
    if page is None or query:
        return answer
    if answer[0] != 200:
        answer = _usual(site, "/index.php/category-2.html")
    numbers = [_made_up(f"category {path} {place}") for place in range(_EACH)]
    return _side(answer, [f"/index.php/category-{number}.html" for number in numbers])


@case
def articles_for_ever(site: DemoSite, path: str, _query: str, answer: Answer) -> Answer:
    """Each article links twenty that no list shows; they are there, and do the same."""
    found = _ARTICLE.fullmatch(path)
    if found is None:
        return answer
    if answer[0] != 200 and int(found[1]) >= MADE_UP:
        model = site.articles[0]
        answer = _usual(site, model.url.removeprefix(site.base_url.rstrip("/")))
        body = answer[2].decode().replace(f"post/{model.id}.html", f"post/{found[1]}.html")
        answer = with_body(answer, body.replace("<h1>", f"<h1>第{found[1]}则", 1).encode())
    numbers = [_made_up(f"article {path} {place}") for place in range(_EACH)]
    return _side(answer, [f"/index.php/post/{number}.html" for number in numbers])


@case
def session_ids_in_paths(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """All links of a page to articles have the same id in them, another on each page; canonical is right."""
    asked = _SESSION.sub("", path)
    if asked != path:
        answer = DemoSite.respond(site, asked, query)
    token = _session(site, path)
    body = re.sub(rb'(<a href="/index\.php/post/\d+)(?=\.html)', rb"\1-s" + token.encode(), answer[2])
    return with_body(answer, body)


@case
def session_ids_in_queries(site: DemoSite, path: str, _query: str, answer: Answer) -> Answer:
    """All links of a page, to lists too, have the same id behind a question mark, another on each page."""
    token = _session(site, path).encode()
    return with_body(
        answer, re.sub(rb'(<a href="/index\.php/[^"?]+\.html)(?=")', rb"\1?s=" + token, answer[2])
    )


@case
def ids_within_names(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """As ``session ids in paths``, with the id amid the name of each article, which its page calls its own.

    A form for comments has the article's number.
    """
    asked = _AMID.sub(r"\1", path)
    if asked != path:
        answer = DemoSite.respond(site, asked, query)
        form = f'<input type="hidden" name="inpId" value="{asked.rpartition("/")[2].removesuffix(".html")}">'
        page = answer[2].decode().replace(asked, path).replace("</body>", f"<form>{form}</form></body>", 1)
        answer = with_body(answer, page.encode())
    token = _session(site, path).encode()
    body = re.sub(rb'(<a href="/index\.php/post/)(\d+)(?=\.html)', rb"\1a" + token + rb"n\2z", answer[2])
    return with_body(answer, body)


@case
def dead_links(_site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The home page links thousands of articles that are not there."""
    if path != "/" or query:
        return answer
    return _side(answer, [f"/index.php/post/{MADE_UP + place}.html" for place in range(DEAD_LINKS)])


@case
def addresses_without_end(_site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """The home page links articles and a category at addresses that nobody can ask for."""
    if path != "/" or query:
        return answer
    tail = f"?x={'a' * LONG}"
    links = [f"/index.php/post/{MADE_UP + place}.html{tail}" for place in range(3)]
    return _side(answer, [*links, f"/index.php/category-{MADE_UP}.html{tail}"])


@case
def everything_for_ever(site: DemoSite, path: str, query: str, answer: Answer) -> Answer:
    """Categories for ever, of which each has a thousand pages with some of the site's articles."""
    page = _page_of(path)
    if page is None or query or page[0].endswith("/page"):
        return categories_for_ever(site, path, query, answer)
    model = _usual(site, f"/index.php/page_{page[1] % 4 + 1}.html")[2].decode()
    posts = _POSTS.findall(model)
    shown = posts[_made_up(path) % len(posts)]
    bar = f'<div class="pagebar"><a href="{page[0]}_1000.html">尾页</a></div>'
    start, end = model.index(posts[0]), model.index(posts[-1]) + len(posts[-1])
    body = model[:start] + shown + bar + _PAGEBAR.sub("", model[end:])
    return categories_for_ever(site, path, query, with_body(_usual(site, "/"), body.encode()))
