"""Embedded sites whose articles have other addresses than the CMS gives by default, for tests."""

import re
from collections.abc import Callable

from tests.crawling import demo
from xzcrawl.demo import DemoSite

_OWN = re.compile(rb"/index\.php/post/(\d+)\.html")
_ID = re.compile(r"id=(\d+)")


def usual(number: int) -> str:
    return f"/index.php/post/{number}.html"


class MovingSite(DemoSite):
    """Its articles are where ``path_of`` says. As in the CMS ``?id=N`` leads there, any other path nowhere.

    ``change`` may rewrite the page of every address before it goes out. Articles have a comment form, unless
    ``has_form`` says otherwise; without ``has_ids`` the CMS does not answer to ``?id=N``. ``redirects`` are
    paths that lead to others.
    """

    def __init__(self, articles: int, seed: int, **options: object) -> None:
        plain = demo(articles=articles, seed=seed, **options)
        super().__init__(plain.options, plain.now)
        self.path_of: Callable[[int], str] = usual
        self.change: Callable[[str, bytes], bytes] = lambda _, body: body
        self.answers: Callable[[str], tuple[int, bytes] | None] = lambda _: None
        self.has_form = True
        self.has_ids = True
        self.redirects: dict[str, str] = {}

    def respond(self, path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
        asked = f"{path}?{query}" if query else path
        if (
            self.has_ids
            and path == "/"
            and (match := _ID.fullmatch(query))
            and int(match[1]) in self._catalog.by_id
        ):
            self.requests.append((asked, 302))
            headers = {"Location": self.base_url.rstrip("/") + self.path_of(int(match[1]))}
            return 302, headers | {"Content-Length": "0"}, b""
        if (target := self.redirects.get(path)) is not None:
            self.requests.append((asked, 302))
            return 302, {"Location": self.base_url + target, "Content-Length": "0"}, b""
        if not self.has_ids and _ID.fullmatch(query):
            self.requests.append((asked, 404))
            return 404, {"Content-Length": "0"}, b""
        if (own := self.answers(asked)) is not None:
            self.requests.append((asked, own[0]))
            return own[0], {"Content-Type": "text/html", "Content-Length": str(len(own[1]))}, own[1]
        number = self._number_at(path)
        status, headers, body = super().respond(usual(number) if number is not None else path, query)
        self.requests[-1] = (asked, self.requests[-1][1])
        body = _OWN.sub(lambda match: self.path_of(int(match[1])).encode(), body)
        if number and self.has_form:
            form = f'<form><input type="hidden" name="inpId" value="{number}"></form></body>'
            body = body.replace(b"</body>", form.encode())
        body = self.change(asked, body)
        return status, headers | {"Content-Length": str(len(body))}, body

    def _number_at(self, path: str) -> int | None:
        """The article at a path; 0, which is none, for an article's path of the default pattern elsewhere."""
        for number in self._catalog.by_id:
            if path == self.path_of(number):
                return number
        return 0 if _OWN.fullmatch(path.encode()) else None
