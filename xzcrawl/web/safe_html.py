"""Cleans archived HTML, which may be hostile, for a page of ours and for a frame without rights."""

from collections.abc import Mapping
from html import escape
from typing import Final

import nh3
from selectolax.lexbor import LexborHTMLParser

from xzcrawl.extract import parse
from xzcrawl.extract.pictures import image
from xzcrawl.families import Family
from xzcrawl.items import Page
from xzcrawl.urls import absolute


def _set(names: str) -> set[str]:
    return set(names.split())


_BODY_TAGS: Final = _set(
    "p ul ol li table tbody thead tr td th img a strong em b i u sub sup br h1 h2 h3 h4 h5 h6"
)
_BODY_ATTRIBUTES: Final = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}}
#: The elements of a news site's page, without any that loads, runs, submits or refreshes.
_PAGE_TAGS: Final = _BODY_TAGS | _set(
    "abbr address article aside blockquote caption center cite code col colgroup dd del details dfn div dl "
    "dt figcaption figure font footer header hr ins kbd main mark nav pre q s section small span strike "
    "summary tfoot time"
)
_PAGE_ATTRIBUTES: Final = {
    "*": {"style", "align", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "width"},
    "th": {"colspan", "rowspan", "width"},
    "table": {"border", "cellpadding", "cellspacing", "width"},
    "font": {"color", "size"},
    "ol": {"start"},
}
#: Properties of looks only: none of these loads anything or can cover its surroundings.
_PAGE_STYLES: Final = _set(
    "background-color border border-bottom border-collapse border-left border-radius border-right border-top "
    "color display font-family font-size font-style font-weight height letter-spacing line-height list-style "
    "margin margin-bottom margin-left margin-right margin-top max-width padding padding-bottom padding-left "
    "padding-right padding-top text-align text-decoration text-indent vertical-align visibility white-space "
    "width"
)
#: The most characters of pictures inside an archived page, which may name one picture a thousand times.
MOST_PICTURES: Final = 30_000_000
_SCHEMES: Final = {"http", "https"}
_REL: Final = "noopener noreferrer nofollow"
#: The policy of the frame: no script, no form, no origin; only pictures that are inside the page itself.
FRAME_POLICY: Final = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_FRAME_STYLE: Final = (
    "body{font:16px/1.8 sans-serif;color:#222;background:#fff;max-width:60em;margin:0 auto;padding:1em;"
    "overflow-wrap:anywhere}a{color:#06629b}img{max-width:100%;height:auto}table{border-collapse:collapse;max-width:100%}"
)


def body(html: str, pictures: Mapping[str, str], absent: str) -> str:
    """An article's body for our own page; ``pictures`` maps an image's URL to our own.

    Any other image is replaced by its alternative text after ``absent``.
    """
    tree = LexborHTMLParser(f"<body>{html}")
    for node in tree.css("img"):
        address = pictures.get(node.attributes.get("src") or "")
        if address is None:
            node.replace_with(f"〔{absent}{node.attributes.get('alt') or ''}〕")
        else:
            node.attrs["src"] = address
    return nh3.clean(
        _inside(tree),
        tags=_BODY_TAGS,
        attributes=_BODY_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        set_tag_attribute_values={"img": {"loading": "lazy", "decoding": "async"}},
    )


def original(page: Page, pictures: Mapping[str, str], family: Family) -> str:
    """A page as it was served, as a document for the frame: words, markup, pictures, and nothing that acts.

    A link leads nowhere and has its address as its title. ``pictures`` maps an image's URL to the image as a
    ``data:`` URL. ``family`` is that of the site. Raises HostilePage for a page that no parser should read.
    """
    tree, room = parse(page, family.as_of(page.fetched_at).theme), MOST_PICTURES
    for node in tree.css("img"):
        found = image(node, page.url)
        data = pictures.get(found.url, "") if found else ""
        room -= len(data)
        if data and room >= 0:
            node.attrs["src"] = data
        else:
            node.decompose()
    for node in tree.css("a[href]"):
        node.attrs["title"] = absolute(node.attributes.get("href") or "", page.url) or ""
    cleaned = nh3.clean(
        _inside(tree),
        tags=_PAGE_TAGS,
        attributes=_PAGE_ATTRIBUTES,
        clean_content_tags={"script", "style", "noscript", "iframe", "object", "template", "title"},
        filter_style_properties=_PAGE_STYLES,
        url_schemes=_SCHEMES | {"data"},
        link_rel=None,
    )
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{escape(page.url)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_FRAME_STYLE}</style><body>{cleaned}'
    )


def _inside(tree: LexborHTMLParser) -> str:
    return (tree.body.inner_html if tree.body else "") or ""
