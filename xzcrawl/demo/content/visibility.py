"""Decides which articles the site shows where: the few reachable in one way only, and the pinned ones."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import repeat
from random import Random

from xzcrawl.demo.content.truth import DemoPost, Visible
from xzcrawl.demo.options import Options, PinScope

#: A smaller site hides nothing: there would be little left to hide it behind.
SMALLEST_WITH_HIDDEN = 30


def shown(post: DemoPost, way: Visible) -> bool:
    """Whether this post takes part in that way of reaching posts ("home" for the home page's own list)."""
    visible = post.truth.visible
    return visible in ("home", way) or (visible == "category" and way != "home")


def hide(posts: Sequence[DemoPost], options: Options) -> list[DemoPost]:
    """Let ``hidden_each`` posts be reachable in one way only, for each way there is.

    They are spread over the site's life; the feed-only ones are among the newest, for a feed is short.
    """
    hidden = list(posts)
    if len(posts) < SMALLEST_WITH_HIDDEN:
        return hidden
    ways = _ways(options) * options.hidden_each
    for count, way in enumerate(ways, start=1):
        _hide_one(hidden, len(posts) * count // (len(ways) + 1), way)
    for count in range(options.hidden_each):
        _hide_one(hidden, len(posts) - 2 - 2 * count, "feed")
    return hidden


def _ways(options: Options) -> list[Visible]:
    related: list[Visible] = ["related"] if options.related != "off" else []
    tag: list[Visible] = ["tag"] if options.tags else []
    return ["chain", "sidebar", *related, *tag]


def _hide_one(posts: list[DemoPost], start: int, way: Visible) -> None:
    """Hide the first post from ``start`` back that can be reached this way."""
    for place in range(start, -1, -1):
        post = posts[place]
        if post.truth.visible == "home" and (way != "tag" or post.tag_ids):
            posts[place] = replace(post, truth=replace(post.truth, visible=way))
            return


def pin(posts: Sequence[DemoPost], options: Options, rng: Random) -> list[DemoPost]:
    """Pin some of the older posts of the home page, as the options say."""
    older = [place for place, post in enumerate(posts) if post.truth.visible == "home"][: len(posts) // 2]
    lists: PinScope = "lists"
    scopes = [*repeat(lists, options.pinned), *options.pins][: len(older)]
    pinned = dict(zip(rng.sample(older, len(scopes)), scopes, strict=True))
    return [_pinned(post, pinned.get(place)) for place, post in enumerate(posts)]


def _pinned(post: DemoPost, scope: PinScope | None) -> DemoPost:
    return replace(post, truth=replace(post.truth, pinned=scope))
