"""The demo site without sockets: requests in, answers out, and a hand on its articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random
from threading import RLock

from xzcrawl.demo.content import editing
from xzcrawl.demo.content.articles import FIRST_ID, generate
from xzcrawl.demo.content.pictures import picture
from xzcrawl.demo.content.truth import DemoPost, Truth
from xzcrawl.demo.options import Options
from xzcrawl.demo.outages import Outage, Refusal, refuse
from xzcrawl.demo.zblog.answers import DemoMoment, page
from xzcrawl.demo.zblog.catalog import Catalog
from xzcrawl.demo.zblog.feed import rss
from xzcrawl.demo.zblog.routes import Route, feed_filter, route
from xzcrawl.items import Image

#: status, headers, body
Answer = tuple[int, dict[str, str], bytes]
#: status, content type, body
_Page = tuple[int, str, bytes]

_TEXT = "text/plain; charset=utf-8"


class DemoSite:
    """A Z-BlogPHP site with one of its themes.

    The same options and the same ``now`` (aware; asked once for the content, then at every request)
    give the same articles. What the real site varies at every request varies here by the number of
    the request, from the same seed: the related block and the timing comment. View counts grow by
    one at each request of an article. A page's clock lags by ``cache_lag``, but is never older than
    the newest article whose date the page shows, for a cache cannot hold what did not exist.

    ``outage`` may be set and taken back at any time.
    """

    def __init__(self, options: Options, now: Callable[[], datetime]) -> None:
        self.options = options
        self.now = now
        self.base_url = "http://127.0.0.1/"
        self.requests: list[tuple[str, int]] = []
        self.outage: Outage | None = None
        self._lock = RLock()
        self._failed: set[str] = set()
        self._deleted: dict[int, DemoPost] = {}
        self._catalog = Catalog(generate(options, now()), options)
        self._views = {post.truth.id: post.truth.views for post in self._catalog.all}

    @property
    def _root(self) -> str:
        return self.base_url.rstrip("/")

    @property
    def articles(self) -> list[Truth]:
        """What is true of every article now, newest first, with absolute URLs."""
        return [self._absolute(post.truth) for post in self._catalog.all]

    def _absolute(self, truth: Truth) -> Truth:
        return replace(
            truth,
            url=self._root + truth.url,
            images=self._absolute_images(truth.images),
            footer_images=self._absolute_images(truth.footer_images),
        )

    def _absolute_images(self, images: Sequence[Image]) -> tuple[Image, ...]:
        return tuple(replace(image, url=self._root + image.url) for image in images)

    def edit(
        self, number: int, *, title: str | None = None, paragraphs: Sequence[str] | None = None
    ) -> Truth:
        """Change an article's title, or its body's lines (its footer stays). KeyError for an unknown id."""
        with self._lock:
            post = self._catalog.by_id[number]
            post = post if title is None else editing.retitled(post, title)
            return self._put(post if paragraphs is None else editing.rewritten(post, paragraphs))

    def redate(self, number: int, published: datetime) -> Truth:
        """Give an article another publication time (aware). KeyError for an unknown id."""
        with self._lock:
            return self._put(editing.redated(self._catalog.by_id[number], published, self.options))

    def add(
        self, title: str, paragraphs: Sequence[str], published: datetime, *, category: int | None = None
    ) -> Truth:
        """Publish a plain article (in the first category unless told) under the next id."""
        with self._lock:
            number = max(self._catalog.by_id, default=FIRST_ID) + 1
            post = editing.blank(self.options, number, category or self.options.categories[0].id, published)
            self._views[number] = post.truth.views
            return self._put(editing.rewritten(editing.retitled(post, title), paragraphs))

    def delete(self, number: int) -> None:
        """Take an article off the site. KeyError for an unknown id."""
        with self._lock:
            gone = self._catalog.by_id[number]
            self._deleted[number] = gone
            self._catalog = Catalog([post for post in self._catalog.all if post is not gone], self.options)

    def restore(self, number: int) -> Truth:
        """Put an article that was deleted back as it was. KeyError for any other id."""
        with self._lock:
            return self._put(self._deleted.pop(number))

    def _put(self, post: DemoPost) -> Truth:
        others = [old for old in self._catalog.all if old.truth.id != post.truth.id]
        self._catalog = Catalog([*others, post], self.options)
        return self._absolute(post.truth)

    def respond(self, path: str, query: str = "") -> Answer:
        """The answer to a GET of ``path?query``: status, headers, body. Safe to call from several threads."""
        address = f"{path}?{query}" if query else path
        with self._lock:
            status, kind, body = self._answer(path, query, address)
            self.requests.append((address, status))
        more = {"Location": self.base_url} if status == 302 else {}
        return status, self._headers(kind, body) | more, body

    def _headers(self, kind: str, body: bytes) -> dict[str, str]:
        """The headers that every answer has."""
        return {
            "Server": "nginx",
            "Date": self.options.date_header or format_datetime(self.now().astimezone(UTC), usegmt=True),
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "X-Powered-By": "PHP/7.4.33",
        }

    def _answer(self, path: str, query: str, address: str) -> _Page:
        found = route(path, query)
        if found and found.kind == "file":
            return self._file(path)
        if self._fails(address):
            return 500, "text/html; charset=utf-8", b"<h1>500</h1><p>database is locked</p>"
        is_article = found is not None and found.kind == "article"
        if self.outage and (self.outage.everywhere or is_article):
            return self._refusal(self.outage.answer)
        if found and found.kind == "feed":
            return self._feed(query)
        text = self._page(found)
        if text is None:
            return self._refusal(self.options.missing if is_article else "404")
        return 200, self._html, self._encode(text)

    def _fails(self, address: str) -> bool:
        """Whether this request is the n-th one; an address that failed answers at its next try."""
        every = self.options.errors_500_every
        if not every or address in self._failed:
            self._failed.discard(address)
            return False
        if (len(self.requests) + 1) % every:
            return False
        self._failed.add(address)
        return True

    def _file(self, path: str) -> _Page:
        if path == "/robots.txt":
            delay = self.options.crawl_delay
            text = self.options.robots + (f"Crawl-delay: {delay:g}\n" if delay is not None else "")
            return 200, _TEXT, text.encode()
        if path.endswith((".gif", ".jpg", ".png", ".ico")):
            return 200, "image/png", picture(path)
        return 200, _TEXT, f"{path}: not for crawlers".encode()

    def _feed(self, query: str) -> _Page:
        name, value = feed_filter(query) if self.options.feed_filters else ("", "")
        posts = self._catalog.feed(name, value)[: self.options.feed_count]
        # Z-BlogPHP writes its feed in UTF-8 whatever the pages are in.
        return 200, "application/rss+xml; charset=utf-8", rss(posts, self.options, self.base_url).encode()

    def _page(self, found: Route | None) -> str | None:
        self._count_view(found)
        return page(found, self._moment()) if found else None

    def _refusal(self, answer: Refusal) -> _Page:
        status, text = refuse(answer)
        return status, self._html, self._encode(text)

    @property
    def _html(self) -> str:
        return f"text/html; charset={self.options.declared_charset}"

    def _count_view(self, found: Route | None) -> None:
        if found and found.kind == "article" and found.key.isascii() and found.key.isdigit():
            number = int(found.key)
            self._views[number] = self._views.get(number, 0) + 1

    def _moment(self) -> DemoMoment:
        rng = Random(f"request {self.options.seed} {len(self.requests)}")
        return DemoMoment(self.options, self._catalog, self._views, self.now(), self.base_url, rng)

    def _encode(self, text: str) -> bytes:
        """In the site's encoding; what it cannot hold becomes a character reference, as browsers post it."""
        return text.encode(self.options.encoding, "xmlcharrefreplace")
