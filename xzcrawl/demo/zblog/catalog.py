"""The CMS's lists over its posts, newest first: listings, sidebar, chain, related pool, feed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from heapq import nlargest

from dateutil.relativedelta import relativedelta
from dateutil.tz import gettz

from xzcrawl.demo.content.truth import DemoPost, Visible
from xzcrawl.demo.content.visibility import shown
from xzcrawl.demo.options import Options

PER_PAGE = 10


class Catalog:
    """All posts at one moment. Built again after every edit; reading it changes nothing.

    The lists are made when the first of them is read, since many edits may come together.
    """

    def __init__(self, posts: Iterable[DemoPost], options: Options) -> None:
        self._options = options
        self.all = sorted(posts, key=lambda post: (post.truth.published, post.truth.id), reverse=True)
        self.by_id = {post.truth.id: post for post in self.all}

    @cached_property
    def _ordered(self) -> list[DemoPost]:
        return sorted(self.all, key=_most_read) if self._options.by_views else self.all

    @cached_property
    def _lists(self) -> Mapping[tuple[str, str], list[DemoPost]]:
        lists: dict[tuple[str, str], list[DemoPost]] = {
            ("home", ""): [],
            **{("category", str(category.id)): [] for category in self._options.categories},
        }
        for post in self._ordered:
            for where in self._memberships(post):
                lists.setdefault(where, []).append(post)
        return lists

    @cached_property
    def _parents(self) -> Mapping[int, int | None]:
        return {category.id: category.parent for category in self._options.categories}

    @cached_property
    def _chain(self) -> list[DemoPost]:
        return [post for post in self._ordered if shown(post, "chain")]

    @cached_property
    def _chain_place(self) -> Mapping[int, int]:
        return {post.truth.id: place for place, post in enumerate(self._chain)}

    @cached_property
    def _feed(self) -> list[DemoPost]:
        return self._visible("feed")

    @cached_property
    def _listed(self) -> list[DemoPost]:
        return self._visible("category")

    @cached_property
    def _sidebar_only(self) -> list[DemoPost]:
        return [post for post in self.all if post.truth.visible == "sidebar"]

    def _visible(self, way: Visible) -> list[DemoPost]:
        return [post for post in self.all if shown(post, way)]

    def _memberships(self, post: DemoPost) -> Iterator[tuple[str, str]]:
        if shown(post, "home"):
            yield "home", ""
        if shown(post, "category"):
            yield "author", str(post.author_id)
            yield "month", f"{post.truth.published:%Y}-{post.truth.published.month}"
            yield from (("category", str(number)) for number in self._family(post.category_id))
        if shown(post, "tag"):
            yield from (("tag", str(number)) for number in post.tag_ids)
        if shown(post, "related"):
            yield "related", str(post.category_id)

    def _family(self, category_id: int | None) -> Iterator[int]:
        while category_id is not None:
            yield category_id
            category_id = self._parents[category_id]

    def all_of(self, kind: str, key: str) -> list[DemoPost]:
        """The posts of a listing, pinned ones at their place; none where there is no such listing."""
        return self._lists.get((kind, key), [])

    def listing(self, kind: str, key: str) -> list[DemoPost] | None:
        """The posts of a listing in pages, without those on top; None where there is no such listing.

        Pinned posts, of whatever scope, are left out of the home page and of categories (Z-BlogPHP:
        log_IsTop = 0 in those two queries), elsewhere they keep their place in time.
        """
        posts = self._lists.get((kind, key))
        if posts is None or kind not in ("home", "category"):
            return posts
        return [post for post in posts if not post.truth.pinned]

    def on_top(self, kind: str, key: str, page: int) -> list[DemoPost]:
        """The pinned posts before all others of a page of a listing."""
        pinned = (post for post in self._ordered if post.truth.pinned)
        return [post for post in pinned if self._is_on_top(post, kind, key, page)]

    def _is_on_top(self, post: DemoPost, kind: str, key: str, page: int) -> bool:
        match post.truth.pinned:
            case "global":
                return True
            case "lists":
                return page == 1 and kind in ("home", "category") and (kind, key) in self._memberships(post)
            case "index":
                return page == 1 and kind == "home"
            case "categories":
                return page == 1 and kind == "category"
            case _:
                return page == 1 and (kind, key) == ("category", str(post.category_id))

    def keys(self, kind: str) -> dict[str, int]:
        """The listings of a kind and how many posts each holds, in order of first appearance."""
        return {key: len(posts) for (of, key), posts in self._lists.items() if of == kind}

    def recent(self) -> list[DemoPost]:
        """最近发表: the newest ones, but none of those the sidebar alone shows."""
        return self._listed[:PER_PAGE]

    def hot(self, views: Mapping[int, int]) -> list[DemoPost]:
        """热门文章: the most read ones, and always those the sidebar alone shows."""
        count = PER_PAGE - len(self._sidebar_only)
        ids = (post.truth.id for post in self._listed)
        return self._sidebar_only + [self.by_id[top] for top in nlargest(count, ids, key=views.__getitem__)]

    def neighbours(self, number: int) -> tuple[DemoPost | None, DemoPost | None]:
        """The next older and the next newer post; a hidden post outside the chain still has neighbours."""
        place = self._chain_place.get(number)
        if place is None:
            post = self.by_id[number]
            newer = [p for p in self._chain if p.truth.published > post.truth.published]
            return _at(self._chain, len(newer)), _at(self._chain, len(newer) - 1)
        return _at(self._chain, place + 1), _at(self._chain, place - 1)

    def related(self, post: DemoPost) -> tuple[list[DemoPost], list[DemoPost]]:
        """What the related block of ``post`` always shows, and the pool the rest is drawn from.

        It always shows the related-only posts of its category.
        """
        others = [p for p in self._lists.get(("related", str(post.category_id)), ()) if p is not post]
        always = [p for p in others if p.truth.visible == "related"]
        return always, [p for p in others if p.truth.visible != "related"]

    def feed(self, name: str, value: str) -> list[DemoPost]:
        """The posts of a feed, narrowed by cate, auth, date or tags ("" for none) as ViewFeed does.

        A category's feed holds its own posts, not its children's.
        """
        posts = self._feed
        if name == "cate":
            return [post for post in posts if str(post.category_id) == value]
        if name == "auth":
            return [post for post in posts if str(post.author_id) == value]
        if name == "tags":
            return [post for post in posts if value in map(str, post.tag_ids)]
        return _between(posts, value, gettz(self._options.zone)) if name == "date" else posts


def _most_read(post: DemoPost) -> int:
    return -post.truth.views


def _at(posts: Sequence[DemoPost], place: int) -> DemoPost | None:
    return posts[place] if 0 <= place < len(posts) else None


def _between(posts: list[DemoPost], text: str, zone: tzinfo | None) -> list[DemoPost]:
    """SQL's BETWEEN holds both ends: midnight of the next day (or month) belongs to this one too."""
    span = _span(text, zone)
    return [p for p in posts if span and span[0] <= p.truth.published <= span[1]]


def _span(text: str, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """The day ``Y-m-d`` or month ``Y-m``, from its midnight to the midnight after it."""
    for layout, step in (("%Y-%m-%d", timedelta(days=1)), ("%Y-%m", relativedelta(months=1))):
        try:
            start = datetime.strptime(text, layout).replace(tzinfo=zone)
        except ValueError:
            continue
        return start, start + step
    return None
