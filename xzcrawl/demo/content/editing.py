"""Changes the demo site's articles: each function gives the post that takes the old one's place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from random import Random

from xzcrawl.demo.clock import SHANGHAI
from xzcrawl.demo.content.articles import AUTHORS, article_path, category_path
from xzcrawl.demo.content.markup import body_html
from xzcrawl.demo.content.truth import DemoPost, Line, Truth
from xzcrawl.demo.options import Options


def blank(options: Options, number: int, category_id: int, published: datetime) -> DemoPost:
    """An article without title and text, to be filled by ``retitled`` and ``rewritten``."""
    path = category_path(options.categories, category_id)
    truth = Truth(
        id=number,
        url=article_path(number, published.astimezone(SHANGHAI), options),
        title="",
        author=AUTHORS[0],
        category=path[-1],
        breadcrumbs=path,
        tags=(),
        views=0,
        published=published.astimezone(SHANGHAI).replace(microsecond=0),
        paragraphs=(),
        images=(),
        footer=(),
        footer_images=(),
        notice=None,
        visible="category" if category_id in options.categories_hidden_from_home else "home",
    )
    return DemoPost(
        truth=truth,
        category_id=category_id,
        author_id=1,
        tag_ids=(),
        title_html="",
        body="",
        tail="",
        comments=0,
    )


def retitled(post: DemoPost, title: str) -> DemoPost:
    """The same post under another title."""
    return replace(post, truth=replace(post.truth, title=title), title_html=escape(title))


def rewritten(post: DemoPost, paragraphs: Sequence[str]) -> DemoPost:
    """The same post with other lines, plain paragraphs all, and no images; footer and notice stay."""
    lines = [Line("paragraph", text) for text in paragraphs]
    body = body_html(lines, "plain", "none", Random(f"edit {post.truth.id}"))
    return replace(post, truth=replace(post.truth, paragraphs=tuple(paragraphs), images=()), body=body)


def redated(post: DemoPost, published: datetime, options: Options) -> DemoPost:
    """The same post with another publication time (aware), which may stand in its address."""
    moment = published.astimezone(SHANGHAI).replace(microsecond=0)
    url = article_path(post.truth.id, moment, options)
    return replace(post, truth=replace(post.truth, published=moment, url=url))
