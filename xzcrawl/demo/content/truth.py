"""The truth about an article of the demo site, and the form in which the CMS keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from xzcrawl.demo.options import PinScope
from xzcrawl.items import BlockKind, Image

#: "home": on every list there is. "category": on all but the home pages. Others: reachable that way only.
Visible = Literal["home", "category", "chain", "related", "sidebar", "tag", "feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The facts that a careful reader would write down about one article.

    ``url`` and the images' URLs are absolute; ``published`` is aware, Asia/Shanghai, to the second;
    ``views`` is the count before the first request of this run; ``paragraphs`` are the body's lines
    without ``footer`` and ``notice`` (a table row is "a | b"); ``breadcrumbs`` run from the topmost
    category down, whether or not the theme shows them.
    """

    id: int
    url: str
    title: str
    author: str
    category: str
    breadcrumbs: tuple[str, ...]
    tags: tuple[str, ...]
    views: int
    published: datetime
    paragraphs: tuple[str, ...]
    images: tuple[Image, ...]
    footer: tuple[str, ...]  # the five contact lines, or none
    footer_images: tuple[Image, ...]  # the QR code beside them
    notice: str | None  # the copyright sentence where it stands inside the body
    visible: Visible
    pinned: PinScope | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of a body before it gets its markup: text of a kind, or an image (``text`` empty)."""

    kind: BlockKind
    text: str
    image: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPost:
    """A row of the CMS: the truth (its URLs relative to the site's root) and the markup built from it."""

    truth: Truth
    category_id: int
    author_id: int
    tag_ids: tuple[int, ...]
    title_html: str
    body: str
    tail: str  # the markup of footer and notice, kept apart so that an edit can keep it
    comments: int
