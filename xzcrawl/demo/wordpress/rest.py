"""The REST API of WordPress, as far as it lists posts: ``/wp/v2/posts``."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from dateutil.tz import gettz

from xzcrawl.demo.content.truth import DemoPost
from xzcrawl.demo.options import Options

_JSON = "application/json; charset=UTF-8"
_MOST = 100
#: status, content type, text, further headers
RestReply = tuple[int, str, str, dict[str, str]]


def posts_reply(
    posts: Sequence[DemoPost],
    values: Mapping[str, str],
    modified: Mapping[int, datetime],
    options: Options,
    root: str,
) -> RestReply:
    """One page of ``posts``; ``modified`` are the instants of the changes of those that were changed."""
    if not options.rest:
        return _error(401, "rest_login_required", "REST API restricted to authenticated users.")
    size, page = int(values.get("per_page", "10")), int(values.get("page", "1"))
    if not 1 <= size <= _MOST:
        return _error(400, "rest_invalid_param", "Invalid parameter(s): per_page")
    changed = {post.truth.id: modified.get(post.truth.id, post.truth.published) for post in posts}
    if values.get("orderby") == "modified":
        posts = sorted(posts, key=lambda post: changed[post.truth.id], reverse=True)
    last = -(-len(posts) // size)
    if page > max(last, 1):
        return _error(400, "rest_post_invalid_page_number", "The page number requested is larger than …")
    shown = posts[(page - 1) * size : page * size]
    fields = values.get("_fields", "").split(",")
    objects = [_object(post, changed[post.truth.id], options, root) for post in shown]
    named = [{name: value for name, value in each.items() if name in fields} for each in objects]
    told = {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(last)}
    return 200, _JSON, json.dumps(named if fields != [""] else objects), told


def _object(post: DemoPost, changed: datetime, options: Options, root: str) -> dict[str, Any]:
    zone = gettz(options.zone)
    return {
        "id": post.truth.id,
        "date": f"{post.truth.published.astimezone(zone):%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{post.truth.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "modified": f"{changed.astimezone(zone):%Y-%m-%dT%H:%M:%S}",
        "modified_gmt": f"{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
        "slug": post.truth.url.strip("/").rpartition("/")[2].lower(),
        "status": "publish",
        "type": "post",
        "link": root + post.truth.url.lower(),
        "title": {"rendered": escape(post.truth.title)},
        "author": post.author_id,
        "sticky": post.truth.pinned,
        "categories": [post.category_id],
        "tags": list(post.tag_ids),
    }


def _error(status: int, code: str, message: str) -> RestReply:
    return status, _JSON, json.dumps({"code": code, "message": message, "data": {"status": status}}), {}
